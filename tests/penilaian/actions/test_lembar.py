"""Opening a sheet, its target, and who is responsible."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from penilaian.actions.lembar import atur_target, buka_lembar, tugaskan_butir
from penilaian.models import LembarKerja, PenanggungJawab, RingkasanLembar
from satker.models import Jejak
from satker.peran import Peran
from tests.penilaian.dunia import Dunia


def test_buka_lembar_starts_empty_with_a_summary(dunia: Dunia) -> None:
    lembar = buka_lembar(oleh=dunia.pelaku(), satker=dunia.satker, periode=dunia.periode)

    ringkasan = RingkasanLembar.objects.get(lembar=lembar)
    assert (ringkasan.total, ringkasan.terisi, ringkasan.jumlah) == (0, 0, 113)
    assert Jejak.objects.get(aksi="buka_lembar").oleh == dunia.pelaku().user


def test_buka_lembar_twice_is_the_same_sheet(dunia: Dunia) -> None:
    pertama = buka_lembar(oleh=None, satker=dunia.satker, periode=dunia.periode)
    kedua = buka_lembar(oleh=None, satker=dunia.satker, periode=dunia.periode)

    assert (pertama.pk, LembarKerja.objects.count(), Jejak.objects.filter(aksi="buka_lembar").count()) == (
        kedua.pk,
        1,
        1,
    )


def test_atur_target_is_recorded(dunia: Dunia) -> None:
    atur_target(oleh=dunia.pelaku(), lembar=dunia.lembar, target="WBBM")

    jejak = Jejak.objects.get(aksi="atur_target")
    assert LembarKerja.objects.get().target == "WBBM"
    assert (jejak.sebelum, jejak.sesudah) == ({"target": "WBK"}, {"target": "WBBM"})


def test_tugaskan_replaces_and_takes_back(dunia: Dunia) -> None:
    ani, budi = dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5").user, dunia.pelaku(Peran.KETUA_POKJA, area="A5").user
    kode = ["A5.P.i.a", "A5.P.i.b"]

    banyak = [
        tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=kode, user=ani),
        tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=[*kode, kode[0]], user=ani),
        tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=kode[:1], user=budi),
        tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=kode[1:], user=None),
    ]

    assert banyak == [2, 0, 1, 1]
    assert dict(PenanggungJawab.objects.values_list("kode_butir", "user_id")) == {"A5.P.i.a": budi.pk}
    assert set(Jejak.objects.filter(aksi="tugaskan_butir").values_list("area", flat=True)) == {"A5"}


def test_atur_target_to_the_same_leaves_no_trace(dunia: Dunia) -> None:
    atur_target(oleh=dunia.pelaku(), lembar=dunia.lembar, target="WBK")

    assert Jejak.objects.filter(aksi="atur_target").count() == 0


def test_atur_target_from_an_old_page_records_what_was_stored(dunia: Dunia) -> None:
    lama = LembarKerja.objects.get(pk=dunia.lembar.pk)
    atur_target(oleh=dunia.pelaku(), lembar=dunia.lembar, target="WBBM")

    atur_target(oleh=dunia.pelaku(), lembar=lama, target="WBK")

    assert [j.sebelum for j in Jejak.objects.filter(aksi="atur_target").order_by("pada", "pk")] == [
        {"target": "WBK"},
        {"target": "WBBM"},
    ]


def test_tugaskan_waits_for_a_colleague_on_the_same_sheet(dunia: Dunia) -> None:
    """Without the row lock two people dividing the same butir would meet in an IntegrityError."""
    pelaku, lembar = dunia.pelaku(), dunia.lembar
    with CaptureQueriesContext(connection) as kueri:
        tugaskan_butir(oleh=pelaku, lembar=lembar, kode_butir=["A5.P.i.a"], user=pelaku.user)

    pertama = next(k["sql"] for k in kueri if "penilaian_" in k["sql"])
    assert pertama.endswith('FOR UPDATE OF "penilaian_lembarkerja"')
