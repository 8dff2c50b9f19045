"""Pages of proposals: who sees what, the list that costs the same, the link that ends, the package."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penilaian.actions.prasyarat import catat_syarat
from penilaian.actions.rekomendasi import buat_rekomendasi
from penilaian.actions.tautan_paket import buat_tautan_paket
from penilaian.actions.usulan import tambah_unit, ubah_unit
from penilaian.models import AksesTautan, DokumenUsulan, HasilTpn, LembarKerja, Rekomendasi, TautanPaket, UnitUsulan
from penilaian.queries.daftar_administrasi import bulan_sejak, periksa_usulan
from penilaian.queries.rekomendasi import tahun_berulang
from satker.models import Fakta, Penugasan
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import admin, keadaan, usulan_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(dunia: Dunia) -> UnitUsulan:
    keadaan(dunia, "layak")
    return usulan_lengkap(dunia)


def _tambah(dunia: Dunia, unit: UnitUsulan, banyak: int) -> None:
    for _ in range(banyak):
        lain = Dunia(buat_satker(dunia.satker.induk), dunia.periode)
        keadaan(lain, "layak")
        tambah_unit(oleh=admin(dunia), usulan=unit.usulan, lembar=lain.lembar, kategori="WBK")


def _sql(client: Client, url: str) -> int:
    client.get(url)  # fill what a process keeps
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in k["sql"] for k in kueri.captured_queries)


def _url(dunia: Dunia, nama: str, **isi: Any) -> str:
    return reverse(nama, kwargs={"tahun": dunia.periode.tahun, **isi})


def _isi(client: Client, url: str) -> bytes:
    """A download, read to its end: then its file is closed."""
    return b"".join(client.get(url).streaming_content)


def test_lists_cost_the_same_for_one_and_three_units(client: Client, dunia: Dunia, unit: UnitUsulan) -> None:
    masuk(client, admin(dunia))
    urls = [
        _url(dunia, "usulan"),
        _url(dunia, "usulan_rinci", jalur="tpn"),
        _url(dunia, "usulan_periksa", jalur="tpn"),
        _url(dunia, "usulan_wilayah"),
    ]
    satu = [_sql(client, u) for u in urls]
    _tambah(dunia, unit, 2)
    assert [_sql(client, u) for u in urls] == satu == [9, 24, 16, 4]


def test_reader_sees_the_way_of_a_visible_unit_without_buttons(client: Client, dunia: Dunia, unit: UnitUsulan) -> None:
    dunia.masuk(client, Peran.KEPALA)
    html = client.get(dunia.url("usulan_satker")).content.decode()
    assert "Layak diusulkan" in html
    assert "Langkah berikutnya" not in html
    asing = pelaku_untuk(buat_satker(), Peran.KEPALA)
    buat_periode(asing.unit, dunia.periode.tahun)
    masuk(client, asing)
    assert client.get(dunia.url("usulan_satker")).status_code == 404


def test_region_list_holds_only_visible_units(client: Client, dunia: Dunia, unit: UnitUsulan) -> None:
    masuk(client, admin(dunia))
    assert dunia.satker.nama in client.get(_url(dunia, "usulan_wilayah")).content.decode()
    lain = buat_satker()
    buat_periode(lain, dunia.periode.tahun)
    masuk(client, pelaku_untuk(lain.instansi, Peran.PEMBACA_PUSAT))
    assert dunia.satker.nama not in client.get(_url(dunia, "usulan_wilayah")).content.decode()


def test_documents_of_another_instansi_are_404(client: Client, dunia: Dunia, unit: UnitUsulan) -> None:
    dokumen = DokumenUsulan.objects.get(jenis="surat")
    url = _url(dunia, "usulan_berkas", dokumen=dokumen.pk)
    masuk(client, admin(dunia))
    assert _isi(client, url) == b"surat"
    lain = buat_satker()
    buat_periode(lain, dunia.periode.tahun)
    masuk(client, pelaku_untuk(lain.instansi, Peran.ADMIN_INSPEKTORAT))
    assert client.get(url).status_code == 404


def test_report_of_one_unit_is_not_read_through_another(client: Client, dunia: Dunia, unit: UnitUsulan) -> None:
    versi = DokumenUsulan.objects.get(jenis="surat").versi
    HasilTpn.objects.create(
        satker=dunia.satker, unit=unit, tahap="desk", putusan="lulus", sumber="x", tanggal=dt.date(2026, 8, 1),
        versi=versi, oleh=admin(dunia).user, pada=timezone.now(),
    )  # fmt: skip
    dunia.masuk(client, Peran.KEPALA)
    assert _isi(client, dunia.url("usulan_satker_berkas", versi=versi.pk)) == b"surat"
    tetangga = buat_satker(dunia.satker.induk)
    masuk(client, pelaku_untuk(tetangga, Peran.KEPALA))
    salah = reverse(
        "usulan_satker_berkas", kwargs={"tahun": dunia.periode.tahun, "kode": tetangga.kode, "versi": versi.pk}
    )
    assert client.get(salah).status_code == 404


# --- package and link ----------------------------------------------------------------------------------------------


def _token(dunia: Dunia, unit: UnitUsulan) -> str:
    return buat_tautan_paket(oleh=admin(dunia), usulan=unit.usulan, keterangan="TPN", hari=7)[1]


def test_link_opens_without_account_is_logged_and_keeps_only_a_hash(
    client: Client, dunia: Dunia, unit: UnitUsulan
) -> None:
    token = _token(dunia, unit)
    assert len(token) >= 43  # 256 bits
    assert token not in str(TautanPaket.objects.values().get())
    jawab = client.get(reverse("paket_tautan", args=[token]))
    assert (jawab.status_code, jawab["X-Robots-Tag"], jawab["Referrer-Policy"]) == (
        200,
        "noindex, nofollow",
        "no-referrer",
    )
    isi = _isi(client, reverse("paket_unduh", args=[token]))
    nama = zipfile.ZipFile(io.BytesIO(isi)).namelist()
    assert {"Daftar administrasi.csv", "SPTJM - sptjm.txt", "Surat usulan - surat.txt", "SHA256SUMS.txt"} <= set(nama)
    assert list(AksesTautan.objects.order_by("pada").values_list("unduh", flat=True)) == [False, True]


@pytest.mark.parametrize("akhir", ["berakhir", "dicabut", "salah"])
def test_ended_closed_and_unknown_links_are_the_same_404(
    client: Client, dunia: Dunia, unit: UnitUsulan, akhir: str
) -> None:
    token = _token(dunia, unit)
    if akhir == "berakhir":
        TautanPaket.objects.update(berakhir=timezone.now() - dt.timedelta(seconds=1))
    elif akhir == "dicabut":
        masuk(client, admin(dunia))
        pk = TautanPaket.objects.get().pk
        client.post(_url(dunia, "usulan_tautan_cabut", jalur="tpn", pk=pk))
        client.logout()
    else:
        token = f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}"
    assert client.get(reverse("paket_tautan", args=[token])).status_code == 404
    assert client.get(reverse("paket_unduh", args=[token])).status_code == 404
    assert not AksesTautan.objects.exists()


def test_upload_through_the_page_needs_the_token_of_the_form(dunia: Dunia, unit: UnitUsulan) -> None:
    klien = Client(enforce_csrf_checks=True)
    masuk(klien, admin(dunia))
    berkas = io.BytesIO(b"tlhp")
    berkas.name = "tlhp.txt"
    isi = {"jenis": "tlhp", "berkas": berkas}
    assert klien.post(_url(dunia, "usulan_dokumen", jalur="tpn"), isi).status_code == 403
    klien = Client()
    masuk(klien, admin(dunia))
    berkas.seek(0)
    assert klien.post(_url(dunia, "usulan_dokumen", jalur="tpn"), isi).status_code == 302
    assert DokumenUsulan.objects.filter(jenis="tlhp").count() == 1


# --- self-check ----------------------------------------------------------------------------------------------------


def _daftar(unit: UnitUsulan, hari: dt.date) -> dict[str, bool | None]:
    daftar = periksa_usulan(unit.usulan, hari)
    return {b.kode: b.sesuai for b in (*daftar.instansi, *daftar.unit[0].butir)}


def test_self_check_answers_from_what_is_recorded(dunia: Dunia, unit: UnitUsulan) -> None:
    hari = dt.date(2026, 5, 20)
    assert _daftar(unit, hari) == {
        "SURAT": True,
        "SPTJM": True,
        "TLHP_INSTANSI": False,
        "HALANGAN": True,
        "OPINI_BPK": False,
        "SAKIP_INSTANSI": False,
        "INDEKS_RB_KL": False,
        "MATURITAS_SPIP": False,
        "LKE": False,
        "SURVEI": False,
        "PENETAPAN": False,
        "LAYANAN_INTI": False,
        "TLHP": False,
        "LHKAN_LHKPN": False,
        "LAMA_MEMBANGUN": False,
        "SAKIP_INTERNAL": False,
        "MASA_CABUT": True,
    }
    for kode, nilai in {"tlhp_rekomendasi": 10, "tlhp_selesai": 10}.items():
        Fakta.objects.create(
            satker=dunia.satker, periode=dunia.periode, kode=kode, nilai=nilai, sumber="Rekap", tanggal=hari,
            oleh=admin(dunia).user, pada=timezone.now(),
        )  # fmt: skip
    ubah_unit(oleh=admin(dunia), unit=unit, ditetapkan_pada=dt.date(2025, 5, 20))
    for kode, nilai, uraian in (("SAKIP_INTERNAL", "B", ""), ("LAYANAN_INTI", "ya", "Paspor")):
        catat_syarat(
            oleh=admin(dunia), satker=dunia.satker, periode=dunia.periode, kode=kode, nilai=nilai, uraian=uraian,
            sumber="Surat", tanggal=hari, penjamin="Inspektur",
        )  # fmt: skip
    baru = _daftar(unit, hari)
    assert [baru[k] for k in ("TLHP", "SAKIP_INTERNAL", "LAYANAN_INTI", "PENETAPAN")] == [True] * 4
    kata = {b.kode: b.keterangan for b in periksa_usulan(unit.usulan, hari).unit[0].butir}
    assert kata["LAYANAN_INTI"] == "Ya (Paspor). Sumber: Surat, 20 Mei 2026."
    assert kata["SAKIP_INTERNAL"] == "B, diminta paling rendah B. Sumber: Surat, 20 Mei 2026."
    assert _daftar(unit, dt.date(2026, 5, 19))["PENETAPAN"] is False  # one day short of a year
    Fakta.objects.filter(kode="tlhp_selesai").update(nilai=9)
    assert _daftar(unit, hari)["TLHP"] is False


def test_affirmative_unit_may_bring_its_conditions_later_but_not_its_scores(dunia: Dunia, unit: UnitUsulan) -> None:
    ubah_unit(oleh=admin(dunia), unit=unit, kategori="WBK-AFIRMASI")
    daftar = _daftar(unit, dt.date(2026, 5, 20))
    assert (daftar["LKE"], daftar["TLHP"], daftar["SAKIP_INTERNAL"]) == (False, None, None)


@pytest.mark.parametrize(
    ("awal", "hari", "bulan"),
    [
        (dt.date(2025, 1, 20), dt.date(2026, 1, 19), 11),
        (dt.date(2025, 1, 20), dt.date(2026, 1, 20), 12),
        (dt.date(2026, 1, 20), dt.date(2025, 1, 20), 0),
    ],
)
def test_whole_months(awal: dt.date, hari: dt.date, bulan: int) -> None:
    assert bulan_sejak(awal, hari) == bulan


# --- recommendations -----------------------------------------------------------------------------------------------


def _rekomendasi(dunia: Dunia, tahun: int, kode: str = "A5.P.i.b") -> Rekomendasi:
    periode = dunia.periode if tahun == dunia.periode.tahun else buat_periode(dunia.satker, tahun)
    lembar, _ = LembarKerja.objects.get_or_create(satker=dunia.satker, periode=periode)
    return buat_rekomendasi(
        oleh=admin(dunia), lembar=lembar, sumber="tpn", teks=f"Catatan {tahun}", kode_butir=kode, area="A5"
    )


def test_last_years_note_stands_on_this_years_question(client: Client, dunia: Dunia) -> None:
    for mundur in (3, 2, 1):
        _rekomendasi(dunia, dunia.periode.tahun - mundur)
    dunia.masuk(client)
    html = client.get(dunia.url("butir", kode_butir="P5.1b")).content.decode()
    assert f"Catatan {dunia.periode.tahun - 1}" in html
    assert "Berulang 3 tahun" in html
    assert "Catatan" not in client.get(dunia.url("butir", kode_butir="P5.2a")).content.decode().split("Rekomendasi")[-1]


@pytest.mark.parametrize(
    ("tahun", "berulang"), [([2023, 2024, 2025], True), ([2022, 2024, 2025], False), ([2024, 2025], False)]
)
def test_three_years_in_a_row(tahun: list[int], berulang: bool) -> None:
    assert tahun_berulang(tahun, 2025) is berulang


def test_unit_follows_up_in_its_area_and_the_writer_judges(client: Client, dunia: Dunia) -> None:
    r = _rekomendasi(dunia, dunia.periode.tahun)
    url = dunia.url("rekomendasi_tindak", pk=r.pk)
    dunia.masuk(client, Peran.KETUA_POKJA, area="A1")
    client.post(url, {"tindak_lanjut": "Selesai."})
    r.refresh_from_db()
    assert r.status == "terbuka"  # another area
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")
    client.post(url, {"tindak_lanjut": "SOP diperbarui."})
    r.refresh_from_db()
    assert (r.status, r.tindak_lanjut) == ("ditindaklanjuti", "SOP diperbarui.")
    Penugasan.objects.filter(peran=Peran.TPI_KETUA).delete()
    dunia.masuk(client, Peran.TPI_KETUA)
    salah = client.post(dunia.url("rekomendasi_putus", pk=r.pk), {"putusan": "selesai", "catatan": "Cukup."})
    assert salah.status_code == 404  # the TPN's note is not the team's to close
    masuk(client, admin(dunia))
    client.post(dunia.url("rekomendasi_putus_tpn", pk=r.pk), {"putusan": "selesai", "catatan": "Cukup."})
    r.refresh_from_db()
    assert (r.status, r.catatan_putusan) == ("selesai", "Cukup.")
