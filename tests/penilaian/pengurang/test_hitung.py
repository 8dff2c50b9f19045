"""The second figure: by hand, in words, and by its properties (docs/nilai.md P1 to P9)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.pengurang.aturan import JENIS, STATUS, AturanPengurang, AturanSalah, Insiden, Kadar
from penilaian.pengurang.hitung import HasilPengurang, kelayakan, kurangi
from penilaian.pengurang.simulasi import Bahan, simulasikan

F = Fraction
AWAL = date(2026, 1, 1)
ATURAN = AturanPengurang(
    nomor="SK-1 Tahun 2026",
    tentang="Pengurang nilai",
    mulai=AWAL,
    sampai=date(2026, 12, 31),
    kadar={
        "kkn_pimpinan": Kadar("faktor", F(9, 10)),
        "kkn_pegawai": Kadar("poin", F(3)),
        "berita_viral": Kadar("poin", F(1, 3)),
    },
    aktif=True,
)
TERBUKTI = Insiden("I1", "kkn_pegawai", date(2026, 3, 1), date(2026, 4, 1), status="terbukti", berdokumen=True)
VIRAL = replace(TERBUKTI, kode="I2", jenis="berita_viral", peristiwa=date(2026, 2, 1))
PIMPINAN = replace(TERBUKTI, kode="I3", jenis="kkn_pimpinan", peristiwa=date(2026, 5, 1), ditemukan=date(2026, 5, 1))

HARI = st.integers(-40, 400).map(lambda n: AWAL + timedelta(days=n))
NILAI = st.fractions(0, 100, max_denominator=300)
KADAR = st.one_of(
    st.builds(Kadar, st.just("poin"), st.fractions(0, 30, max_denominator=7)),
    st.builds(Kadar, st.just("faktor"), st.fractions(0, 1, max_denominator=7)),
)
ATURAN_APA_PUN = st.builds(
    AturanPengurang,
    nomor=st.just("SK-1"),
    tentang=st.just("Pengurang"),
    mulai=st.just(AWAL),
    sampai=st.just(date(2026, 12, 31)),
    kadar=st.dictionaries(st.sampled_from(list(JENIS)), KADAR),
    batas=st.none() | st.fractions(0, 40, max_denominator=7),
    penumpukan=st.sampled_from(["jumlah", "terberat"]),
    aktif=st.just(True),
    lapor_sendiri_dikurangi=st.booleans(),
)


@st.composite
def insiden(buat: st.DrawFn) -> list[Insiden]:
    hasil = []
    for nomor in range(buat(st.integers(0, 6))):
        peristiwa = buat(HARI)
        hasil.append(
            Insiden(
                kode=f"I{nomor}",
                jenis=buat(st.sampled_from(list(JENIS))),
                peristiwa=peristiwa,
                ditemukan=peristiwa + timedelta(days=buat(st.integers(0, 60))),
                status=buat(st.sampled_from((*STATUS, "terbukti", "terbukti"))),
                berdokumen=buat(st.sampled_from([True, True, False])),
                dilaporkan_sendiri=buat(st.booleans()),
                ditangani=buat(st.booleans()),
            )
        )
    return hasil


def test_points_and_factor_add_up_from_the_official_value() -> None:
    hasil = kurangi(ATURAN, F(80), [PIMPINAN, TERBUKTI, VIRAL])
    # 80 x 1/10 + 3 + 1/3
    assert (hasil.resmi, hasil.setelah, hasil.potongan) == (80, F(206, 3), F(34, 3))
    assert [(r.insiden.kode, r.potongan) for r in hasil.rincian] == [("I2", F(1, 3)), ("I1", 3), ("I3", 8)]
    assert hasil.rincian[1].alasan == "Mengurangi 3,00 poin: terbukti dan berdokumen."


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"status": "dugaan"}, "baru dugaan"),
        ({"status": "diklarifikasi"}, "masih diklarifikasi"),
        ({"status": "tidak_terbukti"}, "tidak terbukti"),
        ({"status": "dicabut"}, "putusan dicabut"),
        ({"berdokumen": False}, "dokumen putusannya belum ada"),
        ({"peristiwa": date(2025, 12, 31)}, "di luar masa"),
        ({"peristiwa": date(2027, 1, 1), "ditemukan": date(2027, 1, 1)}, "di luar masa"),
        ({"dilaporkan_sendiri": True, "ditangani": True}, "dilaporkan sendiri dan sudah ditangani"),
    ],
)
def test_what_does_not_count_says_why(ubah: dict[str, Any], kata: str) -> None:
    hasil = kurangi(ATURAN, F(80), [replace(TERBUKTI, **ubah)])
    (rincian,) = hasil.rincian
    assert (hasil.setelah, rincian.mengurangi, rincian.semula) == (80, False, 0)
    assert rincian.alasan.startswith("Tidak mengurangi: ")
    assert kata in rincian.alasan


def test_the_days_of_the_window_themselves_count() -> None:
    for hari in (ATURAN.mulai, ATURAN.sampai):
        assert kurangi(ATURAN, F(80), [replace(TERBUKTI, peristiwa=hari, ditemukan=hari + timedelta(1))]).setelah == 77


def test_a_late_discovery_of_an_event_in_the_window_counts() -> None:
    assert kurangi(ATURAN, F(80), [replace(TERBUKTI, ditemukan=date(2028, 1, 1))]).setelah == 77


def test_reporting_alone_is_marked_but_not_spared() -> None:
    (rincian,) = kurangi(ATURAN, F(80), [replace(TERBUKTI, dilaporkan_sendiri=True)]).rincian
    assert rincian.potongan == 3
    assert rincian.alasan.endswith("Dilaporkan sendiri.")
    tegas = replace(ATURAN, lapor_sendiri_dikurangi=True)
    assert kurangi(tegas, F(80), [replace(TERBUKTI, dilaporkan_sendiri=True, ditangani=True)]).setelah == 77


def test_a_kind_the_decree_does_not_name_costs_nothing() -> None:
    (rincian,) = kurangi(replace(ATURAN, kadar={}), F(80), [TERBUKTI]).rincian
    assert rincian.alasan == "Tidak mengurangi: keputusan tidak mengatur KKN oleh pegawai."
    (rincian,) = kurangi(replace(ATURAN, kadar={"kkn_pegawai": Kadar("poin", F(0))}), F(80), [TERBUKTI]).rincian
    assert rincian.alasan == "Tidak mengurangi: kadarnya nol."


def test_only_the_heaviest_and_of_equals_the_earliest() -> None:
    aturan = replace(ATURAN, penumpukan="terberat")
    hasil = kurangi(aturan, F(80), [TERBUKTI, PIMPINAN, VIRAL])
    assert [(r.insiden.kode, r.potongan) for r in hasil.rincian if r.mengurangi] == [("I3", 8)]
    assert hasil.rincian[0].alasan == "Tidak mengurangi: hanya insiden terberat yang dihitung."
    kembar = replace(TERBUKTI, kode="I0")
    assert [r.insiden.kode for r in kurangi(aturan, F(80), [TERBUKTI, kembar]).rincian if r.mengurangi] == ["I0"]


def test_a_cap_is_shared_in_proportion() -> None:
    hasil = kurangi(replace(ATURAN, batas=F(1)), F(80), [TERBUKTI, VIRAL])
    assert hasil.setelah == 79
    assert [r.potongan for r in hasil.rincian] == [F(1, 10), F(9, 10)]
    assert hasil.rincian[1].alasan == "Mengurangi 0,90 dari 3,00 poin: semua pengurang dibatasi 1,00 poin."
    (nol,) = kurangi(replace(ATURAN, batas=F(0)), F(80), [TERBUKTI]).rincian
    assert nol.alasan == "Tidak mengurangi: semua pengurang dibatasi 0,00 poin."


def test_never_below_zero() -> None:
    hasil = kurangi(replace(ATURAN, batas=F(50)), F(2), [TERBUKTI])
    assert hasil.setelah == 0
    assert hasil.rincian[0].alasan == "Mengurangi 2,00 dari 3,00 poin: nilai tidak dapat kurang dari 0."


def test_what_cannot_be_computed_is_refused() -> None:
    salah: Any = 80.0
    with pytest.raises(TypeError, match="Fraction"):
        kurangi(ATURAN, salah, [])
    with pytest.raises(AturanSalah, match="kurang dari 0"):
        kurangi(ATURAN, F(-1), [])
    with pytest.raises(AturanSalah, match="kode yang sama"):
        kurangi(ATURAN, F(80), [TERBUKTI, TERBUKTI])


def test_layak_falls_only_where_the_decree_says_so() -> None:
    hasil = kurangi(ATURAN, F(77), [TERBUKTI])  # 74 of 75
    assert kelayakan(ATURAN, hasil, layak=True, minimum=F(75)).layak
    berpasal = replace(ATURAN, layak_jadi_belum=True, pasal_layak="Pasal 5")
    jatuh = kelayakan(berpasal, hasil, layak=True, minimum=F(75))
    assert not jatuh.layak
    assert jatuh.kalimat == (
        "Belum layak: nilai setelah pengurang 74,00 kurang dari 75,00 "
        "(Pasal 5, SK-1 Tahun 2026 tentang Pengurang nilai). Nilai resmi tetap 77,00."
    )
    assert kelayakan(berpasal, hasil, layak=True, minimum=F(74)).layak  # the minimum itself is enough
    assert not kelayakan(berpasal, hasil, layak=False, minimum=F(0)).layak
    # Without any deduction the second figure decides nothing, even below the minimum; nor does a rule that is off.
    assert kelayakan(berpasal, kurangi(berpasal, F(70), []), layak=True, minimum=F(75)).layak
    mati = replace(berpasal, aktif=False)
    assert kelayakan(mati, kurangi(mati, F(70), [TERBUKTI]), layak=True, minimum=F(75)).layak


def test_simulation_runs_a_rule_that_is_off_over_all_satkers() -> None:
    mati = replace(ATURAN, aktif=False, layak_jadi_belum=True, pasal_layak="Pasal 5")
    bahan = [
        Bahan("07", F(77), (TERBUKTI,), True, F(75)),
        Bahan("08", F(90), (TERBUKTI, VIRAL), True, F(75)),
        Bahan("09", F(60), (replace(TERBUKTI, status="dugaan"),), False, F(75)),
    ]
    hasil = simulasikan(mati, bahan)
    assert [b.bahan.satker for b in hasil.baris] == ["07", "08", "09"]
    assert (hasil.terkena, hasil.jatuh, hasil.potongan) == (2, 1, F(19, 3))
    assert [b.jatuh for b in hasil.baris] == [True, False, False]
    assert not mati.aktif


@given(ATURAN_APA_PUN, NILAI, insiden())
def test_a_deduction_never_raises_and_never_goes_below_zero(
    aturan: AturanPengurang, resmi: Fraction, isi: list[Insiden]
) -> None:
    hasil = kurangi(aturan, resmi, isi)
    assert hasil.resmi == resmi
    assert hasil.setelah is not None
    assert type(hasil.setelah) is Fraction
    assert 0 <= hasil.setelah <= resmi
    assert aturan.batas is None or hasil.potongan <= aturan.batas
    assert sum((r.potongan for r in hasil.rincian), F(0)) == hasil.potongan
    for r in hasil.rincian:
        assert 0 <= r.potongan <= r.semula
        assert r.mengurangi == r.alasan.startswith("Mengurangi")
        if r.mengurangi:
            assert (r.insiden.status, r.insiden.berdokumen) == ("terbukti", True)


@given(ATURAN_APA_PUN, NILAI, insiden(), st.randoms())
def test_order_changes_nothing(aturan: AturanPengurang, resmi: Fraction, isi: list[Insiden], acak: Any) -> None:
    kocok = list(isi)
    acak.shuffle(kocok)
    assert kurangi(aturan, resmi, kocok) == kurangi(aturan, resmi, isi)


@given(ATURAN_APA_PUN, NILAI, insiden())
def test_off_is_identity(aturan: AturanPengurang, resmi: Fraction, isi: list[Insiden]) -> None:
    mati = replace(aturan, aktif=False)
    assert kurangi(mati, resmi, isi) == kurangi(mati, resmi, []) == HasilPengurang(resmi, None, ())
    assert kurangi(mati, resmi, isi).potongan == 0


@given(ATURAN_APA_PUN, NILAI, insiden(), st.sampled_from(["dicabut", "tidak_terbukti", "dugaan"]))
def test_reversal_recomputes_to_what_it_was(
    aturan: AturanPengurang, resmi: Fraction, isi: list[Insiden], status: str
) -> None:
    baru = replace(TERBUKTI, kode="BARU")
    sebelum = kurangi(aturan, resmi, isi)
    sesudah = kurangi(aturan, resmi, [*isi, replace(baru, status=status)])
    assert sesudah.setelah == sebelum.setelah
    assert tuple(r for r in sesudah.rincian if r.insiden.kode != "BARU") == sebelum.rincian


@given(ATURAN_APA_PUN, NILAI, insiden())
def test_one_more_proven_incident_never_helps(aturan: AturanPengurang, resmi: Fraction, isi: list[Insiden]) -> None:
    assert (
        kurangi(aturan, resmi, [*isi, replace(TERBUKTI, kode="BARU")]).potongan >= kurangi(aturan, resmi, isi).potongan
    )
