"""What the public may know about an issued document: that it is, whether it holds, and the hashes of its files.

No names of people, no title, no contents, no figures.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models.fields.json import KT

from berkas.models import DokumenTerbit, KeadaanDokumen, TandaTanganBasah
from berkas.queries.dokumen import rantai_dokumen
from berkas.terbit.kata import KATA


@dataclass(frozen=True, slots=True)
class Kandidat:
    """A file that a visitor may hold: its hash, what a match means, the code of that document ('' = this one)."""

    sha256: str
    kalimat: str
    nada: str  # ok | warn
    kode: str = ""


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """One document as the check page shows it; times are days of the unit's zone."""

    kode: str
    keadaan: str
    jenis: str
    nomor: str
    penerbit: str
    tahun: int
    tanggal: dt.date
    versi: int
    terbit_pada: dt.date
    sha256: str
    sidik_data: str
    pengganti: str
    diganti_pada: dt.date | None
    ditarik_pada: dt.date | None
    sebab: str
    ttd: bool
    kandidat: tuple[Kandidat, ...]

    @property
    def berlaku(self) -> bool:
        return self.keadaan == KeadaanDokumen.TERBIT

    def cocokkan(self, sha256: str) -> Kandidat | None:
        """The candidate with that hash; this document's own come first."""
        return next((k for k in self.kandidat if k.sha256 == sha256), None)


def periksa_dokumen(kode: str, bahasa: str) -> HasilPeriksa | None:
    """The issued document with this code in its one form, or None: drafts are known to nobody. Four statements."""
    satu = DokumenTerbit.objects.ringan().terbit().annotate(penanda=KT("data__kepala__ttd")).filter(kode=kode).first()
    if satu is None:
        return None
    rantai = [d for d in rantai_dokumen(satu) if d.sudah_terbit]
    dok = next(d for d in rantai if d.pk == satu.pk)
    baru = next((d for d in rantai if d.menggantikan_id == dok.pk), None)
    zona = ZoneInfo(dok.satker.zona)
    jenis = dok.jenis_data
    assert dok.terbit_pada is not None  # noqa: S101  the database says so (dokumenterbit_terbit_sepasang)
    return HasilPeriksa(
        kode=dok.kode,
        keadaan=dok.keadaan,
        jenis=jenis.nama_en if bahasa == "en" else jenis.nama,
        nomor=dok.nomor,
        penerbit=dok.satker.nama,
        tahun=dok.periode.tahun,
        tanggal=dok.tanggal,
        versi=dok.versi,
        terbit_pada=dok.terbit_pada.astimezone(zona).date(),
        sha256=dok.sha256,
        sidik_data=dok.sidik_data,
        pengganti=baru.kode if baru else "",
        diganti_pada=dok.diganti_pada.astimezone(zona).date() if dok.diganti_pada else None,
        ditarik_pada=dok.ditarik_pada.astimezone(zona).date() if dok.ditarik_pada else None,
        sebab=KATA[bahasa][dok.sebab_tarik] if dok.sebab_tarik else "",
        ttd=bool(getattr(satu, "penanda", "")),
        kandidat=_kandidat(dok, rantai, KATA[bahasa]),
    )


def _kandidat(dok: DokumenTerbit, rantai: list[DokumenTerbit], kata: dict[str, str]) -> tuple[Kandidat, ...]:
    """Its own file, its signed scans, then the files of the other versions."""
    scan: dict[object, list[TandaTanganBasah]] = defaultdict(list)
    ttd = TandaTanganBasah.objects.filter(satker=dok.satker_id, dokumen__in=rantai).select_related("isi")
    for satu in ttd.order_by("nomor"):
        if satu.terbuka:
            scan[satu.dokumen_id].append(satu)
    berlaku = dok.keadaan == KeadaanDokumen.TERBIT
    ekor, nada = ("", "ok") if berlaku else ("_tidak_berlaku", "warn")
    hasil = [Kandidat(dok.sha256, kata["sama" + ekor], nada)]
    hasil += [Kandidat(t.isi.sha256, kata["basah" + ekor].format(nomor=t.nomor), nada) for t in scan[dok.pk]]
    for lain in rantai:
        if lain.pk == dok.pk:
            continue
        kunci = "versi_lama" if lain.versi < dok.versi else "versi_baru"
        kalimat = kata[kunci].format(kode=lain.kode, versi=lain.versi)
        sidik = [lain.sha256, *(t.isi.sha256 for t in scan[lain.pk])]
        hasil += [Kandidat(s, kalimat, "warn", lain.kode) for s in sidik]
    return tuple(hasil)
