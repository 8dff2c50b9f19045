"""What a check by the line above has to look at: what changed since the last one, what was found, what was read."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from berkas.queries.sidik import isi_bukti
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.models import (
    BacaButir,
    BuktiPengajuan,
    ButirPengajuan,
    HasilButir,
    HasilPeriksa,
    Jawaban,
    Lapisan,
    LembarKerja,
    Pemeriksaan,
    Pengajuan,
)

# How a butir stands against the last check of the sheet, in the order in which it is looked at.
DIPERBAIKI, BARU, BERUBAH, BELUM_DIPERBAIKI, TETAP = "diperbaiki", "baru", "berubah", "belum_diperbaiki", "tetap"
KATA_ASAL: Mapping[str, str] = {
    DIPERBAIKI: "Diperbaiki",
    BARU: "Belum pernah diperiksa",
    BERUBAH: "Berubah sejak diperiksa",
    BELUM_DIPERBAIKI: "Masih perlu perbaikan",
    TETAP: "Tetap sejak diperiksa",
}
_URUT = {asal: i for i, asal in enumerate(KATA_ASAL)}


def sidik(isi: Any, uraian: str, catatan_nol: str, bukti: Iterable[str]) -> str:
    """Fingerprint of an answer with its evidence (hashes of the bytes); equal as long as nothing changed."""
    teks = json.dumps([isi, uraian, catatan_nol, sorted(bukti)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(teks.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BahanButir:
    """What is checked: the answer as sent (or on the open sheet, `ke` 0), how many files, the fingerprint of both."""

    isi: Any
    uraian: str
    catatan_nol: str
    bukti: int
    ke: int
    sidik: str
    pada: dt.datetime | None
    status: str = ""
    alasan: str = ""


def bahan_pengajuan(pengajuan: Pengajuan) -> dict[str, BahanButir]:
    """Every butir of a sending with the evidence pinned for its newest repair. Two statements."""
    sha: dict[tuple[str, int], list[str]] = {}
    for kode, ke, isi in BuktiPengajuan.objects.filter(pengajuan=pengajuan).values_list("kode_butir", "ke", "sha256"):
        sha.setdefault((kode, ke), []).append(isi)
    hasil = {}
    for b in ButirPengajuan.objects.filter(pengajuan=pengajuan):
        bukti = sha.get((b.kode_butir, b.ke), [])
        tanda = sidik(b.isi, b.uraian, b.catatan_nol, bukti)
        hasil[b.kode_butir] = BahanButir(
            b.isi, b.uraian, b.catatan_nol, len(bukti), b.ke, tanda, b.pada, b.status, b.alasan
        )
    return hasil


def bahan_lembar(lembar: LembarKerja) -> dict[str, BahanButir]:
    """Every butir of the open sheet that has an answer or evidence. Three statements."""
    bukti = isi_bukti(lembar.satker, lembar.periode)
    jawaban = {j.kode_butir: j for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER)}
    hasil = {}
    for kode in {*bukti, *(k for k, j in jawaban.items() if j.isi is not None)}:
        j, berkas = jawaban.get(kode), bukti.get(kode, ())
        isi = (j.isi, j.uraian, j.catatan_nol) if j else (None, "", "")
        hasil[kode] = BahanButir(*isi, len(berkas), 0, sidik(*isi, berkas), j.pada if j else None)
    return hasil


@dataclass(frozen=True, slots=True)
class BarisPeriksa:
    """One butir of a check. `hasil`: what this check found, while it is still about what stands there now; `lalu` what
    the check before found; `dibaca`: somebody opened it in this check, in its present sending."""

    butir: Butir
    bahan: BahanButir
    asal: str
    hasil: HasilPeriksa | None
    lalu: HasilPeriksa | None
    dibaca: bool
    disampel: bool

    @property
    def kata_asal(self) -> str:
        return KATA_ASAL[self.asal]

    @property
    def massal(self) -> bool:
        """Whether it may be marked together with others: nothing changed, not in the sample, not decided yet."""
        return self.asal == TETAP and not self.disampel and self.hasil is None


@dataclass(frozen=True, slots=True)
class DaftarPeriksa:
    """All butir of a check, what needs eyes first in front."""

    baris: tuple[BarisPeriksa, ...]

    @property
    def belum(self) -> tuple[BarisPeriksa, ...]:
        """To be decided one by one."""
        return tuple(b for b in self.baris if b.hasil is None and not b.massal and b.asal != BELUM_DIPERBAIKI)

    @property
    def massal(self) -> tuple[BarisPeriksa, ...]:
        return tuple(b for b in self.baris if b.massal)

    @property
    def menunggu_satker(self) -> tuple[BarisPeriksa, ...]:
        """Returned, and the satker has not changed it yet."""
        return tuple(
            b
            for b in self.baris
            if (b.hasil and b.hasil.hasil == HasilButir.PERLU_PERBAIKAN) or (not b.hasil and b.asal == BELUM_DIPERBAIKI)
        )

    @property
    def lengkap(self) -> tuple[BarisPeriksa, ...]:
        return tuple(b for b in self.baris if b.hasil and b.hasil.hasil == HasilButir.LENGKAP)

    @property
    def selesai(self) -> bool:
        """Nothing is left to decide, neither one by one nor together."""
        return not self.belum and not self.massal

    def cari(self, kode: str) -> BarisPeriksa | None:
        return next((b for b in self.baris if b.butir.kode == kode), None)


def daftar_periksa(
    lembar: LembarKerja, instrumen: Instrumen, bahan: Mapping[str, BahanButir], pemeriksaan: Pemeriksaan | None
) -> DaftarPeriksa:
    """The butir of a check against everything earlier checks of the sheet found. At most two statements."""
    kini: dict[str, HasilPeriksa] = {}
    lalu: dict[str, HasilPeriksa] = {}
    for h in HasilPeriksa.objects.filter(pemeriksaan__lembar=lembar).select_related("oleh").order_by("pada"):
        (kini if pemeriksaan and h.pemeriksaan_id == pemeriksaan.pk else lalu)[h.kode_butir] = h
    baca = set(BacaButir.objects.filter(pemeriksaan=pemeriksaan).values_list("kode_butir", "ke")) if pemeriksaan else ()
    sampel = set(pemeriksaan.sampel) if pemeriksaan else set()
    tutup = pemeriksaan is not None and pemeriksaan.ditutup_pada is not None  # what was found stays as it was found
    baris = []
    for kode, butir in instrumen.butir.items():
        if (b := bahan.get(kode)) is None:
            continue
        ada = kini.get(kode)
        berlaku = ada if ada and (tutup or ada.sidik == b.sidik) else None
        terakhir = max((h for h in (ada, lalu.get(kode)) if h and h is not berlaku), key=lambda h: h.pada, default=None)
        asal = _asal(b, terakhir)
        baris.append(BarisPeriksa(butir, b, asal, berlaku, terakhir, (kode, b.ke) in baca, kode in sampel))
    baris.sort(key=lambda x: (x.hasil is not None, _URUT[x.asal], x.butir.urutan))
    return DaftarPeriksa(tuple(baris))


def _asal(bahan: BahanButir, lalu: HasilPeriksa | None) -> str:
    if lalu is None:
        return BARU
    sama = lalu.sidik == bahan.sidik
    if lalu.hasil == HasilButir.LENGKAP:
        return TETAP if sama else BERUBAH
    return BELUM_DIPERBAIKI if sama else DIPERBAIKI


def pilih_sampel(urutan: Iterable[str], calon: Iterable[str], persen: int) -> list[str]:
    """The first `persen` percent (rounded up) of the candidates in the order of risk."""
    calon = set(calon)
    return [kode for kode in urutan if kode in calon][: ceil(len(calon) * persen / 100)]
