"""What blind double scoring adds to the one door of scores (nilai_lapisan), and the moment others' scores are shown."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from instrumen.pohon.tipe import Butir
from penilaian.actions.alur import kunci_alur
from penilaian.alur import LangkahDitolak
from penilaian.models import ButirGanda, Jawaban, Lapisan, LembarKerja, NilaiPertama
from penilaian.pembagian import gabung
from penilaian.queries.ganda import butir_buta, sepadan
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


def pastikan_dapat_diputus(lembar: LembarKerja, butir: Butir, ganda: ButirGanda, isi: Any, catatan: str) -> None:
    """The team settles a blind butir only after both have scored, and with a reason unless it takes what both gave.

    So nothing of one score can reach the other person by way of the agreed one. Raises LangkahDitolak.
    """
    if isi is None:
        return
    dua = (ganda.pertama, ganda.kedua)
    baris = Jawaban.objects.filter(
        lembar=lembar,
        lapisan=Lapisan.TPI_ANGGOTA,
        kode_butir=butir.kode,
        penilai__in=[u.pk for u in dua],
        isi__isnull=False,
    )
    ada = dict(baris.values_list("penilai", "isi"))
    if kurang := [u.nama for u in dua if u.pk not in ada]:
        raise LangkahDitolak(
            "ganda", f"Soal ini dinilai dua orang tanpa saling melihat. Tunggu nilai {gabung(kurang)}."
        )
    if not all(sepadan(butir, isi, nilai) for nilai in ada.values()) and not catatan.strip():
        raise LangkahDitolak(
            "ganda_alasan", "Pilihan Anda berbeda dari nilai seorang penilai. Tulis alasannya, lalu simpan lagi."
        )


def sesudah_nilai(oleh: Pelaku, lembar: LembarKerja, butir: Butir, lapisan: str, sebelum: Any, isi: Any) -> bool:
    """Keep the member's first score, or note that it changed after others were seen (then True). A settled butir opens
    for its evaluators: their first scores are final. `sebelum`: what the layer held before this save."""
    semua = NilaiPertama.objects.filter(satker=lembar.satker_id, lembar=lembar, kode_butir=butir.kode)
    saat = timezone.now()
    if lapisan == Lapisan.TPI:
        if isi is not None:
            semua.filter(dibuka_pada=None, isi__isnull=False).update(dibuka_pada=saat)
        return False
    lama = semua.filter(penilai=oleh.user).first()
    if lama is None:
        NilaiPertama.objects.create(
            satker_id=lembar.satker_id, lembar=lembar, kode_butir=butir.kode, penilai=oleh.user, isi=isi, pada=saat
        )
        return False
    if lama.dibuka_pada is None:
        lama.isi, lama.pada = isi, saat
        lama.save(update_fields=["isi", "pada"])
        return False
    if isi == sebelum:  # only the note
        return False
    lama.diubah_pada = saat
    lama.save(update_fields=["diubah_pada"])
    return True


@transaction.atomic
def catat_terbuka(*, oleh: Pelaku, lembar: LembarKerja, butir: Butir) -> bool:
    """Note, once, that the member is now shown the others' scores of a blind butir; False when nothing was to note."""
    kunci_alur(lembar)
    if butir_buta(lembar, butir.kode) is None:
        return False
    baris = NilaiPertama.objects.filter(
        satker=lembar.satker_id, lembar=lembar, kode_butir=butir.kode, penilai=oleh.user, dibuka_pada=None
    )
    if not baris.filter(isi__isnull=False).update(dibuka_pada=timezone.now()):
        return False
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        aksi="dalam_lihat_nilai_lain",
        objek=f"lembar:{lembar.pk}",
    )
    return True
