"""Fingerprints of documents, the pairs they make, reviews of pairs, and the list of central documents.

Only units of one instansi are ever compared. The comparison of one content takes turns with the others of its instansi
(an advisory lock): of two copies that are read at the same time, the second one sees the first.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from PIL import Image

from berkas.kembar import gambar as kg
from berkas.kembar import sidik as ks
from berkas.kembar.banding import AMBANG, kesamaan
from berkas.kembar.kata import Kata, kata_isi
from berkas.models import (
    DokumenPusat,
    Isi,
    JenisMirip,
    Kemiripan,
    Olahan,
    SidikGambar,
    SidikTeks,
    kunci_turunan,
)
from berkas.queries.kemiripan import sebutan_untuk
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

MAKS_CALON = 200  # strongest candidates of one text that are read and compared word by word
TAKSIR_MIN = 120  # permille; weaker candidates never reach AMBANG
PUSAT_MIN = 700  # permille; a text this close to a central document is that document
MAKS_GAMBAR = 40  # pages of one document that get a perceptual hash
KATA_PINDAI = 3  # pages with fewer words of their own are scans or photographs
KATA_FOTO = 15  # pages with fewer are compared as pictures when a photograph fills them
_MAKS_PIKSEL = 12_000_000

# One statement whatever is found, so that neither the answer to an upload nor its statements tell about other units.
_PERSIS = """
INSERT INTO berkas_kemiripan (id, satker_id, isi_id, satker_lain_id, isi_lain_id, jenis, skor, pusat, alasan)
SELECT gen_random_uuid(), arah.*, 'persis', 1000, EXISTS (
        SELECT 1 FROM berkas_dokumenpusat p WHERE p.satker_id = ini.instansi_id AND p.sha256 = sama.sha256), ''
FROM berkas_isi sama
JOIN satker_satker unit ON unit.id = sama.satker_id
JOIN satker_satker ini ON ini.id = %(satker)s AND ini.instansi_id = unit.instansi_id
CROSS JOIN LATERAL (VALUES
    (%(satker)s::uuid, %(isi)s::uuid, sama.satker_id, sama.id),
    (sama.satker_id, sama.id, %(satker)s::uuid, %(isi)s::uuid)) AS arah(s, i, sl, il)
WHERE sama.sha256 = %(sha256)s AND (sama.id <> %(isi)s OR %(ulang)s)
GROUP BY arah.s, arah.i, arah.sl, arah.il, ini.instansi_id, sama.sha256
ORDER BY arah.s, arah.i, arah.sl, arah.il
ON CONFLICT (satker_id, isi_id, satker_lain_id, isi_lain_id)
    DO UPDATE SET jenis = 'persis', skor = 1000, halaman = NULL, halaman_lain = NULL
    WHERE berkas_kemiripan.jenis <> 'persis'
"""
# The bands decide first: with stale statistics the planner would rather walk through every satker of the instansi.
_TEKS = """
WITH calon AS MATERIALIZED (
    SELECT satker_id, isi_id, minhash FROM berkas_sidikteks WHERE pita && %(pita)s::integer[] AND versi = %(versi)s)
