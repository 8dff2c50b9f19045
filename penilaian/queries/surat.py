"""The letter of the penilaian pendahuluan, and who may read it."""

from __future__ import annotations

from berkas.models import DokumenTerbit, KeadaanDokumen
from penilaian.models import Lapisan, LembarKerja, Pengajuan, Peristiwa, Potret, SuratPendahuluan
from satker.pelaku import Pelaku
from satker.queries.garis import di_garis


def ada_surat(lembar: LembarKerja, pengajuan: Pengajuan | None) -> bool:
    """Whether the letter about this sending is recorded, or issued here as a document. At most three statements."""
    if pengajuan is None:
        return False
    if SuratPendahuluan.objects.filter(pengajuan=pengajuan).exists():
        return True
    potret = Potret.objects.filter(
        lembar=lembar, lapisan=Lapisan.PENDAHULUAN, peristiwa=Peristiwa.PENDAHULUAN, pengajuan=pengajuan
    ).order_by("-pada")
    putusan = potret.values_list("pk", flat=True).first()
    terbit = surat_terbit(lembar)
    return putusan is not None and terbit is not None and terbit.data["isi"].get("potret") == str(putusan)


def surat_terbit(lembar: LembarKerja) -> DokumenTerbit | None:
    """The letter that was written and issued here, while it is valid."""
    return DokumenTerbit.objects.filter(
        satker=lembar.satker_id, jenis="surat_pendahuluan", kunci=str(lembar.pk), keadaan=KeadaanDokumen.TERBIT
    ).first()


def surat_terakhir(lembar: LembarKerja) -> SuratPendahuluan | None:
    """The letter about the newest sending that has one."""
    surat = SuratPendahuluan.objects.filter(satker=lembar.satker_id, pengajuan__lembar=lembar)
    return surat.select_related("versi__isi", "unit", "pengajuan").order_by("-pengajuan__nomor").first()


def surat_terbaca(pelaku: Pelaku, lembar: LembarKerja) -> SuratPendahuluan | None:
    """The letter as far as the actor may know of it: the line above always, everybody else once the sending it is
    about has been decided (the layer is published with the decision)."""
    surat = surat_terakhir(lembar)
    if surat is None or di_garis(pelaku, lembar.satker, lembar.periode):
        return surat
    terbit = Potret.objects.filter(
        lembar=lembar, lapisan=Lapisan.PENDAHULUAN, peristiwa=Peristiwa.PENDAHULUAN, pengajuan=surat.pengajuan_id
    )
    return surat if terbit.exists() else None
