"""The inbox page: suggestions, saving what was seen, undo, filling from a CSV, uploading into it."""

from __future__ import annotations

import io
import re
import uuid
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from berkas.actions import lewati_titipan, periksa_kiriman, simpan_dari_titipan, simpan_titipan
from berkas.models import Berkas, Bukti, Titipan, VersiBerkas
from berkas.penyimpanan import tampung
from satker.models import Jendela
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, bangun_dunia

SKRIP = {"X-Requested-With": "fetch"}
# Session, person, roles, unit, year; whose files wait, count, page; last year and its files; same bytes and their use;
# archives; window; tab; and the two of the test's savepoint.
KOTAK_SQL = 17


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.pokja)
    return client


@pytest.fixture
def titip(dunia: Dunia) -> Any:
    def jalankan(
        nama: str = "P5.1b SK UPG.pdf", *, d: Any = None, oleh: Any = None, isi: str = "", folder: str = ""
    ) -> Titipan:
        d = d or dunia
        kiriman = tampung([contoh.pdf(isi=isi or nama)], nama, batas=10**7)
        try:
            return simpan_titipan(
                oleh=oleh or d.pokja,
                satker=d.satker,
                periode=d.periode,
                kiriman=kiriman,
                putusan=periksa_kiriman(kiriman),
                folder=folder,
            )
        finally:
            kiriman.jalur.unlink(missing_ok=True)

    return jalankan


def _url(dunia: Dunia, ekor: str = "") -> str:
    return f"{dunia.url}unggah/{ekor}"


def _baris(*titipan: Titipan, **lain: Any) -> dict[str, Any]:
    """A posted form: rows by id, `kode`, `tanggal`, `triwulan`, `aksi` as lists in their order."""
    isi: dict[str, Any] = {"baris": [str(t.pk) for t in titipan]}
    for medan, nilai in lain.items():
        isi |= {f"{medan}-{t.pk}": n for t, n in zip(titipan, nilai, strict=True)}
    return isi


def _sel(jawab: Any, titipan: Titipan) -> str:
    """The row of one file, as text without tags."""
    isi = jawab.content.decode()
    awal = isi.index(f'id="titipan-{titipan.pk}"')
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", isi[awal - 20 : isi.index("</tr>", awal)]))


def _nilai(jawab: Any, nama: str) -> str:
    """What an input or select of the page holds."""
    isi = jawab.content.decode()
    if cocok := re.search(rf'<input[^>]*\sname="{nama}" value="([^"]*)"', isi):
        return cocok[1]
    pilih = re.search(rf'<select[^>]*\sname="{nama}".*?</select>', isi, re.DOTALL)
    assert pilih, nama
    return (re.search(r'value="([^"]*)" selected', pilih[0]) or ["", ""])[1]


def test_rows_show_suggestion_reason_and_guesses(klien: Client, dunia: Dunia, titip: Any) -> None:
    sure = titip("P5.1b SK UPG 12-01-2026.pdf")
    tebak = titip("5.ii.a matriks TW II.pdf", folder="AREA V/ii. SPIP")
    kosong, luar = titip("notulen.pdf"), titip("P1.1a SK Tim.pdf")
    jawab = klien.get(_url(dunia))
    t = str(dunia.periode.tahun)
    harap = {
        sure: ("P5.1b", "12-01-2026", "B03" if t == "2026" else ""),
        tebak: ("P5.2a", "", "B06"),
        kosong: ("", "", ""),
        luar: ("P1.1a", "", ""),
    }
    for titipan, isian in harap.items():
        assert tuple(_nilai(jawab, f"{m}-{titipan.pk}") for m in ("kode", "tanggal", "triwulan")) == isian
    assert [
        re.search(r"(cocok|periksa|PILIH|area lain) (kode di nama(, belum pasti)?|–)", _sel(jawab, x))[0] for x in harap
    ] == [
        "cocok kode di nama",
        "periksa kode di nama, belum pasti",
        "PILIH –",
        "area lain kode di nama",
    ]
    teks = jawab.content.decode()
    assert "4 berkas: 1 cocok, 1 perlu diperiksa, 1 perlu dipilih, 1 area lain" in teks
    assert "AREA V/ii. SPIP" in teks
    assert (
        teks.index("notulen.pdf") < teks.index("5.ii.a") < teks.index("SK UPG 12-01-2026.pdf")
    )  # what wants a hand stands first


