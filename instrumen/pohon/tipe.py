"""The instrument as values: a tree of nodes (simpul), the butir on its leaves, gates and prasyarat.

Pure: no Django, no clock, no I/O. Every number is a `Fraction`; bobot and poin are points of the 100-point scale.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from instrumen.pohon.kode import bentuk_baku

AKAR = "TOTAL"
"""Code of the synthetic root: the sum of the komponen."""

PREDIKAT = ("WBK", "WBBM")
TINGKAT = ("komponen", "area", "aspek", "sub_area")
TIPE_ANGKA = ("PERSEN", "SKALA_0_4", "PERSEN_0_100")
ATURAN_BUKTI = ("tahun_berjalan", "dua_belas_bulan", "tahun_lalu", "sampai_dicabut")
IRAMA = ("", "triwulan")  # '' = one valid set a year is enough
ATURAN_BERIRAMA = ("tahun_berjalan", "dua_belas_bulan")  # rules under which every quarter may be asked for
BAGIAN_BUKTI: Mapping[str, str] = {
    "undangan": "Undangan",
    "daftar_hadir": "Daftar hadir",
    "notula": "Notula",
    "foto": "Foto",
    "laporan": "Laporan",
    "tindak_lanjut": "Tindak lanjut",
    "sk": "SK atau penugasan",
    "sop": "SOP",
    "rencana": "Rencana",
    "matriks": "Matriks atau analisis",
    "rekap": "Rekap atau daftar",
    "tangkapan_layar": "Tangkapan layar",
    "surat": "Surat",
    "sertifikat": "Sertifikat",
    "berita_acara": "Berita acara",
    "pakta": "Pakta integritas",
    "perjanjian_kinerja": "PK, SKP, atau IKI",
    "tanda_terima": "Tanda terima",
    "survei": "Hasil survei",
    "maklumat": "Maklumat pelayanan",
    "dokumen": "Dokumen",
}
"""Parts a set of evidence can have, with the word shown to people."""
UPAYA = ("ringan", "sedang", "berat")


class InstrumenRusak(ValueError):
    """The data of an instrument cannot be read as one; the message says where, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Opsi:
    """One choice of a butir. `nilai` is 0..1."""

    kode: str
    nilai: Fraction
    label: str = ""


@dataclass(frozen=True, slots=True)
class Isian:
    """One number a butir asks for.

    `jenis` is "bulat" (a count) or "desimal"; `maks` the largest allowed value. `wajib` is False for a number that the
    formula does not use (for information only): it may stay blank (docs/nilai.md N5).
    """

    kode: str
    jenis: str
    maks: Fraction | None = None
    wajib: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class AturanNol:
    """Value of a butir when its denominator is zero. `bila`: "penyebut", "lalu_dan_ini" or "lalu" (N6)."""

    bila: str
    nilai: Fraction


@dataclass(frozen=True)
class Rumus:
    """How counts become a nilai: a closed set of kinds, nothing is evaluated (N4).

    rasio: pembilang / sum(penyebut); penurunan: (lalu - ini) / lalu; indeks: nilai / maks; persen: nilai / 100.
    The result is kept within 0..1. `boleh_lebih`: a numerator above its denominator is normal, not a mistake.
    """

    jenis: str
    pembilang: str = ""
    penyebut: tuple[str, ...] = ()
    lalu: str = ""
    ini: str = ""
    nilai: str = ""
    maks: Fraction | None = None
    boleh_lebih: bool = False
    nol: tuple[AturanNol, ...] = ()

    @cached_property
    def dipakai(self) -> frozenset[str]:
        """Codes of the isian that enter the formula."""
        return frozenset(k for k in (self.pembilang, *self.penyebut, self.lalu, self.ini, self.nilai) if k)


@dataclass(frozen=True, slots=True)
class Butir:
    """One question of the LKE.

    `bobot_efektif` is the points it is worth: bobot of its sub-area divided by the number of its butir (N7).
    `soal_id` and `baris_excel` are an int, or one per isian for a butir that asks for counts.
    """

    kode: str
    kode_pendek: str
    urutan: int
    huruf: str
    tipe: str
    induk: str
    area: str
    aspek: str
    komponen: str
    bobot_efektif: Fraction
    opsi: tuple[Opsi, ...] = ()
    isian: tuple[Isian, ...] = ()
    rumus: Rumus | None = None
    soal_id: int | Mapping[str, int] | None = None
    teks: str = ""
    catatan: str = ""
    bukti_contoh: tuple[str, ...] = ()
    bagian_bukti: tuple[str, ...] = ()
    aturan_bukti: str = ""
    irama: str = ""
    upaya: str = ""
    baris_excel: int | Mapping[str, int] | None = None

    @property
    def jumlah_isian(self) -> int:
        """Inputs as PortalRB counts them: one for a choice or an index, one for each count of a PERSEN butir."""
        return len(self.isian) if self.tipe == "PERSEN" else 1


@dataclass(frozen=True, slots=True)
class Simpul:
    """A node of the tree. `anak` are codes of child nodes, or of butir below a sub_area; `induk` is None at the top."""

    kode: str
    tingkat: str
    nomor: str
    bobot: Fraction
    induk: str | None
    anak: tuple[str, ...]
    nama: str = ""


@dataclass(frozen=True, slots=True)
class SyaratGerbang:
    """One gate: the node's points must reach `minimum`.

    `riwayat` names an earlier predikat instead; then there is no node and the gate is met or not (nilai 1 of 1).
    `persen` keeps the share the regulation states for an area, from which `minimum` was computed.
    """

    kode: str
    nama: str
    minimum: Fraction
    persen: Fraction | None = None
    riwayat: str | None = None


