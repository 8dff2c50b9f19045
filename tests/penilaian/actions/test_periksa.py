"""Checking a sending and the open sheet: results, unchanged butir together, quarter rounds, letter and decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from berkas.models import Sematan
from berkas.penyimpanan import tampung
from berkas.periksa.berkas import periksa_berkas
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.periksa import catat_baca, periksa_butir, tetap_lengkap
from penilaian.actions.putaran import (
    buka_putaran,
    daftar_putaran,
    periksa_putaran,
    tetap_lengkap_putaran,
    tutup_putaran,
)
from penilaian.actions.surat_pendahuluan import cakupan_kini, catat_surat, putuskan_pendahuluan
from penilaian.alur import LangkahDitolak
from penilaian.models import (
    AlurLembar,
    BacaButir,
    ButirPengajuan,
    HasilPeriksa,
    Lapisan,
    Pemeriksaan,
    Potret,
    StatusButir,
    SuratPendahuluan,
)
from satker.models import Jejak, Jendela, TitikPantau
from satker.peran import Peran
from satker.queries.jejak import riwayat_butir
from tests.pabrik import buat_kanwil, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, kanwil, kirim, langkah, nilai, tim_penilai


def lampiran(nama: str = "surat.txt", isi: bytes = b"Surat kelayakan\n") -> dict[str, Any]:
    kiriman = tampung([isi], nama, batas=10**6)
    return {"kiriman": kiriman, "putusan": periksa_berkas(kiriman.jalur, kiriman.nama, batas=10**6)}


def catat_surat_contoh(dunia: Dunia, oleh: Any) -> SuratPendahuluan:
    return catat_surat(oleh=oleh, lembar=dunia.lembar, nomor="W1-12/2026", tanggal=timezone.localdate(), **lampiran())


def satu(dunia: Dunia, kode: str = "P5.1b") -> ButirPengajuan:
    return ButirPengajuan.objects.get(pengajuan__lembar=dunia.lembar, kode_butir=dunia.instrumen.cari(kode).kode)


# --- One butir ------------------------------------------------------------------------------------------------------


def test_periksa_marks_the_butir_keeps_the_result_and_says_who_read(dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    pengajuan = kirim(dunia)
    butir = dunia.instrumen.cari("P5.1b")

    periksa_butir(oleh=staf, pengajuan=pengajuan, butir=butir, lengkap=False, alasan="SK belum memuat tugas.")

    assert (satu(dunia).status, satu(dunia).alasan) == (StatusButir.PERLU_PERBAIKAN, "SK belum memuat tugas.")
    hasil = HasilPeriksa.objects.get()
    assert (hasil.kode_butir, hasil.hasil, hasil.massal) == (butir.kode, "perlu_perbaikan", False)
    assert list(BacaButir.objects.values_list("kode_butir", "ke", "oleh")) == [(butir.kode, 1, staf.user.pk)]


def test_an_office_that_is_not_on_the_line_is_refused_everywhere(dunia: Dunia) -> None:
    kanwil(dunia)
    pengajuan = kirim(dunia)
    lain = pelaku_untuk(buat_kanwil(dunia.satker.instansi), Peran.PIMPINAN_KANWIL)
    butir = dunia.instrumen.cari("P5.1b")
    isi_semua(dunia, Lapisan.PENDAHULUAN, lain)

    with pytest.raises(LangkahDitolak):
        periksa_butir(oleh=lain, pengajuan=pengajuan, butir=butir, lengkap=True)
    with pytest.raises(LangkahDitolak):
        catat_baca(oleh=lain, pengajuan=pengajuan, butir=butir, ke=1)
    with pytest.raises(LangkahDitolak) as nilai_ditolak:
        nilai(dunia, lain, "P5.1b", "A", Lapisan.PENDAHULUAN)
    with pytest.raises(LangkahDitolak) as putus_ditolak:
        putuskan_pendahuluan(oleh=lain, lembar=dunia.lembar, layak=False, alasan="Belum.")
    with pytest.raises(LangkahDitolak):
        buka_putaran(oleh=lain, lembar=dunia.lembar, titik="B03")

    assert (nilai_ditolak.value.kode, putus_ditolak.value.kode) == ("garis_pendahuluan", "garis_pendahuluan")
    assert (HasilPeriksa.objects.count(), BacaButir.objects.count(), Pemeriksaan.objects.count()) == (0, 0, 0)


def test_without_the_line_guard_a_foreign_office_would_score(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the guard in simpan_nilai is what refuses."""
    kanwil(dunia)
    kirim(dunia)
    lain = pelaku_untuk(buat_kanwil(dunia.satker.instansi), Peran.STAF_KANWIL)
    monkeypatch.setattr("penilaian.actions.nilai_lapisan.di_garis", lambda *_: True)
    assert nilai(dunia, lain, "P5.1b", "A", Lapisan.PENDAHULUAN).berubah is True