def test_last_years_name_is_a_row_to_check(klien: Client, dunia: Dunia, titip: Any, unggah: Any) -> None:
    lalu = pabrik.buat_periode(dunia.satker.instansi, dunia.periode.tahun - 1)
    kini, dunia.periode = dunia.periode, lalu
    unggah("Laporan gratifikasi UPG 2025.pdf", kode="A5.P.i.b")
    dunia.periode = kini
    titipan = titip("laporan_gratifikasi_upg_2026.pdf")
    jawab = klien.get(_url(dunia))
    assert _nilai(jawab, f"kode-{titipan.pk}") == "P5.1b"
    assert f"periksa nama mirip {dunia.periode.tahun - 1}" in _sel(jawab, titipan)


def test_page_costs_the_same_for_one_and_three_files(
    klien: Client, dunia: Dunia, titip: Any, unggah: Any, django_assert_num_queries: Any
) -> None:
    pabrik.buat_periode(dunia.satker.instansi, dunia.periode.tahun - 1)
    unggah("asli.pdf", contoh.pdf(isi="sama"))
    titip("a.pdf", isi="sama")
    klien.get(_url(dunia))  # the first request of a session writes when it began
    with django_assert_num_queries(KOTAK_SQL):
        klien.get(_url(dunia))
    titip("P5.1b b.pdf")
    titip("c.pdf", isi="sama")
    with django_assert_num_queries(KOTAK_SQL):
        assert klien.get(_url(dunia)).content.decode().count('<tr role="row" id=') == 3


def test_saving_takes_exactly_the_rows_seen_and_says_what_stays(klien: Client, dunia: Dunia, titip: Any) -> None:
    a, b, c = titip("P5.1b a.pdf"), titip("b.pdf"), titip("P5.2a tak terkirim.pdf")
    d = titip("d.pdf")
    kirim = _baris(
        a, b, d, kode=["P5.1b", "a5.p.iii.c", ""], triwulan=["B06", "", ""], tanggal=["1 April 2026", "", ""]
    )
    jawab = klien.post(_url(dunia), {**kirim, "aksi": "simpan"}, follow=True)
    assert {(x.berkas.judul, x.kode_butir, x.triwulan) for x in Bukti.objects.all()} == {
        ("P5.1b a", "A5.P.i.b", "B06"),
        ("b", "A5.P.iii.c", ""),
    }
    assert str(VersiBerkas.objects.get(nama_kirim="P5.1b a.pdf").tanggal_dokumen) == "2026-04-01"
    assert set(Titipan.objects.menunggu()) == {c, d}
    assert "2 berkas tersimpan, 1 tetap di kotak masuk." in jawab.content.decode()


def test_row_errors_are_in_words_and_keep_what_was_typed(klien: Client, dunia: Dunia, titip: Any) -> None:
    baik, luar, salah, tanggal = (titip(f"{n}.pdf") for n in ("baik", "luar", "salah", "tanggal"))
    kirim = _baris(
        baik,
        luar,
        salah,
        tanggal,
        kode=["P5.1b", "P1.1a", "5.2d", "P5.1a"],
        tanggal=["", "17-08-2026", "", "31-02-2026"],
        triwulan=["", "B09", "", ""],
    )
    jawab = klien.post(_url(dunia), kirim)
    assert jawab.status_code == 422
    assert "Soal P1.1a bukan bagian peran Anda. Minta Pokja area itu atau koordinator menyimpannya." in _sel(
        jawab, luar
    )
    assert "Tidak ditemukan “5.2d”. Maksud Anda P5.2d?" in _sel(jawab, salah)
    assert "31 Februari 2026 tidak ada di kalender." in _sel(jawab, tanggal)
    assert [_nilai(jawab, f"kode-{t.pk}") for t in (luar, salah, tanggal)] == ["P1.1a", "5.2d", "P5.1a"]
    assert (_nilai(jawab, f"tanggal-{luar.pk}"), _nilai(jawab, f"triwulan-{luar.pk}")) == ("17-08-2026", "B09")
    assert "1 berkas tersimpan, 3 tetap di kotak masuk." in jawab.content.decode()
    assert [b.berkas.judul for b in Bukti.objects.all()] == ["baik"]


