"""Storing into the inbox."""

from __future__ import annotations

import pytest

from berkas.actions import KuotaPenuhError, periksa_kiriman, simpan_titipan
from berkas.models import Bukti, Titipan
from berkas.penyimpanan import tampung
from satker.models import Jejak
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import bangun_dunia


@pytest.fixture
def titip(dunia):
    def jalankan(nama="P5.1b SK UPG.pdf", d=dunia, **lain):
        kiriman = tampung([contoh.pdf(isi=nama)], nama, batas=10**7)
        try:
            return simpan_titipan(
                oleh=d.pokja,
                satker=d.satker,
                periode=d.periode,
                kiriman=kiriman,
                putusan=periksa_kiriman(kiriman),
                **lain,
            )
        finally:
            kiriman.jalur.unlink(missing_ok=True)

    return jalankan


def test_file_waits_without_a_question(dunia, titip):
    titipan = titip(folder="AREA V/i. Gratifikasi")
    assert (titipan.nama_kirim, titipan.folder, titipan.jumlah_halaman, titipan.hasil) == (
        "P5.1b SK UPG.pdf",
        "AREA V/i. Gratifikasi",
        1,
        "",
    )
    assert (dunia.gudang / titipan.isi.kunci).exists()
    assert Bukti.objects.count() == 0
    assert Jejak.objects.get(aksi="titip_berkas").objek == f"titipan:{titipan.pk}"


def test_retry_after_a_lost_answer_gives_the_same_row(titip):
    assert titip().pk == titip().pk
    assert Titipan.objects.count() == 1
    assert Jejak.objects.filter(aksi="titip_berkas").count() == 1


def test_full_quota_stores_nothing(titip, settings):
    settings.KUOTA_SATKER = 10
    with pytest.raises(KuotaPenuhError):
        titip()
    assert Titipan.objects.count() == 0


def test_inbox_is_seen_only_by_those_of_the_satker_who_may_answer(dunia, titip, gudang):
    titip()
    lain = bangun_dunia(gudang, dunia.satker.instansi)
    terlihat = {
        peran: Titipan.objects.terlihat_oleh(pabrik.pelaku_untuk(unit, peran)).count()
        for unit, peran in (
            (dunia.satker, Peran.KOORDINATOR),
            (dunia.satker, Peran.KEPALA),
            (dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT),
            (dunia.satker, Peran.TPI_KETUA),
        )
    }
    assert terlihat == {"koordinator": 1, "kepala": 0, "admin_inspektorat": 0, "tpi_ketua": 0}
    assert Titipan.objects.terlihat_oleh(lain.pokja).count() == 0
    assert Titipan.objects.terlihat_oleh(None).count() == 0
