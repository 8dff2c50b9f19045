"""What a calibration set can be made of: answers sent last year with the team's published score and their files."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform

from berkas.queries.berbagi import VersiBerbagi, versi_berbagi
from instrumen.pohon.tipe import Butir
from penilaian.models import BuktiPengajuan, ButirPengajuan, Lapisan, Pengajuan, Peristiwa, Potret
from penilaian.queries.butir import jawaban_singkat
from satker.models import Periode, Satker


@dataclass(frozen=True, slots=True)
class Calon:
    """One satker's sent answer to the butir. `akhir`: the team's published score, `catatan` its note."""

    satker: Satker
    kiriman: ButirPengajuan
    jawaban: str
    isi_akhir: Any
    akhir: str
    catatan: str
    berkas: tuple[VersiBerbagi, ...]

    @property
    def dapat(self) -> int:
        """Files that may be picked."""
        return sum(b.dipilih for b in self.berkas)


def calon_kalibrasi(periode: Periode, butir: Butir) -> tuple[Calon, ...]:
    """Of the whole instansi, for the inspectorate; those with a usable file first. Six statements.

    Last year under the same instrument: another one's codes mean other questions.
    """
    akhir = _akhir(periode, butir)
    kiriman = _kiriman(list(akhir), butir)
    berkas = _berkas(kiriman)
    hasil = []
    for lembar, k in kiriman.items():
        isi = akhir[lembar]
        hasil.append(
            Calon(
                satker=k.satker,
                kiriman=k,
                jawaban=jawaban_singkat(butir, k.isi),
                isi_akhir=isi["isi"],
                akhir=jawaban_singkat(butir, isi["isi"]),
                catatan=isi["catatan"],
                berkas=tuple(berkas[k.pengajuan_id]),
            )
        )
    return tuple(sorted(hasil, key=lambda c: (not c.dapat, c.satker.kode)))


def _akhir(periode: Periode, butir: Butir) -> dict[uuid.UUID, dict[str, Any]]:
    """Sheet of last year → the newest published score of the butir. One statement."""
    baris = Potret.objects.filter(
        lembar__periode__instansi_id=periode.instansi_id,
        lembar__periode__tahun=periode.tahun - 1,
        lembar__periode__instrumen=periode.instrumen,
        lapisan=Lapisan.TPI,
        peristiwa__in=[Peristiwa.KUNCI, Peristiwa.LHE],
    )
    baris = baris.order_by("lembar", "-pada").distinct("lembar").annotate(satu=KeyTransform(butir.kode, "jawaban"))
    return {pk: satu for pk, satu in baris.values_list("lembar", "satu") if satu and satu["isi"] is not None}


def _kiriman(lembar: list[uuid.UUID], butir: Butir) -> dict[uuid.UUID, ButirPengajuan]:
    """Sheet → the frozen answer of its newest sending. Two statements."""
    baru = Pengajuan.objects.filter(lembar__in=lembar).order_by("lembar", "-nomor").distinct("lembar")
    milik = dict(baru.values_list("pk", "lembar"))
    baris = ButirPengajuan.objects.filter(pengajuan__in=list(milik), kode_butir=butir.kode)
    return {milik[b.pengajuan_id]: b for b in baris.select_related("satker", "pengajuan")}


def _berkas(kiriman: dict[uuid.UUID, ButirPengajuan]) -> dict[uuid.UUID, list[VersiBerbagi]]:
    """Sending → its pinned files of the butir, in order. Three statements."""
    ke = {k.pengajuan_id: k for k in kiriman.values()}
    kode = {k.kode_butir for k in ke.values()}
    baris = BuktiPengajuan.objects.filter(pengajuan__in=list(ke), kode_butir__in=kode).order_by("bukti__pada", "bukti")
    pasangan = [(p, v) for p, n, v in baris.values_list("pengajuan", "ke", "versi") if ke[p].ke == n]
    versi = versi_berbagi({v for _, v in pasangan})
    hasil: dict[uuid.UUID, list[VersiBerbagi]] = defaultdict(list)
    for p, v in pasangan:
        hasil[p].append(versi[v])
    return hasil