def test_world_that_changed_meanwhile_gives_words_for_each_file(
    klien: Client, dunia: Dunia, titip: Any, unggah: Any, gudang: Any
) -> None:
    sudah, asing, kembar = (
        titip("sudah.pdf"),
        titip("asing.pdf", d=bangun_dunia(gudang, dunia.satker.instansi)),
        titip("kembar.pdf"),
    )
    simpan_dari_titipan(oleh=dunia.koordinator, titipan=sudah, kode_butir="A5.P.i.a", area="A5")
    unggah("asli.pdf", contoh.pdf(isi="kembar.pdf"), kode="A5.P.i.a")
    kirim = _baris(sudah, asing, kembar, kode=["P5.1b"] * 3)
    kirim["baris"].append(str(uuid.UUID(int=9)))
    jawab = klien.post(_url(dunia), kirim)
    teks = jawab.content.decode()
    assert "sudah.pdf sudah keluar dari kotak masuk: disimpan ke soal." in teks
    assert "2 berkas tidak ada lagi di kotak masuk." in teks  # a foreign and an absent id are the same
    assert "Berkas ini sudah ada di P5.1a. Pilih “Tautkan saja” atau “Lewati”." in _sel(jawab, kembar)
    assert Bukti.objects.filter(kode_butir="A5.P.i.b").count() == 0
    assert asing.nama_kirim not in teks


def test_same_bytes_are_passed_over_or_linked(klien: Client, dunia: Dunia, titip: Any, unggah: Any) -> None:
    unggah("asli.pdf", contoh.pdf(isi="satu"), kode="A5.P.i.a")
    unggah("asli2.pdf", contoh.pdf(isi="dua"), kode="A5.P.i.a")
    lewat, taut = titip("foto.pdf", isi="satu"), titip("P5.1b foto.pdf", isi="dua")
    jawab = klien.get(_url(dunia))
    assert "sudah ada di P5.1a" in _sel(jawab, lewat)
    # the name says surely where the second belongs, and it is not there yet
    assert [_nilai(jawab, f"aksi-{t.pk}") for t in (lewat, taut)] == ["lewati", "tautkan"]
    klien.post(_url(dunia), _baris(lewat, taut, kode=["", "P5.1b"], aksi=["lewati", "tautkan"]))
    assert dict(Titipan.objects.values_list("nama_kirim", "hasil")) == {
        "foto.pdf": "lewati",
        "P5.1b foto.pdf": "simpan",
    }
    assert (Berkas.objects.count(), Bukti.objects.get(kode_butir="A5.P.i.b").berkas.judul) == (2, "asli2")


def test_second_of_two_equal_files_in_the_inbox_is_marked(klien: Client, dunia: Dunia, titip: Any) -> None:
    titip("a.pdf", isi="sama")
    b = titip("b.pdf", isi="sama")
    assert "isi sama dengan a.pdf di kotak ini" in _sel(klien.get(_url(dunia)), b)


def test_undo_bar_takes_the_whole_step_back_once(klien: Client, dunia: Dunia, titip: Any) -> None:
    a, b = titip("P5.1b a.pdf"), titip("b.pdf", isi="b")
    jawab = klien.post(_url(dunia), _baris(a, b, kode=["P5.1b", "P5.1a"]), follow=True)
    tanda = _nilai(jawab, "langkah")
    assert "Batalkan" in jawab.content.decode()
    jawab = klien.post(_url(dunia, "urungkan/"), {"langkah": tanda}, follow=True)
    assert "2 berkas kembali ke kotak masuk." in jawab.content.decode()
    assert (Titipan.objects.menunggu().count(), Bukti.objects.aktif().count(), Berkas.objects.ada().count()) == (
        2,
        0,
        0,
    )
    jawab = klien.post(_url(dunia, "urungkan/"), {"langkah": tanda}, follow=True)
    assert "Tidak ada yang dapat dibatalkan lagi." in jawab.content.decode()


