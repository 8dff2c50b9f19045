"""The LKE page: six areas and Hasil, filters as links, and how many SQL statements."""

from __future__ import annotations

import pytest
from django.test import Client

from penilaian.actions.lembar import tugaskan_butir
from penilaian.queries.lke import kode_tersaring
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker
from tests.penilaian.dunia import Dunia
from tests.penilaian.views.test_butir import sql_halaman


def _kode(client: Client, url: str) -> list[str]:
    return kode_tersaring(client.get(url).context["halaman"])


def test_table_shows_progress_points_and_gate(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1a", "A")
    dunia.jawab("R5.3a", {"sudah": "1"})
    dunia.masuk(client)

    halaman = client.get(dunia.url("lke")).context["halaman"]

    a5 = halaman.area[4]
    assert [a.kode for a in halaman.semua] == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2"]
    assert (a5.pemenuhan.terisi, a5.pemenuhan.jumlah, a5.reform.dilihat, a5.reform.jumlah) == (1, 18, 1, 4)
    assert (a5.nilai.nilai, a5.gerbang.kode, a5.gerbang.keadaan) == (
        dunia.instrumen.cari("P5.1a").bobot_efektif,
        "A5",
        "gagal",
    )
    assert (halaman.belum, halaman.gerbang_banyak) == (12, 12)


def test_page_before_the_year_is_started(client: Client, dunia: Dunia) -> None:
    lalu = Dunia(dunia.satker, buat_periode(dunia.satker, dunia.periode.tahun - 1))
    lalu.jawab("P5.1a", "A")
    dunia.masuk(client)

    html = client.get(dunia.url("lke")).content.decode()

    assert f"LKE {dunia.periode.tahun} belum dimulai." in html
    assert dunia.url("salin_lembar", dari=lalu.periode.tahun) in html
    assert dunia.url("buka_lembar") in html


def test_reader_of_an_unstarted_year_gets_no_buttons(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client, Peran.KEPALA)

    html = client.get(dunia.url("lke")).content.decode()

    assert "belum dimulai" in html
    assert dunia.url("buka_lembar") not in html


def test_filters_keep_what_they_name(client: Client, dunia: Dunia) -> None:
    ketua = dunia.pelaku(Peran.KETUA_POKJA, area="A5")
    lain = dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5").user
    tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=["A5.P.i.a"], user=lain)
    tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=["A1.P.i.a"], user=ketua.user)
    dunia.jawab("P5.1b", "A")
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")

    semua = [b.kode for b in dunia.instrumen.butir.values()]
    milik = [k for k in semua if k.startswith("A5") and k != "A5.P.i.a"]
    assert _kode(client, dunia.url("lke")) == semua
    assert _kode(client, dunia.url("lke") + "?saring=saya") == ["A1.P.i.a", *milik]
    assert _kode(client, dunia.url("lke") + "?saring=belum") == [k for k in semua if k != "A5.P.i.b"]
    assert _kode(client, dunia.url("lke") + "?saring=tanpa-berkas") == semua
    belum_ditugaskan = [k for k in semua if k not in {"A5.P.i.a", "A1.P.i.a"}]
    assert _kode(client, dunia.url("lke") + "?saring=tanpa-penanggung") == belum_ditugaskan
    assert _kode(client, dunia.url("lke") + "?saring=karangan") == semua
    assert [(kata, n) for kata, _, n, _ in client.get(dunia.url("lke")).context["saringan"]] == [
        ("Semua", 113),
        ("Milik saya", len(milik) + 1),
        ("Tanpa berkas", 113),
        ("Belum diisi", 112),
        ("Belum ditugaskan", 111),
        ("Salinan belum diperiksa", 0),
        ("Perlu perbaikan", 0),
    ]


def test_counts_on_an_area_page_are_of_that_area(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.masuk(client)

    saringan = client.get(dunia.url("lke_area", nomor=5)).context["saringan"]

    assert [n for _, _, n, _ in saringan] == [22, 0, 22, 21, 22, 0, 0]


def test_table_that_may_scroll_is_reached_by_the_keyboard(client: Client, dunia: Dunia) -> None:
    """On the page of one area the table holds no link that would take the focus into it."""
    dunia.jawab("P5.1a", "A")
    dunia.masuk(client)

    satu, semua = (client.get(u).content.decode() for u in (dunia.url("lke_area", nomor=5), dunia.url("lke")))

    sendiri, banyak = (h.partition("zi-tabel-area")[0].rpartition('<div class="zi-gulir"')[2] for h in (satu, semua))
    assert sendiri.startswith(' tabindex="0" role="region" aria-label="Tabel nilai area')
    assert banyak.startswith("><table")


def test_hasil_belongs_to_the_koordinator(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018 - started
    dunia.masuk(client)

    assert _kode(client, dunia.url("lke") + "?saring=saya") == ["B1.a", "B1.b", "B2.a"]


def test_order_by_points_at_stake(client: Client, dunia: Dunia) -> None:
    dunia.jawab("R5.1a", "A")
    dunia.masuk(client)

    halaman = client.get(dunia.url("lke_area", nomor=5) + "?urut=poin").context["tampil"][0]

    poin = [b.hasil.poin_dipertaruhkan for b in halaman.kelompok[0].baris]
    assert (poin, len(poin)) == (sorted(poin, reverse=True), 22)
    assert halaman.kelompok[0].baris[-1].butir.kode_pendek == "R5.1a"


def test_filter_links_keep_the_rest_of_the_state(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client)

    konteks = client.get(dunia.url("lke") + "?saring=belum&urut=poin&area=A5").context

    assert [url for _, url, _, _ in konteks["saringan"]] == [
        "?area=A5&urut=poin",
        "?area=A5&saring=saya&urut=poin",
        "?area=A5&saring=tanpa-berkas&urut=poin",
        "?area=A5&saring=belum&urut=poin",
        "?area=A5&saring=tanpa-penanggung&urut=poin",
        "?area=A5&saring=salinan&urut=poin",
        "?area=A5&saring=perbaikan&urut=poin",
    ]


def test_empty_filter_says_so(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client, Peran.KEPALA)

    html = client.get(dunia.url("lke_area", nomor=5) + "?saring=saya").content.decode()

    assert "Tidak ada soal “milik saya” di area 5." in html


@pytest.mark.parametrize("nomor", [0, 7])
def test_unknown_area_is_absent(client: Client, dunia: Dunia, nomor: int) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client)

    assert client.get(dunia.url("lke_area", nomor=nomor)).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
@pytest.mark.parametrize("nama", ["lke", "lke_hasil"])
def test_page_costs_the_same_sql_for_any_sheet(client: Client, dunia: Dunia, nama: str, banyak: int) -> None:
    for kode, isi in [("P5.1b", "A"), ("P5.1a", "B"), ("P1.1a", "Ya")][:banyak]:
        dunia.jawab(kode, isi)
    tugaskan_butir(oleh=dunia.pelaku(), lembar=dunia.lembar, kode_butir=["A5.P.i.b"], user=dunia.pelaku().user)
    dunia.masuk(client)

    assert sql_halaman(client, dunia.url(nama)) == 14


def test_foreign_sheet_is_absent(client: Client, dunia: Dunia) -> None:
    asing = Dunia(s := buat_satker(), buat_periode(s))
    asing.jawab("P5.1b", "A")
    dunia.masuk(client)

    assert [client.get(asing.url(n)).status_code for n in ("lke", "lke_hasil")] == [404, 404]
