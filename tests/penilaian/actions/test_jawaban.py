"""Saving answers: versions, history, figures kept beside the sheet, and what happens when two people save at once."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penilaian.actions import jawaban as modul
from penilaian.actions.jawaban import JawabanDitolak, VersiUsang, pulihkan_versi, salin_jawaban, simpan_jawaban
from penilaian.actions.lembar import buka_lembar
from penilaian.actions.ringkasan import susun_angka
from penilaian.models import Jawaban, NilaiHarian, RingkasanLembar, RiwayatJawaban
from penilaian.skor.hitung import hitung
from satker.models import Jejak
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker
from tests.penilaian.dunia import INSTRUMEN, Dunia

ANGKA = ["total", "pengungkit", "hasil", "terisi", "jumlah", "area", "gerbang", "hash_instrumen", "mesin"]


def _ringkasan(dunia: Dunia) -> dict[str, Any]:
    return RingkasanLembar.objects.filter(lembar=dunia.lembar).values(*ANGKA).get()


def _dihitung_ulang(dunia: Dunia) -> dict[str, Any]:
    isi = dict(Jawaban.objects.filter(lembar=dunia.lembar, isi__isnull=False).values_list("kode_butir", "isi"))
    return susun_angka(INSTRUMEN, hitung(INSTRUMEN, isi, tahun=dunia.periode.tahun))


@pytest.mark.parametrize(
    ("kode", "isi"),
    [
        ("P1.1a", "Ya"),
        ("P5.1b", "B"),
        ("P6.4a", "E"),
        ("R5.3a", {"wajib_kepala": "1", "wajib_pejabat": "4", "wajib_lain": "1", "sudah": "5"}),
        ("R3.3a", {"pelanggaran_lalu": "4", "pelanggaran_ini": "1"}),
        ("H1a", {"indeks": "3.60"}),
    ],
)
def test_every_kind_of_answer_is_stored_and_scored(dunia: Dunia, kode: str, isi: Any) -> None:
    hasil = dunia.jawab(kode, isi)

    butir = INSTRUMEN.cari(kode)
    tersimpan = dunia.tersimpan(kode)
    assert (tersimpan.isi, tersimpan.versi, hasil.berubah) == (isi, 1, True)
    assert hasil.hasil.butir == hitung(INSTRUMEN, {butir.kode: isi}).butir
    assert _ringkasan(dunia) == _dihitung_ulang(dunia)
    assert _ringkasan(dunia)["terisi"] == 1


def test_saving_again_raises_the_version_and_keeps_the_old_contents(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A", uraian="lama")
    dunia.jawab("P5.1b", "B", uraian="baru", oleh=dunia.pelaku(Peran.KETUA_POKJA, area="A5"))

    kini = dunia.tersimpan("P5.1b")
    lama = RiwayatJawaban.objects.get(jawaban=kini)
    assert (kini.isi, kini.uraian, kini.versi) == ("B", "baru", 2)
    assert (lama.isi, lama.uraian, lama.versi, lama.oleh) == ("A", "lama", 1, dunia.pelaku().user)


def test_unchanged_answer_writes_nothing(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    hasil = dunia.jawab("P5.1b", "A")

    assert (hasil.berubah, hasil.jawaban.versi) == (False, 1)
    assert Jejak.objects.filter(kode_butir="A5.P.i.b").count() == 1


def test_empty_first_save_makes_no_row(dunia: Dunia) -> None:
    hasil = dunia.jawab("P5.1b", None)

    assert (hasil.berubah, hasil.jawaban.versi, dunia.tersimpan("P5.1b")) == (False, 0, None)


def test_stale_version_is_refused_and_changes_nothing(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A", uraian="punya Ani")

    with pytest.raises(VersiUsang) as usang:
        dunia.jawab("P5.1b", "B", versi_dasar=0)

    assert (usang.value.kini.isi, usang.value.kini.uraian, usang.value.kini.oleh) == (
        "A",
        "punya Ani",
        dunia.pelaku().user,
    )
    assert (dunia.tersimpan("P5.1b").isi, dunia.tersimpan("P5.1b").versi) == ("A", 1)


def test_same_form_sent_twice_is_no_conflict(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A", versi_dasar=0)
    hasil = dunia.jawab("P5.1b", "A", versi_dasar=0)

    assert (hasil.berubah, hasil.jawaban.versi) == (False, 1)


@pytest.mark.parametrize(
    ("kode", "isi"),
    [("P5.1b", "Z"), ("R1.1b", {"jumlah_perubahan": "1", "jumlah_terintegrasi": "2"}), ("H1a", {"indeks": "4.01"})],
)
def test_invalid_content_never_reaches_the_database(dunia: Dunia, kode: str, isi: Any) -> None:
    with pytest.raises(JawabanDitolak):
        dunia.jawab(kode, isi)

    assert dunia.tersimpan(kode) is None


def test_zero_rule_without_a_note_is_refused(dunia: Dunia) -> None:
    isi = {"harus_ditindaklanjuti": "0", "selesai": "0"}

    with pytest.raises(JawabanDitolak):
        dunia.jawab("R5.2a", isi, catatan_nol="  ")
    hasil = dunia.jawab("R5.2a", isi, catatan_nol="Tidak ada pengaduan.")

    assert hasil.hasil.butir["A5.R.ii.a"].nilai == 1


def test_partial_numbers_are_kept_and_count_as_not_answered(dunia: Dunia) -> None:
    hasil = dunia.jawab("R1.1a", {"jumlah_agen": "2"})

    assert (dunia.tersimpan("R1.1a").isi, hasil.hasil.terisi) == ({"jumlah_agen": "2"}, 0)


def test_narrative_stays_out_of_the_log(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A", uraian="rahasia tim")

    jejak = Jejak.objects.get(kode_butir="A5.P.i.b")
    assert (jejak.aksi, jejak.sebelum, jejak.sesudah) == (
        "jawab",
        {"isi": None},
        {"isi": "A", "versi": 1, "berubah": ["uraian"]},
    )


def test_one_daily_row_for_many_saves(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.jawab("P5.1b", "B")

    harian = NilaiHarian.objects.filter(lembar=dunia.lembar).values(*ANGKA, "tanggal").get()
    assert harian == {**_ringkasan(dunia), "tanggal": timezone.localdate()}


def test_daily_row_is_the_day_of_the_unit_not_of_the_server(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    """22.30 WIB on New Year's Eve is already New Year in WIT; nobody's session zone may decide."""
    dunia.satker.zona = "Asia/Jayapura"
    dunia.satker.save(update_fields=["zona"])
    saat = dt.datetime(2026, 12, 31, 15, 30, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: saat)

    dunia.jawab("P5.1b", "A")

    assert list(NilaiHarian.objects.values_list("tanggal", flat=True)) == [dt.date(2027, 1, 1)]


_JUMLAH = st.integers(1, 20).map(str)
_KODE = ["P1.1a", "P5.1b", "R1.1a", "H1a", "H1b"]
_ISI = {
    "P1.1a": st.sampled_from(["Ya", "Tidak", None]),
    "P5.1b": st.sampled_from(["A", "B", "C", "D", None]),
    "R1.1a": st.one_of(
        st.none(), st.fixed_dictionaries({"jumlah_agen": _JUMLAH}, optional={"jumlah_perubahan": _JUMLAH})
    ),
    "H1a": st.one_of(st.none(), st.integers(0, 400).map(lambda n: {"indeks": f"{n // 100}.{n % 100:02d}"})),
    "H1b": st.sampled_from(["A", "E", None]),
}  # fmt: skip
_LANGKAH = st.sampled_from(_KODE).flatmap(lambda kode: st.tuples(st.just(kode), _ISI[kode]))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(langkah=st.lists(_LANGKAH, max_size=6))
def test_summary_equals_recomputation_after_any_sequence(dunia: Dunia, langkah: list[tuple[str, Any]]) -> None:
    for kode, isi in langkah:
        dunia.jawab(kode, isi)

    assert _ringkasan(dunia) == _dihitung_ulang(dunia)


# --- Two people at once --------------------------------------------------------------------------------------------


def _berbarengan(dunia: Dunia, isi: list[str]) -> list[str]:
    """Each thread saves its own letter on the same version 1; returns what each of them was told."""
    lembar, butir = dunia.lembar, INSTRUMEN.cari("P5.1b")
    oleh = [dunia.pelaku(), dunia.pelaku(Peran.KETUA_POKJA, area="A5")]
    dunia.jawab("P5.1b", "D")
    mulai, kabar = threading.Barrier(len(isi)), [""] * len(isi)

    def simpan(n: int) -> None:
        try:
            mulai.wait()
            simpan_jawaban(
                oleh=oleh[n], lembar=lembar, butir=butir, isi=isi[n], uraian="", catatan_nol="", versi_dasar=1
            )
            kabar[n] = "tersimpan"
        except VersiUsang as usang:
            kabar[n] = f"usang, kini {usang.kini.isi}"
        finally:
            connection.close()

    benang = [threading.Thread(target=simpan, args=(n,)) for n in range(len(isi))]
    for b in benang:
        b.start()
    for b in benang:
        b.join(30)
    close_old_connections()
    return kabar


@pytest.mark.django_db(transaction=True)
def test_second_of_two_concurrent_savers_is_told(dunia: Dunia) -> None:
    kabar = _berbarengan(dunia, ["A", "B"])

    kini = dunia.tersimpan("P5.1b")
    menang = ["A", "B"].index(kini.isi)
    assert (kabar[menang], kabar[1 - menang]) == ("tersimpan", f"usang, kini {kini.isi}")
    assert (kini.versi, list(RiwayatJawaban.objects.values_list("isi", flat=True))) == (2, ["D"])


@pytest.mark.django_db(transaction=True)
def test_without_the_version_check_one_answer_is_lost(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the same race with the guard patched away ends in two 'tersimpan' and one overwritten answer."""
    monkeypatch.setattr(modul, "pastikan_terbaru", lambda lama, versi_dasar: None)

    kabar = _berbarengan(dunia, ["A", "B"])

    assert kabar == ["tersimpan", "tersimpan"]
    assert dunia.tersimpan("P5.1b").versi == 3