def test_removing_keeps_what_was_typed_elsewhere_and_can_be_undone(klien: Client, dunia: Dunia, titip: Any) -> None:
    a, b = titip("a.pdf"), titip("b.pdf")
    jawab = klien.post(_url(dunia, f"{a.pk}/lewati/"), _baris(a, b, kode=["", "P5.1a"]))
    assert "a.pdf dihapus dari kotak masuk." in jawab.content.decode()
    assert _nilai(jawab, f"kode-{b.pk}") == "P5.1a"
    assert list(Titipan.objects.menunggu()) == [b]
    klien.post(_url(dunia, "urungkan/"), {"langkah": _nilai(jawab, "langkah")})
    assert Titipan.objects.menunggu().count() == 2


def test_foreign_and_absent_item_answer_alike(klien: Client, dunia: Dunia, titip: Any, gudang: Any) -> None:
    asing = titip("asing.pdf", d=bangun_dunia(gudang, dunia.satker.instansi))
    a, b = (klien.post(_url(dunia, f"{pk}/lewati/")) for pk in (asing.pk, uuid.UUID(int=9)))
    assert (a.status_code, b.status_code) == (404, 404)
    assert re.sub(rb'value="[^"]*"|\d\d\.\d\d W\w+', b"", a.content) == re.sub(
        rb'value="[^"]*"|\d\d\.\d\d W\w+', b"", b.content
    ).replace(str(uuid.UUID(int=9)).encode(), str(asing.pk).encode())
    assert asing.hasil == ""


def test_own_files_first_and_colleagues_on_demand(klien: Client, dunia: Dunia, titip: Any) -> None:
    titip("saya.pdf")
    titip("rekan.pdf", oleh=dunia.koordinator)
    sendiri, semua = (
        klien.get(_url(dunia)).content.decode(),
        klien.get(_url(dunia), {"lingkup": "semua"}).content.decode(),
    )
    assert ("saya.pdf" in sendiri, "rekan.pdf" in sendiri, "rekan.pdf" in semua) == (True, False, True)
    assert "Semua di satker (2)" in sendiri
    assert f"dari {dunia.koordinator.user.nama}" in semua
    assert "Kotak masuk (1)" in sendiri


def test_closed_window_shows_the_files_and_changes_nothing(klien: Client, dunia: Dunia, titip: Any) -> None:
    a = titip("a.pdf")
    Jendela.objects.update(buka="2020-01-01T00:00Z", tutup="2020-02-01T00:00Z")
    jawab = klien.get(_url(dunia))
    assert "Pengisian ditutup sejak" in jawab.content.decode()
    assert b"data-simpan" not in jawab.content
    for ekor, isi in (("", _baris(a, kode=["P5.1b"])), (f"{a.pk}/lewati/", {}), ("urungkan/", {}), ("kirim/", {})):
        assert klien.post(_url(dunia, ekor), isi).status_code == 403
    assert (Bukti.objects.count(), Titipan.objects.menunggu().count()) == (0, 1)


def test_one_value_fills_only_what_is_empty(klien: Client, dunia: Dunia, titip: Any) -> None:
    a, b = titip("a.pdf"), titip("b.pdf")
    isi = _baris(a, b, kode=["P5.1b", ""], tanggal=["01-02-2026", ""], triwulan=["", "B12"])
    jawab = klien.post(_url(dunia), isi | {"aksi": "terapkan", "semua-tanggal": "17-08-2026", "semua-triwulan": "B09"})
    assert [_nilai(jawab, f"{m}-{t.pk}") for t in (a, b) for m in ("kode", "tanggal", "triwulan")] == [
        *("P5.1b", "01-02-2026", "B09"),
        *("", "17-08-2026", "B12"),
    ]
    assert Bukti.objects.count() == 0


