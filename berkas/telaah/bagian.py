"""The parts a question asks for, as groups of which one member is enough, and the words people use for them.

A question never asks for every paper of an activity: invitation, attendance and photos only accompany what was
discussed and decided. So the meeting papers are one group, met by minutes, an official record or a report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

RAPAT = frozenset({"undangan", "daftar_hadir", "notula"})
PRODUK = frozenset({"sk", "sop", "rencana", "perjanjian_kinerja"})
_IKUT = re.compile(r"terlibat|libat|prosedur|dievaluasi|monitor|monev", re.IGNORECASE)

# part asked for → kinds of part that answer it, besides itself
_CUKUP_DENGAN: dict[str, tuple[str, ...]] = {
    "undangan": (),
    "daftar_hadir": (),
    "notula": ("berita_acara",),
    "foto": ("tangkapan_layar",),
    "laporan": ("survei", "tindak_lanjut"),
    "tindak_lanjut": (),
    "sk": (),
    "sop": (),
    "rencana": (),
    "matriks": ("rekap", "rencana", "laporan"),
    "rekap": ("matriks", "laporan", "survei", "tanda_terima"),
    "tangkapan_layar": ("foto",),
    "surat": ("undangan", "pernyataan", "sk"),
    "sertifikat": ("laporan",),
    "berita_acara": ("notula",),
    "pakta": ("pernyataan",),
    "perjanjian_kinerja": (),
    "tanda_terima": ("rekap",),
    "survei": ("laporan",),
    "maklumat": (),
    "dokumen": (),
}
BAGIAN_DIKENAL = frozenset(_CUKUP_DENGAN)
DENGAN_GAMBAR = frozenset({"foto", "tangkapan_layar", "sertifikat", "maklumat"})  # a picture file answers
DENGAN_TABEL = frozenset({"rekap", "matriks"})  # a workbook answers

NAMA: dict[str, str] = {
    "undangan": "undangan",
    "daftar_hadir": "daftar hadir",
    "notula": "notula",
    "foto": "foto atau tangkapan layar",
    "laporan": "laporan",
    "tindak_lanjut": "bukti tindak lanjut",
    "sk": "SK atau surat tugas",
    "sop": "SOP",
    "rencana": "rencana",
    "matriks": "matriks atau analisis",
    "rekap": "rekap atau daftar",
    "tangkapan_layar": "tangkapan layar atau foto",
    "surat": "surat",
    "sertifikat": "sertifikat",
    "berita_acara": "berita acara",
    "pakta": "pakta integritas",
    "pernyataan": "surat pernyataan",
    "perjanjian_kinerja": "PK, SKP, atau IKI",
    "tanda_terima": "tanda terima",
    "survei": "hasil survei",
    "maklumat": "maklumat pelayanan",
    "dokumen": "dokumen",
}

# Words of examples and file names → kind. Longer phrases first: "surat tugas" is no "surat".
_KATA: tuple[tuple[str, str], ...] = (
    (r"daftar hadir|absen(?:si)?|presensi|kehadiran", "daftar_hadir"),
    (r"undangan", "undangan"),
    (r"notula|notulen|notulensi|risalah", "notula"),
    (r"berita acara|\bba\b", "berita_acara"),
    (r"tangkapan layar|capture|screen ?shot|cuplikan", "tangkapan_layar"),
    (r"foto|dokumentasi|\bimg\b|whatsapp image|\bdsc\b|banner|spanduk", "foto"),
    (r"tindak lanjut|\btl\b", "tindak_lanjut"),
    (r"sertifikat|piagam", "sertifikat"),
    (r"pakta integritas|komitmen bersama", "pakta"),
    (r"surat pernyataan|pernyataan bebas", "pernyataan"),
    (r"maklumat", "maklumat"),
    (r"perjanjian kinerja|penetapan kinerja|\bpk\b|\bskp\b|\biki\b|cascading", "perjanjian_kinerja"),
    (r"\bsop\b|prosedur|mekanisme", "sop"),
    (r"surat keputusan|\bsk\b|surat tugas|surat perintah|\bspmt\b|penugasan|kebijakan|keputusan", "sk"),
    (r"rencana|renstra|renja|\brkt\b|\brtp\b|\brka\b|jadwal|program kerja", "rencana"),
    (r"tanda terima|bukti kirim|bukti lapor", "tanda_terima"),
    (r"survei|\bskm\b|\bspak\b|\bspkp\b|kuesioner|\bikm\b", "survei"),
    (r"laporan|lkjip|lakip|\blkj\b|\blhe\b|monev|evaluasi", "laporan"),
    (r"matriks|peta |register|analisis|pohon kinerja|kertas kerja|kerangka", "matriks"),
    (r"rekap|daftar|\bdata\b|tabel|kompilasi", "rekap"),
    (r"surat", "surat"),
    (r"dokumen|standar", "dokumen"),
)  # fmt: skip
_KATA_POLA = tuple((re.compile(pola), jenis) for pola, jenis in _KATA)


@dataclass(frozen=True, slots=True)
class Harapan:
    """One group: `bagian` names it, any of `jenis` meets it; `contoh` is the instrument's own example."""

    bagian: str
    jenis: frozenset[str]
    contoh: str = ""

    @property
    def gambar(self) -> bool:
        return bool(self.jenis & DENGAN_GAMBAR)

    @property
    def tabel(self) -> bool:
        return bool(self.jenis & DENGAN_TABEL)


