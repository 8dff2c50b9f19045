"""The satker answers the locked values of the team, and the team decides about each answer.

The koordinator writes, the kepala sends (once, within the deadline of the database clock) or declares that there is
none. A value changes only by a proposal of the ketua that another person approves as dalnis. What was decided is
published with the LHE: until then the audit rows say who decided, not what.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from berkas.actions import kunci_versi
from berkas.models import Berkas, VersiBerkas
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.jawaban import JawabanDitolak
from penilaian.actions.nilai_lapisan import tulis_nilai_tanggapan
from penilaian.alur import KEADAAN, LangkahDitolak
from penilaian.models import (
    AlurLembar,
    BuktiTanggapan,
    KirimanTanggapan,
    LembarKerja,
    StatusTanggapan,
    Tanggapan,
)
from penilaian.skor.jawaban import nilai_butir, periksa_jawaban
from satker.actions.jejak import catat
from satker.pelaku import Pelaku
from satker.peran import Peran

BATAS_BUKTI = 10  # documents one reply may point to


@transaction.atomic
def simpan_tanggapan(
    *, oleh: Pelaku, lembar: LembarKerja, butir: Butir, teks: str, berkas: Iterable[uuid.UUID] = (), versi_dasar: int
) -> Tanggapan | None:
    """Write or change the draft of one butir; empty text takes it back (None). `berkas`: documents of the library.

    `versi_dasar`: version seen, 0 for none. Raises LangkahDitolak: keadaan, tenggat, peran, terkirim, berubah, berkas.
    """
    _pastikan_waktu_satker(oleh, lembar, Peran.KOORDINATOR)
    ada = Tanggapan.objects.select_for_update().filter(lembar=lembar, kode_butir=butir.kode).first()
    if (ada.versi if ada else 0) != versi_dasar:
        raise LangkahDitolak("berubah", "Tanggapan soal ini baru saja diubah orang lain. Baca lagi sebelum menyimpan.")
    teks = teks.strip()
    versi = _versi_dipilih(oleh, lembar, berkas)
    sekarang = timezone.now()
    if ada:
        BuktiTanggapan.objects.filter(tanggapan=ada).delete()
        if not teks:
            ada.delete()
        else:
            ada.teks, ada.versi, ada.oleh, ada.pada = teks, ada.versi + 1, oleh.user, sekarang
            ada.save(update_fields=["teks", "versi", "oleh", "pada"])
    elif teks:
        ada = Tanggapan.objects.create(
            satker_id=lembar.satker_id, lembar=lembar, kode_butir=butir.kode, teks=teks, oleh=oleh.user, pada=sekarang
        )
    if ada is None:
        return None
    if teks:
        BuktiTanggapan.objects.bulk_create(
            BuktiTanggapan(satker_id=lembar.satker_id, tanggapan=ada, versi=v) for v in versi
        )
    _catat(oleh, lembar, butir, "simpan_tanggapan" if teks else "hapus_tanggapan", {"berkas": len(versi)})
    return ada if teks else None


@transaction.atomic
def kirim_tanggapan(*, oleh: Pelaku, lembar: LembarKerja, nihil: bool, dilihat: int | None = None) -> KirimanTanggapan:
    """The kepala sends every draft, or declares that there is none. Pins the documents. Raises LangkahDitolak.

    `dilihat`: how many replies stood on the page; others are not sent unseen.
    """
    _pastikan_waktu_satker(oleh, lembar, Peran.KEPALA)
    draf = list(Tanggapan.objects.select_for_update().filter(lembar=lembar, status=StatusTanggapan.DRAF))
    if nihil and draf:
        raise LangkahDitolak("nihil", "Masih ada tanggapan yang ditulis. Kirim, atau minta ketua tim menghapusnya.")
    if not nihil and not draf:
        raise LangkahDitolak("nihil", "Belum ada tanggapan. Nyatakan tidak ada tanggapan bila memang tidak ada.")
    if dilihat is not None and dilihat != sum(t.versi for t in draf):
        raise LangkahDitolak("isi_berubah", "Tanggapan berubah sejak Anda membuka halaman ini. Baca lagi.")
    versi = VersiBerkas.objects.filter(pk__in=BuktiTanggapan.objects.filter(tanggapan__in=draf).values("versi"))
    kunci_versi(satker=lembar.satker, versi=versi, sebab=f"Tanggapan tahun {lembar.periode.tahun}")
    Tanggapan.objects.filter(pk__in=[t.pk for t in draf]).update(status=StatusTanggapan.TERKIRIM)
    kiriman = KirimanTanggapan.objects.create(
        lembar=lembar, satker_id=lembar.satker_id, nihil=nihil, oleh=oleh.user, pada=timezone.now()
    )
    _catat(oleh, lembar, None, "kirim_tanggapan", {"jumlah": len(draf), "nihil": nihil})
    return kiriman


@transaction.atomic
def usul_tanggapan(
    *,
    oleh: Pelaku,
    tanggapan: Tanggapan,
    isi: str | Mapping[str, str] | None,
    catatan: str,
) -> Tanggapan:
    """The ketua proposes: a new value with its note, or (`isi` None) that the value stays, with the reason.

    Raises LangkahDitolak, JawabanDitolak (the value is not a complete answer of this butir).
    """
    baris = _kunci_tanggapan(oleh, tanggapan, Peran.TPI_KETUA)
    butir = _butir(baris)
    if not catatan.strip():
        raise LangkahDitolak("alasan", "Tulis alasan yang akan dibaca satker.")
    if isi is not None and (periksa_jawaban(butir, isi) or not nilai_butir(butir, isi).terisi):
        raise JawabanDitolak(f"{butir.kode_pendek}: nilai usulan tidak lengkap")
    baris.usul_isi, baris.usul_catatan = isi, catatan.strip()
    baris.usul_oleh, baris.usul_pada = oleh.user, timezone.now()
    baris.putus_alasan, baris.putus_oleh, baris.putus_pada = "", None, None
    baris.save()
    _catat(oleh, baris.lembar, butir, "usul_tanggapan", None)
    return baris


@transaction.atomic
def putus_tanggapan(*, oleh: Pelaku, tanggapan: Tanggapan, setuju: bool, alasan: str = "") -> Tanggapan:
    """The dalnis approves the proposal, which then counts, or gives it back to the ketua with a reason."""
    baris = _kunci_tanggapan(oleh, tanggapan, Peran.TPI_DALNIS)
    butir = _butir(baris)
    if baris.usul_oleh_id is None:
        raise LangkahDitolak("usul", "Ketua tim belum mengusulkan putusan.")
    if baris.usul_oleh_id == oleh.user.pk:
        raise LangkahDitolak("peran", "Usul diputus oleh orang lain, bukan pengusulnya.")
    if setuju:
        if baris.usul_isi is not None:
            tulis_nilai_tanggapan(oleh=oleh, tanggapan=baris, butir=butir)
        baris.status = StatusTanggapan.DITERIMA if baris.usul_isi is not None else StatusTanggapan.DITOLAK
    elif not alasan.strip():
        raise LangkahDitolak("alasan", "Tulis alasan untuk ketua tim.")
    else:
        baris.usul_isi, baris.usul_catatan, baris.usul_oleh, baris.usul_pada = None, "", None, None
    baris.putus_alasan = "" if setuju else alasan.strip()
    baris.putus_oleh, baris.putus_pada = oleh.user, timezone.now()
    baris.save()
    _catat(oleh, baris.lembar, butir, "putus_tanggapan" if setuju else "kembalikan_usul_tanggapan", None)
    return baris


def _pastikan_waktu_satker(oleh: Pelaku, lembar: LembarKerja, peran: Peran) -> None:
    """Under the sheet's lock: the state, the deadline by the database clock, the person, and that nothing was sent."""
    alur = kunci_alur(lembar)
    if alur.keadaan != "tanggapan":
        nama = KEADAAN[alur.keadaan].lower()
        raise LangkahDitolak("keadaan", f"Lembar ini sedang {nama}: tidak ada yang ditanggapi.")
    if oleh.peran != peran or oleh.unit.pk != lembar.satker_id:
        raise LangkahDitolak("peran", "Tanggapan ditulis ketua tim ZI dan dikirim kepala satker.")
    if not AlurLembar.objects.filter(pk=alur.pk, tenggat__gt=Now()).exists():
        raise LangkahDitolak("tenggat", "Tenggat tanggapan sudah lewat.")
    if KirimanTanggapan.objects.filter(lembar=lembar).exists():
        raise LangkahDitolak("terkirim", "Tanggapan sudah dikirim dan tidak dapat diubah.")


