"""TPN values beside the team's, its notes as recommendations, the checklist of a visit, more time for an objection."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penilaian.actions.rekomendasi import buat_rekomendasi, putus_rekomendasi, tindak_lanjuti
from penilaian.actions.sanggah import perpanjang_sanggah
from penilaian.alur import LangkahDitolak
from penilaian.models import AlurLembar, Jawaban, Lapisan, Rekomendasi, Tim, UnitUsulan
from penilaian.queries.kunjungan import daftar_kunjungan
from penilaian.queries.nilai_tpn import halaman_nilai_tpn
from satker.models import Jejak, Satker, SetelanInstansi
from satker.peran import Peran
from tests.berkas import contoh
from tests.pabrik import buat_periode, buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import admin, catat, kanwil, keadaan, layak, usulan_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(dunia: Dunia) -> UnitUsulan:
    """A unit in the document analysis of the TPN."""
    layak(dunia)
    unit = usulan_lengkap(dunia)
    keadaan(dunia, "tpn_desk")
    return unit


def test_typed_butir_stand_beside_the_team_and_their_notes_become_recommendations(
    client: Any, dunia: Dunia, unit: UnitUsulan
) -> None:
    masuk(client, admin(dunia))
    halaman, soal = dunia.url("nilai_tpn"), dunia.url("nilai_tpn_butir", kode_butir="P5.1b")
    assert client.get(halaman, {"soal": "p5.1b"}).url == soal
    isi = {"versi": 0, "opsi": "B", "uraian": "SK UPG belum diperbarui."}
    assert client.post(soal, {**isi, "opsi": ""}).status_code == 302  # an empty answer takes nothing back
    assert client.post(soal, isi | {"versi": 0 if not _ada(dunia) else 1}).status_code == 302
    assert Jawaban.objects.get(lapisan=Lapisan.TPN).isi == "B"
    dunia.masuk(client, Peran.KEPALA)
    html = client.get(halaman).content.decode()
    assert "SK UPG belum diperbarui." not in html  # not frozen yet: the inspectorate only
    assert client.get(soal).status_code == 403
    catat(
        dunia, unit, "desk", "lulus", total=Decimal("91.5"), area={"A5": Decimal("14.2")},
        catatan="Jaga mutu layanan.", catatan_jadi_rekomendasi=True, rekomendasi=[("", "A6", "Perbarui maklumat.")],
    )  # fmt: skip
    html = client.get(halaman).content.decode()
    assert all(kata in html for kata in ("SK UPG belum diperbarui.", "91,50", "14,20", "Jaga mutu layanan."))
    lembar = dunia.lembar
    isi_halaman = halaman_nilai_tpn(dunia.pelaku(Peran.KEPALA), dunia.satker, dunia.periode, lembar, dunia.instrumen)
    baris = isi_halaman.butir[0]
    assert (baris.butir.kode_pendek, baris.tpi, baris.tpn, baris.selisih < 0) == ("P5.1b", "A", "B", True)
    a5 = next(a for a in isi_halaman.area if a.kode == "A5")
    assert (a5.tpi, a5.tahap, a5.selisih) == (Decimal(15), (Decimal("14.2"),), Decimal("-0.8"))
    jadi = {(r.kode_butir, r.area): (r.teks, r.jabatan, r.tenggat) for r in Rekomendasi.objects.all()}
    tenggat = dt.date(2026, 8, 1) + dt.timedelta(days=90)
    assert jadi == {
        ("A5.P.i.b", "A5"): ("SK UPG belum diperbarui.", "Ketua Pokja 5", tenggat),
        ("", "A6"): ("Perbarui maklumat.", "Ketua Pokja 6", tenggat),
        ("", ""): ("Jaga mutu layanan.", "Kepala satker", tenggat),
    }
    catat(dunia, unit, "wawancara", "lulus", rekomendasi=[("", "A6", "Perbarui maklumat.")])
    assert Rekomendasi.objects.count() == 3  # not made again


def _ada(dunia: Dunia) -> bool:
    return Jawaban.objects.filter(lembar=dunia.lembar, lapisan=Lapisan.TPN).exists()


# --- checklist -----------------------------------------------------------------------------------------------------


def _rekomendasi(dunia: Dunia, kode: str, area: str, sumber: str = "lhe_tpi") -> Rekomendasi:
    teks = f"Catatan {kode or area} {dunia.satker.kode}"
    return buat_rekomendasi(
        oleh=dunia.pelaku(), lembar=dunia.lembar, sumber=sumber, teks=teks, kode_butir=kode, area=area
    )


def test_checklist_orders_by_points_and_holds_only_what_is_open_and_visible(client: Any, dunia: Dunia) -> None:
    pimpinan = kanwil(dunia)
    lain = Dunia(buat_satker(dunia.satker.induk), dunia.periode)
    luar = Dunia(buat_satker(), buat_periode(buat_satker(), dunia.periode.tahun))
    asing = Dunia(luar.satker, buat_periode(luar.satker, dunia.periode.tahun))
    _rekomendasi(dunia, "A5.P.i.b", "A5")
    _rekomendasi(lain, "", "A5", "tpn")
    _rekomendasi(lain, "A1.P.i.a", "A1")
    _rekomendasi(asing, "", "A5")
    tutup = _rekomendasi(dunia, "A2.P.i.a", "A2")
    tindak_lanjuti(oleh=dunia.pelaku(), rekomendasi=tutup, tindak_lanjut="Selesai.")
    putus_rekomendasi(oleh=dunia.pelaku(), rekomendasi=tutup, selesai=True, catatan="Cukup.")
    susunan = daftar_kunjungan(pimpinan, dunia.periode)
    assert [(u.satker.kode, len(u.baris)) for u in susunan] == [(lain.satker.kode, 2), (dunia.satker.kode, 1)]
    assert [b.poin > 0 for b in susunan[0].baris] == [True, True]
    assert susunan[0].baris[0].poin == 15  # the whole area: nothing of this unit is locked
    assert [len(u.baris) for u in daftar_kunjungan(pimpinan, dunia.periode, sumber="tpn")] == [1]
    masuk(client, pimpinan)
    url = reverse("kunjungan", args=[dunia.periode.tahun])
    client.get(url)
    with CaptureQueriesContext(connection) as satu:
        html = client.get(url, {"satker": dunia.satker.kode}).content.decode()
    with CaptureQueriesContext(connection) as semua:
        penuh = client.get(url).content.decode()
    assert (len(satu), len(semua)) == (8, 8)
    assert f"Catatan A5.P.i.b {dunia.satker.kode}" in html
    assert lain.satker.nama not in html
    assert asing.satker.kode not in penuh
    assert "A2.P.i.a" not in penuh


# --- more time for the objection -----------------------------------------------------------------------------------


def test_clock_of_the_objection_is_extended_before_its_end_or_as_a_grace(
    client: Any, dunia: Dunia, unit: UnitUsulan
) -> None:
    sekarang = timezone.now()
    oleh = admin(dunia)
    with pytest.raises(LangkahDitolak, match="waktu sanggah"):
        perpanjang_sanggah(oleh=oleh, unit=unit, sampai=sekarang + dt.timedelta(days=9), alasan="x")
    keadaan(dunia, "tidak_sesuai")
    AlurLembar.objects.update(tenggat=sekarang - dt.timedelta(hours=1))
    for sampai, alasan, kata in (
        (sekarang - dt.timedelta(minutes=1), "x", "belum lewat"),
        (sekarang + dt.timedelta(days=2), " ", "Tulis alasannya"),
    ):
        with pytest.raises(LangkahDitolak, match=kata):
            perpanjang_sanggah(oleh=oleh, unit=unit, sampai=sampai, alasan=alasan)
    masuk(client, oleh)
    url = dunia.url("sanggah_tenggat")
    assert client.get(url).status_code == 200
    hari = (sekarang + dt.timedelta(days=4)).strftime("%d-%m-%Y")
    assert client.post(url, {"sampai": hari, "alasan": "Kanal TPN terganggu."}).status_code == 302
    jejak = Jejak.objects.get(aksi="perpanjang_tenggat")
    assert (jejak.sesudah["kelonggaran"], jejak.alasan) == ("sesudah tenggat lewat", "Kanal TPN terganggu.")
    assert AlurLembar.objects.get().tenggat > sekarang
    perpanjang_sanggah(oleh=oleh, unit=unit, sampai=sekarang + dt.timedelta(days=9), alasan="Lagi.")
    assert "kelonggaran" not in Jejak.objects.filter(aksi="perpanjang_tenggat").latest("pada").sesudah
    dunia.masuk(client, Peran.KEPALA)
    assert client.post(url, {"sampai": hari, "alasan": "x"}).status_code == 403


# --- SK of the team, paper and cover -------------------------------------------------------------------------------


def test_decree_of_the_team_is_filed_and_read_by_its_inspectorate(
    client: Any, dunia: Dunia, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    tim = Tim.objects.create(satker_id=dunia.satker.instansi_id, periode=dunia.periode, nama="Tim 1")
    url, unduh = (reverse(n, args=[dunia.periode.tahun, tim.pk]) for n in ("tim_sk", "tim_sk_unduh"))
    masuk(client, admin(dunia))
    assert client.get(unduh).status_code == 404
    salah = client.post(url, {"berkas": SimpleUploadedFile("sk.txt", b"bukan PDF", "text/plain")})
    assert (salah.status_code, "sk.txt bukan PDF" in salah.content.decode()) == (415, True)
    isi = contoh.pdf(isi="SK tim")
    assert client.post(url, {"berkas": SimpleUploadedFile("SK.pdf", isi, "application/pdf")}).status_code == 302
    assert b"".join(client.get(unduh).streaming_content) == isi
    assert "SK.pdf" in client.get(reverse("tim_rinci", args=[dunia.periode.tahun, tim.pk])).content.decode()
    assert Jejak.objects.get(aksi="unggah_sk_tim").sesudah["berkas"] == "SK.pdf"
    lain = buat_satker()
    buat_periode(lain, dunia.periode.tahun)
    masuk(client, pelaku_untuk(lain.instansi, Peran.ADMIN_INSPEKTORAT))
    assert client.get(unduh).status_code == 404


def test_paper_and_cover_are_choices_of_the_instansi(client: Any, dunia: Dunia) -> None:
    masuk(client, admin(dunia))
    url = reverse("berkas:kop_kertas")
    assert client.post(url, {"kertas": "A3"}).status_code == 422
    assert client.post(url, {"kertas": "F4"}).status_code == 302
    setelan = SetelanInstansi.objects.get(instansi=Satker.objects.get(pk=dunia.satker.instansi_id))
    assert (setelan.kertas, setelan.sampul_lhe) == ("F4", False)
    jejak = Jejak.objects.get(aksi="atur_kertas")
    assert (jejak.sebelum, jejak.sesudah) == (
        {"kertas": "A4", "sampul_lhe": True},
        {"kertas": "F4", "sampul_lhe": False},
    )
