"""Layak and belum where a decree says so: the gates stay on official values, the step cites clause and decree (P8)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from penilaian.actions.alur import jalankan_langkah
from penilaian.alur import LANGKAH, LangkahDitolak, halangan
from penilaian.models import AlurLembar, Jawaban, LangkahAlur, Lapisan, Potret, RingkasanLembar
from penilaian.queries.alur import PERIKSA, langkah_mungkin
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import aturan_pengurang, insiden, isi_semua

pytestmark = pytest.mark.django_db
BERAT = {"kkn_pegawai": {"bentuk": "poin", "besar": "30"}}
KALIMAT = (
    "Belum layak: nilai setelah pengurang 70,00 kurang dari 75,00 (Pasal 7, KEP-1 tentang Pengurang Nilai). "
    "Nilai resmi tetap 100,00."
)


@pytest.fixture
def siap(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> Dunia:
    """A sheet with 100 official points whose replies are done."""
    monkeypatch.setitem(PERIKSA, "tanggapan_selesai", lambda k: True)
    isi_semua(dunia, Lapisan.TPI, dunia.pelaku(Peran.TPI_KETUA))
    AlurLembar.objects.create(lembar=dunia.lembar, satker=dunia.satker, keadaan="tanggapan", sejak=timezone.now())
    insiden(dunia, status="terbukti")
    return dunia


def _coba(dunia: Dunia, kode: str) -> str:
    try:
        return jalankan_langkah(oleh=dunia.pelaku(Peran.TPI_DALNIS), lembar=dunia.lembar, kode=kode).keadaan
    except LangkahDitolak as tolak:
        return f"{tolak.kode}: {tolak}"


def test_decree_turns_layak_into_belum_with_its_sentence(siap: Dunia) -> None:
    aturan_pengurang(siap, kadar=BERAT, layak_jadi_belum=True, pasal_layak="Pasal 7")
    assert _coba(siap, "lhe_layak") == f"tanpa_pengurang_belum: {KALIMAT}"
    mungkin = {m.langkah.kode: m.halangan for m in langkah_mungkin(siap.pelaku(Peran.TPI_DALNIS), siap.lembar)}
    assert (mungkin["lhe_layak"], mungkin["lhe_belum"]) == ((KALIMAT,), ())
    assert _coba(siap, "lhe_belum") == "belum_layak"
    assert LangkahAlur.objects.get(kode="lhe_belum").alasan == KALIMAT
    assert Potret.objects.get(peristiwa="lhe").total == 100


@pytest.mark.parametrize(
    "lain",
    [
        {"kadar": BERAT},  # the decree does not say so
        {"layak_jadi_belum": True, "pasal_layak": "Pasal 7"},  # 95 points are enough
        {"kadar": BERAT, "layak_jadi_belum": True, "pasal_layak": "Pasal 7", "aktif": False},
    ],
    ids=["tanpa pasal", "masih cukup", "mati"],
)
def test_otherwise_the_gates_alone_decide(siap: Dunia, lain: dict[str, object]) -> None:
    if lain.get("aktif") is False:
        lain = {**lain, "dinyalakan_pada": None, "dinyalakan_oleh": None}
    aturan_pengurang(siap, **lain)
    assert _coba(siap, "lhe_belum").startswith("pengurang_belum: Semua syarat nilai terpenuhi")
    assert _coba(siap, "lhe_layak") == "layak"


def test_belum_by_the_gates_never_becomes_layak_and_cites_nothing(siap: Dunia) -> None:
    aturan_pengurang(siap, kadar=BERAT, layak_jadi_belum=True, pasal_layak="Pasal 7")
    for kode, butir in siap.instrumen.butir.items():
        if kode.startswith("A5") and butir.opsi:
            Jawaban.objects.filter(lapisan=Lapisan.TPI, kode_butir=kode).update(isi=butir.opsi[-1].kode)
    assert _coba(siap, "lhe_layak").startswith("gerbang_terpenuhi: ")
    assert _coba(siap, "lhe_belum") == "belum_layak"
    assert LangkahAlur.objects.get(kode="lhe_belum").alasan == ""


def test_official_rows_are_the_same_with_the_rule_on(siap: Dunia) -> None:
    """M7: the engine's output does not know the rule."""

    def baris() -> list[dict[str, object]]:
        return [*RingkasanLembar.objects.order_by("pk").values(), *Potret.objects.order_by("pk").values()]

    sebelum = baris()
    aturan_pengurang(siap, kadar=BERAT, layak_jadi_belum=True, pasal_layak="Pasal 7")
    assert baris() == sebelum
    assert _coba(siap, "lhe_belum") == "belum_layak"
    potret = Potret.objects.get(peristiwa="lhe")
    ringkasan = RingkasanLembar.objects.get(lapisan=Lapisan.TPI)
    assert (potret.total, potret.gerbang) == (ringkasan.total, ringkasan.gerbang)


def test_one_of_two_conditions_is_enough() -> None:
    langkah, dasar = LANGKAH["lhe_belum"], {"tanggapan_selesai": True, "tpi_lengkap": True}
    assert halangan(langkah, dasar) == ("pengurang_belum",)
    assert halangan(langkah, dasar | {"gerbang_belum": True}) == ()
    assert halangan(langkah, dasar | {"pengurang_belum": True}) == ()