def _versi_dipilih(oleh: Pelaku, lembar: LembarKerja, berkas: Iterable[uuid.UUID]) -> list[VersiBerkas]:
    """The counting version of each chosen document that this person may use."""
    kunci = list(dict.fromkeys(berkas))
    if len(kunci) > BATAS_BUKTI:
        raise LangkahDitolak("berkas", f"Paling banyak {BATAS_BUKTI} berkas untuk satu tanggapan.")
    ada = Berkas.objects.ada().terlihat_oleh(oleh).filter(satker=lembar.satker_id, pk__in=kunci)
    versi = VersiBerkas.objects.filter(berkas__in=ada).terkini().filter(putusan="lolos")
    pilih = list(versi)
    if len(pilih) != len(kunci):
        raise LangkahDitolak("berkas", "Ada berkas yang tidak lagi ada atau belum lolos pemeriksaan.")
    return pilih


def _kunci_tanggapan(oleh: Pelaku, tanggapan: Tanggapan, peran: Peran) -> Tanggapan:
    alur = kunci_alur(tanggapan.lembar)
    if alur.keadaan != "tanggapan":
        raise LangkahDitolak("keadaan", "Waktu memutus tanggapan sudah selesai.")
    if oleh.peran != peran:
        raise LangkahDitolak("peran", "Ketua tim mengusulkan, pengendali teknis memutus.")
    baris = Tanggapan.objects.select_for_update().select_related("lembar__periode").get(pk=tanggapan.pk)
    if baris.status != StatusTanggapan.TERKIRIM:
        raise LangkahDitolak("berubah", "Tanggapan ini sudah diputus.")
    return baris


def _butir(tanggapan: Tanggapan) -> Butir:
    return instrumen_untuk(tanggapan.lembar.periode.instrumen).butir[tanggapan.kode_butir]


def _catat(
    oleh: Pelaku, lembar: LembarKerja, butir: Butir | None, aksi: str, sesudah: Mapping[str, object] | None
) -> None:
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode if butir else "",
        area=butir.area if butir else "",
        aksi=aksi,
        objek=f"tanggapan:{lembar.pk}",
        sesudah=sesudah,
    )
