"""Checks that an instrument is whole: exact sums, unique codes, complete gates, complete overlay.

Every function returns sentences in Indonesian; an empty list means nothing is wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from instrumen.pohon.kode import bentuk_baku, kode_pendek
from instrumen.pohon.tipe import (
    AKAR,
    ATURAN_BERIRAMA,
    ATURAN_BUKTI,
    BAGIAN_BUKTI,
    IRAMA,
    TINGKAT,
    TIPE_ANGKA,
    UPAYA,
    Butir,
    Hamparan,
    Instrumen,
    Simpul,
    SyaratGerbang,
)

_BILA = {"rasio": {"penyebut"}, "penurunan": {"lalu_dan_ini", "lalu"}, "indeks": set[str](), "persen": set[str]()}


def periksa_instrumen(instrumen: Instrumen) -> list[str]:
    """What is wrong with the scoring facts of an instrument."""
    return [
        *_periksa_bobot(instrumen),
        *_periksa_kode(instrumen),
        *_periksa_jumlah(instrumen),
        *_periksa_rumus(instrumen.butir.values()),
        *_periksa_ambang(instrumen),
    ]


def _periksa_bobot(instrumen: Instrumen) -> Iterator[str]:
    jumlah = sum((s.bobot for s in instrumen.komponen), Fraction(0))
    if jumlah != 100:
        yield f"Bobot komponen berjumlah {jumlah}, seharusnya 100."
    for simpul in instrumen.simpul.values():
        yield from _periksa_simpul(instrumen, simpul)


def _periksa_simpul(instrumen: Instrumen, simpul: Simpul) -> Iterator[str]:
    dalam = TINGKAT.index(simpul.tingkat)
    induk = instrumen.simpul[simpul.induk].tingkat if simpul.induk else None
    if induk != (TINGKAT[dalam - 1] if dalam else None):
        yield f"Simpul {simpul.kode} ({simpul.tingkat}) berada di bawah {induk}."
    if not simpul.anak:
        yield f"Simpul {simpul.kode} kosong."
    if simpul.bobot <= 0:
        yield f"Bobot {simpul.kode} harus lebih dari nol."
    jumlah = sum((_bobot(instrumen, anak) for anak in simpul.anak), Fraction(0))
    if jumlah != simpul.bobot:
        yield f"Bobot di bawah {simpul.kode} berjumlah {jumlah}, seharusnya {simpul.bobot}."


def _bobot(instrumen: Instrumen, kode: str) -> Fraction:
    return instrumen.butir[kode].bobot_efektif if kode in instrumen.butir else instrumen.simpul[kode].bobot


def _periksa_kode(instrumen: Instrumen) -> Iterator[str]:
    kode = [AKAR, *instrumen.simpul]
    for butir in instrumen.butir.values():
        kode += [butir.kode, butir.kode_pendek]
        try:
            pendek = kode_pendek(butir.kode)
        except ValueError as galat:
            yield str(galat)
        else:
            if pendek != butir.kode_pendek:
                yield f"Kode pendek {butir.kode} tertulis {butir.kode_pendek}, seharusnya {pendek}."
    yield from (f"Kode {k} dipakai {n} kali." for k, n in Counter(map(bentuk_baku, kode)).items() if n > 1)
    nomor = Counter(s for b in instrumen.butir.values() for s in _soal_id(b))
    yield from (f"soal_id {s} dipakai {n} kali." for s, n in nomor.items() if n > 1)
    if nomor and set(nomor) != set(range(1, instrumen.jumlah_isian + 1)):
        yield f"soal_id tidak berurutan 1 sampai {instrumen.jumlah_isian}."


def _soal_id(butir: Butir) -> tuple[int, ...]:
    if butir.soal_id is None:
        return ()
    return tuple(butir.soal_id.values()) if isinstance(butir.soal_id, Mapping) else (butir.soal_id,)


def _periksa_jumlah(instrumen: Instrumen) -> Iterator[str]:
    butir, isian = len(instrumen.butir), sum(b.jumlah_isian for b in instrumen.butir.values())
    if butir != instrumen.jumlah_butir:
        yield f"Ada {butir} butir, seharusnya {instrumen.jumlah_butir}."
    if isian != instrumen.jumlah_isian:
        yield f"Ada {isian} isian, seharusnya {instrumen.jumlah_isian}."
    for tipe, opsi in instrumen.skala.items():
        if sorted(opsi.values(), reverse=True) != list(opsi.values()) or {max(opsi.values()), min(opsi.values())} != {
            Fraction(0),
            Fraction(1),
        }:
            yield f"Skala {tipe} harus menurun dari 1 ke 0."


def _periksa_rumus(butir: Iterable[Butir]) -> Iterator[str]:
    for b in butir:
        if (b.tipe in TIPE_ANGKA) != (b.rumus is not None):
            yield f"{b.kode}: tipe {b.tipe} tidak cocok dengan rumusnya."
        if b.rumus is None:
            continue
        asing = b.rumus.dipakai - {i.kode for i in b.isian}
        if asing:
            yield f"{b.kode}: rumus memakai isian yang tidak ada: {', '.join(sorted(asing))}."
        if {n.bila for n in b.rumus.nol} != _BILA[b.rumus.jenis]:
            yield f"{b.kode}: aturan penyebut nol tidak lengkap."
        if b.rumus.jenis == "indeks" and not b.rumus.maks:
            yield f"{b.kode}: rumus indeks tanpa maks."


def _periksa_ambang(instrumen: Instrumen) -> Iterator[str]:
    minimum: dict[str, Fraction] = {}
    for predikat, ambang in instrumen.ambang.items():
        kode = [g.kode for g in ambang.gerbang]
        if len(set(kode)) != len(kode):
            yield f"Gerbang {predikat} ganda."
        if hilang := (set(minimum) | _gerbang_wajib(instrumen, kode)) - set(kode):
            yield f"Gerbang {predikat} tidak memuat {', '.join(sorted(hilang))}."
        for g in ambang.gerbang:
            bobot = _bobot_gerbang(instrumen, g)
            if not 0 < g.minimum <= bobot:
                yield f"Minimum {predikat} {g.kode} = {g.minimum} di luar 0 sampai {bobot}."
            if g.minimum < minimum.get(g.kode, Fraction(0)):
                yield f"Minimum {predikat} {g.kode} lebih rendah daripada predikat sebelumnya."
            minimum[g.kode] = g.minimum


def _gerbang_wajib(instrumen: Instrumen, kode: list[str]) -> set[str]:
    """TOTAL always; a version with gates per area has one for pengungkit and for each area of both komponen."""
    area = {s.kode for s in instrumen.area}
    if not area & set(kode):
        return {AKAR}
    return {AKAR, "A"} | area | {s.kode for s in instrumen.area_hasil}


def _bobot_gerbang(instrumen: Instrumen, gerbang: SyaratGerbang) -> Fraction:
    if gerbang.riwayat:
        return Fraction(1)
    return Fraction(100) if gerbang.kode == AKAR else instrumen.simpul[gerbang.kode].bobot


def periksa_hamparan(instrumen: Instrumen, hamparan: Hamparan, *, lengkap: bool) -> list[str]:
    """What is wrong with an overlay. `lengkap`: evidence, rule and effort are asked for every butir."""
    asing = [
        *sorted(set(hamparan.butir) - set(instrumen.butir)),
        *sorted(set(hamparan.simpul) - set(instrumen.simpul)),
        *sorted(set(hamparan.prasyarat) - {s.kode for s in instrumen.prasyarat}),
    ]
    salah = [f"Hamparan menyebut {kode}, yang tidak ada di instrumen." for kode in asing]
    salah += [f"Simpul {kode} tanpa nama." for kode in instrumen.simpul if not hamparan.simpul.get(kode)]
    salah += [f"Prasyarat {s.kode} tanpa nama." for s in instrumen.prasyarat if s.kode not in hamparan.prasyarat]
    for butir in instrumen.butir.values():
        salah += [f"{butir.kode}: {sebab}." for sebab in _kurang_butir(butir, lengkap=lengkap)]
    return salah


def _kurang_butir(butir: Butir, *, lengkap: bool) -> Iterator[str]:
    if not butir.teks:
        yield "tanpa teks"
    if any(not i.label for i in butir.isian):
        yield "ada isian tanpa label"
    if not lengkap:
        return
    if any(not o.label for o in butir.opsi):
        yield "ada opsi tanpa label"
    if not butir.bukti_contoh or not butir.bagian_bukti:
        yield "tanpa contoh atau bagian bukti"
    if asing := set(butir.bagian_bukti) - set(BAGIAN_BUKTI):
        yield f"bagian bukti tidak dikenal: {', '.join(sorted(asing))}"
    if butir.aturan_bukti not in ATURAN_BUKTI:
        yield f"aturan bukti {butir.aturan_bukti!r} tidak dikenal"
    if butir.irama not in IRAMA or (butir.irama and butir.aturan_bukti not in ATURAN_BERIRAMA):
        yield f"irama {butir.irama!r} tidak cocok dengan aturan bukti {butir.aturan_bukti!r}"
    if butir.upaya not in UPAYA:
        yield f"upaya {butir.upaya!r} tidak dikenal"
    if butir.baris_excel is None:
        yield "tanpa baris Excel"
