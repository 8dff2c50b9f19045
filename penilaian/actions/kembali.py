"""A butir of a sending goes back to the satker and comes again: returned, found complete, sent again.

Shared by everybody who reviews a sending. What is marked here is seen by the satker only while the sheet is in a state
of BUKA_BUTIR: a team that prepares its list during the evaluation shows it with the step "Minta perbaikan".
"""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.kirim import sematkan_bukti
from penilaian.alur import KEADAAN, LangkahDitolak
from penilaian.izin import BUKA_BUTIR, PEMERIKSA, boleh_kirim_ulang
from penilaian.models import (
    AlurLembar,
    BuktiPengajuan,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    RiwayatButir,
    StatusButir,
)
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.skor.jawaban import nilai_butir
from satker.actions.jejak import catat
from satker.pelaku import Pelaku

BATAS_ALASAN = 1000


@transaction.atomic
def kembalikan_butir(
    *, oleh: Pelaku, pengajuan_butir: ButirPengajuan, alasan: str, ke_dilihat: int | None = None
) -> ButirPengajuan:
    """Ask for a repair of one butir, with the reason the satker will read; a second return replaces the reason.

    `ke_dilihat`: which sending of the butir the reviewer read; a later one is refused. Raises LangkahDitolak.
    """
    alasan = alasan.strip()
    if not alasan:
        raise LangkahDitolak("alasan", "Tulis apa yang perlu diperbaiki.")
    if len(alasan) > BATAS_ALASAN:
        kelebihan = len(alasan) - BATAS_ALASAN
        raise LangkahDitolak("alasan", f"Alasan {len(alasan)} huruf. Batasnya {BATAS_ALASAN}. Kurangi {kelebihan}.")
    baris = _kunci_untuk_diperiksa(oleh, pengajuan_butir, ke_dilihat)
    return _tandai(oleh, baris, StatusButir.PERLU_PERBAIKAN, alasan)


@transaction.atomic
def tandai_lengkap(*, oleh: Pelaku, pengajuan_butir: ButirPengajuan, ke_dilihat: int | None = None) -> ButirPengajuan:
    """The reviewer finds the butir complete; a return that the satker has not answered is thereby taken back."""
    return _tandai(oleh, _kunci_untuk_diperiksa(oleh, pengajuan_butir, ke_dilihat), StatusButir.LENGKAP, "")


@transaction.atomic
def kirim_ulang_butir(
    *, oleh: Pelaku, pengajuan_butir: ButirPengajuan, versi_dilihat: int | None = None
) -> ButirPengajuan:
    """Send one returned butir again: its answer of the sheet and its evidence as they are now, and nothing else.

    `versi_dilihat`: the version of the answer the person saw. Raises LangkahDitolak: keadaan, tenggat, peran, status,
    lengkap (no complete answer), berubah (somebody saved in between), sama (nothing was repaired).
    """
    lembar = pengajuan_butir.pengajuan.lembar
    _pastikan_terbuka(kunci_alur(lembar))
    baris = _terakhir(lembar, pengajuan_butir)
    butir = _butir(lembar, baris)
    if not boleh_kirim_ulang(oleh, lembar.satker, butir.area):
        raise LangkahDitolak("peran", "Soal ini dikirim ulang oleh ketua Pokja areanya atau ketua tim ZI.")
    if baris.status != StatusButir.PERLU_PERBAIKAN:
        raise LangkahDitolak("status", "Soal ini tidak sedang menunggu perbaikan.")
    jawaban = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, kode_butir=baris.kode_butir).first()
    if jawaban is None or jawaban.isi is None or not nilai_butir(butir, jawaban.isi).terisi:
        raise LangkahDitolak("lengkap", "Jawaban soal ini belum lengkap. Lengkapi lebih dulu.")
    if versi_dilihat is not None and versi_dilihat != jawaban.versi:
        raise LangkahDitolak("berubah", "Jawaban baru saja berubah. Baca lagi, lalu kirim ulang.")
    dulu = _tersemat(baris)
    sama = _isi(baris) == _isi(jawaban)
    _simpan_riwayat(baris)
    _salin(jawaban, baris)
    sematkan_bukti(baris.pengajuan, baris)
    if sama and _tersemat(baris) == dulu:  # rolls everything back
        raise LangkahDitolak(
            "sama", "Belum ada yang berubah sejak soal ini dikembalikan. Ubah jawaban, uraian, atau berkasnya dulu."
        )
    _catat(oleh, lembar, butir, baris, "kirim_ulang_butir", {"ke": baris.ke - 1}, {"ke": baris.ke, "isi": baris.isi})
    return baris