SELECT c.satker_id, c.isi_id, c.minhash
FROM calon c JOIN satker_satker s ON s.id = c.satker_id AND s.instansi_id = %(instansi)s
WHERE c.isi_id <> %(isi)s
"""
_GAMBAR = """
WITH calon AS MATERIALIZED (
    SELECT satker_id, isi_id, halaman, kasar, halus FROM berkas_sidikgambar
    WHERE (pita0 = ANY(%(p0)s) OR pita1 = ANY(%(p1)s) OR pita2 = ANY(%(p2)s) OR pita3 = ANY(%(p3)s))
      AND bit_count((kasar # %(kasar)s)::bit(64)) <= %(jarak)s AND versi = %(versi)s)
SELECT c.satker_id, c.isi_id, c.halaman, c.kasar, c.halus
FROM calon c JOIN satker_satker s ON s.id = c.satker_id AND s.instansi_id = %(instansi)s
WHERE c.isi_id <> %(isi)s
"""


def catat_persis(*, isi: Isi, ulang: bool = False) -> None:
    """Note at once which contents of the instansi are the same bytes; `ulang` when this satker sent them again.

    Called inside the transaction of the upload.
    """
    with connection.cursor() as kursor:
        kursor.execute(_PERSIS, {"satker": isi.satker_id, "isi": isi.pk, "sha256": isi.sha256, "ulang": ulang})


# --- Fingerprints ----------------------------------------------------------------------------------------------------


def satker_bernama(pk: Iterable[uuid.UUID]) -> dict[uuid.UUID, Satker]:
    """Units with what sebutan_untuk() needs; one statement."""
    return Satker.objects.select_related("induk", "pembina", "instansi").in_bulk(set(pk))


@transaction.atomic
def sidik(olahan: Olahan) -> None:
    """Step after the worker has read a document: make its fingerprints anew and compare it. Idempotent."""
    isi = Isi.objects.get(pk=olahan.isi_id, satker=olahan.satker_id)
    satker = satker_bernama([isi.satker_id])[isi.satker_id]
    kata = kata_isi(olahan.teks, sebutan_untuk(satker)) if olahan.siap else []
    teks = ks.sidik_teks([k.teks for k in kata])
    halaman = dict(_sidik_halaman(olahan, isi, kata)) if olahan.siap else {}
    _bergiliran(satker.instansi_id)
    _simpan_sidik(isi, satker.instansi_id, len(kata), teks, halaman)
    _bandingkan(isi, satker, kata, teks, halaman)


def _sidik_halaman(olahan: Olahan, isi: Isi, kata: list[Kata]) -> Iterator[tuple[int, kg.SidikGambar]]:
    """Page number → hash, of pages that have no text of their own. Only images our own worker made are decoded."""
    banyak = [0] * max(olahan.gambar, len(olahan.teks))
    for satu in kata:
        banyak[satu.halaman] += 1
    folder = kunci_turunan(isi.satker_id, isi.sha256)
    sisa = MAKS_GAMBAR
    for nomor in range(1, olahan.gambar + 1):
        if banyak[nomor - 1] >= KATA_FOTO or not sisa:
            continue
        hasil = _baca_gambar(f"{folder}/h{nomor:04d}.webp", hanya_foto=banyak[nomor - 1] >= KATA_PINDAI)
        if hasil is not None:
            sisa -= 1
            yield nomor, hasil


def _baca_gambar(kunci: str, *, hanya_foto: bool) -> kg.SidikGambar | None:
    try:
        with default_storage.open(kunci) as berkas, Image.open(berkas, formats=["WEBP"]) as gambar:
            if gambar.width * gambar.height > _MAKS_PIKSEL:
                return None
            return kg.sidik_gambar(gambar, hanya_foto=hanya_foto)
    except OSError:  # gone, or cut by a full disk: the preview shows the same, and a missing likeness blocks nothing
        return None


def _bergiliran(instansi_id: uuid.UUID) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(%s)", [instansi_id.int >> 65])


def garam(instansi_id: uuid.UUID) -> bytes:
    return instansi_id.bytes


def _simpan_sidik(
    isi: Isi,
    instansi_id: uuid.UUID,
    kata: int,
    teks: tuple[int, ...] | None,
    halaman: dict[int, kg.SidikGambar],
) -> None:
    if teks is None:
        SidikTeks.objects.filter(satker=isi.satker_id, isi=isi).delete()
    else:
        SidikTeks.objects.update_or_create(
            satker_id=isi.satker_id,
            isi=isi,
            defaults={
                "versi": ks.VERSI,
                "kata": kata,
                "minhash": ks.kemas(teks),
                "pita": ks.pita(teks, garam(instansi_id)),
            },
        )
        pusat = DokumenPusat.objects.filter(satker=instansi_id, sha256=isi.sha256, minhash__isnull=True)
        if pusat.update(minhash=ks.kemas(teks)):
            _tandai_pusat(instansi_id, isi.sha256, teks, pusat=True)
    SidikGambar.objects.filter(satker=isi.satker_id, isi=isi).delete()
    SidikGambar.objects.bulk_create(baris_gambar(isi, nomor, satu) for nomor, satu in halaman.items())


def baris_gambar(isi: Isi, nomor: int, satu: kg.SidikGambar) -> SidikGambar:
    p = kg.pita(satu.kasar)
    return SidikGambar(
        satker_id=isi.satker_id,
        isi=isi,
        halaman=nomor,
        versi=ks.VERSI,
        kasar=_bertanda(satu.kasar),
        halus=satu.halus.to_bytes(32, "big"),
        pita0=p[0],
        pita1=p[1],
        pita2=p[2],
        pita3=p[3],
    )


def _bertanda(nilai: int) -> int:
    """64 bits as PostgreSQL's signed bigint."""
    return nilai - (1 << 64) if nilai >> 63 else nilai


# --- Comparison ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pasangan:
    satker: uuid.UUID
    isi: uuid.UUID
    jenis: str
    skor: int
    halaman: int | None = None
    halaman_lain: int | None = None


def _bandingkan(
    isi: Isi,
    satker: Satker,
    kata: list[Kata],
    teks: tuple[int, ...] | None,
    halaman: dict[int, kg.SidikGambar],
) -> None:
    """Find what is like this content now and write it; what no longer is, goes. Reviews of pairs that stay, stay."""
    hasil: dict[uuid.UUID, _Pasangan] = {}
    for satu in _pasangan_gambar(isi, satker.instansi_id, halaman):
        hasil[satu.isi] = satu
    calon = calon_teks(isi, satker.instansi_id, teks) if teks else []
    for satu in _pasangan_teks(calon, kata):
        hasil[satu.isi] = satu
    persis = Isi.objects.filter(sha256=isi.sha256, satker__instansi=satker.instansi_id).exclude(pk=isi.pk)
    for s, i in persis.values_list("satker_id", "pk"):
        hasil[i] = _Pasangan(s, i, JenisMirip.PERSIS, 1000)
    if len(calon) < MAKS_CALON:  # else a pair that the other side found may lie beyond the limit
        lama = Q(satker=isi.satker_id, isi=isi) | Q(satker_lain=isi.satker_id, isi_lain=isi)
        Kemiripan.objects.filter(lama).exclude(isi=isi, isi_lain=isi).exclude(
            Q(isi__in=hasil) | Q(isi_lain__in=hasil)
        ).delete()
    _simpan_pasangan(isi, satker.instansi_id, list(hasil.values()))


def calon_teks(isi: Isi, instansi_id: uuid.UUID, teks: tuple[int, ...]) -> list[tuple[int, uuid.UUID, uuid.UUID]]:
    """(estimate, satker, isi) of texts that share a band, strongest first. One statement."""
    cari: dict[str, Any] = {
        "pita": ks.pita(teks, garam(instansi_id)),
        "versi": ks.VERSI,
        "instansi": instansi_id,
        "isi": isi.pk,
    }
    with connection.cursor() as kursor:
        kursor.execute(_TEKS, cari)
        baris = kursor.fetchall()
    taksiran = sorted(((ks.taksir(teks, ks.buka(m)), s, i) for s, i, m in baris), reverse=True)
    return [t for t in taksiran if t[0] >= TAKSIR_MIN][:MAKS_CALON]


def _pasangan_teks(calon: list[tuple[int, uuid.UUID, uuid.UUID]], kata: list[Kata]) -> Iterator[_Pasangan]:
    if not calon:
        return
    sebutan = {pk: sebutan_untuk(s) for pk, s in satker_bernama(s for _, s, _ in calon).items()}
    olahan = Olahan.objects.filter(isi__in=[i for _, _, i in calon]).values_list("satker_id", "isi_id", "teks")
    for s, i, teks in olahan.iterator(chunk_size=20):
        skor = kesamaan(kata, kata_isi(teks, sebutan[s]))
        if skor >= AMBANG:
            yield _Pasangan(s, i, JenisMirip.TEKS, skor)


def _pasangan_gambar(isi: Isi, instansi_id: uuid.UUID, halaman: dict[int, kg.SidikGambar]) -> Iterator[_Pasangan]:
    """The best pair of pages for each other content."""
    terbaik: dict[uuid.UUID, _Pasangan] = {}
    for nomor, satu in halaman.items():
        for s, i, lain, bit, halus in cari_gambar(isi.pk, instansi_id, satu):
            skor = kg.mirip(satu, kg.SidikGambar(bit % (1 << 64), int.from_bytes(bytes(halus), "big")))
            if skor and (i not in terbaik or terbaik[i].skor < skor):
                terbaik[i] = _Pasangan(s, i, JenisMirip.GAMBAR, skor, nomor, lain)
    yield from terbaik.values()


def cari_gambar(
    isi_id: uuid.UUID, instansi_id: uuid.UUID, satu: kg.SidikGambar
) -> list[tuple[uuid.UUID, uuid.UUID, int, int, memoryview]]:
    """(satker, isi, page, hash, fine hash) of pages within the distance; one statement."""
    with connection.cursor() as kursor:
        kursor.execute(
            _GAMBAR,
            {
                "instansi": instansi_id,
                "isi": isi_id,
                "kasar": _bertanda(satu.kasar),
                "jarak": kg.JARAK,
                "versi": ks.VERSI,
                **{f"p{n}": kg.tetangga(p) for n, p in enumerate(kg.pita(satu.kasar))},
            },
        )
        return kursor.fetchall()


def _simpan_pasangan(isi: Isi, instansi_id: uuid.UUID, pasangan: list[_Pasangan]) -> None:
    pusat = _yang_pusat(instansi_id, [isi.pk, *(p.isi for p in pasangan)])
    baris = []
    for p in pasangan:
        umum = {"jenis": p.jenis, "skor": p.skor, "pusat": isi.pk in pusat or p.isi in pusat}
        maju = {"satker_id": isi.satker_id, "isi_id": isi.pk, "satker_lain_id": p.satker, "isi_lain_id": p.isi}
        balik = {"satker_id": p.satker, "isi_id": p.isi, "satker_lain_id": isi.satker_id, "isi_lain_id": isi.pk}
        baris.append(Kemiripan(**maju, **umum, halaman=p.halaman, halaman_lain=p.halaman_lain))
        baris.append(Kemiripan(**balik, **umum, halaman=p.halaman_lain, halaman_lain=p.halaman))
    baris.sort(key=lambda k: (k.satker_id, k.isi_id, k.satker_lain_id, k.isi_lain_id))  # one order: no deadlock
    Kemiripan.objects.bulk_create(
        baris,
        update_conflicts=True,
        unique_fields=["satker", "isi", "satker_lain", "isi_lain"],
        update_fields=["jenis", "skor", "halaman", "halaman_lain", "pusat"],
    )


# --- Reviews ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def tinjau(*, oleh: Pelaku, satker: Satker, periode: Periode, kemiripan: Kemiripan, alasan: str) -> None:
    """Mark a pair as fair, with a reason, in both directions. The log of each unit names neither the other nor why."""
    if not alasan.strip():
        raise ValueError("alasan wajib")
    _tinjauan(oleh, periode, kemiripan, "tinjau_kemiripan", alasan.strip()[:300])


@transaction.atomic
def batal_tinjau(*, oleh: Pelaku, satker: Satker, periode: Periode, kemiripan: Kemiripan) -> None:
    """Take a review back."""
    _tinjauan(oleh, periode, kemiripan, "batal_tinjau_kemiripan", "")


def _tinjauan(oleh: Pelaku, periode: Periode, kemiripan: Kemiripan, aksi: str, alasan: str) -> None:
    k = kemiripan
    dua = Q(satker=k.satker_id, isi=k.isi_id, satker_lain=k.satker_lain_id, isi_lain=k.isi_lain_id) | Q(
        satker=k.satker_lain_id, isi=k.isi_lain_id, satker_lain=k.satker_id, isi_lain=k.isi_id
    )
    baris = list(Kemiripan.objects.select_for_update().filter(dua).select_related("satker").order_by("satker", "isi"))
    Kemiripan.objects.filter(pk__in=[b.pk for b in baris]).update(
        ditinjau_pada=timezone.now() if alasan else None,
        ditinjau_oleh=oleh.user if alasan else None,
        alasan=alasan,
    )
    for unit in {b.satker_id: b for b in baris}.values():
        catat(oleh=oleh, satker=unit.satker, periode=periode, aksi=aksi, objek=f"kemiripan:{unit.pk}")


# --- Central documents -----------------------------------------------------------------------------------------------


class SudahPusatError(Exception):
    """These bytes are on the list already; `str()` is the sentence."""


@transaction.atomic
def tambah_pusat(*, oleh: Pelaku, instansi: Satker, sha256: str, judul: str, alasan: str) -> DokumenPusat:
    """Put a document on the list of central ones: pairs with it, or with the same text saved anew, are no finding."""
    _bergiliran(instansi.pk)
    if lama := DokumenPusat.objects.filter(satker=instansi, sha256=sha256).first():
        raise SudahPusatError(f"Berkas ini sudah ada di daftar: {lama.judul}.")
    sama = SidikTeks.objects.filter(isi__sha256=sha256, satker__instansi=instansi).values_list("minhash", flat=True)
    minhash = sama.first()
    dokumen = DokumenPusat.objects.create(
        satker=instansi, sha256=sha256, minhash=minhash, judul=judul, alasan=alasan, oleh=oleh.user
    )
    _tandai_pusat(instansi.pk, sha256, ks.buka(minhash) if minhash else None, pusat=True)
    catat(
        oleh=oleh,
        satker=instansi,
        aksi="tambah_dokumen_pusat",
        objek=f"dokumenpusat:{dokumen.pk}",
        sesudah={"judul": judul, "sha256": sha256},
        alasan=alasan,
    )
    return dokumen


@transaction.atomic
def hapus_pusat(*, oleh: Pelaku, dokumen: DokumenPusat, alasan: str) -> None:
    """Take a document off the list; its pairs are findings again, with the reviews they had."""
    instansi = dokumen.satker
    _bergiliran(instansi.pk)
    minhash = ks.buka(dokumen.minhash) if dokumen.minhash else None
    catat(
        oleh=oleh,
        satker=instansi,
        aksi="hapus_dokumen_pusat",
        objek=f"dokumenpusat:{dokumen.pk}",
        sebelum={"judul": dokumen.judul, "sha256": dokumen.sha256},
        alasan=alasan,
    )
    dokumen.delete()
    _tandai_pusat(instansi.pk, dokumen.sha256, minhash, pusat=False)
    for lain in DokumenPusat.objects.filter(satker=instansi):
        _tandai_pusat(instansi.pk, lain.sha256, ks.buka(lain.minhash) if lain.minhash else None, pusat=True)


def _tandai_pusat(instansi_id: uuid.UUID, sha256: str, minhash: tuple[int, ...] | None, *, pusat: bool) -> None:
    milik = Isi.objects.filter(satker__instansi=instansi_id)
    isi = set(milik.filter(sha256=sha256).values_list("pk", flat=True))
    if minhash:
        cari: dict[str, Any] = {
            "pita": ks.pita(minhash, garam(instansi_id)),
            "versi": ks.VERSI,
            "instansi": instansi_id,
        }
        with connection.cursor() as kursor:
            kursor.execute(_TEKS, {**cari, "isi": uuid.UUID(int=0)})
            dekat = [(i, m) for _, i, m in kursor.fetchall()]
        isi |= {i for i, m in dekat if ks.taksir(minhash, ks.buka(m)) >= PUSAT_MIN}
    Kemiripan.objects.filter(Q(isi__in=isi) | Q(isi_lain__in=isi)).exclude(pusat=pusat).update(pusat=pusat)


def _yang_pusat(instansi_id: uuid.UUID, isi: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the contents that are central documents."""
    daftar = list(DokumenPusat.objects.filter(satker=instansi_id).values_list("sha256", "minhash"))
    if not daftar:
        return set()
    hasil = set(Isi.objects.filter(pk__in=isi, sha256__in=[s for s, _ in daftar]).values_list("pk", flat=True))
    sidik_pusat = [ks.buka(m) for _, m in daftar if m]
    for i, m in SidikTeks.objects.filter(isi__in=isi).values_list("isi_id", "minhash"):
        if any(ks.taksir(ks.buka(m), p) >= PUSAT_MIN for p in sidik_pusat):
            hasil.add(i)
    return hasil
