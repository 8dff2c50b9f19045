"""The organisation tree: making, changing, moving, closing units; predikat; requests to register."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from satker.actions import organisasi as aksi
from satker.models import Jejak, Penugasan, RiwayatInduk, Satker
from satker.models.organisasi import StatusPendaftaran, Tingkat
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import (
    MULAI,
    buat_instansi,
    buat_jenis,
    buat_kanwil,
    buat_penugasan,
    buat_periode,
    buat_satker,
    pelaku_untuk,
)

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()


@pytest.fixture
def admin() -> Pelaku:
    return pelaku_untuk(buat_instansi(), Peran.ADMIN_INSPEKTORAT)


def _isi(**lain: Any) -> dict[str, Any]:
    buat_jenis()
    dasar = {"kode": "BARU1", "nama": "Lapas Baru", "tingkat": "satker", "jenis": "lapas", "aktif_mulai": MULAI}
    return {**dasar, **lain}


def _kalimat(galat: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return galat.value.message_dict


def test_buat_instansi_makes_root_with_settings_and_audit() -> None:
    instansi = aksi.buat_instansi(oleh=None, kode="KEM", nama="Kementerian Contoh", demo=True)
    assert (instansi.instansi_id, instansi.induk_id, instansi.jalur) == (instansi.pk, None, f"{instansi.ruas}/")
    assert instansi.setelan.demo is True
    baris = Jejak.objects.get(satker=instansi)
    assert (baris.aksi, baris.peran, baris.oleh) == ("buat_satker", "sistem", None)


def test_buat_satker_stands_below_its_parent_with_history(admin: Pelaku) -> None:
    satker = aksi.buat_satker(oleh=admin, induk=admin.unit, **_isi())
    assert satker.jalur == f"{admin.unit.jalur}{satker.ruas}/"
    assert satker.instansi_id == admin.unit.pk
    assert satker.dinilai is True
    assert list(RiwayatInduk.objects.values_list("satker", "induk", "mulai", "selesai")) == [
        (satker.pk, admin.unit.pk, MULAI, None)
    ]
    assert Jejak.objects.get(aksi="buat_satker").sesudah["induk"] == admin.unit.kode


def test_buat_satker_with_code_in_use_is_refused_in_any_case(admin: Pelaku) -> None:
    buat_satker(admin.unit, kode="abc1")
    with pytest.raises(ValidationError) as galat:
        aksi.buat_satker(oleh=admin, induk=admin.unit, **_isi(kode="ABC1"))
    assert _kalimat(galat) == {"kode": ["Kode ABC1 sudah dipakai satker lain."]}


@pytest.mark.parametrize("kode", ["", "a/b", "-a", "a b", "x" * 41])
def test_buat_satker_with_code_unfit_for_urls_is_refused(admin: Pelaku, kode: str) -> None:
    with pytest.raises(ValidationError) as galat:
        aksi.buat_satker(oleh=admin, induk=admin.unit, **_isi(kode=kode))
    assert list(_kalimat(galat)) == ["kode"]


def test_buat_kanwil_below_satker_is_refused(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    with pytest.raises(ValidationError) as galat:
        aksi.buat_satker(oleh=admin, induk=satker, **_isi(tingkat="kanwil"))
    assert _kalimat(galat) == {"induk": ["Induk Kantor wilayah harus Instansi atau Unit eselon I."]}


def test_ubah_satker_logs_only_what_changed(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit, nama="Lama", kelas="I")
    assert aksi.ubah_satker(oleh=admin, satker=satker, nama="Baru", kelas="I") == {"nama": "Baru"}
    baris = Jejak.objects.get()
    assert (baris.sebelum, baris.sesudah) == ({"nama": "Lama"}, {"nama": "Baru"})


def test_ubah_satker_without_change_writes_nothing(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit, nama="Tetap")
    assert aksi.ubah_satker(oleh=admin, satker=satker, nama="Tetap") == {}
    assert Jejak.objects.count() == 0


def test_ubah_tingkat_that_children_cannot_have_is_refused(admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit)
    buat_satker(kanwil, tingkat=Tingkat.KAWASAN, nama="Kawasan X")
    with pytest.raises(ValidationError) as galat:
        aksi.ubah_satker(oleh=admin, satker=kanwil, tingkat=Tingkat.SATKER)
    assert _kalimat(galat) == {"tingkat": ["Kawasan X di bawahnya tidak dapat berinduk pada tingkat ini."]}


def _pohon(admin: Pelaku) -> tuple[Satker, Satker, list[Satker]]:
    a, b = buat_kanwil(admin.unit), buat_kanwil(admin.unit)
    satu = buat_satker(a)
    cucu = buat_satker(satu)
    return a, b, [satu, cucu, buat_satker(cucu), buat_satker(a)]


def test_pindahkan_moves_the_whole_branch_in_one_statement(admin: Pelaku) -> None:
    a, b, (satu, cucu, cicit, tetap) = _pohon(admin)
    with CaptureQueriesContext(
        connection,
    ) as tangkap:
        aksi.pindahkan_satker(oleh=admin, satker=satu, induk=b, tanggal=HARI_INI, alasan="Permen 1/2026")
    jalur = {s.pk: s.jalur for s in Satker.objects.all()}
    assert jalur[satu.pk] == f"{b.jalur}{satu.ruas}/"
    assert jalur[cucu.pk] == f"{b.jalur}{satu.ruas}/{cucu.ruas}/"
    assert jalur[cicit.pk] == f"{b.jalur}{satu.ruas}/{cucu.ruas}/{cicit.ruas}/"
    assert jalur[tetap.pk] == tetap.jalur
    assert [s["sql"].count('SET "jalur"') for s in tangkap.captured_queries if 'SET "jalur"' in s["sql"]] == [1]
    kemarin = HARI_INI - dt.timedelta(days=1)
    assert list(RiwayatInduk.objects.order_by("mulai").values_list("induk", "mulai", "selesai")) == [
        (a.pk, MULAI, kemarin),
        (b.pk, HARI_INI, None),
    ]
    baris = Jejak.objects.get()
    assert (baris.sebelum, baris.sesudah["induk"], baris.alasan) == ({"induk": a.kode}, b.kode, "Permen 1/2026")


def test_pindahkan_costs_the_same_for_one_and_for_many_below(admin: Pelaku) -> None:
    a, b, (satu, *_) = _pohon(admin)
    tunggal = buat_satker(a)
    jumlah = []
    for satker in (tunggal, satu):
        with CaptureQueriesContext(connection) as tangkap:
            aksi.pindahkan_satker(oleh=admin, satker=satker, induk=b, tanggal=HARI_INI, alasan="x")
        jumlah.append(len(tangkap))
    assert jumlah[0] == jumlah[1]


def test_pindahkan_to_another_instansi_takes_the_branch_along(admin: Pelaku) -> None:
    _, _, (satu, cucu, *_) = _pohon(admin)
    lain = buat_kanwil(buat_instansi())
    aksi.pindahkan_satker(oleh=admin, satker=satu, induk=lain, tanggal=HARI_INI, alasan="kementerian dipecah")
    assert set(Satker.objects.filter(pk__in=[satu.pk, cucu.pk]).values_list("instansi", flat=True)) == {
        lain.instansi_id
    }


def test_pindahkan_to_another_instansi_in_a_begun_year_is_refused(admin: Pelaku) -> None:
    """The sheet of the year hangs on the Periode of the old instansi; inside it, a move stays possible."""
    _, b, (satu, *_) = _pohon(admin)
    lain = buat_kanwil(buat_instansi())
    buat_periode(admin.unit)
    with pytest.raises(ValidationError) as galat:
        aksi.pindahkan_satker(oleh=admin, satker=satu, induk=lain, tanggal=HARI_INI, alasan="x")
    tahun = HARI_INI.year
    assert _kalimat(galat) == {
        "induk": [
            f"Periode {tahun} {admin.unit.nama} sudah dibuat, jadi satker tidak dapat pindah ke instansi lain tahun "
            f"ini. Pindahkan sesudah {tahun} berakhir, sebelum periode tahun berikutnya dibuat."
        ]
    }
    aksi.pindahkan_satker(oleh=admin, satker=satu, induk=b, tanggal=HARI_INI, alasan="x")
    satu.refresh_from_db()
    assert (satu.induk, satu.instansi) == (b, admin.unit)


@pytest.mark.parametrize("tahun", [HARI_INI.year - 1, HARI_INI.year + 1])
def test_pindahkan_to_another_instansi_looks_at_the_running_year_only(admin: Pelaku, tahun: int) -> None:
    _, _, (satu, *_) = _pohon(admin)
    lain = buat_kanwil(buat_instansi())
    buat_periode(admin.unit, tahun)
    buat_periode(lain, HARI_INI.year)
    aksi.pindahkan_satker(oleh=admin, satker=satu, induk=lain, tanggal=HARI_INI, alasan="x")
    satu.refresh_from_db()
    assert satu.instansi_id == lain.instansi_id


def test_pindahkan_twice_on_a_day_corrects_the_first(admin: Pelaku) -> None:
    a, b, (satu, *_) = _pohon(admin)
    c = buat_kanwil(admin.unit)
    for induk in (b, c):
        aksi.pindahkan_satker(oleh=admin, satker=satu, induk=induk, tanggal=HARI_INI, alasan="x")
    assert list(RiwayatInduk.objects.order_by("mulai").values_list("induk", flat=True)) == [a.pk, c.pk]


def test_pindahkan_below_itself_is_refused(admin: Pelaku) -> None:
    _, _, (satu, _, cicit, _) = _pohon(admin)
    with pytest.raises(ValidationError) as galat:
        aksi.pindahkan_satker(oleh=admin, satker=satu, induk=cicit, tanggal=HARI_INI, alasan="x")
    assert _kalimat(galat) == {"induk": ["Induk baru berada di bawah satker ini. Pilih induk lain."]}
    assert Jejak.objects.count() == 0


@pytest.mark.parametrize(
    ("tanggal", "alasan", "bidang"),
    [
        (HARI_INI + dt.timedelta(days=1), "x", "tanggal"),
        (MULAI - dt.timedelta(days=1), "x", "tanggal"),
        (HARI_INI, " ", "alasan"),
    ],
)
def test_pindahkan_with_bad_date_or_no_reason_is_refused(
    admin: Pelaku, tanggal: dt.date, alasan: str, bidang: str
) -> None:
    _, b, (satu, *_) = _pohon(admin)
    with pytest.raises(ValidationError) as galat:
        aksi.pindahkan_satker(oleh=admin, satker=satu, induk=b, tanggal=tanggal, alasan=alasan)
    assert list(_kalimat(galat)) == [bidang]


def test_pindahkan_too_deep_is_refused(admin: Pelaku) -> None:
    dasar = buat_kanwil(admin.unit)
    for _ in range(7):
        dasar = buat_satker(dasar)
    satu = buat_satker(admin.unit)
    buat_satker(satu)
    with pytest.raises(ValidationError) as galat:
        aksi.pindahkan_satker(oleh=admin, satker=satu, induk=dasar, tanggal=HARI_INI, alasan="x")
    assert _kalimat(galat) == {"induk": ["Susunan organisasi paling dalam sepuluh tingkat."]}


def test_nonaktifkan_ends_the_roles_of_the_unit(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    tugas = buat_penugasan(satker, Peran.KEPALA)
    assert aksi.nonaktifkan_satker(oleh=admin, satker=satker, tanggal=HARI_INI, alasan="digabung") == 1
    tugas.refresh_from_db()
    satker.refresh_from_db()
    assert (tugas.selesai, satker.aktif_selesai) == (HARI_INI, HARI_INI)


def test_nonaktifkan_with_active_children_is_refused(admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit)
    buat_satker(kanwil)
    with pytest.raises(ValidationError) as galat:
        aksi.nonaktifkan_satker(oleh=admin, satker=kanwil, tanggal=HARI_INI, alasan="x")
    assert list(_kalimat(galat)) == ["tanggal"]
    assert Penugasan.objects.filter(selesai=HARI_INI).count() == 0


def test_aktifkan_takes_the_closing_back(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit, aktif_selesai=HARI_INI)
    aksi.aktifkan_satker(oleh=admin, satker=satker, alasan="keliru")
    satker.refresh_from_db()
    assert satker.aktif_selesai is None


def test_catat_predikat_twice_is_refused(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    isi = {"satker": satker, "predikat": "WBK", "tahun": 2024, "nomor_sk": "1"}
    aksi.catat_predikat(oleh=admin, **isi)
    with pytest.raises(ValidationError) as galat:
        aksi.catat_predikat(oleh=admin, **isi)
    assert _kalimat(galat) == {"tahun": ["WBK 2024 sudah tercatat."]}


def test_cabut_predikat_keeps_the_row_and_happens_once(admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    baris = aksi.catat_predikat(oleh=admin, satker=satker, predikat="WBK", tahun=2024, nomor_sk="1")
    aksi.cabut_predikat(oleh=admin, predikat=baris, tanggal=HARI_INI, alasan="OTT")
    baris.refresh_from_db()
    assert (baris.dicabut_pada, baris.alasan_cabut) == (HARI_INI, "OTT")
    with pytest.raises(ValidationError):
        aksi.cabut_predikat(oleh=admin, predikat=baris, tanggal=HARI_INI, alasan="lagi")
    assert [j.aksi for j in Jejak.objects.order_by("pada")] == ["catat_predikat", "cabut_predikat"]


def _ajukan(admin: Pelaku, **lain: Any) -> Any:
    kanwil = buat_kanwil(admin.unit)
    isi = _isi(**lain)
    isi["aktif_mulai"] = isi["aktif_mulai"].isoformat()
    return aksi.daftarkan_satker(oleh=pelaku_untuk(kanwil, Peran.STAF_KANWIL), induk=kanwil, isi=isi)


def test_setujui_makes_the_unit_that_was_asked_for(admin: Pelaku) -> None:
    pendaftaran = _ajukan(admin)
    satker = aksi.setujui_pendaftaran(oleh=admin, pendaftaran=pendaftaran)
    pendaftaran.refresh_from_db()
    assert (satker.kode, satker.induk_id, satker.aktif_mulai) == ("BARU1", pendaftaran.induk_id, MULAI)
    assert (pendaftaran.status, pendaftaran.satker, pendaftaran.diputus_oleh) == (
        StatusPendaftaran.DISETUJUI,
        satker,
        admin.user,
    )
    assert list(Jejak.objects.order_by("pada").values_list("aksi", flat=True)) == [
        "daftarkan_satker",
        "buat_satker",
        "setujui_pendaftaran",
    ]


def test_putusan_happens_once(admin: Pelaku) -> None:
    pendaftaran = _ajukan(admin)
    aksi.tolak_pendaftaran(oleh=admin, pendaftaran=pendaftaran, alasan="sudah ada")
    for ulang in (
        lambda: aksi.setujui_pendaftaran(oleh=admin, pendaftaran=pendaftaran),
        lambda: aksi.tolak_pendaftaran(oleh=admin, pendaftaran=pendaftaran, alasan="x"),
    ):
        with pytest.raises(ValidationError, match="sudah diputus"):
            ulang()
    assert not Satker.objects.filter(kode="BARU1").exists()


def test_daftarkan_the_same_code_twice_is_refused(admin: Pelaku) -> None:
    _ajukan(admin)
    with pytest.raises(ValidationError, match="sudah ada di antrean"):
        _ajukan(admin, kode="baru1")
