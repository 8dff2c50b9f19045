"""A scanner that finds, is silent, and comes back: what is stored, who sees it, what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from berkas.actions import DitolakError, ganti_versi, periksa_kiriman, pindai_tertunda, simpan_titipan, simpan_unggahan
from berkas.actions.tautan import ubah_keterangan
from berkas.actions.unggah import berkas_baru
from berkas.models import Berkas, Bukti, Isi, VersiBerkas
from berkas.penyimpanan import tampung
from berkas.queries import bukti_butir, jumlah_bukti
from berkas.queries.cari import cari_berkas
from satker.models import Jejak
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, potret
from tests.berkas.korpus import EICAR
from tests.berkas.pemindai import PemindaiPalsu, pemindai_palsu

KODE = "A5.P.i.b"
KENARI = "Kenari-menunggu"


@pytest.fixture
def pemindai(tmp_path: Path, settings: Any) -> Iterator[PemindaiPalsu]:
    settings.CLAMAV, settings.CLAMAV_DETIK = f"unix:{tmp_path}/clamd.ctl", 1
    with pemindai_palsu(tmp_path) as palsu:
        yield palsu


@pytest.fixture
def kirim(dunia: Dunia) -> Callable[..., Bukti]:
    """The way of a person's file: received, checked, scanned, stored."""

    def jalankan(nama: str = "SK.txt", isi: bytes = b"isi", **lain: Any) -> Bukti:
        kiriman = tampung([isi], nama, batas=10**7)
        try:
            return simpan_unggahan(
                oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kode_butir=KODE, area="A5",
                kiriman=kiriman, putusan=periksa_kiriman(kiriman), **lain,
            )  # fmt: skip
        finally:
            kiriman.jalur.unlink(missing_ok=True)

    return jalankan


def _keadaan() -> list[tuple[str, str]]:
    return sorted(VersiBerkas.objects.values_list("putusan", "isi__pindai"))


def test_clean_file_passes_at_once(pemindai: PemindaiPalsu, kirim: Callable[..., Bukti]) -> None:
    kirim()
    assert _keadaan() == [("lolos", "bersih")]
    assert Isi.objects.get().pindai_pada is not None
    assert pemindai.diterima == [b"isi"]


def test_infected_file_is_refused_and_leaves_nothing(pemindai: PemindaiPalsu, dunia: Dunia, kirim: Any) -> None:
    with pytest.raises(DitolakError) as galat:
        kirim("uji.txt", EICAR)
    assert (
        str(galat.value) == "uji.txt ditolak antivirus. Jangan buka berkas itu. Minta salinan bersih dari pembuatnya."
    )
    assert potret()["Isi"] == 0
    assert dunia.isi_gudang() == set()


def test_twin_without_a_scanner_the_same_file_is_stored(kirim: Callable[..., Bukti]) -> None:
    kirim("uji.txt", EICAR)
    assert _keadaan() == [("lolos", "")]


@pytest.mark.parametrize("laku", ["usang", "tanpa_definisi", "lambat", "ngawur", "putus", "batas"])
def test_silent_scanner_lets_the_file_wait(pemindai: PemindaiPalsu, kirim: Callable[..., Bukti], laku: str) -> None:
    pemindai.laku = laku
    kirim()
    assert _keadaan() == [("menunggu", "menunggu")]


def test_waiting_file_is_scanned_later_and_then_seen(pemindai: PemindaiPalsu, dunia: Dunia, kirim: Any) -> None:
    pemindai.laku = "usang"
    bukti = kirim()
    hasil = pindai_tertunda()
    assert (hasil.bersih, hasil.terjangkit, hasil.menunggu) == (0, 0, 1)
    pemindai.laku = "baik"
    hasil = pindai_tertunda()
    assert (hasil.bersih, hasil.terjangkit, hasil.menunggu) == (1, 0, 0)
    assert _keadaan() == [("lolos", "bersih")]
    jejak = Jejak.objects.get(aksi="pindai_berkas")
    assert (jejak.oleh, jejak.sesudah) == (None, {"berkas": ["SK.txt"]})
    assert pindai_tertunda().bersih == 0
    assert Jejak.objects.filter(aksi="pindai_berkas").count() == 1
    assert bukti.berkas in Berkas.objects.terlihat_oleh(pabrik.pelaku_untuk(dunia.satker, Peran.KEPALA))


