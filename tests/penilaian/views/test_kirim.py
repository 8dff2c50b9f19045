"""Kirim LKE in the browser's way: what blocks, who does which step, and what a late second click gets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from penilaian.actions.kirim import kirim_lembar
from penilaian.models import AlurLembar, Jawaban, LangkahAlur, PenanggungJawab, Pengajuan
from satker.models import Jejak, Jendela
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, langkah

pytestmark = pytest.mark.django_db


def _buka(client: Any, dunia: Dunia, nama: str = "kirim") -> str:
    jawab = client.get(dunia.url(nama))
    assert jawab.status_code == 200, jawab
    return jawab.content.decode()


def _setujui(client: Any, dunia: Dunia, **lain: Any) -> Any:
    halaman = client.get(dunia.url("kirim_setujui"))
    isi = {"keadaan": "menunggu_kepala", "sidik": halaman.context["sidik"], "setuju": "on", **lain}
    return client.post(dunia.url("kirim_setujui"), {k: v for k, v in isi.items() if v is not None})


def test_unanswered_question_blocks_and_is_named_with_its_person(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    Jawaban.objects.filter(kode_butir="A5.P.i.b").update(isi=None)
    ani = dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5")
    PenanggungJawab.objects.create(satker=dunia.satker, lembar=dunia.lembar, kode_butir="A5.P.i.b", user=ani.user)
    dunia.masuk(client)
    teks = _buka(client, dunia)
    assert "1 dari 113 soal belum terisi" in teks
    assert dunia.url("butir", kode_butir="P5.1b") in teks
    assert ani.user.nama in teks
    jawab = client.post(dunia.url("kirim_ajukan"), {"keadaan": "pengisian"})
    assert jawab.status_code == 422
    assert "Masih ada soal yang belum diisi." in jawab.content.decode()
    assert not LangkahAlur.objects.exists()


def test_thresholds_are_information_and_never_block(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia, letak=9)  # the worst answers everywhere
    dunia.masuk(client)
    teks = _buka(client, dunia)
    assert "12 syarat belum terpenuhi" in teks
    assert "tidak menghalangi pengiriman" in teks
    assert client.post(dunia.url("kirim_ajukan"), {"keadaan": "pengisian"}).status_code == 302
    assert AlurLembar.objects.get().keadaan == "menunggu_kepala"


def test_warnings_say_what_happens_and_do_not_block(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    Jawaban.objects.filter(kode_butir="A1.P.i.a").update(salinan_dari=2025)
    butir = dunia.instrumen.cari("A5.R.ii.a")
    Jawaban.objects.filter(kode_butir=butir.kode).update(isi={i.kode: "0" for i in butir.isian}, catatan_nol="Nihil.")
    dunia.masuk(client)
    halaman = client.get(dunia.url("kirim"))
    peringatan = {p.kode: p.banyak for p in halaman.context["periksa"].peringatan}
    assert peringatan == {"nol": 1, "tanpa_berkas": 112, "salinan": 1}
    assert "Jawaban tahun lalu terkirim sebagai jawaban tahun ini." in halaman.content.decode()
    assert halaman.context["langkah"]["ajukan"].boleh


def test_koordinator_asks_takes_back_and_asks_again(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    dunia.masuk(client)
    client.post(dunia.url("kirim_ajukan"), {"keadaan": "pengisian"})
    client.post(dunia.url("kirim_tarik"), {"keadaan": "menunggu_kepala"})
    assert client.post(dunia.url("kirim_tarik"), {"keadaan": "menunggu_kepala"}).status_code == 409  # double click
    client.post(dunia.url("kirim_ajukan"), {"keadaan": "pengisian"})
    assert [x.kode for x in LangkahAlur.objects.order_by("nomor")] == ["ajukan", "tarik_ajuan", "ajukan"]


def test_kepala_reads_ticks_and_sends_once(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    dunia.masuk(client, Peran.KEPALA)
    assert _setujui(client, dunia, setuju=None).status_code == 422
    assert not Pengajuan.objects.exists()
    sidik = client.get(dunia.url("kirim_setujui")).context["sidik"]
    assert _setujui(client, dunia).status_code == 302
    isi = {"keadaan": "menunggu_kepala", "sidik": sidik, "setuju": "on"}
    kedua = client.post(dunia.url("kirim_setujui"), isi)
    assert kedua.status_code == 409
    assert "baru saja berubah" in kedua.content.decode()
    assert Pengajuan.objects.count() == 1
    assert client.get(dunia.url("kirim_setujui")).status_code == 302  # nothing waits: back to the page


def test_answer_changed_while_the_kepala_read_is_not_sent_unseen(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    dunia.masuk(client, Peran.KEPALA)
    sidik = client.get(dunia.url("kirim_setujui")).context["sidik"]
    dunia.jawab("A1.P.i.a", "Tidak")
    jawab = _setujui(client, dunia, sidik=sidik)
    assert jawab.status_code == 409
    assert "Isian berubah sejak Anda membuka halaman ini." in jawab.content.decode()
    assert not Pengajuan.objects.exists()
    kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)  # twin: only the fingerprint refused
    assert Pengajuan.objects.count() == 1


def test_kepala_gives_it_back_with_a_reason_the_team_reads(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    dunia.masuk(client, Peran.KEPALA)
    url = dunia.url("kirim_kembalikan")
    assert client.post(url, {"keadaan": "menunggu_kepala", "alasan": " "}).status_code == 422
    assert client.post(url, {"keadaan": "menunggu_kepala", "alasan": "Lengkapi area 5."}).status_code == 302
    assert Jejak.objects.get(aksi="alur_tolak_ajuan").alasan == "Lengkapi area 5."
    dunia.masuk(client)
    assert "Lengkapi area 5." in _buka(client, dunia)


def test_closed_window_is_said_on_the_button(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    Jendela.objects.filter(periode=dunia.periode, tahap="pengisian").update(tutup=timezone.now() - dt.timedelta(days=1))
    dunia.masuk(client)
    assert "Waktu untuk langkah ini tidak sedang dibuka." in _buka(client, dunia)
    assert client.post(dunia.url("kirim_ajukan"), {"keadaan": "pengisian"}).status_code == 422


@pytest.mark.parametrize(
    ("peran", "nama"),
    [
        (Peran.KEPALA, "kirim_ajukan"),
        (Peran.KOORDINATOR, "kirim_setujui"),
        (Peran.KETUA_POKJA, "kirim_ajukan"),
        (Peran.TPI_KETUA, "kirim_setujui"),
    ],
)
def test_step_of_another_role_is_forbidden(dunia: Dunia, client: Any, peran: Peran, nama: str) -> None:
    isi_semua(dunia)
    dunia.masuk(client, peran)
    assert client.post(dunia.url(nama), {"keadaan": "pengisian"}).status_code == 403
    assert not LangkahAlur.objects.exists()


def test_reader_from_outside_sees_the_way_but_neither_check_nor_buttons(dunia: Dunia, client: Any) -> None:
    isi_semua(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    halaman = client.get(dunia.url("kirim"))
    assert halaman.context["periksa"] is None
    assert halaman.context["langkah"] == {}
    assert "Penilaian pendahuluan" in halaman.content.decode()
