"""What a package of evidence holds: one entry per file and question, as values that stay what they were."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from berkas.models import Berkas, Bukti, PaketBukti, PutusanVersi, VersiBerkas
from berkas.models.isi import kunci_isi
from berkas.paket import Entri, Jalur
from berkas.queries.tautan_luar import BarisTautan, tautan_tahun
from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from satker.models import Pekerjaan, Periode, Satker
from satker.pelaku import Pelaku

TANPA_TAUTAN = "Belum tertaut"


@dataclass(frozen=True, slots=True)
class IsiPaket:
    """One file of the package. Times as ISO text with the satker's zone; `kode` '' = used by no question this year."""

    jalur: str
    kode: str
    pernyataan: str
    berkas: str
    judul: str
    nama: str
    versi: int
    sha256: str
    ukuran: int
    tanggal_dokumen: str
    berlaku_sampai: str
    triwulan: str
    uraian: str
    oleh: str
    pada: str
    juga: list[str]


@dataclass(frozen=True, slots=True)
class TautanPaket:
    kode: str
    judul: str
    url: str
    keadaan: str
    uraian: str


@dataclass(frozen=True, slots=True)
class BarisPaket:
    """One package in the list of its owner."""

    paket: PaketBukti
    pekerjaan: Pekerjaan | None
    lingkup: str

    @property
    def siap(self) -> bool:
        return self.paket.disusun_pada is not None and self.paket.dikosongkan_pada is None


def susun_manifes(
    pelaku: Pelaku, satker: Satker, periode: Periode, *, area: str = "", pilihan: Sequence[uuid.UUID] = ()
) -> dict[str, list[dict[str, Any]]]:
    """What the actor may see now of the year's evidence (of one area, or of chosen documents), as plain values.

    Five statements whatever the size.
    """
    instrumen = instrumen_untuk(periode.instrumen)
    dokumen = Berkas.objects.ada().terlihat_oleh(pelaku).filter(satker=satker)
    if pilihan:
        dokumen = dokumen.filter(pk__in=pilihan)
    bukti = Bukti.objects.aktif().filter(satker=satker, periode=periode, berkas__in=dokumen).select_related("oleh")
    semua = sorted(bukti, key=lambda b: (_urutan(instrumen, b.kode_butir), b.pada, str(b.pk)))
    terpilih = [b for b in semua if not area or _area(instrumen, b.kode_butir) == area]
    kunci = set(pilihan) if pilihan else {b.berkas_id for b in terpilih}
    versi = _versi_lolos(satker, dokumen.filter(pk__in=kunci).values_list("pk", flat=True))
    kode: dict[uuid.UUID, list[str]] = defaultdict(list)
    for b in semua:
        kode[b.berkas_id].append(_pendek(instrumen, b.kode_butir))
    jalur, zona = Jalur(), ZoneInfo(satker.zona)
    isi = [_isi(jalur, zona, instrumen, b, versi[b.berkas_id], kode) for b in terpilih if b.berkas_id in versi]
    lepas = [v for pk, v in versi.items() if pk not in kode]
    isi += [_isi(jalur, zona, instrumen, None, v, kode) for v in sorted(lepas, key=lambda v: (v.pada, str(v.pk)))]
    tautan = (
        []
        if pilihan
        else [t for t in tautan_tahun(satker, periode) if not area or _area(instrumen, t.kode_butir) == area]
    )
    tautan.sort(key=lambda t: _urutan(instrumen, t.kode_butir))
    return {"berkas": [asdict(i) for i in isi], "tautan": [asdict(_tautan(instrumen, t)) for t in tautan]}


def _versi_lolos(satker: Satker, berkas: Any) -> dict[uuid.UUID, VersiBerkas]:
    """The newest checked version of each document."""
    hasil: dict[uuid.UUID, VersiBerkas] = {}
    daftar = VersiBerkas.objects.filter(satker=satker, berkas__in=berkas, putusan=PutusanVersi.LOLOS)
    for v in daftar.select_related("isi", "berkas", "oleh").order_by("berkas", "-nomor"):
        hasil.setdefault(v.berkas_id, v)
    return hasil