def test_csv_fills_the_table_and_names_bad_lines(klien: Client, dunia: Dunia, titip: Any) -> None:
    a, b, c = titip("a.pdf"), titip("b.pdf", folder="x"), titip("c.pdf")
    csv = (
        "nama;kode;tanggal;periode\nA.PDF;P5.1b;12-01-2026;b03\nx/b.pdf;A5.P.i.a\nc.pdf;P9.9z\nhilang.pdf;P5.1b\n"
        "a.pdf;P5.1a\nc.pdf;P5.1a;kapan\nc.pdf;P5.1a;;B07\n"
    )
    isi = _baris(a, b, c, kode=["", "", "P5.2a"]) | {
        "aksi": "peta",
        "peta": SimpleUploadedFile("peta.csv", csv.encode()),
    }
    jawab = klien.post(_url(dunia), isi)
    assert [_nilai(jawab, f"kode-{t.pk}") for t in (a, b, c)] == ["P5.1b", "P5.1a", "P5.2a"]
    assert (_nilai(jawab, f"tanggal-{a.pk}"), _nilai(jawab, f"triwulan-{a.pk}")) == ("12-01-2026", "B03")
    teks = jawab.content.decode()
    for kalimat in (
        "2 baris terisi dari CSV. Periksa, lalu simpan.",
        "Baris 4: Kode “P9.9z” tidak ditemukan. Kode berbentuk P5.1b.",
        "Baris 5: “hilang.pdf” tidak ada di tabel ini.",
        "Baris 6: “a.pdf” tertulis dua kali.",
        "Baris 7: Tanggal tidak terbaca. Contoh: 17-08-2026.",
        "Baris 8: Periode “B07” tidak dikenal. Isi B03, B06, B09, atau B12.",
    ):
        assert kalimat in teks
    assert (Bukti.objects.count(), Titipan.objects.menunggu().count()) == (0, 3)


def test_csv_that_is_none_says_so(klien: Client, dunia: Dunia, titip: Any) -> None:
    a = titip("a.pdf")
    for berkas, kalimat in ((None, "Pilih berkas CSV lebih dulu."), (b"PK\0", "Berkas ini bukan CSV.")):
        isi = (
            _baris(a, kode=["P5.1b"])
            | {"aksi": "peta"}
            | ({"peta": SimpleUploadedFile("a.csv", berkas)} if berkas else {})
        )
        jawab = klien.post(_url(dunia), isi)
        assert kalimat in jawab.content.decode()
        assert _nilai(jawab, f"kode-{a.pk}") == "P5.1b"


def test_list_of_codes_is_a_workbook_of_text(klien: Client, dunia: Dunia) -> None:
    jawab = klien.get(_url(dunia, "daftar-kode.xlsx"))
    buku = openpyxl.load_workbook(io.BytesIO(jawab.content))
    baris = list(buku.active.iter_rows(values_only=True))
    assert (len(baris), baris[0]) == (114, ("kode", "kode baku", "soal", "area", "bagian"))
    assert next(b for b in baris if b[0] == "P5.1b")[1:] == (
        "A5.P.i.b",
        "Pengendalian gratifikasi diimplementasikan",
        "A5 Penguatan Pengawasan",
        "Pengendalian Gratifikasi",
    )
    assert {s.data_type for r in buku.active.iter_rows() for s in r} == {"s"}


# --- uploading ------------------------------------------------------------------------------------------------------


def _kirim(klien: Client, dunia: Dunia, nama: str, isi: bytes, **lain: Any) -> Any:
    return klien.post(_url(dunia, "kirim/"), {"berkas": SimpleUploadedFile(nama, isi), **lain}, headers=SKRIP)


def test_script_upload_answers_201_with_its_line(klien: Client, dunia: Dunia) -> None:
    jawab = _kirim(klien, dunia, "SK <b>.pdf", contoh.pdf(), folder="AREA V\\..\\ i. Gratifikasi\x07/")
    t = Titipan.objects.get()
    assert (jawab.status_code, jawab.json()["id"], t.folder) == (201, str(t.pk), "AREA V/i. Gratifikasi")
    assert f'id="baru-{t.pk}"' in jawab.json()["html"]
    assert "<b>" not in jawab.json()["html"]


