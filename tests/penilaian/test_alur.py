"""The way of a sheet: the table itself, each refusal, and a machine that tries everything at random."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from penilaian import alur
from penilaian.alur import AWAL, KEADAAN, LANGKAH, SYARAT, LangkahDitolak, dari_keadaan, halangan, terapkan, untuk_peran
from satker.peran import Peran
from satker.tahap import KODE_TAHAP, TAHAP

SEMUA = dict.fromkeys([*SYARAT, "jendela"], True)


def test_table_uses_only_known_states_roles_windows_and_conditions() -> None:
    jendela = {(t.kode, str(p)) for t in TAHAP for p in t.peran}
    for langkah in LANGKAH.values():
        assert {*langkah.dari, langkah.ke} <= set(KEADAAN)
        assert set(langkah.peran) <= set(Peran.values)
        assert {*langkah.syarat, *langkah.salah_satu} <= set(SYARAT)
        assert langkah.jendela is None or langkah.jendela in jendela
        assert langkah.jendela is None or langkah.jendela[0] in KODE_TAHAP
    assert len(LANGKAH) == len(alur._DAFTAR)


def test_every_state_is_reached_and_every_condition_is_asked_for() -> None:
    tercapai, baru = {AWAL}, {AWAL}
    while baru:
        baru = {langkah.ke for k in baru for langkah in dari_keadaan(k)} - tercapai
        tercapai |= baru
    assert tercapai == set(KEADAAN)
    assert {s for langkah in LANGKAH.values() for s in langkah.syarat + langkah.salah_satu} == set(SYARAT)


def test_only_these_states_are_an_end() -> None:
    assert {k for k in KEADAAN if not dari_keadaan(k)} == {"belum_layak", "tidak_ditetapkan", "dicabut"}


def test_step_moves_and_says_where() -> None:
    assert terapkan(AWAL, "ajukan", peran="koordinator", fakta=SEMUA) == "menunggu_kepala"


@pytest.mark.parametrize(
    ("keadaan", "kode", "peran", "fakta", "alasan", "sebab"),
    [
        (AWAL, "tidak_ada", "koordinator", SEMUA, "", "langkah"),
        ("layak", "ajukan", "koordinator", SEMUA, "", "keadaan"),
        (AWAL, "ajukan", "kepala", SEMUA, "", "peran"),
        ("menunggu_kepala", "tolak_ajuan", "kepala", SEMUA, "  ", "alasan"),
        (AWAL, "ajukan", "koordinator", SEMUA | {"jendela": False}, "", "jendela"),
        (AWAL, "ajukan", "koordinator", SEMUA | {"lengkap": False}, "", "lengkap"),
        (AWAL, "ajukan", "koordinator", {"jendela": True}, "", "lengkap"),
    ],
)
def test_step_is_refused_with_its_reason(keadaan, kode, peran, fakta, alasan, sebab) -> None:
    with pytest.raises(LangkahDitolak) as tolak:
        terapkan(keadaan, kode, peran=peran, fakta=fakta, alasan=alasan)
    assert tolak.value.kode == sebab


def test_sending_asks_for_completeness_and_the_window_and_never_for_a_threshold() -> None:
    for kode in ("ajukan", "kirim", "kirim_tpi"):
        assert not {"gerbang_terpenuhi", "gerbang_belum", "prasyarat"} & set(LANGKAH[kode].syarat)
        assert "lengkap" in LANGKAH[kode].syarat
        assert LANGKAH[kode].jendela == ("pengisian", "koordinator")


def test_layers_that_decide() -> None:
    """decisions §4: letter to TPI = pendahuluan; layak/belum = TPI after its lock; predicate = SK, never computed."""
    assert "pendahuluan_lengkap" in LANGKAH["nyatakan_layak"].syarat
    for kode in ("lhe_layak", "lhe_belum"):
        assert LANGKAH[kode].dari == ("tanggapan",)
        assert "tpi_lengkap" in LANGKAH[kode].syarat
    for kode in ("tetapkan", "tetapkan_mandiri"):
        assert "sk_predikat" in LANGKAH[kode].syarat
        assert not {s for s in LANGKAH[kode].syarat if s.startswith("gerbang")}
    assert {kode for kode, langkah in LANGKAH.items() if "gerbang_terpenuhi" in langkah.syarat} == {"lhe_layak"}


def test_objection_exists_only_after_tidak_sesuai_and_once() -> None:
    assert LANGKAH["sanggah"].dari == ("tidak_sesuai",)
    assert "belum_menyanggah" in LANGKAH["sanggah"].syarat
    assert halangan(LANGKAH["sanggah"], SEMUA | {"belum_menyanggah": False}) == ("belum_menyanggah",)
    assert "tidak_sesuai" not in {langkah.ke for langkah in dari_keadaan("sanggah")}


def test_steps_of_a_role_are_listed_in_order() -> None:
    assert [langkah.kode for langkah in untuk_peran("menunggu_kepala", "kepala")] == [
        "tolak_ajuan",
        "kirim",
        "kirim_tpi",
    ]
    assert untuk_peran("menunggu_kepala", "pembaca_pusat") == ()


class Perjalanan(RuleBasedStateMachine):
    """Anybody tries any step with any facts: only rows of the table move a sheet, and never past an unmet condition."""

    def __init__(self) -> None:
        super().__init__()
        self.keadaan = AWAL
        self.jejak: list[str] = []

    @rule(
        kode=st.sampled_from([*LANGKAH, "karangan"]),
        peran=st.sampled_from(Peran.values),
        kurang=st.sets(st.sampled_from([*SYARAT, "jendela"]), max_size=2),
        alasan=st.sampled_from(["", " ", "Ada alasannya."]),
    )
    def coba(self, kode: str, peran: str, kurang: set[str], alasan: str) -> None:
        fakta = {k: k not in kurang for k in SEMUA}
        langkah = LANGKAH.get(kode)
        perlu = {*langkah.syarat, *(("jendela",) if langkah.jendela else ())} if langkah else set()
        boleh = (
            langkah is not None
            and self.keadaan in langkah.dari
            and peran in langkah.peran
            and not perlu & kurang
            and (not langkah.salah_satu or not set(langkah.salah_satu) <= kurang)
            and (bool(alasan.strip()) or not langkah.beralasan)
        )
        try:
            ke = terapkan(self.keadaan, kode, peran=peran, fakta=fakta, alasan=alasan)
        except LangkahDitolak:
            assert not boleh
            return
        assert boleh
        assert (self.keadaan, ke) in {(d, langkah_.ke) for langkah_ in LANGKAH.values() for d in langkah_.dari}
        self.jejak.append(kode)
        self.keadaan = ke

    @rule(data=st.data())
    def maju(self, data: st.DataObject) -> None:
        """Somebody does something that is possible: deep states are reached too."""
        pilihan = dari_keadaan(self.keadaan)
        if pilihan:
            langkah = data.draw(st.sampled_from(pilihan))
            self.keadaan = terapkan(
                self.keadaan, langkah.kode, peran=langkah.peran[0], fakta=SEMUA, alasan="Ada alasannya."
            )
            self.jejak.append(langkah.kode)

    @invariant()
    def tidak_melompat(self) -> None:
        """A predicate needs a proposal, a proposal a final LHE of the team, an LHE a lock, a lock a sending."""
        urutan = (
            ({"ditetapkan", "panel"}, {"usulkan"}),
            ({"diusulkan"}, {"lhe_layak"}),
            ({"layak", "belum_layak"}, {"kunci"}),
            ({"tanggapan", "evaluasi"}, {"kirim", "kirim_tpi"}),
            ({"dicabut", "pemantauan"}, {"tetapkan", "tetapkan_mandiri"}),
        )
        for keadaan, pernah in urutan:
            assert self.keadaan not in keadaan or pernah & set(self.jejak)


TestPerjalanan = Perjalanan.TestCase
TestPerjalanan.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
