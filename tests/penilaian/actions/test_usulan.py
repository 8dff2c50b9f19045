"""Proposing: conditions with their twins, the exact day after a revocation, the frozen copy."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from penilaian.actions.halangan import catat_halangan, catat_syarat_mandiri, putus_halangan
from penilaian.actions.lembar import atur_target
from penilaian.actions.usulan import (
    keluarkan_unit,
    simpan_dokumen_usulan,
    tambah_unit,
    ubah_unit,
    ubah_usulan,
    usulkan_unit,
)
from penilaian.alur import LangkahDitolak
from penilaian.aturan_usulan import ATURAN_MANDIRI
from penilaian.models import (
    AlurLembar,
    DokumenUsulan,
    HalanganInstansi,
    Lapisan,
    Peristiwa,
    Potret,
    StatusUnit,
    UnitUsulan,
    Usulan,
)
from penilaian.queries import alur as alur_mod
from penilaian.queries.syarat_usulan import SYARAT_USULAN
from satker.models import Jejak, Jendela, RiwayatPredikat, Satker
from tests.penilaian.dunia import Dunia
from tests.penilaian.jam import jam_basis_data
from tests.penilaian.perjalanan import admin, keadaan, lampiran, layak, usulan_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prasyarat_terpenuhi(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tracker of prasyarat is another part's; here it says yes."""
    monkeypatch.setitem(alur_mod.PERIKSA, "prasyarat", lambda k: True)


def _ditolak(dunia: Dunia, unit: UnitUsulan) -> str:
    with pytest.raises(LangkahDitolak) as tolak:
        usulkan_unit(oleh=admin(dunia), unit=unit)
    assert AlurLembar.objects.get(lembar=dunia.lembar).keadaan == "layak"
    assert not Potret.objects.filter(peristiwa=Peristiwa.DIUSULKAN).exists()
    return tolak.value.kode