def test_a_closed_window_refuses(dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    pengajuan = kirim(dunia)
    Jendela.objects.filter(tahap="pendahuluan").update(tutup=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(LangkahDitolak) as ditolak:
        periksa_butir(oleh=staf, pengajuan=pengajuan, butir=dunia.instrumen.cari("P5.1b"), lengkap=True)
    assert (ditolak.value.kode, satu(dunia).status) == ("hak", StatusButir.DIKIRIM)


def test_scores_of_the_layer_stay_out_of_the_history_of_the_butir(dunia: Dunia) -> None:
    """Jejak has the row; the history everybody reads does not."""
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    kirim(dunia)
    nilai(dunia, staf, "P5.1b", "C", Lapisan.PENDAHULUAN, catatan="Kurang.")
    kode = dunia.instrumen.cari("P5.1b").kode
    assert Jejak.objects.filter(aksi="nilai_pendahuluan", kode_butir=kode).count() == 1
    assert [b.kalimat for b in riwayat_butir(dunia.satker, dunia.periode, kode)] == []


# --- Unchanged butir together ---------------------------------------------------------------------------------------


def _putaran_penuh(dunia: Dunia, staf: Any) -> Pemeriksaan:
    putaran = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B03")
    for b in daftar_putaran(putaran).belum:
        periksa_putaran(oleh=staf, putaran=putaran, butir=b.butir, lengkap=True)
    return tutup_putaran(oleh=staf, putaran=putaran, ringkasan="Semua lengkap.")


@pytest.fixture
def diperiksa(dunia: Dunia) -> tuple[Dunia, Any]:
    """A full sheet whose first round found everything complete."""
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    TitikPantau.objects.filter(periode=dunia.periode).update(tanggal=timezone.localdate())
    isi_semua(dunia)
    _putaran_penuh(dunia, staf)
    return dunia, staf


def test_next_round_lists_only_what_changed_and_samples_the_rest(diperiksa: tuple[Dunia, Any]) -> None:
    dunia, staf = diperiksa
    dunia.jawab("P5.1b", "C")

    putaran = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B06")
    daftar = daftar_putaran(putaran)

    berubah = [b.butir.kode_pendek for b in daftar.belum if not b.disampel]
    assert berubah == ["P5.1b"]
    assert (len(putaran.sampel), len(daftar.belum), len(daftar.massal)) == (12, 13, 100)  # 10 % of 112, rounded up
    assert len(daftar.baris) == 113


def test_bulk_marks_previewed_unchanged_butir_and_leaves_changed_and_sampled_out(diperiksa: tuple[Dunia, Any]) -> None:
    dunia, staf = diperiksa
    putaran = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B06")
    pratinjau = [b.butir.kode for b in daftar_putaran(putaran).massal]
    berubah = dunia.instrumen.butir[pratinjau[0]]
    dunia.jawab(berubah.kode_pendek, berubah.opsi[-1].kode)  # between preview and save

    banyak = tetap_lengkap_putaran(oleh=staf, putaran=putaran, kode=[*pratinjau, *putaran.sampel])

    assert banyak == len(pratinjau) - 1
    assert HasilPeriksa.objects.filter(pemeriksaan=putaran, massal=True).count() == banyak
    assert not HasilPeriksa.objects.filter(pemeriksaan=putaran, kode_butir__in=putaran.sampel).exists()
    assert Jejak.objects.filter(aksi="tetap_lengkap").count() == 1


def test_round_closes_only_when_everything_has_a_result(diperiksa: tuple[Dunia, Any]) -> None:
    dunia, staf = diperiksa
    putaran = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B06")
    with pytest.raises(LangkahDitolak) as belum:
        tutup_putaran(oleh=staf, putaran=putaran, ringkasan="")
    tetap_lengkap_putaran(oleh=staf, putaran=putaran, kode=[b.butir.kode for b in daftar_putaran(putaran).massal])
    for kode in putaran.sampel:
        periksa_putaran(oleh=staf, putaran=putaran, butir=dunia.instrumen.butir[kode], lengkap=True)

    tutup_putaran(oleh=staf, putaran=putaran, ringkasan="Lengkap.")

    assert belum.value.kode == "belum"
    assert (putaran.ditutup_pada is not None, putaran.ringkasan) == (True, "Lengkap.")
    with pytest.raises(LangkahDitolak) as tutup:
        periksa_putaran(oleh=staf, putaran=putaran, butir=dunia.instrumen.cari("P5.1b"), lengkap=True)
    assert tutup.value.kode == "tutup"


def test_a_returned_butir_comes_back_as_repaired_only_when_it_changed(dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    TitikPantau.objects.filter(periode=dunia.periode).update(tanggal=timezone.localdate())
    dunia.jawab("P5.1b", "B")
    butir = dunia.instrumen.cari("P5.1b")
    satu_ = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B03")
    periksa_putaran(oleh=staf, putaran=satu_, butir=butir, lengkap=False, alasan="Unggah SK.")
    tutup_putaran(oleh=staf, putaran=satu_, ringkasan="")

    dua = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B06")
    tetap = [(b.asal, b.lalu.alasan) for b in daftar_putaran(dua).menunggu_satker]
    dunia.jawab("P5.1b", "A")
    sesudah = [b.asal for b in daftar_putaran(dua).belum]

    assert (tetap, sesudah) == ([("belum_diperbaiki", "Unggah SK.")], ["diperbaiki"])


@pytest.mark.parametrize(("hari", "kode"), [(1, "belum"), (0, None)], ids=["the day before its date", "on its date"])
def test_a_round_opens_on_its_date(dunia: Dunia, hari: int, kode: str | None) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    dunia.jawab("P5.1b", "B")
    TitikPantau.objects.filter(kode="B03").update(tanggal=timezone.localdate() + dt.timedelta(days=hari))
    if kode is None:
        assert buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B03").titik == "B03"
        return
    with pytest.raises(LangkahDitolak) as ditolak:
        buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B03")
    assert ditolak.value.kode == kode


def test_a_second_open_round_is_refused(dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    dunia.jawab("P5.1b", "B")
    TitikPantau.objects.filter(periode=dunia.periode).update(tanggal=timezone.localdate())
    buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B03")
    galat = []
    for titik in ("B06", "B03"):
        with pytest.raises(LangkahDitolak) as ditolak:
            buka_putaran(oleh=staf, lembar=dunia.lembar, titik=titik)
        galat.append(ditolak.value.kode)
    assert galat == ["terbuka", "sudah"]


def test_a_sending_after_rounds_takes_unchanged_butir_together(diperiksa: tuple[Dunia, Any]) -> None:
    dunia, staf = diperiksa
    dunia.jawab("P5.1b", "B")
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    pengajuan = kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)
    periksa = catat_baca(oleh=staf, pengajuan=pengajuan, butir=dunia.instrumen.cari("P5.1b"), ke=1)

    banyak = tetap_lengkap(oleh=staf, pengajuan=pengajuan, kode=list(dunia.instrumen.butir))

    assert (len(periksa.sampel), banyak) == (12, 100)
    assert ButirPengajuan.objects.filter(pengajuan=pengajuan, status=StatusButir.LENGKAP).count() == 100
    cakupan = cakupan_kini(dunia.lembar)
    assert (cakupan.dibaca, len(cakupan.sampel), len(cakupan.tidak_dibuka)) == (("P5.1b",), 12, 112)
    assert cakupan.kalimat_sampel.endswith("0 dari 12 sudah dibaca")


# --- Letter and decision --------------------------------------------------------------------------------------------


@pytest.fixture
def dinilai(dunia: Dunia) -> tuple[Dunia, Any]:
    """A sending that was scored in full by the line above."""
    pimpinan = kanwil(dunia)
    kirim(dunia)
    isi_semua(dunia, Lapisan.PENDAHULUAN, pimpinan, letak=1)
    return dunia, pimpinan


def test_layak_freezes_the_layer_and_the_team_opens_only_with_the_letter(dinilai: tuple[Dunia, Any]) -> None:
    dunia, pimpinan = dinilai
    tim = tim_penilai(dunia)
    potret = putuskan_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, layak=True)
    with pytest.raises(LangkahDitolak) as tanpa:
        langkah(dunia, tim[Peran.TPI_KETUA], "mulai_evaluasi")
    surat = catat_surat_contoh(dunia, pimpinan)

    assert tanpa.value.kode == "surat_pendahuluan"
    assert AlurLembar.objects.get(lembar=dunia.lembar).keadaan == "siap_tpi"
    assert (potret.lapisan, potret.peristiwa, len(potret.jawaban)) == ("pendahuluan", "pendahuluan", 113)
    assert Sematan.objects.filter(versi=surat.versi, satker=pimpinan.unit).count() == 1
    assert (surat.versi.satker_id, surat.satker_id) == (pimpinan.unit.pk, dunia.satker.pk)


def test_belum_needs_a_reason_no_letter_and_goes_back(dinilai: tuple[Dunia, Any]) -> None:
    dunia, pimpinan = dinilai
    with pytest.raises(LangkahDitolak) as tanpa:
        putuskan_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, layak=False, alasan=" ")
    putuskan_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, layak=False, alasan="Area 5 belum berjalan.")
    assert tanpa.value.kode == "alasan"
    assert AlurLembar.objects.get(lembar=dunia.lembar).keadaan == "belum_dievaluasi"


