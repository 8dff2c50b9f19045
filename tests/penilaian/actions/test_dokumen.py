"""Drafts of the evaluation's papers: from which copy, by whom, and what keeps one from being issued."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from berkas.actions import KeadaanBerubahError
from berkas.actions.terbit import terbitkan
from berkas.izin import boleh_siapkan, boleh_terbitkan
from berkas.models import DokumenTerbit
from berkas.tasks import buat_dokumen
from berkas.terbit.jenis import JENIS_DOKUMEN
from penilaian.actions.dokumen import DokumenDitolak, siapkan_berita_acara, siapkan_lhe, siapkan_surat_pendahuluan
from penilaian.actions.sesi import tutup_sesi
from penilaian.models import Jawaban, Lapisan, Peristiwa, SesiDesk
from penilaian.queries.surat import ada_surat
from satker.peran import Peran
from tests.berkas.dokumen import jalan
from tests.penilaian.perjalanan import bekukan, isi_semua, kanwil, kirim, sampai_kunci, sesi_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gambar_semu")]
HARI = dt.date(2026, 8, 27)


@pytest.fixture(autouse=True)
def gudang(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "berkas"


def _lhe(dunia, **lain) -> DokumenTerbit:
    isi = {"oleh": dunia.pelaku(Peran.TPI_KETUA), "nomor": "LHE-1", "tanggal": HARI, **lain}
    return siapkan_lhe(lembar=dunia.lembar, **isi)


def _terbit(dunia, dokumen: DokumenTerbit, peran: Peran = Peran.TPI_DALNIS) -> DokumenTerbit:
    kerja = terbitkan(oleh=dunia.pelaku(peran), dokumen=dokumen)
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    return DokumenTerbit.objects.get(pk=dokumen.pk)


def test_lhe_waits_for_the_lock_and_is_read_by_the_team_until_issued(dunia):
    with pytest.raises(DokumenDitolak, match="sesudah pengendali teknis mengunci"):
        _lhe(dunia)
    sampai_kunci(dunia)
    draf = _lhe(dunia)
    tim = {Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS}
    luar = (Peran.KOORDINATOR, Peran.KEPALA, Peran.PEMBACA_PUSAT, Peran.ADMIN_INSPEKTORAT)

    def pembaca() -> set[Peran]:
        return {p for p in (*tim, *luar) if DokumenTerbit.objects.terlihat_oleh(_orang(dunia, p)).exists()}

    assert pembaca() == tim
    bekukan(dunia, Lapisan.TPI, Peristiwa.LHE, dunia.pelaku(Peran.TPI_DALNIS))
    terbit = _terbit(dunia, _lhe(dunia))
    assert (terbit.pk, terbit.keadaan) == (draf.pk, "terbit")
    assert pembaca() == {*tim, *luar}


def _orang(dunia, peran):
    from tests.pabrik import pelaku_untuk

    pusat = peran in (Peran.PEMBACA_PUSAT, Peran.ADMIN_INSPEKTORAT)
    return pelaku_untuk(dunia.satker.instansi, peran) if pusat else dunia.pelaku(peran)


def test_who_prepares_and_who_issues():
    from satker.izin import IZIN_PERAN

    def peran(cek, jenis):
        from types import SimpleNamespace

        semua = {p: SimpleNamespace(penugasan=1, punya=lambda i, p=p: i in IZIN_PERAN[p]) for p in Peran}
        return {p for p, orang in semua.items() if cek(orang, jenis)}

    ketua, dalnis, pimpinan = {Peran.TPI_KETUA}, {Peran.TPI_DALNIS}, {Peran.PIMPINAN_KANWIL}
    assert (peran(boleh_siapkan, "lhe"), peran(boleh_terbitkan, "lhe")) == (ketua | dalnis, dalnis)
    assert (peran(boleh_siapkan, "berita_acara"), peran(boleh_terbitkan, "berita_acara")) == (ketua, ketua)
    assert peran(boleh_siapkan, "surat_pendahuluan") == peran(boleh_terbitkan, "surat_pendahuluan") == pimpinan


def test_draft_of_the_lock_is_never_issued(dunia, monkeypatch):
    sampai_kunci(dunia)
    draf = _lhe(dunia)
    with pytest.raises(KeadaanBerubahError, match="layak atau belum layak"):
        terbitkan(oleh=dunia.pelaku(Peran.TPI_DALNIS), dokumen=draf)
    draf.refresh_from_db()
    assert draf.keadaan == "draf"
    bekukan(dunia, Lapisan.TPI, Peristiwa.LHE, dunia.pelaku(Peran.TPI_DALNIS))
    with pytest.raises(KeadaanBerubahError, match="Susun lagi"):
        terbitkan(oleh=dunia.pelaku(Peran.TPI_DALNIS), dokumen=draf)
    # twin: without the guard of the kind it would have gone out
    tanpa = dataclasses.replace(JENIS_DOKUMEN["lhe"], penjaga="")
    monkeypatch.setitem(JENIS_DOKUMEN, "lhe", tanpa)
    terbitkan(oleh=dunia.pelaku(Peran.TPI_DALNIS), dokumen=draf)
    draf.refresh_from_db()
    assert draf.keadaan == "proses"


def test_second_lhe_replaces_the_first_with_a_reason_and_its_draft_can_be_renewed(dunia):
    sampai_kunci(dunia)
    dalnis = dunia.pelaku(Peran.TPI_DALNIS)
    bekukan(dunia, Lapisan.TPI, Peristiwa.LHE, dalnis)
    satu = _terbit(dunia, _lhe(dunia))
    with pytest.raises(DokumenDitolak, match="alasan mengganti"):
        _lhe(dunia)
    dua = _lhe(dunia, alasan_ganti="Nama satker salah")
    assert (dua.versi, dua.menggantikan) == (2, satu)
    assert _lhe(dunia, alasan_ganti="Nama satker salah", nomor="LHE-1a").pk == dua.pk
    _terbit(dunia, dua)
    satu.refresh_from_db()
    assert satu.keadaan == "diganti"
    assert _lhe(dunia, alasan_ganti="Lagi").menggantikan == dua


def test_berita_acara_needs_a_closed_session_and_locked_values(dunia):
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    sesi = sesi_desk(dunia)
    isi = {"oleh": ketua, "nomor": "BA-1", "tanggal": HARI}
    with pytest.raises(DokumenDitolak, match="sesudah sesi ditutup"):
        siapkan_berita_acara(sesi=sesi, **isi)
    tutup_sesi(oleh=ketua, sesi=sesi, alasan="Waktu habis")
    sesi = SesiDesk.objects.select_related("lembar__satker", "lembar__periode").get()
    isi_semua(dunia, Lapisan.TPI, ketua, letak=1)
    draf = siapkan_berita_acara(sesi=sesi, **isi)
    assert draf.data["isi"]["potret"] == ""
    assert not DokumenTerbit.objects.terlihat_oleh(dunia.pelaku(Peran.KEPALA)).exists()
    with pytest.raises(KeadaanBerubahError, match="sesudah nilai tim dikunci"):
        terbitkan(oleh=ketua, dokumen=draf)
    Jawaban.objects.filter(lembar=dunia.lembar, lapisan=Lapisan.TPI).delete()
    potret = sampai_kunci(dunia)
    with pytest.raises(KeadaanBerubahError, match="belum memuat nilai yang dikunci"):
        terbitkan(oleh=ketua, dokumen=draf)
    Jawaban.objects.filter(lembar=dunia.lembar).update(isi=None)  # later work is not on the paper
    satu = siapkan_berita_acara(sesi=sesi, **isi)
    area = {a["kode"]: a["nilai"] for a in satu.data["isi"]["bahan"]["area"]}
    assert area == {k: potret.pohon["simpul"][k] for k in area}
    assert satu.data["isi"]["bahan"]["total"] == potret.pohon["simpul"]["TOTAL"]
    assert _terbit(dunia, satu, Peran.TPI_KETUA).keadaan == "terbit"


def test_letter_of_the_pendahuluan_is_about_its_decision(dunia):
    pimpinan = kanwil(dunia)
    kirim(dunia)
    isi = {"oleh": pimpinan, "lembar": dunia.lembar, "nomor": "W8-1", "tanggal": HARI}
    with pytest.raises(DokumenDitolak, match="sesudah penilaian pendahuluan diputuskan"):
        siapkan_surat_pendahuluan(**isi)
    isi_semua(dunia, Lapisan.PENDAHULUAN, pimpinan, letak=1)
    potret = bekukan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN, pimpinan)
    surat = siapkan_surat_pendahuluan(**isi)
    bahan = surat.data["isi"]
    assert (bahan["potret"], bahan["layak"]) == (str(potret.pk), False)  # no decision was taken: never computed
    assert surat.data["kepala"]["penerbit"] == dunia.satker.induk.nama
    assert [a["kode"] for a in bahan["area"]] == [*potret.area, "TOTAL"]
    bekukan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN, pimpinan)
    with pytest.raises(KeadaanBerubahError, match="lebih lama"):
        terbitkan(oleh=pimpinan, dokumen=surat)


def test_letter_issued_here_opens_the_way_to_the_team_while_it_is_about_the_newest_decision(dunia):
    pimpinan, pengajuan = kanwil(dunia), kirim(dunia)
    isi_semua(dunia, Lapisan.PENDAHULUAN, pimpinan, letak=1)
    bekukan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN, pimpinan)
    surat = siapkan_surat_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, nomor="W8-1", tanggal=HARI)
    draf = ada_surat(dunia.lembar, pengajuan)
    kerja = terbitkan(oleh=pimpinan, dokumen=surat)
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    terbit = ada_surat(dunia.lembar, pengajuan)
    bekukan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN, pimpinan)
    assert (draf, terbit, ada_surat(dunia.lembar, pengajuan)) == (False, True, False)
