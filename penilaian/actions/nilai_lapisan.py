"""Scoring a butir on an evaluator's layer: pendahuluan, a member of the team, the team, TPN. Nothing is ever copied;
agreeing with the satker writes the same answer as one's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.ganda_nilai import pastikan_dapat_diputus, sesudah_nilai
from penilaian.actions.jawaban import JawabanDitolak, Tersimpan, hitung_jawaban, pastikan_terbaru, tulis_jawaban
from penilaian.actions.ringkasan import tulis_ringkasan
from penilaian.alur import KEADAAN, SYARAT, LangkahDitolak
from penilaian.izin import di_luar_waktu_nilai
from penilaian.lapisan import LAPISAN
from penilaian.models import Jawaban, Lapisan, LembarKerja, Tanggapan
from penilaian.queries.alur import ke_sekarang
from penilaian.queries.ganda import butir_buta
from penilaian.queries.kalibrasi_wajib import sebab_kalibrasi
from penilaian.queries.tim import bernyataan_bebas
from penilaian.skor.hitung import nilai_butir, periksa_jawaban
from satker.actions.jejak import catat
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.garis import di_garis
from satker.queries.jejak import AWALAN_DALAM
from satker.queries.waktu import keadaan_jendela

KE_APA_PUN = -1  # whichever sending of the butir counts now
LAPISAN_TIM = frozenset({Lapisan.TPI_ANGGOTA, Lapisan.TPI})  # written only by who has signed for the unit


class KirimanBerubah(Exception):
    """The satker sent this butir again after the page was opened; nothing was saved."""


@transaction.atomic
def simpan_nilai(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    butir: Butir,
    lapisan: str,
    isi: str | Mapping[str, str] | None,
    catatan: str,
    versi_dasar: int,
    alasan: str = "",
    ke_dilihat: int | None = KE_APA_PUN,
) -> Tersimpan:
    """Save one score of a layer. `versi_dasar`: the version seen (0: none yet). `isi` None takes the score back.
    `alasan`: why it changes, for the audit row, where a page asks for it. `ke_dilihat`: the sending of the butir the
    person judged.

    Raises VersiUsang, KirimanBerubah, JawabanDitolak (content), LangkahDitolak (the layer is not written in the present
    state or window, or the team settles a blind butir too early). Points of a member (tpi_anggota) enter no summary;
    the result returned is then that of the member's own answers.
    """
    alur = kunci_alur(lembar)
    pastikan_terbuka(oleh, lembar, alur.keadaan, lapisan)
    if lapisan in LAPISAN_TIM and not bernyataan_bebas(oleh, lembar):
        raise LangkahDitolak(
            "pernyataan", "Tandatangani dulu pernyataan kepentingan untuk satker ini, lalu nilai lagi."
        )
    if lapisan in LAPISAN_TIM and (sebab := sebab_kalibrasi(oleh, lembar)):
        raise LangkahDitolak("kalibrasi", sebab)
    if lapisan == Lapisan.PENDAHULUAN and not di_garis(oleh, lembar.satker, lembar.periode):
        raise LangkahDitolak("garis_pendahuluan", SYARAT["garis_pendahuluan"])
    ke = ke_sekarang(lembar, butir.kode)
    if ke_dilihat not in (KE_APA_PUN, ke):
        raise KirimanBerubah
    _pastikan_sah(butir, isi, catatan)
    ganda = butir_buta(lembar, butir.kode) if lapisan in LAPISAN_TIM else None
    if ganda and lapisan == Lapisan.TPI:
        pastikan_dapat_diputus(lembar, butir, ganda, isi, catatan)
    penilai = oleh.user if lapisan == Lapisan.TPI_ANGGOTA else None
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=lapisan, penilai=penilai).select_related("oleh")
    semua = {j.kode_butir: j for j in baris}
    lama = semua.get(butir.kode)
    sesudah: dict[str, Any] = {"isi": isi, "uraian": catatan, "dinilai_ke": ke}
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    if lama and (lama.isi, lama.uraian, lama.dinilai_ke) == (isi, catatan, ke):
        return Tersimpan(lama, hitung_jawaban(instrumen, lembar, semua), False)
    pastikan_terbaru(lama, versi_dasar)
    sebelum = lama.isi if lama else None
    jejak: dict[str, Any] = {"isi": isi}
    jawaban = tulis_jawaban(lembar, butir, lama, sesudah, oleh, lapisan=lapisan, penilai=penilai)
    hasil = hitung_jawaban(instrumen, lembar, {**semua, butir.kode: jawaban})
    if penilai is None:
        tulis_ringkasan(lembar=lembar, lapisan=lapisan, instrumen=instrumen, hasil=hasil)
    if ganda and sesudah_nilai(oleh, lembar, butir, lapisan, sebelum, isi):
        jejak["sesudah_melihat"] = True
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        # the history of a blind score stays out of every history page
        aksi=f"{AWALAN_DALAM if ganda and penilai else ''}nilai_{lapisan}",
        objek=f"jawaban:{jawaban.pk}",
        sebelum={"isi": sebelum},
        sesudah={**jejak, "versi": jawaban.versi},
        alasan=alasan,
    )
    return Tersimpan(jawaban, hasil, True)


def pastikan_terbuka(oleh: Pelaku, lembar: LembarKerja, keadaan: str, lapisan: str) -> None:
    """Judge role, state and window of a layer, the window by the database clock. Raises LangkahDitolak."""
    aturan = LAPISAN[lapisan]
    if keadaan not in aturan.keadaan or oleh.peran not in aturan.penulis:
        raise LangkahDitolak("keadaan", f"Lembar ini sedang {KEADAAN[keadaan].lower()}: nilai tidak dapat diubah.")
    jendela = keadaan_jendela(satker=lembar.satker, periode=lembar.periode, tahap=aturan.tahap, peran=oleh.peran)
    if not jendela.terbuka:
        raise LangkahDitolak("jendela", di_luar_waktu_nilai(jendela, aturan.tahap))


def _pastikan_sah(butir: Butir, isi: Any, catatan: str) -> None:
    if isi is None:
        return
    if galat := periksa_jawaban(butir, isi):
        raise JawabanDitolak(f"{butir.kode_pendek}: {galat[0].kode}")
    if nilai_butir(butir, isi).nol and not catatan.strip():
        raise JawabanDitolak(f"{butir.kode_pendek}: penyebut nol tanpa catatan")


def tulis_nilai_tanggapan(*, oleh: Pelaku, tanggapan: Tanggapan, butir: Butir) -> Jawaban:
    """The one way a locked value changes: in the time of replies, proposed by the ketua, approved by another person as
    dalnis. Called inside the transaction of putus_tanggapan(), which writes the audit row. Raises LangkahDitolak.
    """
    lembar = tanggapan.lembar
    alur = kunci_alur(lembar)
    if alur.keadaan != "tanggapan" or tanggapan.usul_oleh_id is None or tanggapan.usul_isi is None:
        raise LangkahDitolak("keadaan", "Tidak ada usul nilai yang dapat diputus sekarang.")
    if oleh.peran != Peran.TPI_DALNIS or oleh.user.pk == tanggapan.usul_oleh_id:
        raise LangkahDitolak("peran", "Usul nilai disetujui pengendali teknis, bukan oleh pengusulnya.")
    _pastikan_sah(butir, tanggapan.usul_isi, tanggapan.usul_catatan)
    semua = {j.kode_butir: j for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPI).select_related("oleh")}
    sesudah = {
        "isi": tanggapan.usul_isi,
        "uraian": tanggapan.usul_catatan,
        "dinilai_ke": ke_sekarang(lembar, butir.kode),
    }
    jawaban = tulis_jawaban(lembar, butir, semua.get(butir.kode), sesudah, oleh, lapisan=Lapisan.TPI, penilai=None)
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    hasil = hitung_jawaban(instrumen, lembar, {**semua, butir.kode: jawaban})
    tulis_ringkasan(lembar=lembar, lapisan=Lapisan.TPI, instrumen=instrumen, hasil=hasil)
    return jawaban
