"""The library pages and the download."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client

from berkas.models import Berkas, Pembatasan, PutusanVersi, VersiBerkas
from berkas.views.pustaka import disposisi
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, potret
from tests.berkas.korpus import NAMA

# Session, person, roles, unit, year, bytes; years, count, page, versions, links; inbox, personal data; savepoint (2).
BANYAK_SQL = 15


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.koordinator)
    return client


def _unduh(dunia: Dunia, berkas: Berkas, nomor: int = 1) -> str:
    return f"{dunia.url}berkas/{berkas.pk}/unduh/{nomor}/"


def test_download_gives_the_sent_bytes_with_guarding_headers(klien: Client, dunia: Dunia, unggah) -> None:
    isi = contoh.pdf(2)
    berkas = unggah("Notulé “rapat”.pdf", isi).berkas
    jawab = klien.get(_unduh(dunia, berkas))
    assert b"".join(jawab.streaming_content) == isi
    sha = VersiBerkas.objects.get().isi.sha256
    harap = {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(isi)),
        "Content-Disposition": 'attachment; filename="Notule rapat.pdf"; '
        "filename*=UTF-8''Notul%C3%A9%20%E2%80%9Crapat%E2%80%9D.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": f'"{sha}"',
        "Cache-Control": "private, no-cache",
    }
    assert {k: jawab.headers[k] for k in harap} == harap


@pytest.mark.parametrize("rusak", ["hilang", "terpotong", "kosong"])
@pytest.mark.parametrize("kepala", [{}, {"X-Requested-With": "fetch"}])
def test_download_without_its_stored_bytes_is_a_sentence_and_a_logged_error(
    klien: Client, dunia: Dunia, unggah, caplog, rusak: str, kepala: dict[str, str]
) -> None:
    berkas = unggah().berkas
    isi = VersiBerkas.objects.get().isi
    tempat = dunia.gudang / isi.kunci
    if rusak == "hilang":
        tempat.unlink()
    else:
        tempat.write_bytes(b"" if rusak == "kosong" else tempat.read_bytes()[:-1])
    sebelum = potret()
    jawab = klien.get(_unduh(dunia, berkas), headers=kepala)
    kalimat = (
        "Isi berkas SK UPG.pdf tidak terbaca di penyimpanan server, jadi tidak dapat diunduh. Catatan dan tautannya ke "
        "soal tetap ada. Hubungi admin inspektorat dan sebutkan nama berkas ini."
    )
    assert jawab.status_code == 404
    assert "Content-Disposition" not in jawab.headers
    if kepala:
        assert jawab.json() == {"pesan": kalimat}
    else:
        assert kalimat in jawab.content.decode()
    galat = [c.getMessage() for c in caplog.records if c.name == "berkas.views.pustaka"]
    assert len(galat) == 1
    assert isi.kunci in galat[0]
    assert potret() == sebelum


def test_download_by_head_has_the_headers_and_no_body(klien: Client, dunia: Dunia, unggah) -> None:
    isi = contoh.pdf()
    jawab = klien.head(_unduh(dunia, unggah("SK.pdf", isi).berkas))
    assert (jawab.status_code, jawab.headers["Content-Length"], jawab.content if not jawab.streaming else b"") == (
        200, str(len(isi)), b"",
    )  # fmt: skip
    jawab.close()


def test_download_known_by_etag_is_304_with_the_same_guards(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    etag = f'"{VersiBerkas.objects.get().isi.sha256}"'
    jawab = klien.get(_unduh(dunia, berkas), headers={"If-None-Match": etag})
    assert (jawab.status_code, jawab.headers["ETag"]) == (304, etag)
    assert jawab.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("tujuan", "status"),
    [
        *((t, 403) for t in ("iframe", "frame", "script", "embed", "object", "style", "image", "video", "audio")),
        *((t, 403) for t in ("worker", "sharedworker", "serviceworker", "font", "track", "manifest", "xslt", "IFRAME")),
        *((t, 200) for t in ("", "document", "empty", "Document")),
    ],
)
def test_download_into_a_page_is_refused(klien: Client, dunia: Dunia, unggah, tujuan, status) -> None:
    jawab = klien.get(_unduh(dunia, unggah().berkas), headers={"Sec-Fetch-Dest": tujuan})
    assert jawab.status_code == status
    jawab.close()


def test_download_of_an_unchecked_or_absent_version_is_404(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    assert klien.get(_unduh(dunia, berkas, 2)).status_code == 404
    VersiBerkas.objects.update(putusan=PutusanVersi.MENUNGGU)
    assert klien.get(_unduh(dunia, berkas)).status_code == 404


def test_file_kept_for_evaluators_is_hidden_from_readers_of_the_instansi(client: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    pembaca = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT)
    penilai = pabrik.pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    for pelaku, sebelum, sesudah in ((pembaca, 200, 404), (penilai, 200, 200)):
        pabrik.masuk(client, pelaku)
        Berkas.objects.update(pembatasan=Pembatasan.UMUM)
        assert client.get(f"{dunia.url}berkas/{berkas.pk}/").status_code == sebelum
        Berkas.objects.update(pembatasan=Pembatasan.PENILAI)
        assert client.get(f"{dunia.url}berkas/{berkas.pk}/").status_code == sesudah


JAHAT = [
    *(n for n, disimpan in NAMA if disimpan), "a;b=c.pdf", "a\\b.pdf", "%0d%0a.pdf", 'a"; filename="b.html',
    "a\x85b.pdf", "\ufeffa.pdf", "ａ．ｐｄｆ.pdf", "a\tb.pdf",
]  # fmt: skip


@pytest.mark.parametrize("nama", JAHAT, ids=range(len(JAHAT)))
def test_disposition_cannot_be_broken_by_a_name(nama: str) -> None:
    kepala = disposisi(nama)
    assert kepala.isascii()
    assert kepala.isprintable()
    assert kepala.count('"') == 2
    assert kepala.count(";") == 2
    assert kepala.startswith('attachment; filename="')
    assert unquote(kepala.rpartition("filename*=UTF-8''")[2]) == nama


@pytest.mark.parametrize(("dikirim", "disimpan"), [n for n in NAMA if n[1]], ids=range(sum(1 for n in NAMA if n[1])))
def test_download_of_a_hostile_name_gives_it_back_as_data(
    klien: Client, dunia: Dunia, unggah, dikirim: str, disimpan: str
) -> None:
    """From the multipart of an upload to the header of the download, through the database."""
    berkas = unggah(dikirim, contoh.pdf()).berkas
    jawab = klien.get(_unduh(dunia, berkas))
    jawab.close()
    kepala = jawab.headers["Content-Disposition"]
    assert unquote(kepala.rpartition("filename*=UTF-8''")[2]) == disimpan
    assert (kepala.count('"'), kepala.count(";"), "\n" in kepala, "\r" in kepala) == (2, 2, False, False)
    assert jawab.headers["Content-Type"] == "application/pdf"
    assert "X-Jahat" not in jawab.headers


def test_list_finds_by_name_area_and_missing_link(klien: Client, dunia: Dunia, unggah) -> None:
    unggah("SK UPG.pdf")
    lepas = unggah("Notula.pdf", kode="A1.P.i.a")
    klien.post(f"{dunia.url}bukti/{lepas.pk}/lepas/")

    def nama(query: str) -> list[str]:
        return [b.nama for b in klien.get(f"{dunia.url}berkas/?{query}").context["pustaka"].halaman.isi]

    assert nama("") == ["Notula.pdf", "SK UPG.pdf"]
    assert nama("q=upg+sk") == ["SK UPG.pdf"]
    assert nama("q=tidak") == []
    assert nama("area=A5") == ["SK UPG.pdf"]
    assert nama("area=A1") == []
    assert nama("tanpa=1") == ["Notula.pdf"]
    assert nama("area=ngawur") == ["Notula.pdf", "SK UPG.pdf"]


def test_list_costs_the_same_queries_for_one_and_three_documents(
    klien: Client, dunia: Dunia, unggah, django_assert_num_queries
) -> None:
    unggah("satu.pdf")
    klien.get(f"{dunia.url}berkas/")
    with django_assert_num_queries(BANYAK_SQL):
        klien.get(f"{dunia.url}berkas/")
    unggah("dua.pdf")
    unggah("tiga.pdf", kode="A1.P.i.a")
    with django_assert_num_queries(BANYAK_SQL):
        assert "tiga.pdf" in klien.get(f"{dunia.url}berkas/").content.decode()


def test_list_offers_linking_only_to_who_may_write_there(client: Client, dunia: Dunia, unggah) -> None:
    unggah()
    for peran, area, ada in (
        (Peran.KOORDINATOR, "", True),
        (Peran.ANGGOTA_POKJA, "A1", False),
        (Peran.KEPALA, "", False),
    ):
        pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, peran, area=area))
        assert (b"Tautkan ke P5.1b" in client.get(f"{dunia.url}berkas/?untuk=P5.1b").content) is ada


def test_list_for_a_question_has_no_tick_box_for_what_is_there(klien: Client, dunia: Dunia, unggah) -> None:
    ada, lain = unggah("Sudah.pdf").berkas, unggah("Lain.pdf", kode="A1.P.i.a").berkas
    isi = klien.get(f"{dunia.url}berkas/?untuk=P5.1b").content.decode()
    assert f'name="berkas" value="{lain.pk}"' in isi
    assert f'name="berkas" value="{ada.pk}"' not in isi
    assert isi.count("sudah di soal ini") == 1


def test_empty_list_says_what_to_do(klien: Client, dunia: Dunia) -> None:
    assert "Belum ada data dukung." in klien.get(f"{dunia.url}berkas/").content.decode()


def test_detail_shows_hash_and_every_use(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    klien.post(f"{dunia.url}berkas/{berkas.pk}/tautkan/", {"kode_butir": "P1.1a"})
    jawab = klien.get(f"{dunia.url}berkas/{berkas.pk}/")
    assert [p.kode for p in jawab.context["rincian"].pakai] == ["P1.1a", "P5.1b"]
    assert VersiBerkas.objects.get().isi.sha256 in jawab.content.decode()
