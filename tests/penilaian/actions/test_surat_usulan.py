"""Letter and SPTJM of a proposal as issued papers: what refuses them, when they count, what they print."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse

from berkas.actions import KeadaanBerubahError
from berkas.actions.terbit import tarik, terbitkan
from berkas.actions.ttd import unggah_ttd
from berkas.laporan.dokumen import pdf_dokumen
from berkas.models import DokumenTerbit
from berkas.tasks import buat_dokumen
from penilaian.actions.dokumen import DokumenDitolak
from penilaian.actions.halangan import catat_halangan, putus_halangan
from penilaian.actions.surat_usulan import atur_naskah_usulan, siapkan_surat_usulan
from penilaian.actions.usulan import keluarkan_unit, tambah_unit, ubah_unit, usulkan_unit
from penilaian.alur import LangkahDitolak
from penilaian.models import DokumenUsulan, StatusUnit, UnitUsulan
from penilaian.queries.daftar_administrasi import periksa_usulan
from penilaian.queries.surat_usulan import Ketikan, naskah_usulan
from satker.models import Jejak, Satker
from satker.peran import Peran
from tests.berkas import contoh
from tests.berkas.dokumen import jalan
from tests.pabrik import buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import admin, keadaan, usulan_sesuai

pytestmark = pytest.mark.django_db
HARI = dt.date(2026, 5, 26)
KETIK = Ketikan("Jakarta", "Menteri PANRB\ndi Jakarta", "Menteri Contoh", "Nama Contoh", "", "Inspektur\nArsip")


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture
def unit(dunia: Dunia) -> UnitUsulan:
    return usulan_sesuai(dunia)


def _draf(dunia: Dunia, unit: UnitUsulan, jenis: str = "surat", **lain: Any) -> DokumenTerbit:
    isi = {"oleh": admin(dunia), "nomor": f"B-1/{jenis}", "tanggal": HARI, "ketik": KETIK, **lain}
    return siapkan_surat_usulan(usulan=unit.usulan, jenis=jenis, **isi)


def _terbit(dunia: Dunia, dokumen: DokumenTerbit, *, ttd: bool = True) -> DokumenTerbit:
    kerja = terbitkan(oleh=admin(dunia), dokumen=dokumen)
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    dokumen.refresh_from_db()
    if ttd:
        _tanda_tangan(dunia, dokumen)
    return dokumen


def _tanda_tangan(dunia: Dunia, dokumen: DokumenTerbit) -> None:
    from berkas.penyimpanan import tampung
    from berkas.periksa.berkas import periksa_berkas

    kiriman = tampung([contoh.pdf(isi=f"ttd {dokumen.jenis}")], "pindai.pdf", batas=10**7)
    try:
        putusan = periksa_berkas(kiriman.jalur, kiriman.nama, batas=10**7)
        unggah_ttd(oleh=admin(dunia), dokumen=dokumen, kiriman=kiriman, putusan=putusan, keterangan="")
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def _surat(unit: UnitUsulan) -> dict[str, Any]:
    return {b.kode: (b.sesuai, b.keterangan) for b in periksa_usulan(unit.usulan, HARI).instansi}


@pytest.mark.usefixtures("gambar_semu")
def test_issued_and_signed_papers_open_the_step_and_fill_the_package(dunia: Dunia, unit: UnitUsulan, client) -> None:
    assert periksa_usulan(unit.usulan, HARI).belum == ()
    surat = _terbit(dunia, _draf(dunia, unit), ttd=False)
    assert surat.keadaan == "terbit"
    assert _surat(unit)["SURAT"] == (False, "Nomor B-1/surat sudah terbit; salinan bertanda tangannya belum diunggah.")
    _tanda_tangan(dunia, surat)
    with pytest.raises(LangkahDitolak) as tolak:
        usulkan_unit(oleh=admin(dunia), unit=unit)
    assert tolak.value.kode == "berkas_usulan"  # no SPTJM yet
    sptjm = _terbit(dunia, _draf(dunia, unit, "sptjm"))
    assert _surat(unit)["SPTJM"] == (True, f"Nomor B-1/sptjm, 26 Mei 2026, kode {sptjm.kode}, bertanda tangan V1.")
    assert not DokumenUsulan.objects.filter(jenis__in=["surat", "sptjm"]).exists()
    assert usulkan_unit(oleh=admin(dunia), unit=unit).status == StatusUnit.DIUSULKAN
    masuk(client, admin(dunia))
    jawab = client.get(reverse("usulan_paket", kwargs={"tahun": dunia.periode.tahun, "jalur": "tpn"}))
    nama = zipfile.ZipFile(io.BytesIO(b"".join(jawab.streaming_content))).namelist()
    assert {n for n in nama if n.startswith("S") and n.endswith(".pdf")} == {
        f"Surat usulan - {surat.kode}.pdf", "Surat usulan - bertanda tangan V1.pdf",
        f"SPTJM - {sptjm.kode}.pdf", "SPTJM - bertanda tangan V1.pdf",
    }  # fmt: skip
    tarik(oleh=admin(dunia), dokumen=surat, sebab="salah_isi", alasan="Nomor salah.")
    assert _surat(unit)["SURAT"][0] is False


def test_refused_line_by_line_as_the_page_says(dunia: Dunia, unit: UnitUsulan, client: Any) -> None:
    DokumenUsulan.objects.filter(jenis__in=["survei", "tlhp"]).delete()
    draf = _draf(dunia, unit)  # the draft may be read before
    with pytest.raises(KeadaanBerubahError) as tolak:
        terbitkan(oleh=admin(dunia), dokumen=draf)
    belum = periksa_usulan(unit.usulan, HARI).belum
    kurang = "Berkas belum ada atau belum lolos pemeriksaan."
    assert belum == (
        f"Instansi, Surat keterangan TLHP dari APIP: {kurang}",
        f"{dunia.satker.nama}, Laporan survei mandiri: {kurang}",
    )
    assert str(tolak.value).splitlines()[1:] == list(belum)
    masuk(client, admin(dunia))
    alamat = {"tahun": dunia.periode.tahun, "jalur": "tpn"}
    for nama in ("usulan_rinci", "usulan_surat"):
        html = client.get(reverse(nama, kwargs=alamat)).content.decode()
        assert all(b in html for b in belum)
    isi = draf.data["isi"]
    kertas = {b["nama"] for b in (*isi["syarat"], *isi["unit"][0]["butir"]) if b["sesuai"] is False}
    assert kertas == {"Surat keterangan TLHP dari APIP", "Laporan survei mandiri"}


def test_kkn_of_the_leaders_keeps_the_letter_from_being_issued(dunia: Dunia, unit: UnitUsulan) -> None:
    draf = _draf(dunia, unit)
    instansi = Satker.objects.get(pk=dunia.satker.instansi_id)
    halangan = catat_halangan(
        oleh=admin(dunia), instansi=instansi, periode=dunia.periode, uraian="Dugaan", sumber="Pers", tanggal=HARI
    )
    with pytest.raises(KeadaanBerubahError, match="halangan yang belum diputus"):
        terbitkan(oleh=admin(dunia), dokumen=draf)
    putus_halangan(oleh=admin(dunia), halangan=halangan, putusan="tidak", alasan="Bukan pimpinan.")
    assert _terbit(dunia, _draf(dunia, unit)).keadaan == "terbit"


def test_a_draft_of_other_facts_is_not_issued(dunia: Dunia, unit: UnitUsulan) -> None:
    draf = _draf(dunia, unit)
    ubah_unit(oleh=admin(dunia), unit=unit, nomor_penetapan="SK-ZI/2")
    with pytest.raises(KeadaanBerubahError, match="Data usulan berubah"):
        terbitkan(oleh=admin(dunia), dokumen=draf)
    assert _terbit(dunia, _draf(dunia, unit)).pk == draf.pk


def test_an_issued_letter_counts_only_for_the_units_it_names(dunia: Dunia, unit: UnitUsulan) -> None:
    _terbit(dunia, _draf(dunia, unit))
    lain = Dunia(buat_satker(dunia.satker.induk), dunia.periode)
    keadaan(lain, "layak")
    baru = tambah_unit(oleh=admin(dunia), usulan=unit.usulan, lembar=lain.lembar, kategori="WBK")
    assert _surat(unit)["SURAT"] == (False, f"Dokumen yang terbit belum memuat {lain.satker.nama}.")
    with pytest.raises(DokumenDitolak, match="alasan mengganti"):
        _draf(dunia, unit)
    assert _draf(dunia, unit, alasan_ganti="Unit bertambah").versi == 2
    keluarkan_unit(oleh=admin(dunia), unit=baru, alasan="Ditunda.")
    assert _surat(unit)["SURAT"][0] is True


def test_no_unit_no_draft(dunia: Dunia, unit: UnitUsulan) -> None:
    keluarkan_unit(oleh=admin(dunia), unit=unit, alasan="Ditunda.")
    with pytest.raises(DokumenDitolak, match="satu unit"):
        _draf(dunia, unit)


def test_only_the_inspectorate_reads_drafts_and_only_the_centre_the_issued(dunia: Dunia, unit: UnitUsulan) -> None:
    pusat = pelaku_untuk(Satker.objects.get(pk=dunia.satker.instansi_id), Peran.PEMBACA_PUSAT)
    orang = {"admin": admin(dunia), "pusat": pusat, "kepala": dunia.pelaku(Peran.KEPALA)}

    def pembaca() -> set[str]:
        return {n for n, p in orang.items() if DokumenTerbit.objects.terlihat_oleh(p).exists()}

    draf = _draf(dunia, unit)
    assert pembaca() == {"admin"}
    _terbit(dunia, draf)
    assert pembaca() == {"admin", "pusat"}


def _teks(pdf: bytes) -> list[str]:
    dokumen = pypdfium2.PdfDocument(pdf)
    try:
        return [re.sub(r"\s+", " ", h.get_textpage().get_text_range()) for h in dokumen]
    finally:
        dokumen.close()


def test_paper_says_what_was_typed_and_is_the_same_to_the_byte(dunia: Dunia, unit: UnitUsulan) -> None:
    surat, sptjm = _draf(dunia, unit), _draf(dunia, unit, "sptjm")
    halaman = _teks(pdf_dokumen(surat, draf=True))
    assert ["DRAF" in h for h in halaman] == [True] * len(halaman)
    teks = " ".join(halaman)
    for kata in (
        "Nomor: B-1/surat", "Jakarta, 26 Mei 2026", "Menteri PANRB di Jakarta", "Inspektur", "Arsip",
        "Selasa tanggal dua puluh enam bulan Mei tahun dua ribu dua puluh enam", "Menteri Contoh, Nama Contoh",
        f"{dunia.satker.nama} ({dunia.satker.kode}) WBK SK-ZI/1, 20 Jan 2024 100,00",
        "LKE: Nilai total Sesuai 100,00 dari minimal 75,00",
    ):  # fmt: skip
        assert kata in teks, kata
    resmi = _teks(pdf_dokumen(sptjm, draf=False))
    assert "DRAF" not in " ".join(resmi)
    assert all(" ".join(p.split()) in " ".join(resmi) for p in naskah_usulan(dunia.periode).pernyataan.splitlines())
    for d in (surat, sptjm):
        assert pdf_dokumen(d, draf=False) == pdf_dokumen(DokumenTerbit.objects.get(pk=d.pk), draf=False)


def test_words_of_the_year_start_the_next_paper(dunia: Dunia, unit: UnitUsulan) -> None:
    lama = naskah_usulan(dunia.periode)
    isi = {"tujuan": "Menteri", "tempat": "Bogor", "tembusan": "", "pernyataan": "Benar.\nLengkap.", "sumber": "SE-1"}
    assert atur_naskah_usulan(oleh=admin(dunia), periode=dunia.periode, **isi) is True
    assert atur_naskah_usulan(oleh=admin(dunia), periode=dunia.periode, **isi) is False
    jejak = Jejak.objects.get(aksi="atur_naskah_usulan")
    assert (jejak.sebelum["tujuan"], jejak.sesudah["tujuan"]) == (lama.tujuan[:200], "Menteri")
    assert _draf(dunia, unit, "sptjm").data["isi"]["pernyataan"] == ["Benar.", "Lengkap."]


def test_pages_make_the_draft_and_keep_what_was_typed(dunia: Dunia, unit: UnitUsulan, client: Any) -> None:
    masuk(client, admin(dunia))
    url = reverse("usulan_sptjm", kwargs={"tahun": dunia.periode.tahun, "jalur": "tpn"})
    isi = {"nomor": "B-9", "tanggal": "26-05-2026", "tempat": "Jakarta", "jabatan": "Menteri", "nama": "N. Contoh"}
    assert client.post(url, isi | {"nama": ""}).status_code == 422
    assert client.post(url, isi).status_code == 302
    draf = DokumenTerbit.objects.get(jenis="sptjm")
    assert (draf.data["isi"]["ketik"]["nama"], draf.kunci) == ("N. Contoh", str(unit.usulan.pk))
    assert 'value="N. Contoh"' in client.get(url).content.decode()
    naskah = reverse("usulan_naskah", args=[dunia.periode.tahun])
    isi = {"tujuan": "Menteri", "tempat": "", "tembusan": "", "pernyataan": "Benar.", "sumber": "SE-1"}
    assert [client.get(naskah).status_code, client.post(naskah, isi).status_code] == [200, 302]
    assert naskah_usulan(dunia.periode).pernyataan == "Benar."
