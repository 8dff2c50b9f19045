"""The switch of the rule: off by default, on before the first score only, for all satkers, and never changed after."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from penilaian.actions.pengurang import IsiAturan, atur_pengurang, matikan_pengurang, nyalakan_pengurang
from penilaian.models import AturanPengurangPeriode, Jawaban, Lapisan, LembarKerja
from penilaian.pengurang.aturan import AturanSalah
from penilaian.queries.pengurang import hasil_pengurang
from satker.models import Jejak
from satker.peran import Peran
from tests.pabrik import buat_satker
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import aturan_pengurang, insiden

pytestmark = pytest.mark.django_db


def _isi(dunia: Dunia, **lain: Any) -> IsiAturan:
    tahun = dunia.periode.tahun
    isi: dict[str, Any] = {
        "nomor": "KEP-9",
        "tentang": "Pengurang",
        "mulai": dt.date(tahun, 1, 1),
        "sampai": dt.date(tahun, 12, 31),
        "kadar": {"berita_viral": {"bentuk": "poin", "besar": "1.5"}},
        "batas": Decimal("4.5"),
        "penumpukan": "jumlah",
        "layak_jadi_belum": False,
        "pasal_layak": "",
        "lapor_sendiri_dikurangi": False,
    }
    return IsiAturan(**{**isi, **lain})


def _nyala(dunia: Dunia) -> AturanPengurangPeriode:
    versi = AturanPengurangPeriode.objects.get(periode=dunia.periode).versi
    return nyalakan_pengurang(oleh=dunia.pelaku(Peran.ADMIN_INSPEKTORAT), periode=dunia.periode, versi=versi)


def _nilai_tpi(dunia: Dunia, lapisan: str = Lapisan.TPI_ANGGOTA, lembar: LembarKerja | None = None) -> None:
    lembar = lembar or dunia.lembar
    oleh = dunia.pelaku(Peran.TPI_ANGGOTA).user
    Jawaban.objects.create(
        satker=lembar.satker,
        lembar=lembar,
        kode_butir="A1.P.i.a",
        lapisan=lapisan,
        penilai=oleh if lapisan == Lapisan.TPI_ANGGOTA else None,
        isi="Ya",
        oleh=oleh,
        pada=timezone.now(),
    )


def test_rule_is_off_until_it_is_switched_on(dunia: Dunia) -> None:
    oleh = dunia.pelaku(Peran.ADMIN_INSPEKTORAT)
    aturan = atur_pengurang(oleh=oleh, periode=dunia.periode, isi=_isi(dunia))
    assert (aturan.aktif, aturan.versi, aturan.batas) == (False, 1, Decimal("4.5"))
    assert hasil_pengurang(dunia.lembar, aturan.murni.batas * 10) is None
    jejak = Jejak.objects.get(aksi="atur_pengurang")
    assert (jejak.satker, jejak.sesudah["kadar_berita_viral"]) == (dunia.satker.instansi, "poin 1.5")


def test_clause_is_needed_where_layak_becomes_belum(dunia: Dunia) -> None:
    oleh = dunia.pelaku(Peran.ADMIN_INSPEKTORAT)
    with pytest.raises(AturanSalah, match="Sebutkan pasal"):
        atur_pengurang(oleh=oleh, periode=dunia.periode, isi=_isi(dunia, layak_jadi_belum=True))
    assert not AturanPengurangPeriode.objects.exists()


def test_switched_on_as_simulated_and_never_changed_after(dunia: Dunia) -> None:
    aturan_pengurang(dunia, aktif=False)
    oleh = dunia.pelaku(Peran.ADMIN_INSPEKTORAT)
    with pytest.raises(AturanSalah, match="berubah sejak"):
        nyalakan_pengurang(oleh=oleh, periode=dunia.periode, versi=99)
    assert _nyala(dunia).aktif
    with pytest.raises(AturanSalah, match="sudah menyala dan tidak dapat diubah"):
        atur_pengurang(oleh=oleh, periode=dunia.periode, isi=_isi(dunia))
    assert AturanPengurangPeriode.objects.get().nomor == "KEP-1"
    assert not matikan_pengurang(oleh=oleh, periode=dunia.periode).aktif


def test_no_decree_file_no_switch(dunia: Dunia) -> None:
    aturan_pengurang(dunia, aktif=False, keputusan=None)
    with pytest.raises(AturanSalah, match="Unggah dahulu"):
        _nyala(dunia)
    with pytest.raises(IntegrityError, match="aturanpengurang_nyala_sepasang"), transaction.atomic():
        AturanPengurangPeriode.objects.update(
            aktif=True, dinyalakan_pada=timezone.now(), dinyalakan_oleh=dunia.pelaku().user
        )


@pytest.mark.parametrize("lapisan", [Lapisan.TPI_ANGGOTA, Lapisan.TPI])
def test_first_score_of_any_satker_of_the_year_closes_the_switch(dunia: Dunia, lapisan: str) -> None:
    aturan_pengurang(dunia, aktif=False)
    lain = LembarKerja.objects.create(satker=buat_satker(dunia.satker.induk), periode=dunia.periode)
    _nilai_tpi(dunia, lapisan, lain)
    with pytest.raises(AturanSalah, match="tidak dapat dinyalakan sesudah nilai pertama"):
        _nyala(dunia)
    Jawaban.objects.all().delete()
    _nyala(dunia)
    _nilai_tpi(dunia, lapisan, lain)
    with pytest.raises(AturanSalah, match="tidak dapat dimatikan sesudah nilai pertama"):
        matikan_pengurang(oleh=dunia.pelaku(Peran.ADMIN_INSPEKTORAT), periode=dunia.periode)


def test_self_assessment_does_not_close_the_switch(dunia: Dunia) -> None:
    """The twin: an answer of the satker is no score of the team."""
    aturan_pengurang(dunia, aktif=False)
    dunia.jawab("P1.1a", "Ya")
    assert _nyala(dunia).aktif


@pytest.mark.parametrize(
    ("status", "dokumen", "potongan"),
    [
        ("dugaan", True, 0),
        ("diklarifikasi", True, 0),
        ("terbukti", True, 5),
        ("terbukti", False, 0),
        ("dicabut", True, 0),
    ],
)
def test_only_terbukti_with_a_document_deducts_and_reversal_gives_back(
    dunia: Dunia, status: str, dokumen: bool, potongan: int
) -> None:
    aturan_pengurang(dunia)
    insiden(dunia, status=status, dokumen=dokumen)
    resmi = aturan_pengurang(dunia).murni.kadar["kkn_pegawai"].besar * 16
    hasil = hasil_pengurang(dunia.lembar, resmi)
    assert hasil is not None
    assert (hasil.resmi, hasil.potongan) == (80, potongan)


@pytest.mark.django_db(transaction=True)
def test_switch_waits_for_a_score_that_is_being_saved(dunia: Dunia) -> None:
    """The score holds the sheet; the switch waits for it and is then refused."""
    aturan_pengurang(dunia, aktif=False)
    lembar, hasil = dunia.lembar, []
    versi = AturanPengurangPeriode.objects.get().versi
    oleh = dunia.pelaku(Peran.ADMIN_INSPEKTORAT)
    dunia.pelaku(Peran.TPI_ANGGOTA)

    def nyala() -> None:
        try:
            nyalakan_pengurang(oleh=oleh, periode=dunia.periode, versi=versi)
            hasil.append("menyala")
        except AturanSalah as galat:
            hasil.append(str(galat))
        finally:
            connection.close()

    with transaction.atomic():
        LembarKerja.objects.select_for_update().get(pk=lembar.pk)
        utas = threading.Thread(target=nyala)
        utas.start()
        utas.join(1)
        assert hasil == []
        _nilai_tpi(dunia)
    utas.join(10)
    assert hasil[0].startswith("Tim penilai sudah memberi nilai")
