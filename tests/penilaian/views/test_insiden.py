"""Pages of incidents: what each reader gets to see, the closed document, and the second line beside the nilai."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from penilaian.actions.potret import ambil_potret
from penilaian.actions.putusan_insiden import usul_putusan
from penilaian.models import (
    AlurLembar,
    AturanPengurangPeriode,
    Insiden,
    Lapisan,
    Peristiwa,
    Potret,
    PutusanInsiden,
    RingkasanLembar,
)
from satker.peran import Peran
from tests.berkas.contoh import pdf
from tests.pabrik import buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import aturan_pengurang, insiden, isi_semua

pytestmark = pytest.mark.django_db
KENARI = "KENARI-usul-tim"


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def _teks(jawab: Any) -> str:
    return " ".join(strip_tags(jawab.content.decode()).split())


def _url(dunia: Dunia, satu: Insiden, nama: str = "insiden") -> str:
    return dunia.url(nama, insiden=satu.pk)


def _isi(dunia: Dunia, **lain: str) -> dict[str, str]:
    tahun = dunia.periode.tahun
    dasar = {"jenis": "berita_viral", "peristiwa": f"02-01-{tahun}", "ditemukan": f"03-01-{tahun}"}
    return {**dasar, "jabatan": "Petugas loket", "uraian": "Antrean dilewati.", "sumber": "Laporan 4", **lain}


def test_ketua_records_and_the_satker_is_told_at_once(client: Any, dunia: Dunia) -> None:
    dunia.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(dunia.url("insiden_baru"), _isi(dunia))
    satu = Insiden.objects.get()
    assert (jawab.status_code, jawab.url) == (302, _url(dunia, satu))
    assert (satu.dilaporkan_sendiri, satu.sumber) == (False, ["Laporan 4"])
    assert dunia.lembar
    for peran in (Peran.KEPALA, Peran.KOORDINATOR):
        dunia.masuk(client, peran)
        for alamat in (reverse("beranda"), dunia.url("dasbor")):
            assert "Ada 1 dugaan insiden yang belum diputuskan." in _teks(client.get(alamat))
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")
    assert "dugaan insiden" not in _teks(client.get(dunia.url("dasbor")))


def test_report_of_the_satker_itself_is_marked(client: Any, dunia: Dunia) -> None:
    dunia.masuk(client, Peran.KEPALA)
    client.post(dunia.url("insiden_baru"), _isi(dunia))
    assert Insiden.objects.get().dilaporkan_sendiri


@pytest.mark.parametrize(
    ("medan", "isi", "pesan"),
    [
        ("jabatan", "Petugas 199001012015031002", "Ada NIP di isian ini."),
        ("uraian", "Hubungi 0812-3456-7890 untuk itu", "Ada nomor telepon di isian ini."),
        ("sumber", "javascript:alert(1)", "bukan alamat yang dapat dipakai"),
        ("sumber", "ftp://contoh.go.id/a", "bukan alamat yang dapat dipakai"),
        ("peristiwa", "31-12-2099", "Tanggal ini belum tiba."),
    ],
)
def test_names_of_people_and_other_addresses_are_refused(
    client: Any, dunia: Dunia, medan: str, isi: str, pesan: str
) -> None:
    dunia.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(dunia.url("insiden_baru"), _isi(dunia, **{medan: isi}))
    assert jawab.status_code == 422
    assert pesan in _teks(jawab)
    assert not Insiden.objects.exists()


def test_proposal_is_read_by_the_team_only_until_it_is_decided(client: Any, dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi")
    usul_putusan(
        oleh=dunia.pelaku(Peran.TPI_KETUA), insiden=satu, putusan="terbukti", alasan=KENARI,
        dilaporkan_sendiri=False, ditangani=False,
    )  # fmt: skip
    for peran, terlihat in ((Peran.KEPALA, False), (Peran.TPI_ANGGOTA, True), (Peran.ADMIN_INSPEKTORAT, True)):
        pelaku = dunia.pelaku(peran)
        masuk(client, pelaku)
        assert (KENARI in client.get(_url(dunia, satu)).content.decode()) is terlihat, peran
        assert ("Menunggu orang kedua" in _teks(client.get(f"/{dunia.periode.tahun}/insiden/"))) is terlihat, peran
        riwayat = client.get(reverse("satker:riwayat", args=[dunia.periode.tahun, dunia.satker.kode]))
        assert KENARI not in riwayat.content.decode()
    dunia.masuk(client, Peran.TPI_DALNIS)
    kirim = {"putus-usul": PutusanInsiden.objects.get().pk, "putus-terima": "ya", "putus-alasan": ""}
    assert client.post(_url(dunia, satu, "insiden_putus"), kirim).status_code == 302
    dunia.masuk(client, Peran.KEPALA)
    assert KENARI in client.get(_url(dunia, satu)).content.decode()


def test_proposer_has_no_button_and_is_refused(client: Any, dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi")
    dunia.masuk(client, Peran.TPI_KETUA)
    isi = {"usul-putusan": "terbukti", "usul-alasan": "Ada putusan."}
    assert client.post(_url(dunia, satu, "insiden_usul"), isi).status_code == 302
    assert "bukan pengusulnya" in _teks(client.get(_url(dunia, satu)))
    kirim = {"putus-usul": PutusanInsiden.objects.get().pk, "putus-terima": "ya"}
    assert client.post(_url(dunia, satu, "insiden_putus"), kirim).status_code == 403
    for peran in (Peran.KEPALA, Peran.TPI_ANGGOTA, Peran.STAF_KANWIL):
        masuk(client, dunia.pelaku(peran))
        assert client.post(_url(dunia, satu, "insiden_putus"), kirim).status_code == 403
        assert client.post(_url(dunia, satu, "insiden_usul"), isi).status_code == 403


def test_satker_sees_that_a_document_exists_and_cannot_open_it(client: Any, dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi", dokumen=False)
    dunia.masuk(client, Peran.TPI_KETUA)
    berkas = SimpleUploadedFile("KENARI-dokumen.pdf", pdf(isi="KENARI"), "application/pdf")
    jawab = client.post(_url(dunia, satu, "insiden_unggah"), {"berkas": berkas})
    assert jawab.status_code == 302, _teks(jawab)
    unduh = client.get(_url(dunia, satu, "insiden_dokumen"), headers={"Sec-Fetch-Dest": "document"})
    assert (unduh.status_code, b"".join(unduh.streaming_content)[:5]) == (200, b"%PDF-")
    for peran in (Peran.KEPALA, Peran.KOORDINATOR, Peran.STAF_KANWIL):
        masuk(client, dunia.pelaku(peran))
        halaman = client.get(_url(dunia, satu))
        assert "Ada. Hanya tim penilai dan inspektorat yang membukanya." in _teks(halaman)
        assert "KENARI-dokumen" not in halaman.content.decode()
        assert client.get(_url(dunia, satu, "insiden_dokumen")).status_code == 403
    dunia.masuk(client, Peran.KOORDINATOR)
    for nama in ("berkas:daftar", "satker:riwayat", "berkas:kotak"):
        assert "KENARI-dokumen" not in client.get(dunia.url(nama)).content.decode(), nama


def test_only_a_pdf_is_taken(client: Any, dunia: Dunia) -> None:
    satu = insiden(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(_url(dunia, satu, "insiden_unggah"), {"berkas": SimpleUploadedFile("a.txt", b"isi\n")})
    assert (jawab.status_code, "bukan PDF" in _teks(jawab)) == (415, True)


def test_incident_of_another_unit_is_absent(client: Any, dunia: Dunia) -> None:
    satu = insiden(dunia)
    masuk(client, pelaku_untuk(buat_satker(dunia.satker.induk), Peran.KEPALA))
    assert client.get(_url(dunia, satu)).status_code == 404
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")
    assert client.get(_url(dunia, satu)).status_code == 403


def test_answer_after_the_deadline_keeps_what_was_typed(client: Any, dunia: Dunia) -> None:
    satu = insiden(dunia)
    lalu = timezone.now() - dt.timedelta(minutes=1)
    Insiden.objects.update(dicatat_pada=lalu - dt.timedelta(days=5), tenggat=lalu)
    dunia.masuk(client, Peran.KEPALA)
    jawab = client.post(_url(dunia, satu, "insiden_jawab"), {"isi": "Yang saya tulis."})
    assert jawab.status_code == 409
    assert "Waktu menjawab sudah lewat." in _teks(jawab)
    assert "Yang saya tulis." in jawab.content.decode()


@pytest.mark.parametrize("nama", ["insiden_daftar", "insiden_semua"])
def test_lists_cost_the_same_for_one_and_three(client: Any, dunia: Dunia, nama: str) -> None:
    def hitung() -> int:
        url = dunia.url(nama) if nama == "insiden_daftar" else reverse(nama, args=[dunia.periode.tahun])
        client.get(url)
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(url).status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in kueri.captured_queries)

    insiden(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    satu = hitung()
    insiden(dunia)
    insiden(dunia)
    assert (satu, hitung()) == ((6, 6) if nama == "insiden_daftar" else (7, 7))


# --- M7: the second line -------------------------------------------------------------------------------------------


def _terbit(dunia: Dunia) -> None:
    isi_semua(dunia, Lapisan.TPI, dunia.pelaku(Peran.TPI_KETUA))
    ambil_potret(
        oleh=dunia.pelaku(), lembar=dunia.lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI, pengajuan=None
    )
    AlurLembar.objects.create(lembar=dunia.lembar, satker=dunia.satker, keadaan="tanggapan", sejak=timezone.now())


def _halaman(client: Any, dunia: Dunia) -> list[str]:
    """Both pages without what differs between any two requests: form tokens and the clock."""
    hasil = []
    for nama in ("lapisan", "dasbor"):
        isi = client.get(dunia.url(nama)).content.decode()
        isi = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", isi)
        hasil.append(re.sub(r"\d\d\.\d\d WI(B|TA|T)", "", isi))
    return hasil


def _angka() -> list[dict[str, object]]:
    return [*RingkasanLembar.objects.order_by("pk").values(), *Potret.objects.order_by("pk").values()]


def test_rule_off_leaves_pages_and_figures_as_they_are_to_the_byte(client: Any, dunia: Dunia) -> None:
    _terbit(dunia)
    insiden(dunia, status="terbukti")
    dunia.masuk(client, Peran.KEPALA)
    _halaman(client, dunia)
    sebelum, angka = _halaman(client, dunia), _angka()
    aturan_pengurang(dunia, aktif=False)
    assert _halaman(client, dunia) == sebelum
    assert "Setelah pengurang" not in "".join(sebelum)
    aturan_pengurang(dunia)
    nyala = _halaman(client, dunia)
    assert [h.count("Setelah pengurang <strong>95,00</strong>") for h in nyala] == [1, 1]
    assert [h.count("Nilai resmi tim penilai <strong>100,00</strong>") for h in nyala] == [1, 1]
    assert _angka() == angka
    AturanPengurangPeriode.objects.update(aktif=False, dinyalakan_pada=None, dinyalakan_oleh=None)
    assert _halaman(client, dunia) == sebelum


def test_each_incident_says_why_and_pokja_reads_only_what_deducts(client: Any, dunia: Dunia) -> None:
    _terbit(dunia)
    insiden(dunia, status="terbukti")
    insiden(dunia, "kkn_pimpinan", status="diklarifikasi")
    aturan_pengurang(dunia)
    dunia.masuk(client, Peran.KEPALA)
    teks = _teks(client.get(dunia.url("lapisan")))
    assert "Mengurangi 5,00 poin: terbukti dan berdokumen." in teks
    assert "Tidak mengurangi: masih diklarifikasi." in teks
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")
    teks = _teks(client.get(dunia.url("lapisan")))
    assert "Mengurangi 5,00 poin: terbukti dan berdokumen." in teks
    assert "diklarifikasi" not in teks


def test_nothing_is_shown_before_the_team_has_published(client: Any, dunia: Dunia) -> None:
    dunia.jawab("P1.1a", "Ya")
    insiden(dunia, status="terbukti")
    aturan_pengurang(dunia)
    dunia.masuk(client, Peran.KEPALA)
    assert "Setelah pengurang" not in "".join(_halaman(client, dunia))
