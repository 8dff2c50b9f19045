"""What can be said about a document as a whole, and taking an earlier version again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.models import Berkas, PutusanVersi, VersiBerkas
from berkas.penyimpanan import ada
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

DI_SAMPAH = "Berkas ini ada di Sampah. Pulihkan dulu berkasnya."


@transaction.atomic
def pakai_kembali(
    *, oleh: Pelaku, satker: Satker, periode: Periode, berkas: Berkas, nomor: int, dilihat: int
) -> VersiBerkas:
    """Make version `nomor` the newest again: a new version with the same stored bytes. Nothing is sent or copied.

    `dilihat` is the newest version the person saw. Raises KeadaanBerubahError when there is a newer one meanwhile, the
    document is in the trash, the bytes are already the newest, or they are no longer stored.
    """
    kunci_pemakaian(satker)  # before the document, as every upload does; also keeps retention away from the bytes
    kini = Berkas.objects.select_for_update().get(satker=satker, pk=berkas.pk)
    if kini.dihapus_pada is not None:
        raise KeadaanBerubahError(DI_SAMPAH)
    semua = list(VersiBerkas.objects.select_related("isi").filter(satker=satker, berkas=kini).order_by("-nomor"))
    lama = next((v for v in semua if v.nomor == nomor and v.putusan == PutusanVersi.LOLOS), None)
    if lama is None or semua[0].nomor != dilihat:
        raise KeadaanBerubahError("Sudah ada versi yang lebih baru. Periksa daftar versinya dulu.")
    if lama.isi_id == semua[0].isi_id:
        raise KeadaanBerubahError(f"Isi versi {nomor} sama dengan versi kini. Tidak ada yang diganti.")
    if lama.isi.dibuang_pada is not None or not ada(lama.isi.kunci, lama.isi.ukuran):
        raise KeadaanBerubahError(f"Isi versi {nomor} tidak ada lagi di penyimpanan. Unggah berkasnya lewat Ganti.")
    versi = VersiBerkas.objects.create(
        satker=satker,
        berkas=kini,
        nomor=semua[0].nomor + 1,
        isi=lama.isi,
        nama_kirim=lama.nama_kirim,
        tanggal_dokumen=lama.tanggal_dokumen,
        dasar_tanggal=lama.dasar_tanggal,
        berlaku_sampai=lama.berlaku_sampai,
        jumlah_halaman=lama.jumlah_halaman,
        putusan=PutusanVersi.LOLOS,
        oleh=oleh.user,
        pada=timezone.now(),
        alasan=f"Memakai kembali versi {nomor}",
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="ganti_berkas",
        objek=f"berkas:{kini.pk}",
        sebelum={"versi": semua[0].nomor, "sha256": semua[0].isi.sha256},
        sesudah={"versi": versi.nomor, "berkas": versi.nama_kirim, "sha256": lama.isi.sha256},
        alasan=versi.alasan,
    )
    segarkan_indeks([kini.pk])
    return versi


@transaction.atomic
def ubah_berkas(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    berkas: Berkas,
    judul: str | None = None,
    pembatasan: str | None = None,
) -> Berkas:
    """Change the title and who may read the document; None leaves as is, and nothing changed writes nothing."""
    kini = Berkas.objects.select_for_update().get(satker=satker, pk=berkas.pk)
    if kini.dihapus_pada is not None:
        raise KeadaanBerubahError(DI_SAMPAH)
    baru = {"judul": judul, "pembatasan": pembatasan}
    beda = {k: v for k, v in baru.items() if v is not None and v != getattr(kini, k)}
    if not beda:
        return kini
    sebelum = {k: getattr(kini, k) for k in beda}
    for k, v in beda.items():
        setattr(kini, k, v)
    kini.save(update_fields=list(beda))
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="ubah_berkas",
        objek=f"berkas:{kini.pk}",
        sebelum=_kata(sebelum),
        sesudah=_kata(beda) | ({} if "judul" in beda else {"berkas": kini.judul}),
    )
    if "judul" in beda:
        segarkan_indeks([kini.pk])
    return kini


def _kata(isi: dict[str, str]) -> dict[str, str]:
    """Values as the history shows them: the restriction in words."""
    label = dict(Berkas._meta.get_field("pembatasan").flatchoices)
    return {k: str(label[v]) if k == "pembatasan" else v for k, v in isi.items()}