def test_waiting_file_found_infected_is_refused_with_its_reason(
    pemindai: PemindaiPalsu, dunia: Dunia, kirim: Any, client: Client
) -> None:
    pemindai.laku = "putus"
    bukti = kirim("uji.txt", EICAR)
    pemindai.laku = "baik"
    assert pindai_tertunda().terjangkit == 1
    assert _keadaan() == [("ditolak", "terjangkit")]
    assert Jejak.objects.get(aksi="pindai_berkas").sesudah == {"temuan": "Eicar-Test-Signature"}
    pabrik.masuk(client, dunia.pokja)
    isi = client.get(f"{dunia.url}berkas/{bukti.berkas_id}/").content.decode()
    assert "Antivirus menemukan Eicar-Test-Signature." in isi
    assert client.get(f"{dunia.url}berkas/{bukti.berkas_id}/unduh/1/").status_code == 404
    pemindai.laku = "putus"  # and the same bytes never come in again while the scanner is silent
    with pytest.raises(DitolakError):
        kirim("lain.txt", EICAR, tetap=True)
    assert len(_keadaan()) == 1


def test_infection_found_in_bytes_of_several_documents_hides_them_all(pemindai: PemindaiPalsu, kirim: Any) -> None:
    pemindai.laku = "putus"
    kirim("satu.txt", EICAR)
    kirim("dua.txt", EICAR, tetap=True)
    pemindai.laku = "baik"
    pindai_tertunda()
    assert _keadaan() == [("ditolak", "terjangkit")] * 2
    assert Jejak.objects.filter(aksi="pindai_berkas").count() == 1


def test_one_file_too_large_for_the_scanner_does_not_hold_up_the_others(
    pemindai: PemindaiPalsu, kirim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pemindai.laku = "putus"
    kirim("besar.txt", b"besar")
    kirim("kecil.txt", b"kecil")
    asli = PemindaiPalsu._pindai

    def kadang(self: PemindaiPalsu, aliran: object) -> bytes:
        jawaban = asli(self, aliran)
        return b"INSTREAM size limit exceeded. ERROR\0" if self.diterima[-1] == b"besar" else jawaban

    monkeypatch.setattr(PemindaiPalsu, "_pindai", kadang)
    pemindai.laku = "baik"
    hasil = pindai_tertunda()
    assert (hasil.bersih, hasil.menunggu) == (1, 1)
    assert _keadaan() == [("lolos", "bersih"), ("menunggu", "menunggu")]


def test_old_bytes_sent_again_wait_as_a_new_document_and_stay_seen_as_the_old(
    settings: Any, tmp_path: Path, kirim: Callable[..., Bukti]
) -> None:
    kirim("lama.txt")
    settings.CLAMAV = f"unix:{tmp_path}/tidak-ada.ctl"
    kirim("baru.txt", tetap=True)
    assert _keadaan() == [("lolos", "menunggu"), ("menunggu", "menunggu")]


def test_replacement_that_waits_leaves_the_earlier_version_in_place(
    pemindai: PemindaiPalsu, dunia: Dunia, kirim: Any, client: Client
) -> None:
    bukti = kirim("SK.txt", b"satu")
    pemindai.laku = "putus"
    kiriman = tampung([b"dua"], f"{KENARI}.txt", batas=10**6)
    ganti_versi(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=bukti.berkas, kiriman=kiriman,
        putusan=periksa_kiriman(kiriman), alasan="Salah tahun",
    )  # fmt: skip
    assert VersiBerkas.objects.terkini().get(berkas=bukti.berkas).nomor == 1
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.TPI_KETUA))
    assert KENARI not in client.get(f"{dunia.url}berkas/{bukti.berkas_id}/").content.decode()
    assert client.get(f"{dunia.url}berkas/{bukti.berkas_id}/unduh/2/").status_code == 404
    pabrik.masuk(client, dunia.pokja)
    assert KENARI in client.get(f"{dunia.url}berkas/{bukti.berkas_id}/").content.decode()
    pemindai.laku = "baik"
    pindai_tertunda()
    assert VersiBerkas.objects.terkini().get(berkas=bukti.berkas).nomor == 2


def test_inbox_keeps_the_state_for_the_document_it_becomes(pemindai: PemindaiPalsu, dunia: Dunia) -> None:
    pemindai.laku = "putus"
    kiriman = tampung([b"titip"], "a.txt", batas=10**6)
    titipan = simpan_titipan(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kiriman=kiriman, putusan=periksa_kiriman(kiriman)
    )
    versi = berkas_baru(oleh=dunia.pokja, satker=dunia.satker, isi=titipan.isi, nama="a.txt", halaman=None)
    assert versi.putusan == "menunggu"
    pemindai.laku = "baik"
    pindai_tertunda()
    versi.refresh_from_db()
    assert versi.putusan == "lolos"


