"""Years and windows: the usual calendar, all-or-nothing changes, audit with before → after."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from satker.actions import waktu as aksi
from satker.models import GarisPendahuluan, Jejak, Jendela, Kelonggaran, Periode, TitikPantau
from satker.models.organisasi import Zona
from satker.peran import Peran
from satker.tahap import TAHAP
from tests import pabrik

pytestmark = pytest.mark.django_db
WIT = ZoneInfo("Asia/Jayapura")


@pytest.fixture
def admin():
    return pabrik.pelaku_untuk(pabrik.buat_instansi(zona=Zona.WIT), Peran.ADMIN_INSPEKTORAT)


@pytest.fixture
def periode(admin):
    return aksi.buat_periode(oleh=admin, instansi=admin.unit, tahun=2031, instrumen="LKE-ZI-2021")


def jejak(aksi_):
    return Jejak.objects.get(aksi=aksi_)


def test_buat_periode_fills_the_usual_year_at_local_midnight(admin, periode):
    assert periode.batas_usulan == dt.date(2031, 5, 31)
    assert Jendela.objects.filter(periode=periode).count() == sum(len(t.peran) for t in TAHAP)
    usulan = Jendela.objects.get(periode=periode, tahap="usulan", peran=Peran.ADMIN_INSPEKTORAT)
    assert usulan.buka == dt.datetime(2031, 5, 15, tzinfo=WIT) == dt.datetime(2031, 5, 14, 15, tzinfo=dt.UTC)
    assert usulan.tutup == dt.datetime(2031, 6, 1, tzinfo=WIT)
    assert dict(TitikPantau.objects.filter(periode=periode).values_list("kode", "tanggal")) == {
        "B03": dt.date(2031, 3, 31),
        "B06": dt.date(2031, 6, 30),
        "B09": dt.date(2031, 9, 30),
        "B12": dt.date(2031, 12, 31),
    }
    baris = jejak("buat_periode")
    assert (baris.satker, baris.periode, baris.oleh) == (admin.unit, periode, admin.user)
    assert baris.sesudah == {"tahun": 2031, "instrumen": "LKE-ZI-2021", "batas_usulan": "2031-05-31"}


def test_buat_periode_twice_is_refused_and_changes_nothing(admin, periode):
    with pytest.raises(ValidationError) as galat:
        aksi.buat_periode(oleh=admin, instansi=admin.unit, tahun=2031, instrumen="LKE-ZI-2014")
    assert galat.value.message_dict == {"tahun": ["Periode 2031 sudah ada."]}
    assert Periode.objects.get().instrumen == "LKE-ZI-2021"


# --- Instrument -----------------------------------------------------------------------------------------------------


def ubah(admin, periode, instrumen="LKE-ZI-2014"):
    return aksi.ubah_periode(oleh=admin, periode=periode, instrumen=instrumen, batas_usulan=dt.date(2031, 5, 31))


def geser_pengisian(periode, detik):
    Jendela.objects.filter(periode=periode, tahap="pengisian").update(buka=timezone.now() + dt.timedelta(seconds=detik))


def test_instrument_may_change_before_the_first_opening(admin, periode):
    geser_pengisian(periode, 30)
    assert ubah(admin, periode) is True
    assert Periode.objects.get().instrumen == "LKE-ZI-2014"
    baris = jejak("ubah_periode")
    assert (baris.sebelum, baris.sesudah) == ({"instrumen": "LKE-ZI-2021"}, {"instrumen": "LKE-ZI-2014"})


def test_instrument_is_fixed_once_one_role_may_fill(admin, periode):
    geser_pengisian(periode, 30)
    satu = Jendela.objects.filter(periode=periode, tahap="pengisian").first()
    Jendela.objects.filter(pk=satu.pk).update(buka=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(ValidationError):
        ubah(admin, periode)
    assert Periode.objects.get().instrumen == "LKE-ZI-2021"


def test_instrument_stays_fixed_when_the_opening_is_moved_after_work_began(admin, periode):
    geser_pengisian(periode, 3600)
    Jejak.objects.create(
        satker=pabrik.buat_satker(admin.unit), periode=periode, kode_butir="A1.P.i.a", aksi="jawab", objek="x"
    )
    with pytest.raises(ValidationError):
        ubah(admin, periode)


def test_batas_usulan_may_change_after_the_opening(admin, periode):
    geser_pengisian(periode, -60)
    aksi.ubah_periode(oleh=admin, periode=periode, instrumen="LKE-ZI-2021", batas_usulan=dt.date(2031, 6, 7))
    assert Periode.objects.get().batas_usulan == dt.date(2031, 6, 7)
    assert jejak("ubah_periode").sesudah == {"batas_usulan": "2031-06-07"}


def test_unchanged_save_leaves_no_audit_row(admin, periode):
    assert ubah(admin, periode, "LKE-ZI-2021") is False
    assert not Jejak.objects.filter(aksi="ubah_periode").exists()


# --- Windows --------------------------------------------------------------------------------------------------------

AWAL, AKHIR = dt.datetime(2031, 2, 1, tzinfo=WIT), dt.datetime(2031, 4, 1, tzinfo=WIT)
KUNCI = ("pengisian", Peran.KOORDINATOR.value)


def test_atur_jendela_changes_only_what_differs_and_audits_it(admin, periode):
    lama = Jendela.objects.get(periode=periode, tahap=KUNCI[0], peran=KUNCI[1])
    sama = Jendela.objects.get(periode=periode, tahap="tpn")
    jumlah = aksi.atur_jendela(
        oleh=admin,
        periode=periode,
        jendela={KUNCI: (AWAL, AKHIR), ("tpn", sama.peran): (sama.buka, sama.tutup)},
    )
    assert jumlah == 1
    baru = Jendela.objects.get(pk=lama.pk)
    assert (baru.buka, baru.tutup) == (AWAL, AKHIR)
    baris = jejak("atur_jendela")
    assert list(baris.sebelum) == list(baris.sesudah) == ["pengisian koordinator"]
    assert [dt.datetime.fromisoformat(s) for s in baris.sebelum["pengisian koordinator"]] == [lama.buka, lama.tutup]
    assert [dt.datetime.fromisoformat(s) for s in baris.sesudah["pengisian koordinator"]] == [AWAL, AKHIR]


def test_atur_jendela_is_all_or_nothing(admin, periode):
    sebelum = list(Jendela.objects.values_list("pk", "buka", "tutup"))
    with pytest.raises(ValidationError) as galat:
        aksi.atur_jendela(
            oleh=admin, periode=periode, jendela={KUNCI: (AWAL, AKHIR), ("tpn", "admin_inspektorat"): (AKHIR, AKHIR)}
        )
    assert galat.value.messages == ["Evaluasi Tim Penilai Nasional, Admin inspektorat: tutup harus sesudah buka."]
    assert list(Jendela.objects.values_list("pk", "buka", "tutup")) == sebelum


def test_atur_jendela_none_removes_the_window(admin, periode):
    aksi.atur_jendela(oleh=admin, periode=periode, jendela={KUNCI: None})
    assert not Jendela.objects.filter(periode=periode, tahap=KUNCI[0], peran=KUNCI[1]).exists()
    assert jejak("atur_jendela").sesudah == {"pengisian koordinator": None}


def test_atur_jendela_unknown_stage_is_refused(admin, periode):
    with pytest.raises(ValidationError):
        aksi.atur_jendela(oleh=admin, periode=periode, jendela={("melamun", "kepala"): (AWAL, AKHIR)})


# --- Quarters, extensions, lines ------------------------------------------------------------------------------------


def test_atur_titik_pantau_moves_one_date(admin, periode):
    assert aksi.atur_titik_pantau(oleh=admin, periode=periode, titik={"B03": dt.date(2031, 4, 2)}) == 1
    assert TitikPantau.objects.get(periode=periode, kode="B03").tanggal == dt.date(2031, 4, 2)
    baris = jejak("atur_titik_pantau")
    assert (baris.sebelum, baris.sesudah) == ({"B03": "2031-03-31"}, {"B03": "2031-04-02"})


def test_atur_titik_pantau_refuses_dates_out_of_order(admin, periode):
    with pytest.raises(ValidationError):
        aksi.atur_titik_pantau(oleh=admin, periode=periode, titik={"B03": dt.date(2031, 6, 30)})
    assert TitikPantau.objects.get(periode=periode, kode="B03").tanggal == dt.date(2031, 3, 31)


def beri(admin, periode, satker, sampai, tahap="pendahuluan"):
    return aksi.beri_kelonggaran(
        oleh=admin, satker=satker, periode=periode, tahap=tahap, sampai=sampai, alasan=" banjir "
    )


def test_kelonggaran_is_given_and_taken_back_with_audit(admin, periode):
    satker = pabrik.buat_satker(admin.unit)
    longgar = beri(admin, periode, satker, dt.datetime(2031, 5, 11, tzinfo=WIT))
    assert (longgar.alasan, jejak("beri_kelonggaran").alasan) == ("banjir", "banjir")
    assert jejak("beri_kelonggaran").satker == satker
    aksi.cabut_kelonggaran(oleh=admin, kelonggaran=longgar, alasan="salah satker")
    assert not Kelonggaran.objects.exists()
    baris = jejak("cabut_kelonggaran")
    assert (baris.sebelum["alasan"], baris.alasan) == ("banjir", "salah satker")


def test_cabut_kelonggaran_sent_twice_happens_once(admin, periode):
    longgar = beri(admin, periode, pabrik.buat_satker(admin.unit), dt.datetime(2031, 5, 11, tzinfo=WIT))
    kembar = Kelonggaran.objects.get(pk=longgar.pk)
    aksi.cabut_kelonggaran(oleh=admin, kelonggaran=longgar, alasan="x")
    with pytest.raises(ValidationError) as galat:
        aksi.cabut_kelonggaran(oleh=admin, kelonggaran=kembar, alasan="x")
    assert galat.value.message_dict == {"alasan": ["Kelonggaran ini sudah dicabut. Muat ulang daftarnya."]}
    assert jejak("cabut_kelonggaran").alasan == "x"


def test_kelonggaran_that_gives_no_time_is_refused(admin, periode):
    satker = pabrik.buat_satker(admin.unit)
    with pytest.raises(ValidationError) as galat:
        beri(admin, periode, satker, dt.datetime(2031, 5, 1, tzinfo=WIT))
    assert galat.value.message_dict["sampai"] == ["Tahap ini memang terbuka sampai 30 Apr 2031. Isi hari sesudahnya."]


def test_kelonggaran_may_end_before_the_window_of_another_role(admin, periode):
    """The Pokja's window closed early: it gets more time although the ketua tim may still write for months."""
    satker = pabrik.buat_satker(admin.unit)
    tutup = dt.datetime(2031, 3, 1, tzinfo=WIT)
    Jendela.objects.filter(periode=periode, tahap="pengisian", peran="ketua_pokja").update(tutup=tutup)
    sampai = dt.datetime(2031, 4, 1, tzinfo=WIT)
    assert beri(admin, periode, satker, sampai, tahap="pengisian").sampai == sampai


def test_kelonggaran_for_a_unit_of_another_instansi_is_refused(admin, periode):
    with pytest.raises(ValidationError):
        beri(admin, periode, pabrik.buat_satker(), dt.datetime(2031, 5, 11, tzinfo=WIT))
    assert not Kelonggaran.objects.exists()


def test_atur_garis_stores_what_differs_from_the_parent_line(admin, periode):
    pabrik.buat_jenis("lapas"), pabrik.buat_jenis("kanim")
    assert aksi.atur_garis(oleh=admin, periode=periode, garis={"lapas": "pembina", "kanim": "induk"}) == 1
    assert list(GarisPendahuluan.objects.values_list("jenis", "garis")) == [("lapas", "pembina")]
    assert jejak("atur_garis").sebelum == {"lapas": "induk"}
    with pytest.raises(ValidationError):
        aksi.atur_garis(oleh=admin, periode=periode, garis={"lapas": "tetangga"})