@dataclass(frozen=True, slots=True)
class Ambang:
    """All gates of one predikat, in the order they are shown. All must be met together (N10)."""

    predikat: str
    gerbang: tuple[SyaratGerbang, ...]


@dataclass(frozen=True, slots=True)
class SyaratUsulan:
    """A condition of a proposal (prasyarat), never a gate. `nilai` per predikat; absent = not asked for it."""

    kode: str
    tingkat: str
    jenis: str
    nilai: Mapping[str, str]
    pilihan: tuple[str, ...] = ()
    nama: str = ""


@dataclass(frozen=True, slots=True)
class HamparanButir:
    """What people read about one butir. `opsi` and `isian` map a code to its label."""

    teks: str
    opsi: Mapping[str, str] = field(default_factory=dict)
    isian: Mapping[str, str] = field(default_factory=dict)
    catatan: str = ""
    bukti_contoh: tuple[str, ...] = ()
    bagian_bukti: tuple[str, ...] = ()
    aturan_bukti: str = ""
    irama: str = ""
    upaya: str = ""
    baris_excel: int | Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Hamparan:
    """Overlay of one instrument, keyed by code. Not part of the hash; may change at any time."""

    nama: str = ""
    berlaku_mulai: date | None = None
    dasar_hukum: tuple[str, ...] = ()
    keyakinan: Mapping[str, str] = field(default_factory=dict)
    simpul: Mapping[str, str] = field(default_factory=dict)
    gerbang: Mapping[str, str] = field(default_factory=dict)
    prasyarat: Mapping[str, str] = field(default_factory=dict)
    butir: Mapping[str, HamparanButir] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Instrumen:
    """One version of the LKE. Compared and hashed by identity; `hash` says whether two carry the same facts.

    `simpul` is ordered depth first, `butir` in reading order. `jumlah_butir` and `jumlah_isian` are what the source
    declares; `instrumen.pohon.periksa` compares them with what is there.
    """

    kode: str
    nama: str
    hash: str
    jumlah_butir: int
    jumlah_isian: int
    skala: Mapping[str, Mapping[str, Fraction]]
    simpul: Mapping[str, Simpul]
    butir: Mapping[str, Butir]
    ambang: Mapping[str, Ambang]
    prasyarat: tuple[SyaratUsulan, ...]
    dasar_hukum: tuple[str, ...] = ()
    berlaku_mulai: date | None = None
    keyakinan: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def komponen(self) -> tuple[Simpul, ...]:
        """The top nodes: pengungkit (A) and hasil (B)."""
        return tuple(s for s in self.simpul.values() if s.tingkat == "komponen")

    @cached_property
    def area(self) -> tuple[Simpul, ...]:
        """The areas of pengungkit, in order."""
        return self._area_komponen("A")

    @cached_property
    def area_hasil(self) -> tuple[Simpul, ...]:
        """The areas of hasil, in order."""
        return self._area_komponen("B")

    def _area_komponen(self, komponen: str) -> tuple[Simpul, ...]:
        return tuple(s for s in self.simpul.values() if s.tingkat == "area" and s.induk == komponen)

    @cached_property
    def _butir_simpul(self) -> Mapping[str, tuple[Butir, ...]]:
        kumpulan: dict[str, list[Butir]] = {kode: [] for kode in self.simpul}
        for butir in self.butir.values():
            naik: str | None = butir.induk
            while naik is not None:
                kumpulan[naik].append(butir)
                naik = self.simpul[naik].induk
        return {kode: tuple(isi) for kode, isi in kumpulan.items()} | {AKAR: tuple(self.butir.values())}

    def butir_di(self, kode_simpul: str) -> tuple[Butir, ...]:
        """All butir below a node of any level (or TOTAL), in reading order. KeyError when there is no such node."""
        return self._butir_simpul[kode_simpul]

    @cached_property
    def _indeks_kode(self) -> Mapping[str, Butir]:
        return {bentuk_baku(k): b for b in self.butir.values() for k in (b.kode, b.kode_pendek)}

    def cari(self, teks: str) -> Butir | None:
        """The butir a person means by "P5.1b" or "A5.P.i.b", in any case; None when it is neither (ux D8)."""
        return self._indeks_kode.get(bentuk_baku(teks))

    @cached_property
    def _urutan(self) -> tuple[Butir, ...]:
        return tuple(self.butir.values())

    def sebelum(self, kode: str) -> Butir | None:
        """The butir before `kode` in reading order; None at the first. KeyError for an unknown code."""
        urutan = self.butir[kode].urutan
        return self._urutan[urutan - 2] if urutan > 1 else None

    def sesudah(self, kode: str) -> Butir | None:
        """The butir after `kode` in reading order; None at the last. KeyError for an unknown code."""
        urutan = self.butir[kode].urutan
        return self._urutan[urutan] if urutan < len(self._urutan) else None

    @cached_property
    def gerbang_riwayat(self) -> frozenset[str]:
        """Codes of the gates that ask for an earlier predikat (SUDAH_WBK) and for no points."""
        return frozenset(g.kode for a in self.ambang.values() for g in a.gerbang if g.riwayat is not None)

    @cached_property
    def minimal_tahun_wbk(self) -> int:
        """Years a unit must have held WBK before WBBM (configurable, domain §2.2); 0 when the version asks none."""
        for syarat in self.prasyarat:
            if syarat.kode == "MINIMAL_TAHUN_WBK":
                return int(syarat.nilai["WBBM"])
        return 0
