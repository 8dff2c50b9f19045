"""What the official list of evidence says: the frozen list of a package, without what must stay unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from berkas.models import Berkas, PaketBukti, Pembatasan
from instrumen.queries import instrumen_untuk

TERBATAS = "Dokumen terbatas (dibaca satker dan penilai)"


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One file under one question. Times as ISO text of the satker's zone; '' = unknown."""

    kode: str
    pernyataan: str
    nama: str
    versi: int
    tanggal_dokumen: str
    triwulan: str
    pada: str
    ukuran: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TautanDaftar:
    kode: str
    judul: str
    url: str


@dataclass(frozen=True, slots=True)
class DaftarResmi:
    """Contents of the document kind daftar_bukti. `penanda` = (role, name) of who answers for it."""

    lingkup: str
    dibekukan: str
    kode_paket: str
    jumlah: int
    ukuran: int
    terbatas: int
    penanda: tuple[str, str]
    baris: tuple[BarisDaftar, ...]
    tautan: tuple[TautanDaftar, ...]


def isi_daftar(paket: PaketBukti, *, penanda: tuple[str, str]) -> DaftarResmi:
    """The list as frozen in the package. A document kept for evaluators keeps its hash and loses its name, because
    readers of the whole instansi may open the paper but not that document. One statement.
    """
    isi = paket.manifes["berkas"]
    pk = {i["berkas"] for i in isi}
    umum = Berkas.objects.filter(satker=paket.satker_id, pk__in=pk, pembatasan=Pembatasan.UMUM)
    bernama = {str(satu) for satu in umum.values_list("pk", flat=True)}
    return DaftarResmi(
        lingkup=_lingkup(paket),
        dibekukan=paket.dibuat_pada.isoformat(timespec="seconds"),
        kode_paket=str(paket.pk),
        jumlah=paket.jumlah,
        ukuran=paket.ukuran,
        terbatas=sum(i["berkas"] not in bernama for i in isi),
        penanda=penanda,
        baris=tuple(_baris(i, bernama=i["berkas"] in bernama) for i in isi),
        tautan=tuple(TautanDaftar(t["kode"], t["judul"], t["url"]) for t in paket.manifes["tautan"]),
    )


def _baris(isi: dict[str, Any], *, bernama: bool) -> BarisDaftar:
    return BarisDaftar(
        kode=isi["kode"],
        pernyataan=isi["pernyataan"],
        nama=isi["nama"] if bernama else TERBATAS,
        versi=isi["versi"],
        tanggal_dokumen=isi["tanggal_dokumen"],
        triwulan=isi["triwulan"],
        pada=isi["pada"],
        ukuran=isi["ukuran"],
        sha256=isi["sha256"],
    )


def _lingkup(paket: PaketBukti) -> str:
    if paket.pilihan:
        return f"{len(paket.pilihan)} berkas pilihan"
    if not paket.area:
        return "Seluruh satker"
    instrumen = instrumen_untuk(paket.periode.instrumen)
    nama = {s.kode: s.nama for s in (*instrumen.area, *instrumen.area_hasil)}
    return f"{paket.area} {nama.get(paket.area, '')}".strip()