def _isi(
    jalur: Jalur,
    zona: ZoneInfo,
    instrumen: Instrumen,
    bukti: Bukti | None,
    versi: VersiBerkas,
    kode: dict[uuid.UUID, list[str]],
) -> IsiPaket:
    butir = instrumen.butir.get(bukti.kode_butir) if bukti else None
    pendek = _pendek(instrumen, bukti.kode_butir) if bukti else ""
    return IsiPaket(
        jalur=jalur.untuk(_folder(instrumen, butir, pendek), versi.nama_kirim),
        kode=pendek,
        pernyataan=butir.teks if butir else "",
        berkas=str(versi.berkas_id),
        judul=versi.berkas.judul,
        nama=versi.nama_kirim,
        versi=versi.nomor,
        sha256=versi.isi.sha256,
        ukuran=versi.isi.ukuran,
        tanggal_dokumen=versi.tanggal_dokumen.isoformat() if versi.tanggal_dokumen else "",
        berlaku_sampai=versi.berlaku_sampai.isoformat() if versi.berlaku_sampai else "",
        triwulan=bukti.triwulan if bukti else "",
        uraian=bukti.uraian if bukti else "",
        oleh=versi.oleh.nama,
        pada=versi.pada.astimezone(zona).isoformat(timespec="seconds"),
        juga=[k for k in kode.get(versi.berkas_id, []) if k != pendek],
    )


def _folder(instrumen: Instrumen, butir: Butir | None, pendek: str) -> tuple[str, ...]:
    """`A5 Penguatan Pengawasan`, `P5.1b`."""
    if butir is None:
        return (pendek or TANPA_TAUTAN,)
    nama = next((s.nama for s in (*instrumen.area, *instrumen.area_hasil) if s.kode == butir.area), "")
    return (f"{butir.area} {nama}".strip(), butir.kode_pendek)


def _pendek(instrumen: Instrumen, kode: str) -> str:
    butir = instrumen.butir.get(kode)
    return butir.kode_pendek if butir else kode


def _area(instrumen: Instrumen, kode: str) -> str:
    butir = instrumen.butir.get(kode)
    return butir.area if butir else ""


def _urutan(instrumen: Instrumen, kode: str) -> int:
    butir = instrumen.butir.get(kode)
    return butir.urutan if butir else 10_000


_KEADAAN = {"bisa": "bisa dibuka", "tidak": "tidak bisa dibuka", "belum": "belum dibuktikan orang lain"}


def _tautan(instrumen: Instrumen, tautan: BarisTautan) -> TautanPaket:
    keadaan = _KEADAAN[tautan.keadaan] + (f" ({tautan.dibuka_oleh})" if tautan.dibuka_oleh else "")
    return TautanPaket(_pendek(instrumen, tautan.kode_butir), tautan.judul, tautan.url, keadaan, tautan.uraian)


def entri_paket(pelaku: Pelaku, paket: PaketBukti) -> tuple[list[Entri], list[str]]:
    """The files to send, and sentences about those that the actor may no longer read. One statement."""
    isi = paket.manifes["berkas"]
    kini = Berkas.objects.ada().terlihat_oleh(pelaku).filter(satker=paket.satker_id, pk__in={i["berkas"] for i in isi})
    boleh = {str(pk) for pk in kini.values_list("pk", flat=True)}
    entri = [
        Entri(
            i["jalur"],
            kunci_isi(paket.satker_id, i["sha256"]),
            i["ukuran"],
            i["sha256"],
            dt.datetime.fromisoformat(i["pada"]),
        )
        for i in isi
        if i["berkas"] in boleh
    ]
    hilang = [
        f"{i['jalur']}: sudah di Sampah atau tidak lagi boleh Anda baca." for i in isi if i["berkas"] not in boleh
    ]
    return entri, hilang


def daftar_paket(pelaku: Pelaku, satker: Satker, periode: Periode, batas: int = 20) -> list[BarisPaket]:
    """The actor's own packages of this unit and year, newest first. Two statements."""
    milik = PaketBukti.objects.milik(pelaku).filter(satker=satker, periode=periode)
    daftar = list(milik.defer("manifes", "xlsx", "pdf").order_by("-dibuat_pada")[:batas])
    kerja = {
        p.kunci: p
        for p in Pekerjaan.objects.filter(satker=satker, jenis="paket_bukti", kunci__in=[str(p.pk) for p in daftar])
    }
    instrumen = instrumen_untuk(periode.instrumen)
    nama = {s.kode: s.nama for s in (*instrumen.area, *instrumen.area_hasil)}
    return [BarisPaket(p, kerja.get(str(p.pk)), _lingkup(p, nama)) for p in daftar]


def _lingkup(paket: PaketBukti, nama: dict[str, str]) -> str:
    if paket.pilihan:
        return f"{len(paket.pilihan)} berkas pilihan"
    return f"{paket.area} {nama.get(paket.area, '')}".strip() if paket.area else "Seluruh satker"
