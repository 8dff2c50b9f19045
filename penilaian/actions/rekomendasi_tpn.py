"""Notes of the TPN as recommendations: the lines of a report, its general note, and notes beside its butir."""

from __future__ import annotations

from collections.abc import Sequence

from instrumen.queries import instrumen_untuk
from penilaian.actions.rekomendasi import buat_rekomendasi
from penilaian.models import HasilTpn, Jawaban, Lapisan, Rekomendasi, SumberRekomendasi, UnitUsulan
from penilaian.queries.calon_rekomendasi import jabatan_baku, tenggat_baku
from penilaian.skor.hitung import nilai_butir
from satker.pelaku import Pelaku

Catatan = tuple[str, str, str]  # (kode_butir, area, text)


def rekomendasi_dari_tpn(*, oleh: Pelaku, unit: UnitUsulan, hasil: HasilTpn, catatan: Sequence[Catatan]) -> int:
    """Make what is not there yet; called in the transaction that records the stage. Returns how many were made.

    Owner and due day by the rules of the year; a note that was made before (an earlier stage, a correction) is not made
    again.
    """
    milik = Rekomendasi.objects.filter(satker=unit.satker_id, lembar=unit.lembar_id, sumber=SumberRekomendasi.TPN)
    ada = set(milik.values_list("kode_butir", "area", "teks"))
    tenggat = tenggat_baku(unit.lembar, hasil.tanggal)
    banyak = 0
    for kode, area, teks in (*catatan, *_catatan_butir(unit)):
        if (kode, area, teks.strip()) in ada:
            continue
        ada.add((kode, area, teks.strip()))
        banyak += 1
        buat_rekomendasi(
            oleh=oleh,
            lembar=unit.lembar,
            sumber=SumberRekomendasi.TPN,
            teks=teks,
            kode_butir=kode,
            area=area,
            jabatan=jabatan_baku(area),
            tenggat=tenggat,
            hasil=hasil,
        )
    return banyak


def _catatan_butir(unit: UnitUsulan) -> list[Catatan]:
    """Notes the inspectorate typed beside butir of the layer TPN that are below full value."""
    butir = instrumen_untuk(unit.lembar.periode.instrumen).butir
    baris = Jawaban.objects.filter(lembar=unit.lembar_id, lapisan=Lapisan.TPN).exclude(uraian="").order_by("kode_butir")
    hasil = []
    for j in baris:
        satu = butir.get(j.kode_butir)
        nilai = nilai_butir(satu, j.isi).nilai if satu else None
        if satu and nilai is not None and nilai < 1:
            hasil.append((satu.kode, satu.area, j.uraian))
    return hasil
