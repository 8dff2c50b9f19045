"""Scans of printed and signed documents, V1, V2 …: what came is kept, nothing is ever replaced."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas import pesan
from berkas.actions.hasil import DitolakError, KeadaanBerubahError
from berkas.actions.isi import simpan_isi
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.models import DokumenTerbit, KeadaanDokumen, TandaTanganBasah
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Alasan, Putusan
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@transaction.atomic
def unggah_ttd(
    *, oleh: Pelaku, dokumen: DokumenTerbit, kiriman: Kiriman, putusan: Putusan, keterangan: str = ""
) -> TandaTanganBasah:
    """Store a checked PDF as the next signed scan of a document that holds.

    Raises DitolakError (no PDF), KuotaPenuhError, PenyimpananPenuhError, and KeadaanBerubahError when the document does
    not hold, the same scan is there already, or it is the issued file itself.
    """
    if putusan.media != "application/pdf":
        teks = pesan.HANYA_PDF.format(nama=kiriman.nama)
        raise DitolakError(Alasan.TIPE, teks)
    kunci_pemakaian(dokumen.satker)
    kini = DokumenTerbit.objects.select_for_update().get(satker=dokumen.satker_id, pk=dokumen.pk)
    if kini.keadaan != KeadaanDokumen.TERBIT:
        raise KeadaanBerubahError("Dokumen ini sudah tidak berlaku. Salinan bertanda tangan tidak ditambahkan.")
    if kiriman.sha256 == kini.sha256:
        raise KeadaanBerubahError("Ini berkas yang diterbitkan, bukan hasil pindainya. Unggah hasil pindai.")
    ada = list(kini.ttd.select_related("isi").order_by("nomor"))
    sama = next((t for t in ada if t.isi.sha256 == kiriman.sha256), None)
    if sama is not None:
        raise KeadaanBerubahError(f"Berkas ini sudah tersimpan sebagai V{sama.nomor}.")
    ttd = TandaTanganBasah.objects.create(
        satker=kini.satker,
        dokumen=kini,
        nomor=len(ada) + 1,
        isi=simpan_isi(satker=kini.satker, kiriman=kiriman, putusan=putusan, oleh=oleh, bukti=False),
        nama_kirim=kiriman.nama,
        keterangan=keterangan[:200],
        oleh=oleh.user,
        pada=timezone.now(),
    )
    catat(
        oleh=oleh,
        satker=kini.satker,
        periode=kini.periode,
        aksi="unggah_ttd",
        objek=f"dokumen:{kini.pk}",
        sesudah={"dokumen": kini.judul, "kode": kini.kode, "versi": f"V{ttd.nomor}", "sha256": ttd.isi.sha256},
    )
    return ttd
