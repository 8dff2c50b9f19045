"""Finding documents by words: title, sent names, notes, question codes and the text inside them.

Every word must be there, each by its beginning or by its stem. What is searched comes from the index, which holds only
checked versions; what is shown is limited to what the actor may read before anything is matched. Private numbers are
masked in a quotation: a list shows them to people who never asked for the document.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, QuerySet, Value

from berkas.kata import cuplik, kata_dicari
from berkas.models import Berkas, Bukti
from berkas.telaah.pribadi import tutup_pribadi
from satker.pelaku import Pelaku

_HURUF_AKAR = 4  # a shorter stem stands in too many words to be worth marking
_MAKS_HALAMAN = 20_000  # characters of one page that are looked at for a quotation

# The page that holds most of the words, of the newest checked version of each document.
_HALAMAN = """
WITH versi AS (
    SELECT DISTINCT ON (berkas_id) satker_id, berkas_id, isi_id FROM berkas_versiberkas
    WHERE berkas_id = ANY(%s::uuid[]) AND putusan = 'lolos' ORDER BY berkas_id, nomor DESC
)
SELECT v.berkas_id, h.nomor, left(h.isi, %s), jsonb_array_length(o.teks)
FROM versi v
JOIN berkas_olahan o ON o.satker_id = v.satker_id AND o.isi_id = v.isi_id AND jsonb_typeof(o.teks) = 'array'
CROSS JOIN LATERAL (
    SELECT t.nomor, t.isi FROM jsonb_array_elements_text(o.teks) WITH ORDINALITY AS t (isi, nomor)
    WHERE t.isi ILIKE ANY(%s)
    ORDER BY (SELECT count(*) FROM unnest(%s) AS p (pola) WHERE t.isi ILIKE p.pola) DESC, t.nomor LIMIT 1
) h
"""


@dataclass(frozen=True, slots=True)
class Cuplikan:
    """Where the words stand: pieces of (text, is a hit). `halaman` 0: in the note, or a text without pages."""

    potongan: tuple[tuple[str, bool], ...]
    halaman: int
    asal: str  # isi | catatan


@dataclass(frozen=True, slots=True)
class BerkasCocok:
    """A document that has all the words."""

    id: uuid.UUID
    judul: str
    kode_satker: str
    nama_satker: str
    cuplikan: Cuplikan | None = None


def saring_kata(daftar: QuerySet[Berkas], teks: str) -> QuerySet[Berkas]:
    """Only documents with all the words, with `cocok` as their rank; nothing when `teks` holds no word."""
    kata = kata_dicari(teks)
    if not kata:
        return daftar.none().annotate(cocok=Value(0.0))
    cari = _kueri(kata[0])
    for k in kata[1:]:
        cari &= _kueri(k)
    return daftar.filter(indeks__vektor=cari).annotate(cocok=SearchRank(F("indeks__vektor"), cari))


def _kueri(kata: str) -> SearchQuery:
    """`kata` holds letters and digits only (kata_dicari), so it is safe as a raw prefix."""
    return SearchQuery(f"{kata}:*", config="simple", search_type="raw") | SearchQuery(
        kata, config="indonesian", search_type="plain"
    )


def cuplikan(berkas: Sequence[uuid.UUID], teks: str) -> dict[uuid.UUID, Cuplikan]:
    """A quotation for each document whose note or text holds the words. Three statements, none without a word.

    The caller passes only documents that the reader may see.
    """
    kata = kata_dicari(teks)
    if not kata or not berkas:
        return {}
    akar = _akar(kata)
    hasil = {}
    catatan = Bukti.objects.aktif().filter(berkas__in=berkas).exclude(uraian="").order_by("pk")
    for pk, uraian in catatan.values_list("berkas", "uraian"):
        if pk not in hasil and (potongan := cuplik(tutup_pribadi(uraian), kata, akar)):
            hasil[pk] = Cuplikan(potongan, 0, "catatan")
    pola = [f"%{k}%" for k in (*kata, *akar)]
    with connection.cursor() as kursor:
        kursor.execute(_HALAMAN, [list(map(str, berkas)), _MAKS_HALAMAN, pola, pola])
        baris = kursor.fetchall()
    for pk, nomor, isi, jumlah in baris:
        if potongan := cuplik(" ".join(tutup_pribadi(isi).split()), kata, akar):
            hasil[uuid.UUID(str(pk))] = Cuplikan(potongan, nomor if jumlah > 1 else 0, "isi")
    return hasil


def _akar(kata: list[str]) -> list[str]:
    """Stems of the words that are long enough to be marked inside other words."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT ts_lexize('indonesian_stem', k) FROM unnest(%s) AS t (k)", [kata])
        akar = {a for (daftar,) in kursor.fetchall() for a in daftar or [] if len(a) >= _HURUF_AKAR}
    return sorted(akar - set(kata))


def cari_berkas(pelaku: Pelaku, teks: str, batas: int) -> tuple[BerkasCocok, ...]:
    """Best first, then newest; nothing without words. Four statements, one when nothing is found."""
    terlihat = Berkas.objects.ada().terlihat_oleh(pelaku)
    baris = list(
        saring_kata(terlihat, teks)
        .order_by(F("cocok").desc(), "-dibuat_pada", "pk")
        .values_list("pk", "judul", "satker__kode", "satker__nama")[:batas]
    )
    kutipan = cuplikan([b[0] for b in baris], teks)
    return tuple(BerkasCocok(*b, kutipan.get(b[0])) for b in baris)