def _kunci_untuk_diperiksa(oleh: Pelaku, diminta: ButirPengajuan, ke_dilihat: int | None) -> ButirPengajuan:
    """The row under the sheet's lock, for a reviewer of the present state."""
    lembar = diminta.pengajuan.lembar
    alur = kunci_alur(lembar)
    peran = PEMERIKSA.get(alur.keadaan)
    if peran is None:
        raise LangkahDitolak("keadaan", f"Lembar ini sedang {KEADAAN[alur.keadaan].lower()}: tidak ada yang diperiksa.")
    if oleh.peran not in peran:
        raise LangkahDitolak("peran", "Peran Anda tidak memeriksa lembar ini sekarang.")
    if oleh.unit.pk == lembar.satker_id and oleh.peran in PEMERIKSA["pendahuluan"]:
        raise LangkahDitolak("bukan_unit_sendiri", "Unit tidak menilai dirinya sendiri.")
    baris = _terakhir(lembar, diminta)
    if ke_dilihat is not None and ke_dilihat != baris.ke:
        raise LangkahDitolak("berubah", "Soal ini baru saja dikirim ulang. Baca lagi, lalu putuskan.")
    return baris


def _pastikan_terbuka(alur: AlurLembar) -> None:
    if alur.keadaan not in BUKA_BUTIR:
        raise LangkahDitolak(
            "keadaan", f"Lembar ini sedang {KEADAAN[alur.keadaan].lower()}: belum dapat dikirim ulang."
        )
    if alur.tenggat and AlurLembar.objects.filter(pk=alur.pk, tenggat__lte=Now()).exists():
        raise LangkahDitolak("tenggat", "Tenggat perbaikan sudah lewat. Isian Anda tetap tersimpan di lembar.")


def _terakhir(lembar: LembarKerja, diminta: ButirPengajuan) -> ButirPengajuan:
    """The row itself, locked; only the newest sending is worked on."""
    baris = ButirPengajuan.objects.select_for_update().get(pk=diminta.pk)
    terakhir = pengajuan_terakhir(lembar)
    if terakhir is None or baris.pengajuan_id != terakhir.pk:
        raise LangkahDitolak("berubah", "Sudah ada pengajuan yang lebih baru. Buka pengajuan itu.")
    baris.pengajuan = terakhir
    return baris


def _tandai(oleh: Pelaku, baris: ButirPengajuan, status: StatusButir, alasan: str) -> ButirPengajuan:
    if (baris.status, baris.alasan) == (status, alasan):
        return baris
    sebelum = baris.status
    baris.status, baris.alasan = status, alasan
    baris.save(update_fields=["status", "alasan"])
    lembar = baris.pengajuan.lembar
    aksi = "kembalikan_butir" if status == StatusButir.PERLU_PERBAIKAN else "tandai_lengkap"
    isi = {"status": status.value, "ke": baris.ke}
    _catat(oleh, lembar, _butir(lembar, baris), baris, aksi, {"status": sebelum}, isi, alasan)
    return baris


def _butir(lembar: LembarKerja, baris: ButirPengajuan) -> Butir:
    return instrumen_untuk(lembar.periode.instrumen).butir[baris.kode_butir]


def _isi(baris: ButirPengajuan | Jawaban) -> tuple[object, str, str]:
    return baris.isi, baris.uraian, baris.catatan_nol


def _tersemat(baris: ButirPengajuan) -> set[tuple[object, object]]:
    """Which versions of which evidence stand under the present sending of the butir."""
    bukti = BuktiPengajuan.objects.filter(pengajuan=baris.pengajuan, kode_butir=baris.kode_butir, ke=baris.ke)
    return set(bukti.values_list("bukti_id", "versi_id"))


def _simpan_riwayat(baris: ButirPengajuan) -> None:
    RiwayatButir.objects.create(
        satker_id=baris.satker_id,
        butir=baris,
        ke=baris.ke,
        isi=baris.isi,
        uraian=baris.uraian,
        catatan_nol=baris.catatan_nol,
        versi_jawaban=baris.versi_jawaban,
        alasan=baris.alasan,
        oleh_id=baris.oleh_id,
        pada=baris.pada,
    )


def _salin(jawaban: Jawaban, baris: ButirPengajuan) -> None:
    """The reason stays beside the repaired content: the reviewer reads both."""
    baris.isi, baris.uraian, baris.catatan_nol = jawaban.isi, jawaban.uraian, jawaban.catatan_nol
    baris.versi_jawaban, baris.oleh_id, baris.pada = jawaban.versi, jawaban.oleh_id, jawaban.pada
    baris.ke, baris.status = baris.ke + 1, StatusButir.DIPERBAIKI
    baris.save()


def _catat(
    oleh: Pelaku,
    lembar: LembarKerja,
    butir: Butir,
    baris: ButirPengajuan,
    aksi: str,
    sebelum: dict[str, object],
    sesudah: dict[str, object],
    alasan: str = "",
) -> None:
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        aksi=aksi,
        objek=f"butir_pengajuan:{baris.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
        alasan=alasan,
    )
