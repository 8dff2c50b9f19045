"""What is known about the conditions of a proposal, and the gate of the step usulkan."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from penilaian.actions.prasyarat import catat_syarat
from penilaian.queries.alur import PERIKSA, Konteks, aturan_evaluasi, keadaan_lembar
from penilaian.queries.prasyarat import prasyarat_satker, prasyarat_terpenuhi
from satker.models import Fakta, Jejak, RiwayatPredikat
from satker.peran import Peran
from tests.penilaian.dunia import Dunia

_LENGKAP = {
    "lhkpn_wajib_kepala": 1,
    "lhkpn_wajib_pejabat": 2,
    "lhkpn_wajib_lain": 0,
    "lhkpn_sudah": 3,
    "lhkan_wajib_administrator": 1,
    "lhkan_wajib_pengawas": 1,
    "lhkan_wajib_pelaksana": 8,
    "lhkan_sudah": 10,
    "tlhp_rekomendasi": 4,
    "tlhp_selesai": 4,
}


def catat(dunia: Dunia, kode: str, nilai: str, *, instansi: bool = False) -> None:
    catat_syarat(
        oleh=dunia.pelaku(Peran.KOORDINATOR),
        satker=dunia.satker.instansi if instansi else dunia.satker,
        periode=dunia.periode,
        kode=kode,
        nilai=nilai,
        sumber="Surat",
        tanggal=dt.date(dunia.periode.tahun, 1, 5),
        penjamin="Sekretaris",
    )


def fakta(dunia: Dunia, **isi: int) -> None:
    Fakta.objects.bulk_create(
        Fakta(
            satker=dunia.satker,
            periode=dunia.periode,
            kode=k,
            nilai=n,
            sumber="Rekap",
            tanggal=timezone.localdate(),
            oleh=dunia.pelaku().user,
            pada=timezone.now(),
        )
        for k, n in isi.items()
    )


def lengkapi(dunia: Dunia) -> None:
    for kode, nilai in (("OPINI_BPK", "WTP"), ("SAKIP_INSTANSI", "B"), ("INDEKS_RB_KL", "B"), ("MATURITAS_SPIP", "3")):
        catat(dunia, kode, nilai, instansi=True)
    for kode, nilai in (("LAYANAN_INTI", "ya"), ("SAKIP_INTERNAL", "B"), ("PENCANANGAN", "2015-01-01")):
        catat(dunia, kode, nilai)
    fakta(dunia, **_LENGKAP)


def test_what_nobody_recorded_is_not_met(dunia: Dunia) -> None:
    isi = prasyarat_satker(dunia.satker, dunia.periode)
    assert {b.jalur["WBK"].keadaan for b in isi.baris if "WBK" in b.jalur} == {"belum_diketahui"}
    assert (len(isi.belum("WBK")), isi.jumlah("WBK"), prasyarat_terpenuhi(dunia.lembar)) == (9, 9, False)


def test_everything_recorded_meets_wbk_and_opens_the_step(dunia: Dunia) -> None:
    lengkapi(dunia)
    lembar = dunia.lembar
    konteks = Konteks(dunia.pelaku(), lembar, keadaan_lembar(lembar), aturan_evaluasi(dunia.periode))
    belum_wbbm = {b.kode for b in prasyarat_satker(dunia.satker, dunia.periode).belum("WBBM")}
    assert PERIKSA["prasyarat"](konteks) is True
    assert belum_wbbm == {"SAKIP_INSTANSI", "SAKIP_INTERNAL", "SUDAH_WBK", "MINIMAL_TAHUN_WBK"}


def test_each_single_shortfall_closes_the_step(dunia: Dunia) -> None:
    """The twin of the gate: every condition on its own is enough to close it."""
    lengkapi(dunia)
    kurang = {
        ("OPINI_BPK", "WDP", True),
        ("SAKIP_INSTANSI", "CC", True),
        ("INDEKS_RB_KL", "CC", True),
        ("MATURITAS_SPIP", "2.9", True),
        ("LAYANAN_INTI", "tidak", False),
        ("SAKIP_INTERNAL", "CC", False),
        ("PENCANANGAN", f"{dunia.periode.tahun}-01-01", False),
    }
    baik = {"OPINI_BPK": "WTP", "MATURITAS_SPIP": "3", "LAYANAN_INTI": "ya", "PENCANANGAN": "2015-01-01"}
    hasil = {}
    for kode, nilai, instansi in kurang:
        catat(dunia, kode, nilai, instansi=instansi)
        hasil[kode] = prasyarat_terpenuhi(dunia.lembar)
        catat(dunia, kode, baik.get(kode, "B"), instansi=instansi)
    for kode in ("tlhp_selesai", "lhkpn_sudah", "lhkan_sudah"):
        Fakta.objects.filter(kode=kode).update(nilai=_LENGKAP[kode] - 1)
        hasil[kode] = prasyarat_terpenuhi(dunia.lembar)
        Fakta.objects.filter(kode=kode).update(nilai=_LENGKAP[kode])
    assert set(hasil.values()) == {False}
    assert prasyarat_terpenuhi(dunia.lembar) is True


def test_a_local_government_is_judged_by_its_own_index(dunia: Dunia) -> None:
    lengkapi(dunia)
    catat(dunia, "INDEKS_RB_PEMDA", "C", instansi=True)
    belum = {b.kode for b in prasyarat_satker(dunia.satker, dunia.periode).belum("WBK")}
    assert belum == {"INDEKS_RB_PEMDA"}  # both recorded: both must hold


def test_wbk_held_counts_for_wbbm(dunia: Dunia) -> None:
    lengkapi(dunia)
    RiwayatPredikat.objects.create(satker=dunia.satker, predikat="WBK", tahun=dunia.periode.tahun - 2, nomor_sk="SK")
    belum = {b.kode for b in prasyarat_satker(dunia.satker, dunia.periode).belum("WBBM")}
    assert belum == {"SAKIP_INSTANSI", "SAKIP_INTERNAL"}


def test_recording_leaves_one_audit_row_with_before_and_after(dunia: Dunia) -> None:
    catat(dunia, "SAKIP_INTERNAL", "B")
    catat(dunia, "SAKIP_INTERNAL", "BB")
    baris = Jejak.objects.filter(aksi="catat_syarat").order_by("pada")
    assert [(b.sebelum, b.sesudah["nilai"]) for b in baris] == [(None, "B"), ({"nilai": "B", "sumber": "Surat"}, "BB")]