def _pembaca(dunia: Dunia) -> dict[str, Pelaku]:
    unit = {
        Peran.PEMBACA_PUSAT: dunia.satker.instansi,
        Peran.ADMIN_INSPEKTORAT: dunia.satker.instansi,
        Peran.STAF_KANWIL: dunia.satker.induk,
        Peran.PIMPINAN_KANWIL: dunia.satker.induk,
    }
    return {p.value: pabrik.pelaku_untuk(unit.get(p, dunia.satker), p) for p in Peran if p != Peran.ADMIN_SISTEM}


# Every page of the app that shows evidence, by GET.
HALAMAN = ("berkas/", "berkas/?q=Kenari", "berkas/{berkas}/", "lke/P5.1b/", "lke/")
PENULIS = {"ketua_pokja", "anggota_pokja", "koordinator"}


@pytest.mark.parametrize("putusan", ["menunggu", "ditolak"])
def test_no_role_but_the_satkers_writers_sees_a_file_that_did_not_pass(
    settings: Any, tmp_path: Path, dunia: Dunia, kirim: Any, client: Client, putusan: str
) -> None:
    """The canary stands in the sent name, hence in title, list, search and audit of the file."""
    settings.CLAMAV = f"unix:{tmp_path}/tidak-ada.ctl"
    bukti = kirim(f"{KENARI}.txt", b"rahasia", uraian=f"Uraian {KENARI}")
    VersiBerkas.objects.update(putusan=putusan)
    lihat: dict[str, bool] = {}
    for peran, pelaku in _pembaca(dunia).items():
        pabrik.masuk(client, pelaku)
        teks = "".join(client.get(dunia.url + h.format(berkas=bukti.berkas_id)).content.decode() for h in HALAMAN)
        zona = bukti_butir(pelaku, dunia.satker, dunia.periode, KODE)
        lihat[peran] = (
            KENARI in teks
            or bool(zona.baris)
            or jumlah_bukti(pelaku, dunia.satker, dunia.periode) != {}
            or bool(cari_berkas(pelaku, KENARI, 10))
            or Bukti.objects.terlihat_oleh(pelaku).exists()
            or VersiBerkas.objects.terlihat_oleh(pelaku).exists()
        )
        unduh = client.get(f"{dunia.url}berkas/{bukti.berkas_id}/unduh/1/")
        assert unduh.status_code == 404
    assert {p for p, ya in lihat.items() if ya} == PENULIS
    # the twin: once it has passed, every one of them sees it
    VersiBerkas.objects.update(putusan="lolos")
    for peran, pelaku in _pembaca(dunia).items():
        pabrik.masuk(client, pelaku)
        assert KENARI in client.get(f"{dunia.url}berkas/").content.decode(), peran


def test_twin_name_of_a_waiting_version_does_not_find_the_document_for_others(
    pemindai: PemindaiPalsu, dunia: Dunia, kirim: Any
) -> None:
    bukti = kirim("SK.txt", b"satu")
    pemindai.laku = "putus"
    kiriman = tampung([contoh.pdf()], f"{KENARI}.pdf", batas=10**6)
    ganti_versi(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=bukti.berkas, kiriman=kiriman,
        putusan=periksa_kiriman(kiriman), alasan="Salah",
    )  # fmt: skip
    kepala = pabrik.pelaku_untuk(dunia.satker, Peran.KEPALA)
    assert cari_berkas(kepala, KENARI, 10) == ()
    assert len(cari_berkas(kepala, "SK", 10)) == 1


def test_dates_are_corrected_on_the_version_that_counts_not_on_one_that_waits(
    pemindai: PemindaiPalsu, dunia: Dunia, kirim: Any
) -> None:
    """A newer version waits for the scanner: what the person sees, and so what the form changes, is the passed one."""
    bukti = kirim("SK.txt", b"satu")
    pemindai.laku = "putus"
    kiriman = tampung([contoh.pdf()], "baru.pdf", batas=10**6)
    ganti_versi(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        berkas=bukti.berkas,
        kiriman=kiriman,
        putusan=periksa_kiriman(kiriman),
        alasan="Salah",
    )
    kiriman.jalur.unlink(missing_ok=True)
    ubah_keterangan(
        oleh=dunia.pokja,
        bukti=bukti,
        area="A5",
        tanggal_dokumen=dt.date(2026, 3, 2),
        berlaku_sampai=None,
        triwulan="",
        halaman="",
        uraian="",
    )
    tanggal = dict(VersiBerkas.objects.filter(berkas=bukti.berkas).values_list("nomor", "tanggal_dokumen"))
    assert tanggal == {1: dt.date(2026, 3, 2), 2: None}
