"""Pages of replies: the satker reads the locked copy, never what the team is deciding."""

from __future__ import annotations

from typing import Any

import pytest

from penilaian.actions.tanggapan import kirim_tanggapan, simpan_tanggapan, usul_tanggapan
from penilaian.models import AlurLembar, Jawaban, KirimanTanggapan, Lapisan, Tanggapan
from satker.models import Jejak
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kirim, sampai_tanggapan

pytestmark = pytest.mark.django_db


def _halaman(client: Any, dunia: Dunia) -> str:
    jawab = client.get(dunia.url("tanggapan"))
    assert jawab.status_code == 200
    return jawab.content.decode()


def test_written_sent_proposed_and_decided_by_the_four_people(dunia: Dunia, client: Any) -> None:
    sampai_tanggapan(dunia)
    dunia.masuk(client)
    url = dunia.url("tanggapan_tulis", kode_butir="P1.1b")
    assert client.post(url, {"versi": 0, "teks": "KENARI-TANGGAPAN"}).status_code == 302
    dunia.masuk(client, Peran.TPI_KETUA)
    assert "KENARI-TANGGAPAN" not in _halaman(client, dunia)  # a draft stays with the satker
    dunia.masuk(client, Peran.KEPALA)
    sidik = client.get(dunia.url("tanggapan_kirim")).context["isi"].sidik
    isi = {"keadaan": "kirim", "sidik": sidik, "setuju": "on"}
    assert client.post(dunia.url("tanggapan_kirim"), isi).status_code == 302
    assert client.post(dunia.url("tanggapan_kirim"), isi).status_code == 422  # a second click
    dunia.masuk(client, Peran.TPI_KETUA)
    assert "KENARI-TANGGAPAN" in _halaman(client, dunia)
    usul = {"putusan": "ubah", "opsi": "A", "catatan": "KENARI-USUL"}
    assert client.post(dunia.url("tanggapan_usul", kode_butir="P1.1b"), usul).status_code == 302
    dunia.masuk(client, Peran.TPI_DALNIS)
    assert "KENARI-USUL" in _halaman(client, dunia)
    assert client.post(dunia.url("tanggapan_putus", kode_butir="P1.1b"), {"setuju": "ya"}).status_code == 302
    assert Jawaban.objects.get(lapisan=Lapisan.TPI, kode_butir="A1.P.i.b").isi == "A"
    dunia.masuk(client)
    teks = _halaman(client, dunia)
    assert "KENARI-USUL" not in teks  # decided, not published
    assert "Diterima" not in teks
    AlurLembar.objects.update(keadaan="belum_layak")  # the twin: with the LHE it is read
    assert "KENARI-USUL" in _halaman(client, dunia)


def test_values_before_the_lock_reach_nobody_outside_the_team(dunia: Dunia, client: Any) -> None:
    kirim(dunia)
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    Jawaban.objects.create(
        satker=dunia.satker,
        lembar=dunia.lembar,
        kode_butir="A1.P.i.b",
        lapisan=Lapisan.TPI,
        isi="C",
        uraian="KENARI-NILAI",
        oleh=ketua.user,
        pada=dunia.lembar.dibuat_pada,
    )
    for peran in (Peran.KOORDINATOR, Peran.KEPALA):
        dunia.masuk(client, peran)
        for nama, isi in (("tanggapan", {}), ("kirim", {}), ("pengajuan", {"nomor": 1})):
            assert "KENARI-NILAI" not in client.get(dunia.url(nama, **isi)).content.decode()


def test_later_change_of_the_team_is_not_read_from_the_open_layer(dunia: Dunia, client: Any) -> None:
    sampai_tanggapan(dunia)
    Jawaban.objects.filter(lapisan=Lapisan.TPI, kode_butir="A1.P.i.b").update(uraian="KENARI-BARU")
    dunia.masuk(client)
    assert "KENARI-BARU" not in _halaman(client, dunia)


