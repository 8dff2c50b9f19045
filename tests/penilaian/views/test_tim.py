"""Pages of teams, statements, reading order and verdicts, as people use them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penilaian.actions import tim as aksi
from penilaian.actions.bacaan import putus_bukti
from penilaian.models import BacaBukti, PembagianButir, PutusanBukti, Tim, TugasTim
from satker.models import Jejak, Penugasan
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from tests.pabrik import buat_satker, buat_user, masuk, pelaku_untuk
from tests.penilaian.actions.test_tim import HARI, Regu, buat_regu
from tests.penilaian.bacaan import ANGGOTA, dikirim, versi
from tests.penilaian.dunia import Dunia

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture
def regu(dunia: Dunia) -> Regu:
    return buat_regu(dunia)


@pytest.fixture
def admin(regu: Regu, client: Client) -> Client:
    masuk(client, regu.admin)
    return client


def alamat(nama: str, regu: Regu, *isi: Any) -> str:
    return reverse(nama, args=[regu.dunia.periode.tahun, *isi])


def _saring(kueri: CaptureQueriesContext) -> int:
    return len([q for q in kueri if "SAVEPOINT" not in q["sql"]])


def test_admin_builds_a_team_and_gives_it_a_unit_without_javascript(dunia: Dunia, client: Client) -> None:
    admin = pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT)
    masuk(client, admin)
    tahun = dunia.periode.tahun
    assert "Belum ada tim." in client.get(reverse("tim", args=[tahun])).content.decode()
    client.post(reverse("tim_baru", args=[tahun]), {"nama": "Tim A", "nomor_sk": "SK-1", "tanggal_sk": "2-1-2026"})
    tim = Tim.objects.get()
    for peran in ("tpi_ketua", "tpi_anggota", "tpi_dalnis"):
        user = buat_user()
        Penugasan.objects.create(
            unit=dunia.satker, user=user, peran=Peran.KEPALA, mulai="2020-01-01", selesai="2020-02-01"
        )
        jawab = client.post(reverse("tim_anggota", args=[tahun, tim.pk]), {"akun": user.username, "peran": peran})
        assert jawab.status_code == 302, jawab.content.decode()
    hari = timezone.localdate()
    isi = {"satker": str(dunia.satker.pk), "mulai": f"{hari:%d-%m-%Y}", "selesai": f"{hari:%d-%m-%Y}", "alasan": ""}
    jawab = client.post(reverse("tim_tugas", args=[tahun, tim.pk]), isi)
    assert "pernah bertugas di satker ini" in jawab.content.decode()
    assert not TugasTim.objects.exists()
    client.post(reverse("tim_tugas", args=[tahun, tim.pk]), {**isi, "alasan": "Sudah enam tahun."})
    assert Penugasan.objects.filter(sumber=TugasTim.objects.get().pk).count() == 3
    halaman = client.get(reverse("tim_rinci", args=[tahun, tim.pk])).content.decode()
    assert "Sudah enam tahun." in halaman


def test_account_of_another_instansi_is_unknown_here(regu: Regu, admin: Client) -> None:
    asing = pelaku_untuk(buat_satker(), Peran.KEPALA).user
    jawab = admin.post(alamat("tim_anggota", regu, regu.tim.pk), {"akun": asing.username, "peran": "tpi_anggota"})
    assert "tidak ada di instansi Anda" in jawab.content.decode()
    assert asing.nama not in jawab.content.decode()
    assert not regu.tim.anggota.filter(user=asing).exists()


def test_team_of_another_instansi_is_not_found(regu: Regu, client: Client) -> None:
    masuk(client, pelaku_untuk(buat_satker().instansi, Peran.ADMIN_INSPEKTORAT))
    tugas = regu.tugas()
    for nama, isi in (("tim_rinci", ()), ("tim_tugas_cabut", (tugas.pk,)), ("tim_pembagian", (tugas.pk,))):
        assert client.post(alamat(nama, regu, regu.tim.pk, *isi), {"alasan": "x"}).status_code == 404
    assert TugasTim.objects.get().dicabut_pada is None


def test_removing_and_withdrawing_ask_for_a_reason(regu: Regu, admin: Client) -> None:
    tugas = regu.tugas()
    anggota = regu.tim.anggota.get(user=regu.orang["anggota1"])
    keluar = alamat("tim_keluarkan", regu, regu.tim.pk, anggota.pk)
    assert "Isi alasan" in admin.post(keluar, {"alasan": ""}).content.decode()
    assert len(regu.hak()) == 4
    admin.post(keluar, {"alasan": "Mutasi."})
    assert len(regu.hak()) == 3
    admin.post(alamat("tim_tugas_cabut", regu, regu.tim.pk, tugas.pk), {"alasan": "Salah."})
    assert regu.hak() == set()


def test_proposal_page_shows_saves_and_keeps_what_was_typed(regu: Regu, admin: Client) -> None:
    buat_regu(regu.dunia, "Tim 2")
    url = alamat("tim_usulan", regu)
    isi = admin.get(url).content.decode()
    assert "Beban paling ringan: 193 menit per penilai sesudah ini." in isi or "192 menit" in isi
    assert not TugasTim.objects.exists()
    hari = f"{regu.hari:%d-%m-%Y}"
    kunci, lain = regu.dunia.satker.pk, Tim.objects.get(nama="Tim 2")
    data = {"mulai": hari, "selesai": hari, f"tim-{kunci}": str(lain.pk), f"alasan-{kunci}": ""}
    jawab = admin.post(url, data)
    assert jawab.status_code == 422
    assert "Pilihan Anda berbeda dari usulan." in jawab.content.decode()
    assert not TugasTim.objects.exists()
    admin.post(url, {**data, f"alasan-{kunci}": "Lebih dekat."})
    assert (TugasTim.objects.get().tim, PembagianButir.objects.count()) == (lain, 113)


def test_ketua_divides_the_butir_of_its_own_unit_only(regu: Regu, client: Client) -> None:
    regu.tugas()
    assert regu.dunia.lembar
    masuk(client, muat_pelaku(regu.orang["ketua"]))
    url = regu.dunia.url("pembagian_tim")
    satu, dua = regu.orang["anggota1"], regu.orang["anggota2"]
    client.post(url, {"area-A5": str(satu.pk), "butir-A5.P.i.b": str(dua.pk), "butir-A5.P.i.a": "ikut"})
    bagi = dict(PembagianButir.objects.values_list("kode_butir", "user"))
    assert (bagi["A5.P.i.a"], bagi["A5.P.i.b"]) == (satu.pk, dua.pk)
    assert {k[:2] for k in bagi} == {"A5"}
    assert Jejak.objects.filter(aksi="bagi_butir_tim").count() == 1
    assert "Campuran" in client.get(url).content.decode()
    assert client.post(url, {"area-A5": str(buat_user().pk)}).status_code == 404
    asing = buat_satker(regu.dunia.satker.induk)
    assert client.get(url.replace(regu.dunia.satker.kode, asing.kode)).status_code == 404


def test_member_signs_and_sees_its_part(regu: Regu, client: Client) -> None:
    regu.tugas()
    masuk(client, muat_pelaku(regu.orang["anggota1"]))
    saya = alamat("satker_saya", regu)
    assert "1 satker menunggu pernyataan" in client.get(saya).content.decode()
    url = regu.dunia.url("pernyataan")
    assert "Centang" in client.post(url, {"benturan": "tidak"}).content.decode()
    assert client.post(url, {"benturan": "tidak", "setuju": "on"}).status_code == 302
    isi = client.get(saya).content.decode()
    assert "Tanpa benturan" in isi
    assert "menunggu pernyataan" not in isi


def test_stated_conflict_closes_the_unit_in_the_next_request(regu: Regu, client: Client) -> None:
    regu.tugas()
    masuk(client, muat_pelaku(regu.orang["anggota1"]))
    url = regu.dunia.url("pernyataan")
    assert "Tulis benturannya" in client.post(url, {"benturan": "ada", "setuju": "on"}).content.decode()
    client.post(url, {"benturan": "ada", "uraian": "Adik saya bekerja di sana.", "setuju": "on"})
    assert client.get(url).status_code in {302, 404}
    assert not muat_pelaku(regu.orang["anggota1"]).unit_penilaian


def test_words_of_a_conflict_are_for_the_inspectorate_only(regu: Regu, client: Client, admin: Client) -> None:
    regu.tugas()
    aksi.nyatakan_kepentingan(
        oleh=muat_pelaku(regu.orang["anggota1"]),
        satker=regu.dunia.satker,
        periode=regu.dunia.periode,
        bertentangan=True,
        uraian="Adik ZQX",
    )
    assert "ZQX" in admin.get(alamat("tim_rinci", regu, regu.tim.pk)).content.decode()
    assert regu.dunia.lembar
    masuk(client, muat_pelaku(regu.orang["ketua"]))
    for url in (alamat("satker_saya", regu), regu.dunia.url("urutan_baca"), regu.dunia.url("satker:riwayat")):
        assert "ZQX" not in client.get(url).content.decode()


def test_overview_takes_the_same_statements_for_more_teams(regu: Regu, admin: Client) -> None:
    regu.tugas()
    url, hitung = alamat("tim", regu), []
    admin.get(url)
    for i in (2, 3, 4):
        with CaptureQueriesContext(connection) as kueri:
            admin.get(url)
        hitung.append(_saring(kueri))
        lain = buat_regu(regu.dunia, f"Tim {i}")
        lain.tugas(satker=buat_satker(regu.dunia.satker.induk), selesai=regu.hari + HARI)
    assert hitung == [10, 10, 10]


# --- reading and verdicts --------------------------------------------------------------------------------------------


def test_opening_by_post_is_noted_and_leads_to_the_file(dunia: Dunia, client: Client) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    dunia.masuk(client, ANGGOTA)
    url = dunia.url("baca_berkas", berkas=bukti.berkas_id, nomor=1)
    assert client.get(url).status_code == 405
    assert not BacaBukti.objects.exists()
    assert client.post(url, {"cara": "pratinjau"}).url.endswith(f"/berkas/{bukti.berkas_id}/lihat/?v=1")
    assert client.post(url, {"cara": "pratinjau", "suar": "1", "hal": "3"}).status_code == 204
    assert client.post(url, {"cara": "curi"}).status_code == 403
    assert BacaBukti.objects.get().halaman == [3]
    assert "data-baca" in client.get(client.post(url, {"cara": "pratinjau"}).url).content.decode()


def test_satker_has_no_reading_form_on_the_preview(dunia: Dunia, client: Client) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    dunia.masuk(client)
    url = dunia.url("berkas:lihat", berkas=bukti.berkas_id)
    assert "data-baca" not in client.get(url).content.decode()
    assert client.post(dunia.url("baca_berkas", berkas=bukti.berkas_id, nomor=1)).status_code == 403


def test_order_page_marks_and_filters(dunia: Dunia, client: Client) -> None:
    berkas = dikirim(dunia)
    dunia.masuk(client, ANGGOTA)
    url = dunia.url("urutan_baca")
    isi = client.get(url).content.decode()
    assert isi.count('id="b-') == 113
    assert "Dibaca tim: 0 dari 113 soal = 0 % poin." in isi
    tandai = dunia.url("bacaan_tandai", kode_butir="P5.1b")
    jawab = client.post(tandai, {"tingkat": "penuh", "ke": "urutan"}, follow=True)
    assert "2 berkas soal ini belum Anda buka" in jawab.content.decode()
    for nama in ("SK.txt", "Laporan.txt"):
        client.post(dunia.url("baca_berkas", berkas=berkas[nama].berkas_id, nomor=1), {"suar": "1"})
    client.post(tandai, {"tingkat": "penuh", "ke": "urutan"})
    assert client.get(f"{url}?baca=penuh").content.decode().count('id="b-') == 1
    banyak = len(dunia.instrumen.butir_di("A5"))
    assert client.get(f"{url}?area=A5&baca=belum").content.decode().count('id="b-') == banyak - 1


def test_order_page_takes_the_same_statements_for_more_files(dunia: Dunia, client: Client) -> None:
    hitung = []
    dikirim(dunia, P5_1b=["a.txt"])
    dunia.masuk(client, ANGGOTA)
    for n in (1, 2):
        client.get(dunia.url("urutan_baca"))
        with CaptureQueriesContext(connection) as kueri:
            client.get(dunia.url("urutan_baca"))
        hitung.append(_saring(kueri))
        if n == 1:
            _tambah_sematan(dunia)
    assert hitung[0] == hitung[1]


def _tambah_sematan(dunia: Dunia) -> None:
    from penilaian.actions.kirim import sematkan_bukti
    from penilaian.models import BuktiPengajuan, Pengajuan
    from tests.penilaian.bacaan import unggah

    for kode, nama in (("P5.1b", "b.txt"), ("P1.1a", "c.txt"), ("P2.1a", "d.txt")):
        unggah(dunia, kode, nama)
    BuktiPengajuan.objects.all().delete()
    sematkan_bukti(Pengajuan.objects.get())


def test_verdict_form_saves_refuses_and_conflicts(dunia: Dunia, client: Client) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    anggota = dunia.masuk(client, ANGGOTA)
    url = dunia.url("bacaan_putusan", kode_butir="P5.1b", bukti=bukti.pk)
    jawab = client.post(url, {"putusan": "ditolak", "catatan": "", "nomor": "0"})
    assert (jawab.status_code, PutusanBukti.objects.count()) == (422, 0)
    assert "apa yang kurang atau salah" in jawab.content.decode()
    assert client.post(url, {"putusan": "ditolak", "catatan": "Bukan SK.", "nomor": "0"}).status_code == 302
    assert client.post(url, {"putusan": "diterima", "catatan": "", "nomor": "0"}).status_code == 409
    assert PutusanBukti.objects.get().oleh == anggota.user
    salah = dunia.url("bacaan_putusan", kode_butir="P1.1a", bukti=bukti.pk)
    assert client.post(salah, {"putusan": "diterima", "nomor": "0"}).status_code == 404


@pytest.mark.parametrize("peran", [Peran.KEPALA, Peran.KOORDINATOR])
def test_verdict_and_reading_are_invisible_to_the_satker(dunia: Dunia, client: Client, peran: Peran) -> None:
    """Everything the team did is in the log of the unit; none of it reaches the unit's own pages."""
    bukti = dikirim(dunia)["SK.txt"]
    oleh = dunia.pelaku(ANGGOTA)
    _putus(dunia, bukti, oleh)
    dunia.masuk(client, peran)
    for nama, isi in (
        ("putusan_berkas", {}),
        ("satker:riwayat", {}),
        ("butir", {"kode_butir": "P5.1b"}),
        ("berkas:lihat", {"berkas": bukti.berkas_id}),
        ("berkas:rincian", {"berkas": bukti.berkas_id}),
        ("dasbor", {}),
    ):
        teks = client.get(dunia.url(nama, **isi)).content.decode()
        teks = re.sub(r"<select.*?</select>", "", teks, flags=re.DOTALL)  # whom one may mention is no secret
        assert "ZQX" not in teks, nama
        assert "memutus berkas" not in teks.lower(), nama
        assert oleh.user.nama not in teks, nama


def test_the_team_finds_the_same_in_its_history(dunia: Dunia, client: Client) -> None:
    """The twin: the rows are there."""
    bukti = dikirim(dunia)["SK.txt"]
    oleh = dunia.masuk(client, ANGGOTA)
    _putus(dunia, bukti, oleh)
    assert "memutus berkas" in client.get(dunia.url("satker:riwayat")).content.decode().lower()
    assert "Rahasia ZQX" in client.get(dunia.url("putusan_berkas")).content.decode()


def _putus(dunia: Dunia, bukti: Any, oleh: Pelaku) -> None:
    putus_bukti(
        oleh=oleh,
        lembar=dunia.lembar,
        bukti_id=bukti.pk,
        versi_id=versi(bukti).pk,
        putusan="ditolak",
        catatan="Rahasia ZQX",
        nomor_dilihat=0,
    )
