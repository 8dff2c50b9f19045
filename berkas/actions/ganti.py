"""*Ganti*: a new version of a document, with a reason. Earlier versions stay readable; links follow the document."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.isi import simpan_isi
from berkas.actions.kesegaran import tebak_bila_terbaca
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.unggah import tanggal_versi
from berkas.models import Berkas, VersiBerkas, nama_tampak, putusan_untuk
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def ganti_versi(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    berkas: Berkas,
    kiriman: Kiriman,
    putusan: Putusan,
    alasan: str,
    tanggal_dokumen: dt.date | None = None,
) -> VersiBerkas:
    """Store checked bytes as the next version. Raises KeadaanBerubahError when the document is in the trash or already
    has these bytes as its newest version, ValueError without a reason; KuotaPenuhError and PenyimpananPenuhError as
    for any upload.
    """
    if not alasan.strip():
        raise ValueError("alasan wajib")
    kunci_pemakaian(satker)  # before the document, as every upload does
    kini = Berkas.objects.select_for_update().get(satker=satker, pk=berkas.pk)
    if kini.dihapus_pada is not None:
        raise KeadaanBerubahError("Berkas ini ada di Sampah. Pulihkan dulu berkasnya.")
    lama = VersiBerkas.objects.select_related("isi").filter(satker=satker, berkas=kini).order_by("-nomor")[0]
    if lama.isi.sha256 == kiriman.sha256:
        raise KeadaanBerubahError(f"Isi {kiriman.nama} sama dengan versi {lama.nomor}. Tidak ada yang diganti.")
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan, oleh=oleh)
    tanggal, dasar = tanggal_versi(kiriman.nama, tanggal_dokumen)
    versi = VersiBerkas.objects.create(
        satker=satker,
        berkas=kini,
        nomor=lama.nomor + 1,
        isi=isi,
        nama_kirim=kiriman.nama,
        tanggal_dokumen=tanggal,
        dasar_tanggal=dasar,
        jumlah_halaman=putusan.halaman,
        putusan=putusan_untuk(isi),
        oleh=oleh.user,
        pada=timezone.now(),
        alasan=alasan.strip()[:200],
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="ganti_berkas",
        objek=f"berkas:{kini.pk}",
        sebelum={"versi": lama.nomor, "sha256": lama.isi.sha256},
        sesudah={"versi": versi.nomor, **nama_tampak(versi.nama_kirim, isi), "sha256": isi.sha256},
        alasan=versi.alasan,
    )
    tebak_bila_terbaca(versi)
    segarkan_indeks([kini.pk])
    return versi