@pytest.mark.parametrize(
    ("nama", "isi", "status", "kalimat"),
    [
        ("x.exe", contoh.EXE, 415, "x.exe tidak diterima."),
        ("palsu.pdf", contoh.EXE, 422, "palsu.pdf bukan PDF yang sah."),
        ("x.zip", b"bukan zip", 422, "Arsip ini bukan ZIP yang sah atau rusak."),
        ("x.rar", b"Rar!", 415, "x.rar adalah arsip"),
        ("besar.txt", b"a" * 5000, 413, "besar.txt 5 KB. Batasnya 4 KB."),
        ("besar.zip", b"PK" * 5000, 413, "besar.zip 10 KB. Batas arsip 6 KB."),
    ],
)
def test_refused_files_have_their_reason_and_leave_nothing(
    klien: Client, dunia: Dunia, settings: Any, nama: str, isi: bytes, status: int, kalimat: str
) -> None:
    settings.BATAS_BERKAS, settings.BATAS_ARSIP = 4000, 6000
    jawab = _kirim(klien, dunia, nama, isi)
    assert jawab.status_code == status
    assert kalimat in jawab.json()["pesan"]
    assert (Titipan.objects.count(), dunia.isi_gudang()) == (0, set())


def test_archive_is_taken_and_its_outcome_stands_on_the_page(
    klien: Client, dunia: Dunia, django_capture_on_commit_callbacks: Any
) -> None:
    isi = contoh.zip_biasa({"AREA V/5.i.b SK.pdf": contoh.pdf(), "x.exe": contoh.EXE})
    with django_capture_on_commit_callbacks(execute=True):
        jawab = _kirim(klien, dunia, "area5.zip", isi)
    assert jawab.status_code == 201
    assert "sedang dibuka" in jawab.json()["html"]
    teks = klien.get(_url(dunia)).content.decode()
    assert "1 berkas dari arsip masuk ke kotak masuk, 1 tidak diterima." in teks
    assert "x.exe: x.exe tidak diterima." in teks
    assert _nilai(klien.get(_url(dunia)), f"kode-{Titipan.objects.get().pk}") == "P5.1b"


def test_form_without_script_takes_several_and_explains_the_rest(klien: Client, dunia: Dunia) -> None:
    berkas = [SimpleUploadedFile(n, contoh.pdf(isi=n)) for n in ("a.pdf", "b.pdf")] + [
        SimpleUploadedFile("x.exe", b"MZ")
    ]
    jawab = klien.post(_url(dunia, "kirim/"), {"berkas": berkas}, follow=True)
    teks = jawab.content.decode()
    assert "2 berkas masuk ke kotak masuk." in teks
    assert "x.exe tidak diterima." in teks
    assert Titipan.objects.count() == 2
    tanpa = klien.post(_url(dunia, "kirim/"), {"berkas": ""}, follow=True)
    assert "Pilih berkas lebih dulu." in tanpa.content.decode()


def test_forged_post_is_refused(dunia: Dunia) -> None:
    klien = Client(enforce_csrf_checks=True)
    pabrik.masuk(klien, dunia.pokja)
    assert _kirim(klien, dunia, "a.pdf", contoh.pdf()).status_code == 403
    assert Titipan.objects.count() == 0


@pytest.mark.parametrize("peran", [Peran.KEPALA, Peran.TPI_KETUA])
def test_others_have_no_inbox(client: Client, dunia: Dunia, titip: Any, peran: Peran) -> None:
    a = titip("rahasia.pdf")
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, peran))
    assert client.get(_url(dunia)).status_code == 403
    assert client.post(_url(dunia, f"{a.pk}/lewati/")).status_code == 403
    assert "Kotak masuk" not in client.get(f"{dunia.url}berkas/").content.decode()


def test_removed_while_the_page_was_open(klien: Client, dunia: Dunia, titip: Any) -> None:
    a = titip("a.pdf")
    lewati_titipan(oleh=dunia.koordinator, titipan=a)
    jawab = klien.post(_url(dunia, f"{a.pk}/lewati/"))
    assert "Berkas ini sudah keluar dari kotak masuk: dihapus dari kotak masuk." in jawab.content.decode()
