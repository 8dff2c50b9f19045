"""The question page over HTTP: pages, autosave, conflicts, who may, and how many SQL statements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from penilaian.models import Jawaban, LembarKerja, RiwayatJawaban
from satker.models import Fakta, Jendela
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia

FETCH = {"X-Requested-With": "fetch"}


def _url(dunia: Dunia, kode: str = "P5.1b", nama: str = "butir") -> str:
    return dunia.url(nama, kode_butir=kode)


def _isi(dunia: Dunia, kode: str = "P5.1b") -> Any:
    ada = dunia.tersimpan(kode)
    return ada.isi if ada else None


def sql_halaman(client: Client, url: str) -> int:
    """Statements of one GET in a session that is under way, without the savepoints of the test's own transaction."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        jawab = client.get(url)
    assert jawab.status_code == 200
    return sum("SAVEPOINT" not in k["sql"] for k in kueri.captured_queries)


# --- Reading -------------------------------------------------------------------------------------------------------


def test_page_names_question_layer_and_points(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "B", uraian="Sudah ada UPG")
    dunia.masuk(client)

    html = client.get(_url(dunia)).content.decode()

    for kata in ["P5.1b", "A5.P.i.b", "0,75 poin", "2 dari 22", "Penilaian mandiri · draf · per", "Sudah ada UPG"]:
        assert kata in html
    assert "<span data-poin>0,50</span> <small>dari 0,75 poin</small>" in html
    assert 'value="B" checked' in html


