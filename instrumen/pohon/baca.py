"""Reads an instrument: from the TOML of this package, or from the JSON kept in `VersiInstrumen.isi`, and back.

The facts travel as plain dicts with every number as a string ("isi"); their canonical JSON gives the hash. The
overlay is read apart and laid over the tree, so that wording may change without touching the hash.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from typing import Any

from instrumen.pohon.tipe import (
    AKAR,
    PREDIKAT,
    Ambang,
    AturanNol,
    Butir,
    Hamparan,
    HamparanButir,
    Instrumen,
    InstrumenRusak,
    Isian,
    Opsi,
    Rumus,
    Simpul,
    SyaratGerbang,
    SyaratUsulan,
)

BERKAS = {"LKE-ZI-2014": "lke_2014", "LKE-ZI-2021": "lke_2021"}
"""Instruments shipped with the application: kode -> name of the data file."""

Isi = dict[str, Any]


class InstrumenTidakDikenal(KeyError):
    """No shipped instrument has this kode."""

    def __str__(self) -> str:
        return f"Instrumen {self.args[0]} tidak dikenal. Yang tersedia: {', '.join(BERKAS)}."


def baca_instrumen(kode: str) -> Instrumen:
    """The shipped instrument `kode` with its overlay.

    Raises InstrumenTidakDikenal, or InstrumenRusak when the file does not describe an instrument.
    """
    return dari_isi(baca_isi(kode), baca_hamparan(kode))


def baca_isi(kode: str) -> Isi:
    """Scoring facts of a shipped instrument, numbers as strings."""
    if kode not in BERKAS:
        raise InstrumenTidakDikenal(kode)
    isi = _sebagai_teks(_muat_toml(f"{BERKAS[kode]}.toml"))
    if not isinstance(isi, dict) or isi.get("kode") != kode:
        raise InstrumenRusak(f"{BERKAS[kode]}.toml tidak memuat instrumen {kode}.")
    return isi


def baca_hamparan(kode: str) -> Hamparan | None:
    """Overlay of a shipped instrument; None for a version that did not come with the application."""
    if kode not in BERKAS:
        return None
    data = _muat_toml(f"{BERKAS[kode]}_hamparan.toml")
    return Hamparan(
        nama=data["nama"],
        berlaku_mulai=data.get("berlaku_mulai"),
        dasar_hukum=tuple(data.get("dasar_hukum", ())),
        keyakinan=data.get("keyakinan", {}),
        simpul=data["simpul"],
        gerbang=data.get("gerbang", {}),
        prasyarat=data.get("prasyarat", {}),
        butir={kode_butir: _hamparan_butir(isi) for kode_butir, isi in data["butir"].items()},
    )


def _hamparan_butir(isi: Mapping[str, Any]) -> HamparanButir:
    return HamparanButir(
        teks=isi["teks"],
        opsi=isi.get("opsi", {}),
        isian=isi.get("isian", {}),
        catatan=isi.get("catatan", ""),
        bukti_contoh=tuple(isi.get("bukti", ())),
        bagian_bukti=tuple(isi.get("bagian", ())),
        aturan_bukti=isi.get("aturan", ""),
        irama=isi.get("irama", ""),
        upaya=isi.get("upaya", ""),
        baris_excel=isi.get("baris"),
    )


def _muat_toml(nama: str) -> dict[str, Any]:
    berkas = resources.files("instrumen.pohon") / "data" / nama
    return tomllib.loads(berkas.read_text(encoding="utf-8"), parse_float=Decimal)


def _sebagai_teks(nilai: Any) -> Any:
    """The same data with every number as its shortest decimal string, so that JSON cannot change it."""
    if isinstance(nilai, Mapping):
        return {kunci: _sebagai_teks(isi) for kunci, isi in nilai.items()}
    if isinstance(nilai, list):
        return [_sebagai_teks(isi) for isi in nilai]
    if isinstance(nilai, int | Decimal) and not isinstance(nilai, bool):
        return teks_angka(Fraction(nilai))
    return nilai


def teks_angka(nilai: Fraction) -> str:
    """Shortest decimal notation of a number that has one ("0.5", "60"). InstrumenRusak for thirds and the like."""
    desimal = Decimal(nilai.numerator) / Decimal(nilai.denominator)
    if Fraction(desimal) != nilai:
        raise InstrumenRusak(f"{nilai} tidak dapat ditulis sebagai desimal.")
    return format(desimal.normalize(), "f")


def hash_isi(isi: Isi) -> str:
    """SHA-256 (hex) of the canonical JSON of the scoring facts: sorted keys, no spaces, UTF-8."""
    kanonik = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(kanonik.encode()).hexdigest()


def dari_isi(isi: Isi, hamparan: Hamparan | None = None) -> Instrumen:
    """The instrument described by `isi`, with names and wording from the overlay where there is one.

    Raises InstrumenRusak when the facts are incomplete or contradict each other in form; sums and completeness are
    the business of `instrumen.pohon.periksa`.
    """
    lapis = hamparan or Hamparan()
    try:
        simpul = _baca_simpul(isi["simpul"], isi["butir"], lapis)
        skala = {tipe: _baca_skala(opsi) for tipe, opsi in isi["skala"].items()}
        return Instrumen(
            kode=isi["kode"],
            nama=lapis.nama or isi["kode"],
            hash=hash_isi(isi),
            jumlah_butir=int(isi["jumlah_butir"]),
            jumlah_isian=int(isi["jumlah_isian"]),
            skala=skala,
            simpul=simpul,
            butir=_baca_butir(isi, simpul, skala, lapis),
            ambang=_baca_ambang(isi["ambang"], simpul, lapis),
            prasyarat=tuple(_baca_prasyarat(s, lapis) for s in isi["prasyarat"]),
            dasar_hukum=lapis.dasar_hukum,
            berlaku_mulai=lapis.berlaku_mulai,
            keyakinan=lapis.keyakinan,
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as galat:
        if isinstance(galat, InstrumenRusak):
            raise
        raise InstrumenRusak(f"Instrumen {isi.get('kode', '?')} tidak terbaca: {galat!r}") from galat


def _baca_skala(opsi: Mapping[str, str]) -> dict[str, Fraction]:
    """Options from best to worst: jsonb does not keep the order of keys."""
    return dict(sorted(((kode, Fraction(nilai)) for kode, nilai in opsi.items()), key=lambda o: -o[1]))


def _baca_simpul(
    daftar: Sequence[Mapping[str, Any]], butir: Sequence[Mapping[str, Any]], lapis: Hamparan
) -> dict[str, Simpul]:
    """Nodes in depth-first order, as the file lists them; a node before its parent is refused."""
    anak: dict[str, list[str]] = {s["kode"]: [] for s in daftar}
    if len(anak) != len(daftar):
        raise InstrumenRusak("Ada kode simpul yang ganda.")
    terbaca: set[str] = set()
    for s in daftar:
        if (induk := s.get("induk")) is not None:
            if induk not in terbaca:
                raise InstrumenRusak(f"Simpul {s['kode']} mendahului induknya, {induk}.")
            anak[induk].append(s["kode"])
        terbaca.add(s["kode"])
    for b in butir:
        anak[b["induk"]].append(b["kode"])
    return {
        s["kode"]: Simpul(
            kode=s["kode"],
            tingkat=s["tingkat"],
            nomor=s["nomor"],
            bobot=Fraction(s["bobot"]),
            induk=s.get("induk"),
            anak=tuple(anak[s["kode"]]),
            nama=lapis.simpul.get(s["kode"], s["kode"]),
        )
        for s in daftar
    }


def _baca_butir(
    isi: Isi, simpul: Mapping[str, Simpul], skala: Mapping[str, Mapping[str, Fraction]], lapis: Hamparan
) -> dict[str, Butir]:
    hasil: dict[str, Butir] = {}
    for urutan, data in enumerate(isi["butir"], start=1):
        butir = _satu_butir(urutan, data, isi["isian"].get(data["kode"]), simpul, skala)
        if butir.kode in hasil:
            raise InstrumenRusak(f"Kode butir {butir.kode} ganda.")
        hasil[butir.kode] = _hampar(butir, lapis.butir.get(butir.kode))
    return hasil


def _satu_butir(
    urutan: int,
    data: Mapping[str, Any],
    angka: Mapping[str, Any] | None,
    simpul: Mapping[str, Simpul],
    skala: Mapping[str, Mapping[str, Fraction]],
) -> Butir:
    sub_area = simpul[data["induk"]]
    aspek = simpul[str(sub_area.induk)]
    area = simpul[str(aspek.induk)]
    rumus = _baca_rumus(angka) if angka else None
    isian = _baca_isian(angka, rumus) if angka and rumus else ()
    portalrb: int | Mapping[str, int] | None = int(data["soal"]) if "soal" in data else None
    if angka and portalrb is None:
        portalrb = {i["kode"]: int(i["soal"]) for i in angka["isian"] if "soal" in i} or None
    return Butir(
        kode=data["kode"],
        kode_pendek=data["pendek"],
        urutan=urutan,
        huruf=data["kode"].rsplit(".", 1)[-1],
        tipe=data["tipe"],
        induk=sub_area.kode,
        area=area.kode,
        aspek=aspek.kode.rsplit(".", 1)[-1],
        komponen=str(area.induk),
        bobot_efektif=sub_area.bobot / len(sub_area.anak),
        opsi=() if angka else tuple(Opsi(k, v) for k, v in skala[data["tipe"]].items()),
        isian=isian,
        rumus=rumus,
        soal_id=portalrb,
    )


def _baca_rumus(angka: Mapping[str, Any]) -> Rumus:
    data = angka["rumus"]
    if data["jenis"] not in ("rasio", "penurunan", "indeks", "persen"):
        raise InstrumenRusak(f"Jenis rumus {data['jenis']} tidak dikenal.")
    return Rumus(
        jenis=data["jenis"],
        pembilang=data.get("pembilang", ""),
        penyebut=tuple(data.get("penyebut", ())),
        lalu=data.get("lalu", ""),
        ini=data.get("ini", ""),
        nilai=data.get("nilai", ""),
        maks=Fraction(data["maks"]) if "maks" in data else None,
        boleh_lebih=data.get("boleh_lebih", False),
        nol=tuple(AturanNol(n["bila"], Fraction(n["nilai"])) for n in angka.get("nol", ())),
    )


def _baca_isian(angka: Mapping[str, Any], rumus: Rumus) -> tuple[Isian, ...]:
    return tuple(
        Isian(
            kode=i["kode"],
            jenis=i["jenis"],
            maks=Fraction(i["maks"]) if "maks" in i else None,
            wajib=i["kode"] in rumus.dipakai,
        )
        for i in angka["isian"]
    )


def _hampar(butir: Butir, lapis: HamparanButir | None) -> Butir:
    if lapis is None:
        return butir
    return replace(
        butir,
        teks=lapis.teks,
        catatan=lapis.catatan,
        opsi=tuple(replace(o, label=lapis.opsi.get(o.kode, "")) for o in butir.opsi),
        isian=tuple(replace(i, label=lapis.isian.get(i.kode, "")) for i in butir.isian),
        bukti_contoh=lapis.bukti_contoh,
        bagian_bukti=lapis.bagian_bukti,
        aturan_bukti=lapis.aturan_bukti,
        irama=lapis.irama,
        upaya=lapis.upaya,
        baris_excel=lapis.baris_excel,
    )


def _baca_ambang(
    data: Mapping[str, Sequence[Mapping[str, Any]]], simpul: Mapping[str, Simpul], lapis: Hamparan
) -> dict[str, Ambang]:
    return {
        predikat: Ambang(predikat, tuple(_baca_gerbang(g, simpul, lapis) for g in data[predikat]))
        for predikat in PREDIKAT
    }


def _baca_gerbang(data: Mapping[str, Any], simpul: Mapping[str, Simpul], lapis: Hamparan) -> SyaratGerbang:
    kode = data["kode"]
    nama = lapis.gerbang.get(kode, simpul[kode].nama if kode in simpul else kode)
    if "riwayat" in data:
        return SyaratGerbang(kode, nama, Fraction(1), riwayat=data["riwayat"])
    if kode != AKAR and kode not in simpul:
        raise InstrumenRusak(f"Gerbang {kode} tidak menunjuk simpul mana pun.")
    if "persen" in data:
        persen = Fraction(data["persen"])
        return SyaratGerbang(kode, nama, persen / 100 * simpul[kode].bobot, persen=persen)
    return SyaratGerbang(kode, nama, Fraction(data["minimum"]))


def _baca_prasyarat(data: Mapping[str, Any], lapis: Hamparan) -> SyaratUsulan:
    return SyaratUsulan(
        kode=data["kode"],
        tingkat=data["tingkat"],
        jenis=data["jenis"],
        nilai=data["nilai"],
        pilihan=tuple(data.get("pilihan", ())),
        nama=lapis.prasyarat.get(data["kode"], data["kode"]),
    )


def ke_isi(instrumen: Instrumen) -> Isi:
    """The scoring facts of an instrument as plain data, numbers as strings: the inverse of `dari_isi`."""
    return {
        "kode": instrumen.kode,
        "jumlah_butir": str(instrumen.jumlah_butir),
        "jumlah_isian": str(instrumen.jumlah_isian),
        "simpul": [_isi_simpul(s) for s in instrumen.simpul.values()],
        "butir": [_isi_butir(b) for b in instrumen.butir.values()],
        "prasyarat": [_isi_prasyarat(s) for s in instrumen.prasyarat],
        "skala": {t: {k: teks_angka(v) for k, v in opsi.items()} for t, opsi in instrumen.skala.items()},
        "isian": {b.kode: _isi_angka(b, b.rumus) for b in instrumen.butir.values() if b.rumus},
        "ambang": {p: [_isi_gerbang(g) for g in a.gerbang] for p, a in instrumen.ambang.items()},
    }


def _isi_simpul(simpul: Simpul) -> Isi:
    isi: Isi = {"kode": simpul.kode, "tingkat": simpul.tingkat}
    if simpul.induk is not None:
        isi["induk"] = simpul.induk
    return isi | {"nomor": simpul.nomor, "bobot": teks_angka(simpul.bobot)}


def _isi_butir(butir: Butir) -> Isi:
    isi: Isi = {"kode": butir.kode, "pendek": butir.kode_pendek, "induk": butir.induk, "tipe": butir.tipe}
    if isinstance(butir.soal_id, int):
        isi["soal"] = str(butir.soal_id)
    return isi


def _isi_angka(butir: Butir, rumus: Rumus) -> Isi:
    isi: Isi = {"isian": [_isi_isian(butir, i) for i in butir.isian], "rumus": _isi_rumus(rumus)}
    if rumus.nol:
        isi["nol"] = [{"bila": n.bila, "nilai": teks_angka(n.nilai)} for n in rumus.nol]
    return isi


def _isi_isian(butir: Butir, isian: Isian) -> Isi:
    isi: Isi = {"kode": isian.kode, "jenis": isian.jenis}
    if isian.maks is not None:
        isi["maks"] = teks_angka(isian.maks)
    if isinstance(butir.soal_id, Mapping) and isian.kode in butir.soal_id:
        isi["soal"] = str(butir.soal_id[isian.kode])
    return isi


def _isi_rumus(rumus: Rumus) -> Isi:
    isi: Isi = {"jenis": rumus.jenis}
    for nama in ("pembilang", "lalu", "ini", "nilai"):
        if getattr(rumus, nama):
            isi[nama] = getattr(rumus, nama)
    if rumus.penyebut:
        isi["penyebut"] = list(rumus.penyebut)
    if rumus.maks is not None:
        isi["maks"] = teks_angka(rumus.maks)
    if rumus.boleh_lebih:
        isi["boleh_lebih"] = True
    return isi


def _isi_gerbang(gerbang: SyaratGerbang) -> Isi:
    if gerbang.riwayat is not None:
        return {"kode": gerbang.kode, "riwayat": gerbang.riwayat}
    if gerbang.persen is not None:
        return {"kode": gerbang.kode, "persen": teks_angka(gerbang.persen)}
    return {"kode": gerbang.kode, "minimum": teks_angka(gerbang.minimum)}


def _isi_prasyarat(syarat: SyaratUsulan) -> Isi:
    isi: Isi = {"kode": syarat.kode, "tingkat": syarat.tingkat, "jenis": syarat.jenis, "nilai": dict(syarat.nilai)}
    if syarat.pilihan:
        isi["pilihan"] = list(syarat.pilihan)
    return isi