def test_none_is_declared_on_the_page(dunia: Dunia, client: Any) -> None:
    sampai_tanggapan(dunia)
    dunia.masuk(client, Peran.KEPALA)
    assert client.post(dunia.url("tanggapan_kirim"), {"keadaan": "nihil", "sidik": "0"}).status_code == 422  # no tick
    isi = {"keadaan": "nihil", "sidik": "0", "setuju": "on"}
    assert client.post(dunia.url("tanggapan_kirim"), isi).status_code == 302
    assert KirimanTanggapan.objects.get().nihil
    assert Jejak.objects.get(aksi="kirim_tanggapan").sesudah == {"jumlah": 0, "nihil": True}


@pytest.mark.parametrize(
    ("peran", "nama"),
    [
        (Peran.KEPALA, "tanggapan_tulis"),
        (Peran.KETUA_POKJA, "tanggapan_tulis"),
        (Peran.KOORDINATOR, "tanggapan_usul"),
        (Peran.TPI_KETUA, "tanggapan_putus"),
        (Peran.TPI_ANGGOTA, "tanggapan_usul"),
    ],
)
def test_page_of_another_role_is_forbidden(dunia: Dunia, client: Any, peran: Peran, nama: str) -> None:
    sampai_tanggapan(dunia)
    simpan_tanggapan(
        oleh=dunia.pelaku(),
        lembar=dunia.lembar,
        butir=dunia.instrumen.butir["A1.P.i.b"],
        teks="SK ada.",
        versi_dasar=0,
    )
    kirim_tanggapan(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar, nihil=False)
    usul_tanggapan(oleh=dunia.pelaku(Peran.TPI_KETUA), tanggapan=Tanggapan.objects.get(), isi=None, catatan="Tetap.")
    dunia.masuk(client, peran)
    assert client.post(dunia.url(nama, kode_butir="P1.1b"), {"setuju": "ya"}).status_code == 403
    assert Tanggapan.objects.get().status == "terkirim"


def test_inspectorate_sets_the_rules_and_gives_more_time(dunia: Dunia, client: Any) -> None:
    from penilaian.models import AturanEvaluasi
    from tests.pabrik import masuk, pelaku_untuk

    sampai_tanggapan(dunia)
    masuk(client, pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT))
    url = f"/data/periode/{dunia.periode.tahun}/evaluasi/"
    isi = {"cek_pradesk": "on", "hari_perbaikan": 7, "hari_tanggapan": 5, "hari_sanggah": 5, "hari_rekomendasi": 90}
    isi |= {"hari_insiden": 8, "sampel_persen": 25}
    assert client.post(url, {**isi, "sampel_persen": 101, "alasan": "Lebih"}).status_code == 422
    assert client.post(url, isi).status_code == 422  # no reason
    assert client.post(url, {**isi, "alasan": "SE tahun ini"}).status_code == 302
    aturan = AturanEvaluasi.objects.get()
    assert (aturan.pakai_pendahuluan, aturan.cek_pradesk, aturan.hari_perbaikan) == (False, True, 7)
    jejak = Jejak.objects.get(aksi="atur_evaluasi")
    assert (jejak.sebelum, jejak.sesudah) == (
        {"cek_pradesk": False, "hari_perbaikan": 5, "hari_insiden": 5, "sampel_persen": 10},
        {"cek_pradesk": True, "hari_perbaikan": 7, "hari_insiden": 8, "sampel_persen": 25},
    )
    lama = AlurLembar.objects.get().tenggat
    sampai = f"31-12-{dunia.periode.tahun + 1}"
    assert client.post(dunia.url("perpanjang_tenggat"), {"sampai": sampai, "alasan": ""}).status_code == 422
    assert (
        client.post(dunia.url("perpanjang_tenggat"), {"sampai": sampai, "alasan": "Listrik padam"}).status_code == 302
    )
    assert AlurLembar.objects.get().tenggat > lama
