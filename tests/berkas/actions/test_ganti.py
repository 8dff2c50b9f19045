"""Ganti: new version with a reason; old bytes stay, links follow, nothing half-written."""

from __future__ import annotations

import datetime as dt

import pytest

from berkas.actions import KeadaanBerubahError, KuotaPenuhError, ganti_versi, periksa_kiriman
from berkas.models import Berkas, Bukti, Isi, VersiBerkas
from berkas.penyimpanan import tampung
from satker.models import Jejak
from tests.berkas import contoh
from tests.berkas.dunia import potret


@pytest.fixture
def ganti(dunia):
    def jalankan(bukti, nama="SK UPG baru 2026-02-03.pdf", isi=None, alasan="Salah tanda tangan", **lain):
        kiriman = tampung([contoh.pdf(isi=nama) if isi is None else isi], nama, batas=10**7)
        try:
            return ganti_versi(
                oleh=dunia.pokja,
                satker=dunia.satker,
                periode=dunia.periode,
                berkas=bukti.berkas,
                kiriman=kiriman,
                putusan=periksa_kiriman(kiriman),
                alasan=alasan,
                **lain,
            )
        finally:
            kiriman.jalur.unlink(missing_ok=True)

    return jalankan


def test_new_version_keeps_the_old_one_and_the_links(dunia, unggah, ganti):
    bukti = unggah()
    versi = ganti(bukti)
    semua = list(VersiBerkas.objects.filter(berkas=bukti.berkas).order_by("nomor"))
    assert [(v.nomor, v.alasan, v.nama_kirim) for v in semua] == [
        (1, "", "SK UPG.pdf"),
        (2, "Salah tanda tangan", "SK UPG baru 2026-02-03.pdf"),
    ]
    assert (versi.tanggal_dokumen, versi.dasar_tanggal) == (dt.date(2026, 2, 3), "nama")
    assert Bukti.objects.aktif().filter(berkas=bukti.berkas).count() == 1
    assert len(dunia.isi_gudang()) == 2
    jejak = Jejak.objects.get(aksi="ganti_berkas")
    assert (jejak.alasan, jejak.sebelum["versi"], jejak.sesudah["versi"]) == ("Salah tanda tangan", 1, 2)


def test_same_bytes_change_nothing(dunia, unggah, ganti):
    bukti = unggah(isi=contoh.pdf(isi="sama"))
    sebelum = potret()
    with pytest.raises(KeadaanBerubahError, match="sama dengan versi 1"):
        ganti(bukti, isi=contoh.pdf(isi="sama"))
    assert potret() == sebelum


def test_document_in_the_trash_is_not_replaced(dunia, unggah, ganti):
    bukti = unggah()
    Berkas.objects.filter(pk=bukti.berkas_id).update(dihapus_pada=bukti.pada, dihapus_oleh=dunia.pokja.user)
    sebelum = potret()
    with pytest.raises(KeadaanBerubahError, match="Sampah"):
        ganti(bukti)
    assert potret() == sebelum


def test_reason_is_required(unggah, ganti):
    bukti = unggah()
    with pytest.raises(ValueError, match="alasan wajib"):
        ganti(bukti, alasan="  ")


def test_quota_counts_every_version(dunia, unggah, ganti, settings):
    bukti = unggah()
    settings.KUOTA_SATKER = Isi.objects.get().ukuran + 10
    sebelum = potret()
    with pytest.raises(KuotaPenuhError):
        ganti(bukti)
    assert potret() == sebelum


def test_bytes_removed_by_retention_come_back_with_the_next_upload(dunia, unggah, ganti):
    """The twin of the plain duplicate: the row is there but its file is not, and the usage was given back."""
    bukti = unggah(isi=contoh.pdf(isi="lama"))
    isi = Isi.objects.get()
    (dunia.gudang / isi.kunci).unlink()
    Isi.objects.update(dibuang_pada=bukti.pada)
    ganti(bukti, isi=contoh.pdf(isi="baru"))
    ganti(bukti, isi=contoh.pdf(isi="lama"), alasan="Kembali")
    isi.refresh_from_db()
    assert isi.dibuang_pada is None
    assert (dunia.gudang / isi.kunci).read_bytes() == contoh.pdf(isi="lama")