# --- Copying -------------------------------------------------------------------------------------------------------


@pytest.fixture
def lama(dunia: Dunia) -> Dunia:
    """The same unit one year earlier."""
    return Dunia(dunia.satker, buat_periode(dunia.satker, dunia.periode.tahun - 1))


def test_salin_fills_empty_butir_and_never_overwrites(dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A", uraian="tahun lalu")
    lama.jawab("P5.1a", "B")
    lama.jawab("H1a", {"indeks": "3.60"})
    dunia.jawab("P5.1a", None, uraian="sudah mulai")
    dunia.jawab("H1a", {"indeks": "3.10"})

    banyak = salin_jawaban(oleh=dunia.pelaku(), lembar=dunia.lembar, dari=lama.lembar)

    isi = {j.kode_butir: (j.isi, j.uraian, j.versi) for j in Jawaban.objects.filter(lembar=dunia.lembar)}
    assert banyak == 1
    assert isi == {
        "A5.P.i.a": (None, "sudah mulai", 1),
        "A5.P.i.b": ("A", "tahun lalu", 1),
        "B1.a": ({"indeks": "3.10"}, "", 1),
    }
    assert _ringkasan(dunia) == _dihitung_ulang(dunia)


def test_salin_leaves_numbers_and_hasil_to_their_own_year(dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    lama.jawab("R4.1a", {"jumlah_sasaran": "4", "sasaran_tercapai": "4"})
    lama.jawab("H1a", {"indeks": "3.60"})
    lama.jawab("H1b", "A")

    assert salin_jawaban(oleh=dunia.pelaku(), lembar=dunia.lembar, dari=lama.lembar) == 1
    assert [(j.kode_butir, j.salinan_dari) for j in Jawaban.objects.filter(lembar=dunia.lembar)] == [
        ("A5.P.i.b", lama.periode.tahun)
    ]


def test_saving_a_copy_unchanged_says_that_it_was_looked_at(dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    salin_jawaban(oleh=dunia.pelaku(), lembar=dunia.lembar, dari=lama.lembar)

    hasil = dunia.jawab("P5.1b", "A")

    kini = dunia.tersimpan("P5.1b")
    assert (hasil.berubah, kini.versi) == (False, 1)
    assert Jawaban.objects.get(lembar=dunia.lembar).salinan_dari is None
    aksi = list(Jejak.objects.filter(kode_butir="A5.P.i.b", periode=dunia.periode).values_list("aksi", flat=True))
    assert sorted(aksi) == ["periksa_salinan", "salin_jawaban"]
    dunia.jawab("P5.1b", "A")  # a second look is no news
    assert Jejak.objects.filter(aksi="periksa_salinan").count() == 1


def test_changing_a_copy_makes_it_an_answer(dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    salin_jawaban(oleh=dunia.pelaku(), lembar=dunia.lembar, dari=lama.lembar)
    dunia.jawab("P5.1b", "B")
    assert Jawaban.objects.get(lembar=dunia.lembar).salinan_dari is None


def test_pulihkan_versi_takes_old_contents_as_a_new_version(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A", uraian="Lama")
    dunia.jawab("P5.1b", None, uraian="")

    hasil = pulihkan_versi(
        oleh=dunia.pelaku(), lembar=dunia.lembar, butir=dunia.instrumen.cari("P5.1b"), versi=1, versi_dasar=2
    )

    kini = dunia.tersimpan("P5.1b")
    assert (kini.isi, kini.uraian, kini.versi, hasil.hasil.terisi) == ("A", "Lama", 3, 1)
    assert _ringkasan(dunia) == _dihitung_ulang(dunia)


def test_pulihkan_versi_never_runs_over_a_later_save(dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.jawab("P5.1b", None)
    dunia.jawab("P5.1b", "C")  # a colleague, after the person saw version 2

    with pytest.raises(VersiUsang) as usang:
        pulihkan_versi(
            oleh=dunia.pelaku(), lembar=dunia.lembar, butir=dunia.instrumen.cari("P5.1b"), versi=1, versi_dasar=2
        )

    assert (usang.value.kini.isi, dunia.tersimpan("P5.1b").isi, dunia.tersimpan("P5.1b").versi) == ("C", "C", 3)


def test_salin_with_nothing_to_copy_touches_no_figure(dunia: Dunia, lama: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    sebelum = RingkasanLembar.objects.get(lembar=dunia.lembar).berubah_pada

    assert salin_jawaban(oleh=dunia.pelaku(), lembar=dunia.lembar, dari=lama.lembar) == 0
    assert RingkasanLembar.objects.get(lembar=dunia.lembar).berubah_pada == sebelum


def test_salin_by_pokja_stays_in_its_area(dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    lama.jawab("P1.1a", "Ya")

    banyak = salin_jawaban(oleh=dunia.pelaku(Peran.KETUA_POKJA, area="A5"), lembar=dunia.lembar, dari=lama.lembar)

    assert (banyak, list(Jawaban.objects.filter(lembar=dunia.lembar).values_list("kode_butir", flat=True))) == (
        1,
        ["A5.P.i.b"],
    )


def test_salin_from_another_unit_is_refused(dunia: Dunia) -> None:
    lain = buat_satker()
    asing = buka_lembar(oleh=None, satker=lain, periode=buat_periode(lain))

    with pytest.raises(JawabanDitolak):
        salin_jawaban(oleh=dunia.pelaku(), lembar=dunia.lembar, dari=asing)