def test_proposing_freezes_the_deciding_layer(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    usulkan_unit(oleh=admin(dunia), unit=unit)
    potret = Potret.objects.get(peristiwa=Peristiwa.DIUSULKAN)
    assert (potret.lapisan, potret.total, len(potret.jawaban)) == (Lapisan.TPI, 100, 113)
    unit.refresh_from_db()
    assert unit.status == StatusUnit.DIUSULKAN
    jejak = Jejak.objects.get(aksi="alur_usulkan")
    assert jejak.sesudah == {"keadaan": "diusulkan", "kategori": "WBK", "jalur": "tpn"}


def test_unproven_prasyarat_keeps_it_closed(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(alur_mod.PERIKSA, "prasyarat")
    layak(dunia)
    assert _ditolak(dunia, usulan_lengkap(dunia)) == "prasyarat"


def test_only_a_layak_unit_enters_a_usulan_and_only_one(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    with pytest.raises(ValidationError, match="sudah ada di sebuah usulan"):
        tambah_unit(oleh=admin(dunia), usulan=unit.usulan, lembar=dunia.lembar, kategori="WBK")
    keluarkan_unit(oleh=admin(dunia), unit=unit, alasan="Ditunda.")
    keadaan(dunia, "belum_layak")
    with pytest.raises(ValidationError, match="dinyatakan layak"):
        tambah_unit(oleh=admin(dunia), usulan=unit.usulan, lembar=dunia.lembar, kategori="WBK")


def test_kategori_must_fit_the_lhe(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    with pytest.raises(ValidationError, match="LHE unit ini untuk WBK"):
        ubah_unit(oleh=admin(dunia), unit=unit, kategori="WBBM")
    assert ubah_unit(oleh=admin(dunia), unit=unit, kategori="WBK-AFIRMASI") is True


def test_proposed_unit_cannot_be_changed_or_taken_out(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulkan_unit(oleh=admin(dunia), unit=usulan_lengkap(dunia))
    with pytest.raises(ValidationError):
        ubah_unit(oleh=admin(dunia), unit=unit, nomor_penetapan="SK-2")
    with pytest.raises(ValidationError):
        keluarkan_unit(oleh=admin(dunia), unit=unit, alasan="x")
    with pytest.raises(LangkahDitolak):
        usulkan_unit(oleh=admin(dunia), unit=unit)


def test_affirmative_unit_is_proposed_before_its_prasyarat_are_met(dunia: Dunia, monkeypatch: Any) -> None:
    monkeypatch.setitem(alur_mod.PERIKSA, "prasyarat", SYARAT_USULAN["prasyarat"])
    layak(dunia)
    unit = usulan_lengkap(dunia)
    assert _ditolak(dunia, unit) == "prasyarat"
    ubah_unit(oleh=admin(dunia), unit=unit, kategori="WBK-AFIRMASI")
    assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN


# --- letter and statement ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jenis", ["surat", "sptjm"])
def test_missing_file_refuses(dunia: Dunia, jenis: str) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    DokumenUsulan.objects.filter(jenis=jenis).delete()
    assert _ditolak(dunia, unit) == "berkas_usulan"


def test_file_that_waits_for_a_scan_does_not_count(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    versi = DokumenUsulan.objects.get(jenis="surat").versi
    versi.putusan = "menunggu"
    versi.save(update_fields=["putusan"])
    assert _ditolak(dunia, unit) == "berkas_usulan"


def test_letter_without_number_refuses(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    ubah_usulan(oleh=admin(dunia), usulan=unit.usulan, nomor_surat="")
    assert _ditolak(dunia, unit) == "berkas_usulan"


def test_document_is_kept_by_the_instansi_and_pinned(dunia: Dunia) -> None:
    layak(dunia)
    dokumen = usulan_lengkap(dunia).usulan.dokumen.get(jenis="surat")
    assert dokumen.versi.satker_id == dunia.satker.instansi_id
    assert dokumen.versi.sematan.get().sebab == f"Surat usulan usulan {dunia.periode.tahun}"


# --- KKN at the level of the instansi ------------------------------------------------------------------------------


def _halangan(dunia: Dunia) -> HalanganInstansi:
    instansi = Satker.objects.get(pk=dunia.satker.instansi_id)
    return catat_halangan(
        oleh=admin(dunia),
        instansi=instansi,
        periode=dunia.periode,
        uraian="Dugaan suap pada pimpinan tertinggi",
        sumber="Siaran pers",
        tanggal=dt.date(dunia.periode.tahun, 2, 3),
    )


def test_undecided_obstacle_blocks_and_a_verdict_opens(dunia: Dunia) -> None:
    layak(dunia)
    unit, halangan = usulan_lengkap(dunia), _halangan(dunia)
    assert _ditolak(dunia, unit) == "tanpa_halangan"
    putus_halangan(oleh=admin(dunia), halangan=halangan, putusan="gugur", alasan="Pimpinan tersangka.")
    assert _ditolak(dunia, unit) == "tanpa_halangan"
    putus_halangan(oleh=admin(dunia), halangan=halangan, putusan="tidak", alasan="Bukan pimpinan tertinggi.")
    assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN


def test_obstacle_of_another_year_or_instansi_does_not_block(dunia: Dunia) -> None:
    from tests.pabrik import buat_instansi, buat_periode

    layak(dunia)
    unit, halangan = usulan_lengkap(dunia), _halangan(dunia)
    lain = buat_instansi()
    HalanganInstansi.objects.filter(pk=halangan.pk).update(satker=lain, periode=buat_periode(lain))
    assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN


def test_verdict_needs_a_reason(dunia: Dunia) -> None:
    with pytest.raises(ValidationError):
        putus_halangan(oleh=admin(dunia), halangan=_halangan(dunia), putusan="tidak", alasan=" ")


# --- revocation and WBBM (M16) -------------------------------------------------------------------------------------


def _tahun_2028(dunia: Dunia) -> None:
    dunia.periode.tahun = 2028
    dunia.periode.save(update_fields=["tahun"])
    Jendela.objects.filter(periode=dunia.periode).update(
        buka=dt.datetime(2028, 1, 1, tzinfo=dt.UTC), tutup=dt.datetime(2028, 12, 31, tzinfo=dt.UTC)
    )


@pytest.mark.parametrize(
    ("waktu", "boleh"),
    [
        ("2028-02-29 23:59:59+07", False),
        ("2028-03-01 00:00:01+07", True),  # still 29 February in UTC: the day is the unit's own
    ],
)
def test_revoked_unit_may_be_proposed_again_after_two_years(dunia: Dunia, waktu: str, boleh: bool) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia)
    _tahun_2028(dunia)
    RiwayatPredikat.objects.create(
        satker=dunia.satker,
        predikat="WBK",
        tahun=2024,
        nomor_sk="SK-1",
        dicabut_pada=dt.date(2026, 3, 1),
        alasan_cabut="Maladministrasi terbukti",
    )
    with jam_basis_data(waktu):
        if boleh:
            assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN
        else:
            assert _ditolak(dunia, unit) == "tidak_dalam_masa_cabut"


def test_revocation_of_another_unit_does_not_block(dunia: Dunia) -> None:
    from tests.pabrik import buat_satker

    layak(dunia)
    RiwayatPredikat.objects.create(
        satker=buat_satker(dunia.satker.induk),
        predikat="WBK",
        tahun=2024,
        nomor_sk="SK-1",
        dicabut_pada=timezone.localdate(),
        alasan_cabut="x",
    )
    assert usulkan_unit(oleh=admin(dunia), unit=usulan_lengkap(dunia)).status == StatusUnit.DIUSULKAN


@pytest.mark.parametrize(("sejak", "boleh"), [(None, False), (0, False), (1, True)])
def test_wbbm_needs_wbk_for_the_years_of_the_instrument(dunia: Dunia, sejak: int | None, boleh: bool) -> None:
    layak(dunia)
    atur_target(oleh=dunia.pelaku(), lembar=dunia.lembar, target="WBBM")
    dunia.lembar.refresh_from_db()
    if sejak is not None:
        RiwayatPredikat.objects.create(
            satker=dunia.satker, predikat="WBK", tahun=dunia.periode.tahun - sejak, nomor_sk="SK-1"
        )
    unit = usulan_lengkap(dunia, kategori="WBBM")
    if boleh:
        assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN
    else:
        assert _ditolak(dunia, unit) == "wbk_sebelum_wbbm"


# --- WBK mandiri ---------------------------------------------------------------------------------------------------


def _syarat(dunia: Dunia, usulan: Usulan, **ganti: Any) -> None:
    nilai = {"persen_unit": (3, 10), "level_apip": (3, None), "persetujuan": (1, None)}
    nilai |= {f"berhasil_{n}": (1, 5) for n in (1, 2, 3)} | ganti
    for kode in ATURAN_MANDIRI:
        pembilang, penyebut = nilai[kode]
        catat_syarat_mandiri(
            oleh=admin(dunia),
            usulan=usulan,
            kode=kode,
            pembilang=pembilang,
            penyebut=penyebut,
            sumber="Rekap inspektorat",
            tanggal=dt.date(2026, 4, 1),
        )


def test_wbk_mandiri_needs_its_four_conditions_and_the_written_approval(dunia: Dunia) -> None:
    layak(dunia)
    unit = usulan_lengkap(dunia, jalur="mandiri")
    assert _ditolak(dunia, unit) == "berkas_usulan"
    _syarat(dunia, unit.usulan)
    assert _ditolak(dunia, unit) == "berkas_usulan"  # no file of the approval
    with lampiran("setuju.txt", b"setuju") as berkas:
        simpan_dokumen_usulan(oleh=admin(dunia), usulan=unit.usulan, jenis="persetujuan", lampiran=berkas)
    _syarat(dunia, unit.usulan, persen_unit=(29, 100))
    assert _ditolak(dunia, unit) == "berkas_usulan"
    _syarat(dunia, unit.usulan)
    assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN


def test_wbbm_is_not_for_the_mandiri_path(dunia: Dunia) -> None:
    layak(dunia)
    atur_target(oleh=dunia.pelaku(), lembar=dunia.lembar, target="WBBM")
    dunia.lembar.refresh_from_db()
    with pytest.raises(ValidationError, match="hanya untuk WBK"):
        usulan_lengkap(dunia, jalur="mandiri", kategori="WBBM")