def jenis_dari_kata(teks: str) -> tuple[str, ...]:
    """Kinds named by free words ("SK UPG", "P5.1b_Notula-rapat.pdf"), in order of mention, each once."""
    rapi = re.sub(r"[_\-.,()\[\]]+", " ", teks.lower())
    kena: list[tuple[int, str]] = []
    for pola, jenis in _KATA_POLA:
        m = pola.search(rapi)
        if m:
            kena.append((m.start(), jenis))
            rapi = rapi[: m.start()] + " " * (m.end() - m.start()) + rapi[m.end() :]
    return tuple(dict.fromkeys(jenis for _, jenis in sorted(kena)))


def susun_harapan(bagian: Sequence[str], contoh: Sequence[str], teks: str = "") -> tuple[Harapan, ...]:
    """The groups of one question from its parts, its examples and its own words.

    "SK/SOP" in an example makes the two one group. A group that another one implies is left out. Where the criterion
    asks for a product (a decree, a plan), the meeting that made it is not asked for, unless taking part is the point.
    """
    diminta = [b for b in bagian if b in BAGIAN_DIKENAL and b != "dokumen"]
    kelompok: list[tuple[str, frozenset[str]]] = []
    if any(b in RAPAT for b in diminta):
        if not (PRODUK & set(diminta)) or _IKUT.search(teks):
            kelompok.append(("notula", frozenset({"notula", "berita_acara", "laporan"})))
        diminta = [b for b in diminta if b not in RAPAT and not (b == "foto" and "undangan" in bagian)]
    for b in diminta:
        isi = frozenset({b, *_CUKUP_DENGAN[b], *_setara(b, contoh)})
        if all(isi != lain for _, lain in kelompok):
            kelompok.append((b, isi))
    return tuple(
        Harapan(b, isi, _contoh_untuk(b, contoh)) for b, isi in kelompok if not any(lain < isi for _, lain in kelompok)
    )


def _setara(nama: str, contoh: Sequence[str]) -> set[str]:
    """Kinds that an example puts beside this one with a slash or "atau"."""
    setara: set[str] = set()
    for satu in contoh:
        for potong in satu.split(","):
            bagian = [jenis_dari_kata(p) for p in re.split(r"/|\batau\b", potong)]
            if len(bagian) > 1 and any(nama in b for b in bagian):
                setara |= {j for b in bagian for j in b}
    return setara - {"dokumen"}


def _contoh_untuk(nama: str, contoh: Sequence[str]) -> str:
    """The instrument's example of this kind: one that names it first, else the piece of one that does."""
    pendek = [satu.split("(")[0].strip() for satu in contoh]
    potong = [p.strip() for satu in pendek for p in re.split(r"[,/+&]", satu)]
    return next((p for p in (*pendek, *potong) if jenis_dari_kata(p)[:1] == (nama,)), "")
