"""Figures of a sheet: the engine run on the stored answers of a layer."""

from __future__ import annotations

from instrumen.pohon.tipe import Instrumen
from penilaian.models import Jawaban, Lapisan, LembarKerja
from penilaian.skor.hitung import HasilSkor, hitung
from satker.models import RiwayatPredikat
from satker.models.organisasi import Predikat


def wbk_sejak(lembar: LembarKerja) -> int | None:
    """Year of the first WBK of the unit that is held in the year of the sheet, for the gate SUDAH_WBK. One query."""
    return (
        RiwayatPredikat.objects.dipegang(lembar.periode.tahun)
        .filter(satker_id=lembar.satker_id, predikat=Predikat.WBK)
        .order_by("tahun")
        .values_list("tahun", flat=True)
        .first()
    )


def jawaban_lembar(lembar: LembarKerja, lapisan: str = Lapisan.SATKER) -> dict[str, Jawaban]:
    """All answers of a layer by kode_butir, with the person who saved last. One query."""
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=lapisan).select_related("oleh")
    return {j.kode_butir: j for j in baris}


def nilai_lembar(lembar: LembarKerja, instrumen: Instrumen, jawaban: dict[str, Jawaban]) -> HasilSkor:
    """The result of a layer from answers already read. One query (the predikat held)."""
    isi = {kode: j.isi for kode, j in jawaban.items() if j.isi is not None}
    return hitung(instrumen, isi, wbk_sejak=wbk_sejak(lembar), tahun=lembar.periode.tahun)
