"""Actor and visibility: one role at a time, one condition per scope."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from satker.models import Penugasan, Satker, SetelanInstansi
from satker.pelaku import muat_pelaku
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_kanwil, buat_penugasan, buat_satker, buat_user, pelaku_untuk

pytestmark = pytest.mark.django_db


@pytest.fixture
def pohon() -> dict[str, Satker]:
    """Two instansi; the first has two kanwil with units a, b | c; the second one unit d."""
    instansi, lain = buat_instansi(), buat_instansi()
    kw1, kw2 = buat_kanwil(instansi), buat_kanwil(instansi)
    return {
        "instansi": instansi,
        "kw1": kw1,
        "kw2": kw2,
        "a": buat_satker(kw1),
        "b": buat_satker(kw1),
        "c": buat_satker(kw2),
        "d": buat_satker(lain),
    }


def terlihat(pohon: dict[str, Satker], unit: str, peran: Peran) -> set[str]:
    nampak = set(Satker.objects.terlihat_oleh(pelaku_untuk(pohon[unit], peran)).values_list("pk", flat=True))
    return {nama for nama, satker in pohon.items() if satker.pk in nampak}


@pytest.mark.parametrize(
    ("unit", "peran", "harap"),
    [
        ("a", Peran.ANGGOTA_POKJA, {"a"}),
        ("a", Peran.KEPALA, {"a"}),
        ("kw1", Peran.STAF_KANWIL, {"kw1", "a", "b"}),
        ("kw2", Peran.PIMPINAN_KANWIL, {"kw2", "c"}),
        ("a", Peran.TPI_KETUA, {"a"}),
        ("instansi", Peran.ADMIN_INSPEKTORAT, {"instansi", "kw1", "kw2", "a", "b", "c"}),
        ("instansi", Peran.PEMBACA_PUSAT, {"instansi", "kw1", "kw2", "a", "b", "c"}),
        ("instansi", Peran.ADMIN_SISTEM, set()),
    ],
)
def test_terlihat_oleh_each_scope(pohon, unit, peran, harap):
    assert terlihat(pohon, unit, peran) == harap


def test_terlihat_oleh_pembina_line_reaches_units_below_another_parent(pohon):
    ditjen = buat_satker(pohon["instansi"], tingkat="eselon1")
    Satker.objects.filter(pk=pohon["c"].pk).update(pembina=ditjen)
    pohon["ditjen"] = ditjen
    assert terlihat(pohon, "ditjen", Peran.STAF_KANWIL) == {"ditjen", "c"}


def test_terlihat_oleh_evaluator_sees_all_units_of_current_rows_only(pohon):
    user = buat_user()
    buat_penugasan(pohon["a"], Peran.TPI_ANGGOTA, user)
    buat_penugasan(pohon["c"], Peran.TPI_ANGGOTA, user)
    buat_penugasan(pohon["d"], Peran.TPI_ANGGOTA, user, selesai=timezone.localdate() - dt.timedelta(days=1))
    pelaku = muat_pelaku(user)
    assert set(Satker.objects.terlihat_oleh(pelaku)) == {pohon["a"], pohon["c"]}


def test_terlihat_oleh_without_role_sees_nothing(pohon):
    assert list(Satker.objects.terlihat_oleh(muat_pelaku(buat_user()))) == []
    assert list(Satker.objects.terlihat_oleh(None)) == []


def test_terlihat_oleh_subtree_is_one_statement(pohon):
    pelaku = pelaku_untuk(pohon["kw1"], Peran.STAF_KANWIL)
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        assert Satker.objects.terlihat_oleh(pelaku).count() == 3
    assert len(kueri) == 1


def test_muat_pelaku_never_joins_roles(pohon):
    user = buat_user()
    kepala = buat_penugasan(pohon["a"], Peran.KEPALA, user)
    kanwil = buat_penugasan(pohon["kw2"], Peran.STAF_KANWIL, user)
    sebagai_kepala = muat_pelaku(user, str(kepala.pk))
    assert sebagai_kepala.penugasan == kepala
    assert sebagai_kepala.lain == (kanwil,)
    assert set(Satker.objects.terlihat_oleh(sebagai_kepala)) == {pohon["a"]}
    assert not sebagai_kepala.punya("lihat_wilayah")


def test_muat_pelaku_ended_or_future_role_is_not_active(pohon):
    user = buat_user()
    hari_ini = timezone.localdate()
    lama = buat_penugasan(pohon["a"], Peran.KEPALA, user, selesai=hari_ini - dt.timedelta(days=1))
    buat_penugasan(pohon["b"], Peran.KEPALA, user, mulai=hari_ini + dt.timedelta(days=1))
    assert muat_pelaku(user, str(lama.pk)).penugasan is None


def test_boleh_area_binds_pokja_only(pohon):
    pokja = pelaku_untuk(pohon["a"], Peran.KETUA_POKJA, area="A5")
    koordinator = pelaku_untuk(pohon["a"], Peran.KOORDINATOR)
    assert [pokja.boleh_area(a) for a in ("A5", "A1", "B1")] == [True, False, False]
    assert [koordinator.boleh_area(a) for a in ("A5", "A1", "B1")] == [True, True, True]


def test_label_names_title_and_area(pohon):
    plh = buat_penugasan(pohon["a"], Peran.KEPALA, gelar="Plh.")
    pokja = buat_penugasan(pohon["a"], Peran.ANGGOTA_POKJA, area="A5")
    assert [p.label for p in Penugasan.objects.filter(pk__in=[plh.pk, pokja.pk]).order_by("area")] == [
        "Plh. Kepala satker",
        "Anggota Pokja 5",
    ]


@pytest.mark.parametrize(
    ("zona", "saat", "berlaku"),
    [
        ("Asia/Jayapura", "2026-03-31T14:59", True),  # 23.59 WIT on the last day
        ("Asia/Jayapura", "2026-03-31T15:00", False),  # midnight in WIT, still the 31st in Jakarta
        ("Asia/Jakarta", "2026-03-31T16:59", True),
        ("Asia/Jakarta", "2026-03-31T17:00", False),
    ],
)
def test_role_ends_with_the_day_of_its_unit(
    monkeypatch: pytest.MonkeyPatch, zona: str, saat: str, berlaku: bool
) -> None:
    satker = buat_satker(zona=zona)
    tugas = buat_penugasan(satker, Peran.KOORDINATOR, selesai=dt.date(2026, 3, 31))
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromisoformat(saat).replace(tzinfo=dt.UTC))
    assert (muat_pelaku(tugas.user).penugasan == tugas) is berlaku


def test_role_begins_with_the_day_of_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    timur = buat_penugasan(buat_satker(zona="Asia/Jayapura"), Peran.KOORDINATOR, mulai=dt.date(2027, 1, 1))
    barat = buat_penugasan(buat_satker(), Peran.KOORDINATOR, timur.user, mulai=dt.date(2027, 1, 1))
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 12, 31, 15, 30, tzinfo=dt.UTC))
    pelaku = muat_pelaku(timur.user, str(barat.pk))
    assert (pelaku.penugasan, pelaku.lain) == (timur, ())


@pytest.mark.parametrize("singkatan", ["TPM", ""])
def test_peran_label_of_the_evaluator_team_uses_the_setting_without_another_statement(pohon, singkatan):
    """Without a setting the team is called TPI."""
    if singkatan:
        SetelanInstansi.objects.create(instansi=pohon["instansi"], singkatan_tim=singkatan)
    user = buat_user()
    for unit, peran in (("a", Peran.TPI_ANGGOTA), ("b", Peran.TPI_KETUA), ("c", Peran.TPI_DALNIS)):
        buat_penugasan(pohon[unit], peran, user)
    with CaptureQueriesContext(connection) as kueri:
        pelaku = muat_pelaku(user)
        sebutan = [pelaku.peran_label, *(p.sebutan for p in pelaku.lain)]
    nama = singkatan or "TPI"
    assert sebutan == [f"Anggota {nama}", f"Pengendali teknis {nama}", f"Ketua {nama}"]
    assert len(kueri) == 1


def test_peran_label_of_other_roles_stays(pohon):
    assert pelaku_untuk(pohon["a"], Peran.KEPALA, gelar="Plh.").peran_label == "Plh. Kepala satker"
