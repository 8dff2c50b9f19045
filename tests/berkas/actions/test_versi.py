"""Taking an earlier version again, title and restriction."""

from __future__ import annotations

import pytest

from berkas.actions import KeadaanBerubahError, ganti_versi, pakai_kembali, periksa_kiriman, ubah_berkas
from berkas.models import Isi, Pembatasan, VersiBerkas
from berkas.penyimpanan import tampung
from satker.models import Jejak
from tests.berkas import contoh
from tests.berkas.dunia import potret


@pytest.fixture
def berganti(dunia, unggah):
    """A document with two versions of different bytes."""
    bukti = unggah("SK 2026-01-12.pdf")
    kiriman = tampung([contoh.pdf(isi="baru")], "SK baru.pdf", batas=10**7)
    ganti_versi(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        berkas=bukti.berkas,
        kiriman=kiriman,
        putusan=periksa_kiriman(kiriman),
        alasan="Salah cap",
    )
    return bukti.berkas


def _kembali(dunia, berkas, nomor=1, dilihat=2):
    return pakai_kembali(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=berkas, nomor=nomor, dilihat=dilihat
    )


def test_earlier_version_becomes_the_newest_with_the_same_bytes(dunia, berganti):
    simpanan = dunia.isi_gudang()
    versi = _kembali(dunia, berganti)
    satu = VersiBerkas.objects.get(nomor=1)
    assert (versi.nomor, versi.isi_id, versi.nama_kirim, versi.tanggal_dokumen, versi.alasan) == (
        3, satu.isi_id, "SK 2026-01-12.pdf", satu.tanggal_dokumen, "Memakai kembali versi 1",
    )  # fmt: skip
    assert (dunia.isi_gudang(), Isi.objects.count()) == (simpanan, 2)
    assert Jejak.objects.filter(aksi="ganti_berkas").latest("pada").alasan == "Memakai kembali versi 1"


@pytest.mark.parametrize(
    ("nomor", "dilihat", "kalimat"), [(2, 2, "sama dengan versi kini"), (1, 1, "lebih baru"), (9, 2, "lebih baru")]
)
def test_what_would_change_nothing_or_run_over_a_newer_version_is_refused(dunia, berganti, nomor, dilihat, kalimat):
    sebelum = potret()
    with pytest.raises(KeadaanBerubahError, match=kalimat):
        _kembali(dunia, berganti, nomor, dilihat)
    assert potret() == sebelum


def test_version_whose_bytes_are_lost_is_refused(dunia, berganti):
    (dunia.gudang / VersiBerkas.objects.get(nomor=1).isi.kunci).unlink()
    with pytest.raises(KeadaanBerubahError, match="tidak ada lagi di penyimpanan"):
        _kembali(dunia, berganti)


def test_title_and_restriction_are_changed_with_one_row(dunia, unggah):
    berkas = unggah().berkas
    ubah_berkas(
        oleh=dunia.koordinator,
        satker=dunia.satker,
        periode=dunia.periode,
        berkas=berkas,
        judul="SK tim",
        pembatasan=Pembatasan.PENILAI,
    )
    berkas.refresh_from_db()
    assert (berkas.judul, berkas.pembatasan) == ("SK tim", "penilai")
    jejak = Jejak.objects.get(aksi="ubah_berkas")
    assert jejak.sebelum == {"judul": "SK UPG", "pembatasan": "Semua yang boleh melihat satker"}
    assert jejak.sesudah == {"judul": "SK tim", "pembatasan": "Hanya satker dan penilai"}
    ubah_berkas(oleh=dunia.koordinator, satker=dunia.satker, periode=dunia.periode, berkas=berkas, judul="SK tim")
    assert Jejak.objects.filter(aksi="ubah_berkas").count() == 1
