"""Clocks of a rundown (penilaian/sesi_waktu.py)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.sesi_waktu import Acara, JamAcara, JamSesi, Kejadian, RundownSalah, Waktu, hitung_jam

PUKUL = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
AGENDA = (
    Acara("yel", "utama", 3),
    Acara("paparan", "utama", 30),
    Acara("pokja1", "ruang 1", 20),
    Acara("pokja2", "ruang 2", 20),
)


def m(menit: float) -> timedelta:
    return timedelta(minutes=menit)


def _k(acara: str, jenis: str, menit: float) -> Kejadian:
    return Kejadian(acara, jenis, PUKUL + m(menit))


def _jam(kejadian: list[Kejadian], kini: float) -> JamSesi:
    return hitung_jam(AGENDA, kejadian, PUKUL + m(kini))


def _acara(jam: JamSesi, kode: str) -> JamAcara:
    return next(a for r in jam.ruang for a in r.acara if a.acara.kode == kode)


def test_before_anything_starts() -> None:
    jam = _jam([], 0)
    assert [r.ruang for r in jam.ruang] == ["utama", "ruang 1", "ruang 2"]
    assert jam.waktu == Waktu(m(73), m(0), m(73), m(0))
    assert _acara(jam, "yel").keadaan == "belum"
    assert jam.ruang[0].perkiraan_selesai == jam.perkiraan_selesai == PUKUL + m(33)
    assert jam.ruang[0].berjalan is None


def test_start_pause_continue_stop_and_overrun() -> None:
    tekan = [_k("yel", "mulai", 0), _k("yel", "jeda", 2), _k("yel", "mulai", 10)]
    berjalan = _acara(_jam(tekan, 12.5), "yel")
    assert (berjalan.keadaan, berjalan.waktu) == ("berjalan", Waktu(m(3), m(4.5), m(0), m(1.5)))
    assert _acara(_jam(tekan[:2], 60), "yel").waktu == Waktu(m(3), m(2), m(1), m(0))
    assert _acara(_jam(tekan[:2], 60), "yel").keadaan == "dijeda"
    selesai = _acara(_jam([*tekan, _k("yel", "selesai", 10.5)], 60), "yel")
    assert (selesai.keadaan, selesai.waktu) == ("selesai", Waktu(m(3), m(2.5), m(0), m(0)))


def test_starting_another_part_pauses_the_running_one_of_that_room_only() -> None:
    jam = _jam([_k("pokja1", "mulai", 0), _k("yel", "mulai", 0), _k("paparan", "mulai", 4)], 10)
    assert [_acara(jam, k).waktu.terpakai for k in ("yel", "paparan", "pokja1", "pokja2")] == [m(4), m(6), m(10), m(0)]
    assert _acara(jam, "yel").keadaan == "dijeda"
    assert [r.berjalan.acara.kode if r.berjalan else None for r in jam.ruang] == ["paparan", "pokja1", None]
    assert jam.ruang[0].waktu == Waktu(m(33), m(10), m(24), m(1))
    assert jam.waktu == Waktu(m(73), m(20), m(54), m(1))
    assert jam.perkiraan_selesai == PUKUL + m(10 + 24)


def test_what_changes_nothing_is_ignored() -> None:
    asal = [_k("yel", "mulai", 0)]
    for sia_sia in (_k("yel", "mulai", 1), _k("paparan", "jeda", 1), _k("pokja1", "jeda", 1)):
        assert _jam([*asal, sia_sia], 2) == _jam(asal, 2)


def test_a_part_can_be_skipped_and_taken_up_again() -> None:
    lewati = [_k("yel", "selesai", 0)]
    assert (_acara(_jam(lewati, 5), "yel").keadaan, _acara(_jam(lewati, 5), "yel").waktu.sisa) == ("selesai", m(0))
    lagi = [_k("yel", "mulai", 0), _k("yel", "selesai", 1), _k("yel", "mulai", 5), _k("yel", "selesai", 6)]
    assert _acara(_jam(lagi, 9), "yel").waktu == Waktu(m(3), m(2), m(0), m(0))


def test_finishing_another_part_leaves_the_running_clock_alone() -> None:
    jam = _jam([_k("yel", "mulai", 0), _k("paparan", "selesai", 1)], 2)
    assert (_acara(jam, "yel").keadaan, _acara(jam, "yel").waktu.terpakai) == ("berjalan", m(2))


def test_a_clock_that_steps_back_costs_only_its_stretch() -> None:
    mundur = [_k("yel", "mulai", 10), _k("yel", "jeda", 5), _k("yel", "mulai", 6), _k("yel", "selesai", 8)]
    assert _acara(_jam(mundur, 9), "yel").waktu == Waktu(m(3), m(2), m(0), m(0))
    assert _acara(_jam([_k("yel", "mulai", 10)], 3), "yel").waktu.terpakai == m(0)


def test_zones_do_not_matter_but_must_be_there() -> None:
    wit = timezone(timedelta(hours=9))
    kejadian = [Kejadian("yel", "mulai", PUKUL.astimezone(wit))]
    assert _acara(hitung_jam(AGENDA, kejadian, PUKUL + m(2)), "yel").waktu.terpakai == m(2)
    polos = PUKUL.replace(tzinfo=None)
    for isi, kini in (([], polos), ([Kejadian("yel", "mulai", polos)], PUKUL)):
        with pytest.raises(RundownSalah, match="zona"):
            hitung_jam(AGENDA, isi, kini)


def test_what_does_not_fit_is_refused() -> None:
    for agenda, kejadian, kata in (
        ((AGENDA[0], AGENDA[0]), [], "kode yang sama"),
        ((Acara("x", "utama", -1),), [], "Menit"),
        (AGENDA, [_k("x", "mulai", 0)], "Acara tidak ada"),
        (AGENDA, [_k("yel", "henti", 0)], "Kejadian tidak dikenal"),
    ):
        with pytest.raises(RundownSalah, match=kata):
            hitung_jam(agenda, kejadian, PUKUL)
    kosong = hitung_jam((), [], PUKUL)
    assert (kosong.ruang, kosong.waktu, kosong.perkiraan_selesai) == ((), Waktu(), None)


TEKAN = st.lists(
    st.builds(
        _k,
        st.sampled_from([a.kode for a in AGENDA]),
        st.sampled_from(["mulai", "jeda", "selesai"]),
        st.integers(-60, 60),
    ),
    max_size=25,
)


@given(TEKAN, st.integers(-90, 90))
def test_nothing_is_ever_negative_and_sums_agree(tekan: list[Kejadian], kini: int) -> None:
    jam = _jam(tekan, kini)
    for r in jam.ruang:
        assert sum(a.keadaan == "berjalan" for a in r.acara) <= 1
        assert r.perkiraan_selesai >= PUKUL + m(kini)
        assert r.waktu == sum((a.waktu for a in r.acara), Waktu())
        for a in r.acara:
            w = a.waktu
            assert min(w.rencana, w.terpakai, w.sisa, w.lewat) >= m(0)
            assert not (w.sisa and w.lewat)
            assert a.keadaan == "selesai" or w.terpakai - w.lewat + w.sisa == w.rencana


@given(TEKAN.map(lambda isi: sorted(isi, key=lambda k: k.pada)), st.integers(60, 90))
def test_with_an_honest_clock_a_room_never_uses_more_time_than_passed(tekan: list[Kejadian], kini: int) -> None:
    for r in _jam(tekan, kini).ruang:
        mulai = [k.pada for k in tekan if k.jenis == "mulai"]
        assert r.waktu.terpakai <= (PUKUL + m(kini) - min(mulai) if mulai else m(0))
