"""Stages of the TPN, the one objection, the decree and what follows, by the real actions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from penilaian.actions.predikat import (
    cabut_dengan_sk,
    catat_berkala,
    jawab_klarifikasi,
    minta_klarifikasi,
    putus_klarifikasi,
    tetapkan_predikat,
)
from penilaian.actions.sanggah import kirim_sanggah, simpan_butir_sanggah
from penilaian.actions.tpn import IsiTahap, catat_tahap, koreksi_tahap
from penilaian.actions.usulan import usulkan_unit
from penilaian.alur import LangkahDitolak
from penilaian.models import (
    AlurLembar,
    ButirSanggah,
    HasilTpn,
    Klarifikasi,
    LangkahAlur,
    Rekomendasi,
    SkPredikat,
    UnitUsulan,
)
from penilaian.queries import alur as alur_mod
from penilaian.queries.usulan_unit import halaman_unit, pasca_predikat
from satker.models import Jejak, RiwayatPredikat
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import admin, catat, isi_tahap, lampiran, langkah, layak, usulan_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> UnitUsulan:
    """A unit in the administrative selection."""
    monkeypatch.setitem(alur_mod.PERIKSA, "prasyarat", lambda k: True)
    layak(dunia)
    unit = usulkan_unit(oleh=admin(dunia), unit=usulan_lengkap(dunia))
    langkah(dunia, admin(dunia), "mulai_seleksi")
    return unit


def _keadaan(dunia: Dunia) -> str:
    return AlurLembar.objects.get(lembar=dunia.lembar).keadaan


def _sk(dunia: Dunia, unit: UnitUsulan, tanggal: dt.date | None = None) -> SkPredikat:
    with lampiran("sk.txt", b"sk") as berkas:
        return tetapkan_predikat(
            oleh=admin(dunia), unit=unit, nomor="SK-9", tanggal=tanggal or timezone.localdate(), lampiran=berkas
        )


# --- stages --------------------------------------------------------------------------------------------------------


def test_whole_way_to_the_decree(dunia: Dunia, unit: UnitUsulan) -> None:
    """M16, first half: every stage leaves a row, the predikat is written as the decree says."""
    catat(dunia, unit, "seleksi", "sesuai")
    catat(dunia, unit, "desk", "lulus", total=Decimal("91.5"), area={"A1": Decimal("7.25")})
    catat(dunia, unit, "wawancara", "lulus")
    catat(dunia, unit, "lapangan", "lulus", total=Decimal("88"), rekomendasi=[("A5.P.i.b", "A5", "Perbarui SOP.")])
    with pytest.raises(LangkahDitolak):
        langkah(dunia, admin(dunia), "tetapkan")  # no decree yet
    _sk(dunia, unit)
    assert _keadaan(dunia) == "ditetapkan"
    assert list(HasilTpn.objects.order_by("pada").values_list("tahap", flat=True)) == [
        "seleksi",
        "desk",
        "wawancara",
        "lapangan",
    ]
    predikat = RiwayatPredikat.objects.get(satker=dunia.satker)
    assert (predikat.predikat, predikat.tahun, predikat.nomor_sk) == ("WBK", dunia.periode.tahun, "SK-9")
    assert Rekomendasi.objects.get().kode_butir == "A5.P.i.b"
    nilai = {n.kode: n for n in halaman_unit(dunia.satker, dunia.periode).nilai}
    assert (nilai["TOTAL"].tpi, nilai["TOTAL"].tpn, nilai["TOTAL"].berlaku) == (100, 88, 88)


def test_tpn_value_counts_only_after_the_field_visit(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "sesuai")
    catat(dunia, unit, "desk", "lulus", total=Decimal("70"))
    total = halaman_unit(dunia.satker, dunia.periode).nilai[-1]
    assert (total.tpn, total.berlaku) == (70, 100)


@pytest.mark.parametrize(("putusan", "ke"), [("tidak", "tidak_ditetapkan"), ("panel", "panel")])
def test_desk_may_end_or_go_to_the_panel(dunia: Dunia, unit: UnitUsulan, putusan: str, ke: str) -> None:
    catat(dunia, unit, "seleksi", "sesuai")
    catat(dunia, unit, "desk", putusan)
    assert _keadaan(dunia) == ke
    assert LangkahAlur.objects.order_by("-nomor").first().alasan == "Catatan TPN."


def test_stage_needs_its_file_and_a_note_where_it_ends(dunia: Dunia, unit: UnitUsulan) -> None:
    with pytest.raises(ValidationError, match="Lampirkan LHE"):
        catat_tahap(oleh=admin(dunia), unit=unit, isi=isi_tahap(unit, "seleksi", "sesuai"), lampiran=None)
    with pytest.raises(ValidationError, match="Tulis catatan TPN"):
        catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI",), catatan="")
    assert not HasilTpn.objects.exists()
    assert _keadaan(dunia) == "seleksi"


@pytest.mark.parametrize(
    ("putusan", "tidak", "pesan"),
    [("sesuai", ("SURVEI",), "tidak cocok"), ("tidak_sesuai", (), "tidak cocok")],
)
def test_verdict_must_fit_the_list(
    dunia: Dunia, unit: UnitUsulan, putusan: str, tidak: tuple[str, ...], pesan: str
) -> None:
    with pytest.raises(ValidationError, match=pesan):
        catat(dunia, unit, "seleksi", putusan, tidak=tidak)
    assert not HasilTpn.objects.exists()


def test_list_must_be_complete(dunia: Dunia, unit: UnitUsulan) -> None:
    isi = IsiTahap(putusan="sesuai", sumber="x", tanggal=dt.date(2026, 8, 1), butir={"SURAT": (True, "")})
    with lampiran() as berkas, pytest.raises(ValidationError, match="setiap butir"):
        catat_tahap(oleh=admin(dunia), unit=unit, isi=isi, lampiran=berkas)


def test_area_above_its_weight_is_refused(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "sesuai")
    with pytest.raises(ValidationError):
        catat(dunia, unit, "desk", "lulus", area={"A1": Decimal("8.01")})
    catat(dunia, unit, "desk", "lulus", area={"A1": Decimal("8")})


def test_correction_is_a_further_row_with_its_reason(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "sesuai")
    lama = catat(dunia, unit, "desk", "lulus", total=Decimal("80"))
    isi = isi_tahap(unit, "desk", "lulus", total=Decimal("81"))
    with pytest.raises(ValidationError):
        koreksi_tahap(oleh=admin(dunia), hasil=lama, isi=isi, lampiran=None, alasan=" ")
    salah = isi_tahap(unit, "desk", "tidak", total=Decimal("81"))
    with pytest.raises(ValidationError, match="sudah dijalankan"):
        koreksi_tahap(oleh=admin(dunia), hasil=lama, isi=salah, lampiran=None, alasan="Salah ketik.")
    baru = koreksi_tahap(oleh=admin(dunia), hasil=lama, isi=isi, lampiran=None, alasan="Salah ketik.")
    assert (baru.nomor, baru.total, baru.versi_id) == (2, 81, lama.versi_id)
    lama.refresh_from_db()
    assert lama.total == 80
    with pytest.raises(LangkahDitolak):  # on the older row: somebody was faster
        koreksi_tahap(oleh=admin(dunia), hasil=lama, isi=isi, lampiran=None, alasan="Lagi.")
    assert Jejak.objects.get(aksi="koreksi_hasil_tpn").alasan == "Salah ketik."


def test_recorded_results_cannot_be_changed_by_the_serving_role(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "sesuai")
    for perintah in ("UPDATE penilaian_hasiltpn SET total = 1", "DELETE FROM penilaian_butirseleksi"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            _sebagai_aplikasi(perintah)


def _sebagai_aplikasi(perintah: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL ROLE zi_app")
        kursor.execute(perintah)


# --- objection -----------------------------------------------------------------------------------------------------


def _sanggah(dunia: Dunia, unit: UnitUsulan, kode: str, sikap: str = "sanggah", **isi: str) -> ButirSanggah:
    bawaan = {"uraian": "Ada di lampiran.", "halaman": "3"}
    with lampiran(f"{kode}.txt", kode.encode()) as berkas:
        return simpan_butir_sanggah(
            oleh=admin(dunia), unit=unit, kode=kode, sikap=sikap, lampiran=berkas, **{**bawaan, **isi}
        )


def test_objection_only_for_points_that_failed_once_and_in_time(dunia: Dunia, unit: UnitUsulan) -> None:
    with pytest.raises(LangkahDitolak):
        _sanggah(dunia, unit, "SURVEI")  # nothing was refused yet
    catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI", "TLHP"))
    with pytest.raises(ValidationError, match="Hanya butir yang tidak sesuai"):
        _sanggah(dunia, unit, "SURAT")
    _sanggah(dunia, unit, "SURVEI")
    with pytest.raises(ValidationError, match="Belum dijawab: Tindak lanjut"):
        kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-2")
    _sanggah(dunia, unit, "TLHP", "terima")
    kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-2")
    assert _keadaan(dunia) == "sanggah"
    assert LangkahAlur.objects.get(kode="sanggah").alasan == "Disanggah: Laporan survei mandiri."
    with pytest.raises(LangkahDitolak):
        _sanggah(dunia, unit, "SURVEI")  # sent means frozen
    catat(dunia, unit, "sanggah", "ditolak", tidak=("TLHP",))
    assert _keadaan(dunia) == "ditolak_syarat"
    catat(dunia, unit, "pertimbangan", "lanjut")
    assert _keadaan(dunia) == "tpn_desk"


def test_accepted_objection_goes_on(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI",))
    _sanggah(dunia, unit, "SURVEI")
    kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-2")
    catat(dunia, unit, "sanggah", "diterima")
    assert _keadaan(dunia) == "tpn_desk"


def test_objection_after_its_clock_is_refused(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI",))
    _sanggah(dunia, unit, "SURVEI")
    AlurLembar.objects.update(tenggat=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-2")
    assert tolak.value.kode == "dalam_tenggat"


def test_second_objection_is_refused_even_when_the_state_came_back(dunia: Dunia, unit: UnitUsulan) -> None:
    catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI",))
    _sanggah(dunia, unit, "SURVEI")
    kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-2")
    AlurLembar.objects.update(keadaan="tidak_sesuai", tenggat=timezone.now() + dt.timedelta(days=1))
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-3")
    assert tolak.value.kode == "belum_menyanggah"


@pytest.mark.parametrize("kurang", ["uraian", "halaman"])
def test_contesting_needs_text_and_page(dunia: Dunia, unit: UnitUsulan, kurang: str) -> None:
    catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI",))
    with pytest.raises(ValidationError) as galat:
        _sanggah(dunia, unit, "SURVEI", **{kurang: " "})
    assert list(galat.value.message_dict) == [kurang]


def test_contesting_without_proof_is_refused_and_everything_accepted_is_no_objection(
    dunia: Dunia, unit: UnitUsulan
) -> None:
    catat(dunia, unit, "seleksi", "tidak_sesuai", tidak=("SURVEI",))
    with pytest.raises(ValidationError, match="Pilih bukti"):
        simpan_butir_sanggah(oleh=admin(dunia), unit=unit, kode="SURVEI", sikap="sanggah", uraian="Ada.", halaman="3")
    _sanggah(dunia, unit, "SURVEI", "terima")
    with pytest.raises(ValidationError, match="Semua butir diterima"):
        kirim_sanggah(oleh=admin(dunia), unit=unit, nomor_surat="B-2")


# --- after the award -----------------------------------------------------------------------------------------------


@pytest.fixture
def ditetapkan(dunia: Dunia, unit: UnitUsulan) -> SkPredikat:
    catat(dunia, unit, "seleksi", "sesuai")
    catat(dunia, unit, "desk", "panel")
    return _sk(dunia, unit)


def test_revocation_writes_the_day_and_blocks(dunia: Dunia, unit: UnitUsulan, ditetapkan: SkPredikat) -> None:
    with lampiran("cabut.txt", b"cabut") as berkas:
        cabut_dengan_sk(
            oleh=admin(dunia),
            unit=unit,
            nomor="SK-C",
            tanggal=timezone.localdate(),
            alasan="Maladministrasi terbukti",
            lampiran=berkas,
        )
    predikat = RiwayatPredikat.objects.get()
    assert (predikat.dicabut_pada, predikat.alasan_cabut) == (timezone.localdate(), "Maladministrasi terbukti")
    assert _keadaan(dunia) == "dicabut"
    assert SkPredikat.objects.filter(jenis="pencabutan").count() == 1


def test_revocation_before_the_award_or_without_file_changes_nothing(
    dunia: Dunia, unit: UnitUsulan, ditetapkan: SkPredikat
) -> None:
    with lampiran() as berkas, pytest.raises(ValidationError):
        cabut_dengan_sk(
            oleh=admin(dunia), unit=unit, nomor="x", tanggal=dt.date(2020, 1, 1), alasan="x", lampiran=berkas
        )
    with pytest.raises(ValidationError):
        cabut_dengan_sk(
            oleh=admin(dunia), unit=unit, nomor="x", tanggal=timezone.localdate(), alasan="x", lampiran=None
        )
    assert RiwayatPredikat.objects.get().dicabut_pada is None
    assert _keadaan(dunia) == "ditetapkan"


def test_assessment_moves_the_due_day_two_years(dunia: Dunia, unit: UnitUsulan, ditetapkan: SkPredikat) -> None:
    predikat, tanggal = ditetapkan.riwayat, ditetapkan.tanggal
    assert pasca_predikat(dunia.satker)[0].berikut == tanggal.replace(year=tanggal.year + 2)
    catat_berkala(oleh=admin(dunia), predikat=predikat, hasil="masih", nomor_surat="B-7", tanggal_surat=tanggal)
    assert pasca_predikat(dunia.satker)[0].berikut == tanggal.replace(year=tanggal.year + 4)


def test_clarification_is_answered_in_time_and_judged_after(
    dunia: Dunia, unit: UnitUsulan, ditetapkan: SkPredikat
) -> None:
    isi = {"uraian": "Pungutan di loket", "sumber": "Ombudsman"}
    baris = minta_klarifikasi(oleh=admin(dunia), predikat=ditetapkan.riwayat, hari=10, **isi)
    with pytest.raises(ValidationError, match="Tunggu jawaban"):
        putus_klarifikasi(oleh=admin(dunia), klarifikasi=baris, putusan="tidak", alasan="x")
    jawab_klarifikasi(oleh=dunia.pelaku(Peran.KEPALA), klarifikasi=baris, jawaban="Tidak benar.")
    Klarifikasi.objects.update(tenggat=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(ValidationError, match="sudah lewat"):
        jawab_klarifikasi(oleh=dunia.pelaku(Peran.KEPALA), klarifikasi=baris, jawaban="Tambahan.")
    assert putus_klarifikasi(oleh=admin(dunia), klarifikasi=baris, putusan="tidak", alasan="Cukup.").putusan == "tidak"
    assert Klarifikasi.objects.get().jawaban == "Tidak benar."