def test_reading_changes_nothing(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    client.get(_url(dunia))

    assert (LembarKerja.objects.count(), Jawaban.objects.count()) == (0, 0)


def test_long_code_leads_to_the_short_one(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    assert client.get(_url(dunia, "A5.P.i.b")).url == _url(dunia)
    assert client.get(_url(dunia, "p5.1B")).url == _url(dunia)
    assert client.get(_url(dunia, "A5.P.i.b", "butir_riwayat")).url == _url(dunia, nama="butir_riwayat")


def test_unknown_code_is_absent(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    assert [client.get(_url(dunia, k)).status_code for k in ("P9.1a", "A5.i.b", "P5.1")] == [404, 404, 404]


def test_foreign_unit_answers_like_an_absent_one(client: Client, dunia: Dunia) -> None:
    asing = Dunia(s := buat_satker(), buat_periode(s))
    asing.jawab("P5.1b", "A", uraian="KENARI")
    dunia.masuk(client)

    foreign = client.get(_url(asing))
    absent = client.get(_url(asing).replace(s.kode, "TIDAKADA"))

    def tubuh(jawab: Any) -> str:
        return jawab.content.decode().replace(s.kode, "X").replace("TIDAKADA", "X")

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert "KENARI" not in tubuh(foreign)
    assert client.post(_url(asing, nama="butir_simpan"), {"versi": 0}, headers=FETCH).status_code == 404


@pytest.mark.parametrize("kode", ["P5.1b", "R5.3a"])
@pytest.mark.parametrize("banyak", [1, 3])
def test_page_costs_the_same_sql_for_any_sheet(client: Client, dunia: Dunia, kode: str, banyak: int) -> None:
    for k, isi in [("P5.1b", "A"), ("P5.1a", "B"), ("P1.1a", "Ya")][:banyak]:
        dunia.jawab(k, isi)
    dunia.masuk(client)

    assert sql_halaman(client, _url(dunia, kode)) == {"P5.1b": 15, "R5.3a": 16}[kode]


def test_last_years_answer_is_shown(client: Client, dunia: Dunia) -> None:
    lalu = Dunia(dunia.satker, buat_periode(dunia.satker, dunia.periode.tahun - 1))
    lalu.jawab("P5.1b", "C", uraian="tahun lalu begini")
    dunia.masuk(client)

    html = client.get(_url(dunia)).content.decode()

    assert f"Jawaban {dunia.periode.tahun - 1}: C" in html
    assert "tahun lalu begini" in html
    assert "checked" not in html


@pytest.mark.parametrize(
    ("kode", "isi", "status"),
    [("P5.1b", None, "belum_dibuka"), ("R1.1a", {"jumlah_agen": "2"}, "dilihat"), ("P5.1b", "A", "terisi")],
)
def test_status_word(client: Client, dunia: Dunia, kode: str, isi: Any, status: str) -> None:
    if isi:
        dunia.jawab(kode, isi)
    dunia.masuk(client)

    html = client.get(_url(dunia, kode)).content.decode()

    tampil = [k for k in ("belum_dibuka", "dilihat", "terisi") if f'<span data-status="{k}">' in html]
    assert tampil == [status]


# --- Saving as a page ----------------------------------------------------------------------------------------------


def test_simpan_dan_lanjut_saves_and_opens_the_next_question(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    jawab = client.post(_url(dunia), {"versi": 0, "opsi": "B", "uraian": "", "aksi": "lanjut"}, follow=True)

    assert jawab.redirect_chain == [(_url(dunia, "P5.2a"), 302)]
    assert "P5.1b tersimpan: 0,50 dari 0,75 poin." in jawab.content.decode()
    assert _isi(dunia) == "B"


def test_last_question_leads_to_the_sheet(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    jawab = client.post(_url(dunia, "H2a"), {"versi": 0, "isian-indeks": "3,5", "uraian": "", "aksi": "lanjut"})

    assert jawab.url == dunia.url("lke")
    assert _isi(dunia, "H2a") == {"indeks": "3.50"}


def test_refused_form_keeps_what_was_typed(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    jawab = client.post(_url(dunia), {"versi": 0, "uraian": "sudah saya ketik", "aksi": "simpan"})

    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Pilih salah satu jawaban untuk P5.1b." in html
    assert "sudah saya ketik</textarea>" in html
    assert "<title>Galat: " in html
    assert _isi(dunia) is None


def test_partial_numbers_are_saved_with_a_warning(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    jawab = client.post(
        _url(dunia, "R1.1a"), {"versi": 0, "isian-jumlah_agen": "2", "uraian": "", "aksi": "simpan"}, follow=True
    )

    assert "R1.1a tersimpan, tetapi baru 1 dari 2 jumlah terisi." in jawab.content.decode()
    assert _isi(dunia, "R1.1a") == {"jumlah_agen": "2"}


def test_kosongkan_clears_and_keeps_history(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.masuk(client)

    client.post(_url(dunia), {"versi": 1, "opsi": "A", "uraian": "", "aksi": "kosongkan"})

    assert _isi(dunia) is None
    assert RiwayatJawaban.objects.get().isi == "A"


def test_double_submit_stores_one_version(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)
    data = {"versi": 0, "opsi": "B", "uraian": "", "aksi": "simpan"}

    status = [client.post(_url(dunia), data).status_code for _ in range(2)]

    assert (status, dunia.tersimpan("P5.1b").versi) == ([302, 302], 1)


def test_stale_version_shows_both_answers(client: Client, dunia: Dunia) -> None:
    lain = dunia.pelaku(Peran.KETUA_POKJA, area="A5")
    dunia.jawab("P5.1b", "A", uraian="tulisan Budi", oleh=lain)
    dunia.masuk(client)

    jawab = client.post(_url(dunia), {"versi": 0, "opsi": "C", "uraian": "tulisan saya", "aksi": "simpan"})

    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert f"{lain.user.nama} mengubah jawaban ini pukul" in html
    assert "tulisan Budi" in html
    assert '<input type="hidden" name="uraian" value="tulisan saya">' in html
    assert _isi(dunia) == "A"


def test_pakai_punya_saya_saves_on_the_new_version(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A", oleh=dunia.pelaku(Peran.KETUA_POKJA, area="A5"))
    dunia.masuk(client)
    bentrok = client.post(_url(dunia), {"versi": 0, "opsi": "C", "uraian": "saya", "aksi": "simpan"})

    client.post(_url(dunia), dict(bentrok.context["kirim_ulang"]))

    kini = dunia.tersimpan("P5.1b")
    assert (kini.isi, kini.uraian, kini.versi, RiwayatJawaban.objects.get().isi) == ("C", "saya", 2, "A")


# --- Autosave ------------------------------------------------------------------------------------------------------


def test_autosave_answers_with_server_time_and_figures(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    jawab = client.post(_url(dunia, nama="butir_simpan"), {"versi": 0, "opsi": "B", "uraian": ""}, headers=FETCH)

    data = jawab.json()
    pada = timezone.localtime(dunia.tersimpan("P5.1b").pada)
    assert data == {
        "versi": 1,
        "pada": f"{pada:%H.%M} WIB",
        "ada": True,
        "keadaan": "terisi",
        "poin": "0,50",
        "dipertaruhkan": "0,25",
        "hitungan": "",
        "nilai_area": "0,50",
        "nilai_total": "0,50",
        "terisi": 1,
    }


def test_autosave_computes_the_ratio(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)
    url, data = _url(dunia, "R5.3a", "butir_simpan"), {"versi": 0, "isian-wajib_kepala": "1", "isian-sudah": "5"}

    sebagian = client.post(url, data, headers=FETCH).json()
    lengkap = client.post(
        url, {**data, "versi": 1, "isian-wajib_pejabat": "4", "isian-wajib_lain": "1"}, headers=FETCH
    ).json()

    assert (sebagian["keadaan"], sebagian["hitungan"], sebagian["poin"]) == ("dilihat", "", "–")
    assert (lengkap["keadaan"], lengkap["hitungan"]) == ("terisi", "5 dari 6 = 83,33%.")


def test_autosave_of_a_stale_version_is_a_conflict(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.masuk(client)

    jawab = client.post(_url(dunia, nama="butir_simpan"), {"versi": 0, "opsi": "C", "uraian": ""}, headers=FETCH)

    pukul = f"{timezone.localtime(dunia.tersimpan('P5.1b').pada):%H.%M} WIB"
    nama = dunia.pelaku().user.nama
    assert (jawab.status_code, jawab.json()) == (
        409,
        {"pesan": f"{nama} mengubah jawaban ini pukul {pukul}. Bandingkan sebelum menyimpan.", "url": _url(dunia)},
    )
    assert _isi(dunia) == "A"


def test_autosave_of_bad_input_names_the_field(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    jawab = client.post(_url(dunia, "H1a", "butir_simpan"), {"versi": 0, "isian-indeks": "5"}, headers=FETCH)

    assert (jawab.status_code, jawab.json()) == (422, {"galat": {"isian-indeks": ["Paling besar 4,00."]}})


def test_autosave_after_the_session_ended_is_401(client: Client, dunia: Dunia) -> None:
    jawab = client.post(_url(dunia, nama="butir_simpan"), {"versi": 0, "opsi": "B"}, headers=FETCH)

    assert (jawab.status_code, jawab.json()["pesan"]) == (401, "Sesi berakhir demi keamanan.")


def test_autosave_address_opened_as_a_page_leads_to_the_question(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    assert client.get(_url(dunia, nama="butir_simpan")).url == _url(dunia)


# --- Who may, and when ---------------------------------------------------------------------------------------------

_PEMBACA = [
    (Peran.KEPALA, {}, "Peran Anda hanya membaca LKE ini."),
    (Peran.ANGGOTA_POKJA, {"area": "A1"}, "Soal ini di luar area Anda. Anggota Pokja 1 hanya mengisi areanya sendiri."),
]


@pytest.mark.parametrize(("peran", "isi", "sebab"), _PEMBACA)
def test_reader_sees_the_same_page_with_the_reason(
    client: Client, dunia: Dunia, peran: Peran, isi: dict[str, str], sebab: str
) -> None:
    dunia.jawab("P5.1b", "B")
    dunia.masuk(client, peran, **isi)

    html = client.get(_url(dunia)).content.decode()

    assert sebab in html
    assert 'value="B" checked disabled' in html
    assert 'name="aksi"' not in html


@pytest.mark.parametrize(("peran", "isi", "sebab"), _PEMBACA)
def test_reader_cannot_write_by_any_way(
    client: Client, dunia: Dunia, peran: Peran, isi: dict[str, str], sebab: str
) -> None:
    dunia.masuk(client, peran, **isi)
    data = {"versi": 0, "opsi": "B", "uraian": "ketikan saya", "aksi": "simpan"}

    halaman = client.post(_url(dunia), data)
    otomatis = client.post(_url(dunia, nama="butir_simpan"), data, headers=FETCH)

    assert (halaman.status_code, otomatis.status_code) == (403, 403)
    assert sebab in halaman.content.decode()
    assert "ketikan saya" in halaman.content.decode()
    assert otomatis.json()["pesan"].startswith(sebab)
    assert _isi(dunia) is None


def test_kanwil_reads_but_never_writes(client: Client, dunia: Dunia) -> None:
    masuk(client, pelaku_untuk(dunia.satker.induk, Peran.STAF_KANWIL))

    assert client.get(_url(dunia)).status_code == 200
    assert client.post(_url(dunia), {"versi": 0, "opsi": "B"}).status_code == 403


def test_closed_window_is_read_only_with_the_reason(client: Client, dunia: Dunia) -> None:
    Jendela.objects.update(tutup=timezone.now() - dt.timedelta(minutes=5))
    dunia.masuk(client)

    html = client.get(_url(dunia)).content.decode()

    assert "Pengisian ditutup sejak" in html
    assert 'name="aksi"' not in html
    assert client.post(_url(dunia), {"versi": 0, "opsi": "B", "aksi": "simpan"}).status_code == 403


def test_pokja_writes_in_its_own_area(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client, Peran.ANGGOTA_POKJA, area="A5")

    assert client.post(_url(dunia), {"versi": 0, "opsi": "B", "uraian": "", "aksi": "simpan"}).status_code == 302
    assert _isi(dunia) == "B"


# --- Facts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def fakta(dunia: Dunia) -> Fakta:
    return Fakta.objects.create(
        satker=dunia.satker,
        periode=dunia.periode,
        kode="agen_perubahan",
        nilai=12,
        sumber="SK Kepala",
        tanggal=dt.date(2026, 2, 3),
        oleh=dunia.pelaku().user,
        pada=timezone.now(),
    )


def test_fact_is_offered_with_its_source_and_difference(client: Client, dunia: Dunia, fakta: Fakta) -> None:
    dunia.jawab("R1.1a", {"jumlah_agen": "10", "jumlah_perubahan": "10"})
    dunia.masuk(client)

    html = client.get(_url(dunia, "R1.1a")).content.decode()

    assert "Fakta satker: <strong>12</strong> (SK Kepala, 3 Feb 2026)" in html
    assert "Isian tersimpan 10, 2 lebih sedikit daripada fakta satker." in html
    assert 'href="?pakai=jumlah_agen#id_isian-jumlah_agen"' in html


def test_fact_is_prefilled_by_a_link_and_never_saved_by_it(client: Client, dunia: Dunia, fakta: Fakta) -> None:
    dunia.masuk(client)

    html = client.get(f"{_url(dunia, 'R1.1a')}?pakai=fakta").content.decode()

    assert 'id="id_isian-jumlah_agen" value="12"' in html
    assert "Belum tersimpan sampai Anda menekan Simpan." in html
    assert Jawaban.objects.count() == 0


# --- History -------------------------------------------------------------------------------------------------------


def test_history_tells_who_made_what_of_what(client: Client, dunia: Dunia) -> None:
    lain = dunia.pelaku(Peran.KETUA_POKJA, area="A5")
    dunia.jawab("P5.1b", "A", uraian="mula-mula")
    dunia.jawab("P5.1b", "B", uraian="kemudian", oleh=lain)
    dunia.masuk(client, Peran.KEPALA)

    jawab = client.get(_url(dunia, nama="butir_riwayat"))

    daftar = [
        (v.versi, v.oleh, v.sebelum, [t[0] for t in v.sesudah], v.uraian_sebelum, v.uraian_sesudah)
        for v in jawab.context["daftar"]
    ]
    teks_a = f"A: {dunia.instrumen.cari('P5.1b').opsi[0].label}"
    assert daftar == [
        (2, lain.user.nama, (teks_a,), ["B"], "mula-mula", "kemudian"),
        (1, dunia.pelaku().user.nama, (), ["A"], "", "mula-mula"),
    ]
    assert "mula-mula" in jawab.content.decode()


def test_history_of_an_untouched_question_is_an_empty_state(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    assert "Belum ada jawaban." in client.get(_url(dunia, nama="butir_riwayat")).content.decode()


def test_kosongkan_offers_to_take_it_back(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.masuk(client)
    url = dunia.url("butir", kode_butir="P5.1b")

    jawab = client.post(url, {"versi": "1", "opsi": "A", "uraian": "", "aksi": "kosongkan"})
    assert jawab.url == f"{url}?batal=1"
    batal = dunia.url("butir_pulihkan", kode_butir="P5.1b", versi=1)
    assert batal in client.get(jawab.url).content.decode()
    dunia.jawab("P5.1b", "C")
    bentrok = client.post(batal, {"versi": "2"})
    assert bentrok.url == dunia.url("butir_riwayat", kode_butir="P5.1b")
    assert client.post(batal).url == bentrok.url  # without the version that was seen nothing is taken back
    assert dunia.tersimpan("P5.1b").isi == "C"
    dunia.jawab("P5.1b", None)
    assert client.post(batal, {"versi": "4"}).url == url
    assert (dunia.tersimpan("P5.1b").isi, dunia.tersimpan("P5.1b").versi) == ("A", 5)


def test_pulihkan_of_an_unknown_version_is_absent_and_of_another_area_forbidden(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.jawab("P5.1b", "B")
    dunia.masuk(client)
    assert client.post(dunia.url("butir_pulihkan", kode_butir="P5.1b", versi=9)).status_code == 404
    dunia.masuk(client, Peran.KETUA_POKJA, area="A1")
    assert client.post(dunia.url("butir_pulihkan", kode_butir="P5.1b", versi=1)).status_code == 403
    dunia.masuk(client, Peran.KEPALA)
    assert client.post(dunia.url("butir_pulihkan", kode_butir="P5.1b", versi=1)).status_code == 403
    assert dunia.tersimpan("P5.1b").isi == "B"


def test_riwayat_sends_the_version_it_shows_as_current(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1b", "A")
    dunia.jawab("P5.1b", "B")
    dunia.masuk(client)
    html = client.get(dunia.url("butir_riwayat", kode_butir="P5.1b")).content.decode()
    assert html.count('name="versi" value="2"') == 1
    assert dunia.url("butir_pulihkan", kode_butir="P5.1b", versi=1) in html