def test_a_decision_without_all_scores_is_refused_and_nothing_is_frozen(dunia: Dunia) -> None:
    pimpinan = kanwil(dunia)
    kirim(dunia)
    catat_surat_contoh(dunia, pimpinan)
    for layak in (True, False):
        with pytest.raises(LangkahDitolak) as ditolak:
            putuskan_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, layak=layak, alasan="Belum.")
        assert ditolak.value.kode == "pendahuluan_lengkap"
    assert Potret.objects.filter(lapisan=Lapisan.PENDAHULUAN).count() == 0


def test_staff_does_not_decide(dinilai: tuple[Dunia, Any]) -> None:
    dunia, pimpinan = dinilai
    staf = pelaku_untuk(pimpinan.unit, Peran.STAF_KANWIL)
    catat_surat_contoh(dunia, staf)
    with pytest.raises(LangkahDitolak) as ditolak:
        putuskan_pendahuluan(oleh=staf, lembar=dunia.lembar, layak=True)
    assert ditolak.value.kode == "peran"


def test_the_letter_is_replaced_until_the_team_opens_the_sheet_and_then_stays(dinilai: tuple[Dunia, Any]) -> None:
    dunia, pimpinan = dinilai
    catat_surat_contoh(dunia, pimpinan)
    hari = timezone.localdate()
    catat_surat(oleh=pimpinan, lembar=dunia.lembar, nomor="W1-13", tanggal=hari, **lampiran("b.txt", b"kedua\n"))
    putuskan_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, layak=True)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="evaluasi")
    with pytest.raises(LangkahDitolak):
        catat_surat(oleh=pimpinan, lembar=dunia.lembar, nomor="W1-14", tanggal=hari, **lampiran("c.txt", b"tiga\n"))
    assert [s.nomor for s in SuratPendahuluan.objects.all()] == ["W1-13"]


def test_nobody_but_the_line_scores_the_layer_in_another_state(dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    isi_semua(dunia)
    with pytest.raises(LangkahDitolak):
        simpan_nilai(
            oleh=staf,
            lembar=dunia.lembar,
            butir=dunia.instrumen.cari("P5.1b"),
            lapisan=Lapisan.PENDAHULUAN,
            isi="A",
            catatan="",
            versi_dasar=0,
        )
