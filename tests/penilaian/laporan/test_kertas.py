"""The papers as PDF: figures as the engine's, tagged, nothing clipped, DRAF on every page of a draft."""

from __future__ import annotations

import datetime as dt
import io
import re
from fractions import Fraction

import pikepdf
import pypdfium2
import pytest

from berkas.laporan.dokumen import pdf_dokumen
from common.desimal import format_angka
from penilaian.actions.dokumen import siapkan_berita_acara, siapkan_lhe
from penilaian.actions.rundown import catat_kehadiran
from penilaian.actions.sesi import tutup_sesi
from penilaian.laporan.lhe import kesimpulan
from penilaian.models import SesiDesk
from satker.models import SetelanInstansi
from satker.peran import Peran
from tests.penilaian.perjalanan import sampai_kunci, sesi_desk, wawancarai

pytestmark = pytest.mark.django_db
HARI = dt.date(2026, 8, 27)


def _halaman(pdf: bytes) -> list[str]:
    dokumen = pypdfium2.PdfDocument(pdf)
    try:
        return [h.get_textpage().get_text_range() for h in dokumen]
    finally:
        dokumen.close()


def _di_luar(pdf: bytes) -> list[str]:
    """Letters that reach beyond the printable width (18 mm margins, half a point of grace)."""
    dokumen, tepi, keluar = pypdfium2.PdfDocument(pdf), 18 * 72 / 25.4 - 0.5, []
    try:
        for h in dokumen:
            teks = h.get_textpage()
            for i in range(teks.count_chars()):
                kiri, bawah, kanan, _ = teks.get_charbox(i)
                if kanan > kiri and bawah > 24 * 72 / 25.4 and (kiri < tepi or kanan > h.get_width() - tepi):
                    keluar.append(teks.get_text_range(max(i - 10, 0), 20))
        return keluar
    finally:
        dokumen.close()


def _rapat(teks: str) -> str:
    return re.sub(r"\s+", " ", teks)


def test_lhe_prints_the_figures_of_the_engine_tagged_and_unclipped(dunia):
    sampai_kunci(dunia)
    satu = siapkan_lhe(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, nomor="LHE-1", tanggal=HARI)
    isi = satu.data["isi"]
    pdf = pdf_dokumen(satu, draf=True)
    halaman = _halaman(pdf)
    teks = _rapat(" ".join(halaman))
    for b in isi["banding"]:
        angka = " ".join(format_angka(Fraction(n)) for n in (b["bobot"], *b["nilai"], b["selisih"]))
        assert f"{b['nama']} {angka}" in teks
    for s in isi["simpul"]:
        angka = " ".join(format_angka(Fraction(s[n])) for n in ("bobot", "nilai", "persen"))
        ekor = f" {format_angka(Fraction(s['minimum']))}" if s["minimum"] else " –"
        assert f"{_rapat(s['nama'])} {angka}{ekor}" in teks
    assert all(f"{c['kode']} {c['teks']}" in teks for a in isi["area"] for c in a["catatan"])
    assert isi["hash_instrumen"] in re.sub(r"\s", "", teks)
    assert [("DRAF" in h, "Sidik data" in h) for h in halaman] == [(True, True)] * len(halaman)
    assert _di_luar(pdf) == []
    berkas = pikepdf.open(io.BytesIO(pdf))
    assert (str(berkas.Root.Lang), bool(berkas.Root.MarkInfo.Marked)) == ("id", True)
    assert str(berkas.docinfo.Title) == f"{satu.judul} (DRAF)"
    assert sum("Bagian Bobot Nilai % Minimum Keadaan" in _rapat(h) for h in halaman) >= 2  # the head repeats
    resmi = _halaman(pdf_dokumen(satu, draf=False))
    assert "DRAF" not in " ".join(resmi)
    assert "FINAL" in resmi[0]  # the cover, a page of its own
    assert "Kesimpulan" not in resmi[0]
    assert all(r["teks"] in teks and r["jabatan"] in teks for r in isi["rekomendasi"])
    setelan, _ = SetelanInstansi.objects.get_or_create(instansi=dunia.satker.instansi)
    setelan.kertas, setelan.sampul_lhe = "F4", False
    setelan.save()
    lain = siapkan_lhe(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, nomor="LHE-1", tanggal=HARI)
    besar = pikepdf.open(io.BytesIO(pdf_dokumen(lain, draf=False)))
    assert [round(float(n) * 25.4 / 72) for n in besar.pages[0].mediabox[2:]] == [215, 330]
    assert len(besar.pages) < len(resmi) + 1


