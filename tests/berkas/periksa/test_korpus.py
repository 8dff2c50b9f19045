"""Every case of the corpus gets its declared verdict in the real process, within 256 MB, and without a death."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from berkas.actions import DitolakError, periksa_kiriman, simpan_unggahan
from berkas.models import VersiBerkas
from berkas.penyimpanan import bersihkan_nama, tampung
from berkas.periksa import bagian, gambar, ooxml, pdf
from berkas.periksa.berkas import periksa_berkas, periksa_nama
from berkas.periksa.kurung import CPU_MAKS, MEMORI_MAKS
from berkas.periksa.putusan import Alasan
from berkas.periksa.terpisah import ukur_terpisah
from berkas.periksa.tipe import MIB
from tests.berkas import contoh, korpus
from tests.berkas.dunia import Dunia, potret
from tests.berkas.korpus import KASUS, NAMA, Kasus, mutan, tulis

BATAS = 50 * MIB


def test_corpus_is_as_large_as_promised_and_every_key_is_its_own() -> None:
    assert len(KASUS) + len(NAMA) >= 80
    assert len({k.kunci for k in KASUS}) == len(KASUS)
    assert {k.harap for k in KASUS} >= set(Alasan) - {Alasan.FOTO, Alasan.TERLALU_BESAR, Alasan.VIRUS, Alasan.GANGGUAN}
    assert all(k.harap is None for k in KASUS if k.inert)


@pytest.mark.parametrize("kasus", KASUS, ids=[k.kunci for k in KASUS])
def test_case_gets_its_declared_verdict_within_the_limits(tmp_path: Path, kasus: Kasus) -> None:
    isi = kasus.isi()
    jalur = tulis(tmp_path, isi)
    hasil = ukur_terpisah(jalur, kasus.nama, batas=BATAS)
    assert (hasil.putusan.alasan, hasil.mati) == (kasus.harap, False)
    assert 0 < hasil.memori <= 256 * MIB
    assert jalur.read_bytes() == isi


def test_limits_are_the_promised_ones() -> None:
    assert (MEMORI_MAKS, CPU_MAKS) == (256 * MIB, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("kasus", [k for k in KASUS if k.harap is None], ids=lambda k: k.kunci)
def test_stored_bytes_are_the_sent_bytes(dunia: Dunia, kasus: Kasus) -> None:
    isi = kasus.isi()
    kiriman = tampung([isi], kasus.nama, batas=BATAS)
    bukti = simpan_unggahan(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir="A5.P.i.b",
        area="A5",
        kiriman=kiriman,
        putusan=periksa_kiriman(kiriman),
    )
    versi = VersiBerkas.objects.get(berkas=bukti.berkas)
    assert versi.isi.sha256 == hashlib.sha256(isi).hexdigest()
    assert (dunia.gudang / versi.isi.kunci).read_bytes() == isi


@pytest.mark.django_db
def test_refused_case_leaves_nothing(dunia: Dunia) -> None:
    kasus = next(k for k in KASUS if k.kunci == "pdf-js")
    kiriman = tampung([kasus.isi()], kasus.nama, batas=BATAS)
    with pytest.raises(DitolakError) as galat:
        periksa_kiriman(kiriman)
    kiriman.jalur.unlink()
    assert str(galat.value) == "SK.pdf memuat skrip (JavaScript). Cetak ulang ke PDF, lalu unggah lagi."
    assert potret()["Isi"] == 0
    assert dunia.isi_gudang() == set()


@pytest.mark.parametrize(("dikirim", "disimpan"), NAMA, ids=range(len(NAMA)))
def test_hostile_name_is_data(dikirim: str, disimpan: str | None) -> None:
    nama = bersihkan_nama(dikirim)
    assert (None if periksa_nama(nama) else nama) == disimpan


def test_mutants_get_a_verdict_without_a_death(tmp_path: Path) -> None:
    """A sample; bench/periksa.py runs thousands. A verdict out of an unforeseen exception counts as a failure too."""
    mati = []
    for kunci, nama, isi in mutan(60):
        hasil = ukur_terpisah(tulis(tmp_path, isi), nama, batas=BATAS)
        if hasil.mati or hasil.memori > 256 * MIB:
            mati.append(kunci)
    assert mati == []


def test_mutants_differ_from_what_they_came_from() -> None:
    """Or the test above would judge the controls once more."""
    asal = {k.kunci: k.isi() for k in KASUS if k.kunci in {"baik-png", "baik-jpg", "baik-pdf", "inert-rumus-csv"}}
    anak = [(kunci.rpartition("~")[0], isi) for kunci, _, isi in mutan(120)]
    pilihan = [isi != asal[induk] for induk, isi in anak if induk in asal]
    assert len(pilihan) >= 8
    assert sum(pilihan) >= len(pilihan) - 1  # overwriting a byte with itself may leave one as it was


# --- twins: without the guard the file passes -----------------------------------------------------------------------


def _tanpa(kunci: str, tmp_path: Path) -> Alasan | None:
    kasus = next(k for k in KASUS if k.kunci == kunci)
    return periksa_berkas(tulis(tmp_path, kasus.isi()), kasus.nama, batas=BATAS).alasan


@pytest.mark.parametrize(
    ("kunci", "modul", "penjaga", "pengganti"),
    [
        ("pdf-js", pdf, "_periksa_kamus", lambda kamus: None),
        ("pdf-submit", pdf, "_periksa_otomatis", lambda aksi: None),
        ("pdf-lampiran-exe", pdf, "_periksa_lampiran", lambda kamus: None),
        ("pdf-flate-dua", pdf, "_periksa_aliran", lambda aliran: None),
        ("ganda-pdf-zip", pdf, "tolak_zip", lambda jalur: None),
        ("ganda-jpg-html", gambar, "periksa_ekor", lambda ekor: None),
        ("gambar-bom", gambar._PikselPng, "terima", lambda self, blok: setattr(self, "_terurai", self._harap)),
        ("ooxml-templat-luar", bagian, "menunjuk_keluar", lambda alamat: False),
        ("ooxml-dde", bagian._Medan, "_periksa", lambda self, perintah: None),
        ("ooxml-ole-exe", bagian._BacaObjek, "_ole", lambda self: None),
        ("ooxml-bom", ooxml, "MAKS_RASIO", 10_000),
    ],
)
def test_twin_without_the_guard_the_file_would_be_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kunci: str, modul: object, penjaga: str, pengganti: object
) -> None:
    assert _tanpa(kunci, tmp_path) is not None
    monkeypatch.setattr(modul, penjaga, pengganti)
    assert _tanpa(kunci, tmp_path) is None


@pytest.mark.parametrize(
    ("alamat", "keluar"),
    [
        ("http://a/", True),
        ("https://a/", True),
        (" HTTP://a/", True),
        ("ftp://a/", True),
        ("mhtml:http://a", True),
        ("\\\\server\\a", True),
        ("//server/a", True),
        ("file://server/a", True),
        ("file:////server/a", True),
        ("file:///\\\\server\\a", True),
        ("file:///C:\\a\\b.dotm", False),
        ("file:///C:/a", False),
        ("C:\\a\\b", False),
        ("D:/a", False),
        ("b.xlsx", False),
        ("../b.xlsx", False),
        ("/home/a/b.ott", False),
        ("file:///home/a", False),
        ("#Lembar1!A1", False),
        ("about:blank", False),
        ("", False),
    ],
)
def test_target_on_another_machine_is_told_from_one_on_the_own_disk(alamat: str, keluar: bool) -> None:
    assert bagian.menunjuk_keluar(alamat) is keluar


def test_photograph_of_a_phone_with_more_pictures_is_measured_by_each_of_them(tmp_path: Path) -> None:
    """The second picture of an MPO counts too: its header announces what a viewer would decode."""
    kecil, besar = contoh.gambar("JPEG", (64, 48)), bytearray(contoh.gambar("JPEG", (64, 48)))
    letak = besar.index(b"\xff\xc0") + 5
    besar[letak : letak + 4] = (20_000).to_bytes(2, "big") * 2
    jalur = tulis(tmp_path, kecil + bytes(besar))
    assert periksa_berkas(jalur, "a.jpg", batas=BATAS).alasan == Alasan.PIKSEL


def test_canary_address_stands_in_the_corpus() -> None:
    """The bench listens there; a corpus without it would prove nothing."""
    pilihan = {"pdf-submit", "pdf-uri-buka", "pdf-impor"}
    assert sum(korpus.KENARI.encode() in k.isi() for k in KASUS if k.kunci in pilihan) == 3
