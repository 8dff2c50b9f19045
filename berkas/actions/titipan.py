"""The inbox: files that wait to be told which question they belong to."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.isi import simpan_isi
from berkas.actions.kesegaran import tebak_bila_terbaca
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.unggah import berkas_baru, tolak_duplikat
from berkas.models import Berkas, Bukti, DasarTanggal, HasilTitipan, Titipan, VersiBerkas, nama_tampak
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from common.tanggal import tanggal_dari_nama
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def simpan_titipan(
    *, oleh: Pelaku, satker: Satker, periode: Periode, kiriman: Kiriman, putusan: Putusan, folder: str = ""
) -> Titipan:
    """Store checked bytes in the inbox. The same bytes waiting there already (same person, year and name) are returned
    instead of a second row, so that a retry after a lost answer does no harm.

    Raises KuotaPenuhError and PenyimpananPenuhError; the waiting file stays the caller's to remove.
    """
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan, oleh=oleh)
    sudah = Titipan.objects.menunggu().filter(
        satker=satker, periode=periode, isi=isi, oleh=oleh.user, nama_kirim=kiriman.nama, folder=folder[:400]
    )
    if titipan := sudah.first():
        return titipan
    titipan = Titipan.objects.create(
        satker=satker,
        periode=periode,
        isi=isi,
        nama_kirim=kiriman.nama,
        folder=folder[:400],
        jumlah_halaman=putusan.halaman,
        oleh=oleh.user,
        pada=timezone.now(),
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="titip_berkas",
        objek=f"titipan:{titipan.pk}",
        sesudah=nama_tampak(titipan.nama_kirim, isi) | {"sha256": isi.sha256, "ukuran": isi.ukuran},
    )
    return titipan


@transaction.atomic
def simpan_dari_titipan(
    *,
    oleh: Pelaku,
    titipan: Titipan,
    kode_butir: str,
    area: str,
    triwulan: str = "",
    tanggal_dokumen: dt.date | None = None,
) -> Bukti:
    """A waiting file becomes a new document under a question (canonical `kode_butir`). `tanggal_dokumen` is what the
    person saw in the row: also None is an answer, so nothing is guessed behind it.

    Raises KeadaanBerubahError when it does not wait any more, DuplikatError when the satker has these bytes already.
    """
    kini = _kunci_menunggu(titipan)
    tolak_duplikat(kini.isi, kini.periode, kode_butir)
    versi = berkas_baru(
        oleh=oleh,
        satker=kini.satker,
        isi=kini.isi,
        nama=kini.nama_kirim,
        halaman=kini.jumlah_halaman,
        tanggal_dokumen=None if tanggal_dokumen == tanggal_dari_nama(kini.nama_kirim) else tanggal_dokumen,
    )
    if versi.tanggal_dokumen != tanggal_dokumen:  # the guess was taken out by the person
        versi.tanggal_dokumen, versi.dasar_tanggal = tanggal_dokumen, DasarTanggal.ORANG
        versi.save(update_fields=["tanggal_dokumen", "dasar_tanggal"])
    tebak_bila_terbaca(versi)
    return _jadikan(oleh, kini, versi.berkas, kode_butir, area, triwulan, "simpan_titipan")


@transaction.atomic
def tautkan_titipan(*, oleh: Pelaku, titipan: Titipan, kode_butir: str, area: str, triwulan: str = "") -> Bukti:
    """The satker has these bytes as a document already: link that one to the question instead of a second copy.

    Raises KeadaanBerubahError when the item does not wait, no such document is there (any more), or it is linked.
    """
    kini = _kunci_menunggu(titipan)
    sama = Berkas.objects.ada().filter(satker=kini.satker_id, versi__isi=kini.isi_id).order_by("dibuat_pada", "pk")
    berkas = Berkas.objects.select_for_update().filter(pk__in=sama.values("pk")[:1]).first()
    if berkas is None:
        raise KeadaanBerubahError("Berkas yang sama tidak ada lagi di data dukung. Pilih soalnya, lalu simpan.")
    tertaut = Bukti.objects.aktif().filter(satker=kini.satker_id, periode=kini.periode_id, kode_butir=kode_butir)
    if tertaut.filter(berkas=berkas).exists():
        raise KeadaanBerubahError("Berkas yang sama sudah tertaut pada soal ini. Pilih “Lewati”.")
    return _jadikan(oleh, kini, berkas, kode_butir, area, triwulan, "tautkan_titipan")


def _kunci_menunggu(titipan: Titipan) -> Titipan:
    """The usage lock first, as every upload does; then the item, which must still wait."""
    kunci_pemakaian(titipan.satker)
    kini = (
        Titipan.objects.select_for_update(of=("self",))
        .select_related("isi", "periode", "satker")
        .get(satker=titipan.satker_id, pk=titipan.pk)
    )
    if kini.hasil:
        raise KeadaanBerubahError(f"Berkas ini sudah keluar dari kotak masuk: {kini.get_hasil_display().lower()}.")
    return kini


def _jadikan(
    oleh: Pelaku, titipan: Titipan, berkas: Berkas, kode_butir: str, area: str, triwulan: str, aksi: str
) -> Bukti:
    sekarang = timezone.now()
    bukti = Bukti.objects.create(
        satker=titipan.satker,
        berkas=berkas,
        periode=titipan.periode,
        kode_butir=kode_butir,
        triwulan=triwulan,
        oleh=oleh.user,
        atas_nama_id=titipan.oleh_id if titipan.oleh_id != oleh.user.pk else None,
        pada=sekarang,
    )
    titipan.hasil, titipan.hasil_pada, titipan.berkas = HasilTitipan.SIMPAN, sekarang, berkas
    titipan.save(update_fields=["hasil", "hasil_pada", "berkas"])
    segarkan_indeks([berkas.pk])
    catat(
        oleh=oleh,
        satker=titipan.satker,
        periode=titipan.periode,
        kode_butir=kode_butir,
        area=area,
        aksi=aksi,
        objek=f"bukti:{bukti.pk}",
        sesudah=nama_tampak(titipan.nama_kirim, titipan.isi)
        | {"sha256": titipan.isi.sha256, "berkas_id": str(berkas.pk)},
    )
    return bukti


@transaction.atomic
def lewati_titipan(*, oleh: Pelaku, titipan: Titipan) -> Titipan:
    """Take a file out of the inbox. Its bytes stay for MASA_URUNG, so this can be undone."""
    kini = _kunci_menunggu(titipan)
    kini.hasil, kini.hasil_pada = HasilTitipan.LEWATI, timezone.now()
    kini.save(update_fields=["hasil", "hasil_pada"])
    _catat_titipan(oleh, kini, "lewati_titipan")
    return kini


@transaction.atomic
def kembalikan_titipan(*, oleh: Pelaku, titipan: Titipan, bukti: Bukti | None = None, baru: bool = False) -> Titipan:
    """Undo: the file waits in the inbox again. `bukti` is the link that saving made; with `baru` its document goes to
    the trash as well. Raises KeadaanBerubahError when the file, the link or the document was changed meanwhile.
    """
    kunci_pemakaian(titipan.satker)
    kini = (
        Titipan.objects.select_for_update(of=("self",))
        .select_related("isi", "periode", "satker", "berkas")
        .get(satker=titipan.satker_id, pk=titipan.pk)
    )
    if kini.hasil != (HasilTitipan.SIMPAN if bukti else HasilTitipan.LEWATI):
        raise KeadaanBerubahError(f"{kini.nama_kirim} tidak dapat dikembalikan: keadaannya sudah berubah.")
    if kini.isi.dibuang_pada is not None:
        raise KeadaanBerubahError(f"{kini.nama_kirim} sudah dibersihkan dari server. Unggah lagi.")
    if bukti is not None and kini.berkas is not None:
        _lepas_simpanan(oleh, kini, kini.berkas, bukti, baru)
    kini.hasil, kini.hasil_pada, kini.berkas = "", None, None
    kini.save(update_fields=["hasil", "hasil_pada", "berkas"])
    _catat_titipan(oleh, kini, "kembalikan_titipan")
    return kini


def _lepas_simpanan(oleh: Pelaku, titipan: Titipan, berkas: Berkas, bukti: Bukti, baru: bool) -> None:
    """Unlink what saving linked; a document that saving made and nobody has worked on since goes to the trash."""
    berkas = Berkas.objects.select_for_update().get(satker=titipan.satker_id, pk=berkas.pk)
    tautan = Bukti.objects.select_for_update(of=("self",)).get(satker=titipan.satker_id, pk=bukti.pk)
    aktif = set(Bukti.objects.aktif().filter(satker=titipan.satker_id, berkas=berkas).values_list("pk", flat=True))
    banyak_versi = VersiBerkas.objects.filter(satker=titipan.satker_id, berkas=berkas).count()
    if tautan.berkas_id != berkas.pk or tautan.pk not in aktif or (baru and (aktif != {tautan.pk} or banyak_versi > 1)):
        raise KeadaanBerubahError(f"{titipan.nama_kirim} sudah dipakai atau diubah setelah disimpan.")
    sekarang = timezone.now()
    tautan.dilepas_pada, tautan.dilepas_oleh = sekarang, oleh.user
    tautan.save(update_fields=["dilepas_pada", "dilepas_oleh"])
    if baru:
        berkas.dihapus_pada, berkas.dihapus_oleh = sekarang, oleh.user
        berkas.save(update_fields=["dihapus_pada", "dihapus_oleh"])
    segarkan_indeks([berkas.pk])


def _catat_titipan(oleh: Pelaku | None, titipan: Titipan, aksi: str) -> None:
    catat(
        oleh=oleh,
        satker=titipan.satker,
        periode=titipan.periode,
        aksi=aksi,
        objek=f"titipan:{titipan.pk}",
        sesudah=nama_tampak(titipan.nama_kirim, titipan.isi),
    )