def test_conclusion_names_every_unmet_gate_with_the_missing_points():
    def g(nama, nilai, minimum):
        ya = nilai >= minimum
        kurang = Fraction(0) if ya else minimum - nilai
        return {"nama": nama, "nilai": nilai, "minimum": minimum, "kurang": kurang, "terpenuhi": ya, "riwayat": False}

    isi = {"satker": "Lapas X", "total": "149/2", "target": "WBK", "final": True}
    syarat = [g("Nilai total", Fraction(149, 2), Fraction(75)), g("Penguatan Pengawasan", Fraction(9), Fraction(9))]
    assert kesimpulan(isi, syarat) == [
        "Nilai total Lapas X adalah 74,50 dari 100,00.",
        "1 dari 2 syarat nilai WBK belum terpenuhi: Nilai total kurang 0,50 poin.",
        "Lapas X belum layak diusulkan menuju WBK.",
    ]
    tipis = [g("Nilai total", Fraction(75) - Fraction(1, 300), Fraction(75))]
    assert "Nilai total kurang tidak sampai 0,01 poin" in kesimpulan(isi, tipis)[1]
    assert "Menurut nilai sementara ini" in kesimpulan(isi | {"final": False}, syarat[1:])[2]


def test_berita_acara_has_words_attendance_interview_and_values(dunia):
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    sesi = sesi_desk(
        dunia, mulai=dt.datetime(2026, 8, 27, 2, tzinfo=dt.UTC), selesai=dt.datetime(2026, 8, 27, 5, tzinfo=dt.UTC)
    )
    for area in (f"A{n}" for n in range(1, 7)):
        for jenis in ("teknis", "inovasi", "program"):
            wawancarai(dunia, sesi, area, jenis, f"Jawab {jenis} {area}.")
    hadir = list(sesi.peserta.order_by("nama").values_list("pk", flat=True))
    catat_kehadiran(oleh=ketua, sesi=sesi, hadir=set(hadir[1:]))
    tutup_sesi(oleh=ketua, sesi=sesi)
    SesiDesk.objects.filter(pk=sesi.pk).update(dibuka_pada=sesi.mulai, ditutup_pada=sesi.selesai)
    sampai_kunci(dunia)
    sesi = SesiDesk.objects.select_related("lembar__satker", "lembar__periode").get()
    satu = siapkan_berita_acara(oleh=ketua, sesi=sesi, nomor="BA-1", tanggal=HARI)
    pdf = pdf_dokumen(satu, draf=False)
    teks = _rapat(" ".join(_halaman(pdf)))
    kata = "Kamis tanggal dua puluh tujuh bulan Agustus tahun dua ribu dua puluh enam (27 Agu 2026)"
    assert f"Pada hari ini, {kata}, pukul 09.00 WIB sampai 12.00 WIB, bertempat di Aula" in teks
    for area in (f"A{n}" for n in range(1, 7)):
        for jenis in ("teknis", "inovasi", "program"):
            assert f"Tanya {jenis} untuk {area}? Jawab {jenis} {area}." in teks
    assert (teks.count("Tidak hadir"), "Tanda tangan" in teks) == (1, True)
    for a in satu.data["isi"]["bahan"]["area"]:
        assert f"{a['nama']} {format_angka(Fraction(a['bobot']))} {format_angka(Fraction(a['nilai']))}" in teks
    assert _di_luar(pdf) == []
