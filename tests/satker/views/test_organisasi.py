"""Pages of the organisation: who may, what leaks, what a POST does, how many statements a list costs."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from satker.models import Jejak, JenisSatker, Pendaftaran, RiwayatPredikat, Satker, SetelanInstansi
from satker.models.organisasi import StatusPendaftaran, Zona
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import (
    MULAI,
    buat_instansi,
    buat_jenis,
    buat_kanwil,
    buat_penugasan,
    buat_satker,
    masuk,
    pelaku_untuk,
    tetap,
)

pytestmark = pytest.mark.django_db
HARI_INI = f"{timezone.localdate():%d-%m-%Y}"
ISI = {
    "kode": "BARU1",
    "nama": "Lapas Baru",
    "tingkat": "satker",
    "jenis": "lapas",
    "zona": "Asia/Jakarta",
    "aktif_mulai": "1-1-2020",
}


@pytest.fixture
def admin(client: Client) -> Pelaku:
    pelaku = pelaku_untuk(buat_instansi(kode="KEM"), Peran.ADMIN_INSPEKTORAT)
    masuk(client, pelaku)
    buat_jenis()
    return pelaku


def _url(nama: str, *args: Any) -> str:
    return reverse(f"satker:{nama}", args=args)


HALAMAN = ("kelola", "satker_baru", "jenis", "impor_satker")
HALAMAN_UNIT = ("satker", "satker_ubah", "satker_pindah", "satker_nonaktif", "predikat_baru")
TAK_BERHAK = [p for p in Peran if p not in (Peran.ADMIN_INSPEKTORAT, Peran.ADMIN_SISTEM)]


@pytest.mark.parametrize("peran", TAK_BERHAK)
def test_pages_are_forbidden_to_roles_without_the_permission(client: Client, peran: Peran) -> None:
    satker = buat_satker(nama="NAMA RAHASIA")
    masuk(client, pelaku_untuk(satker, peran))
    for url in [*map(_url, HALAMAN), *(_url(n, satker.kode) for n in HALAMAN_UNIT)]:
        jawaban = client.get(url)
        assert (url, jawaban.status_code) == (url, 403)
        assert satker.jalur not in jawaban.content.decode()


def test_foreign_and_absent_units_answer_alike(client: Client, admin: Pelaku) -> None:
    asing = buat_satker(nama="NAMA RAHASIA", kode="ASING1")
    predikat = RiwayatPredikat.objects.create(satker=asing, predikat="WBK", tahun=2024, nomor_sk="RAHASIA")
    for nama in HALAMAN_UNIT:
        isi = []
        for kode in ("ASING1", "TIADA1"):
            for kirim in (client.get, client.post):
                jawaban = kirim(_url(nama, kode))
                assert (nama, kode, jawaban.status_code) == (nama, kode, 404)
            isi.append(tetap(jawaban.content).replace(kode, ""))
        assert isi[0] == isi[1]
    sendiri = buat_satker(admin.unit)
    for pk in (predikat.pk, uuid.uuid4()):
        assert client.post(_url("predikat_cabut", sendiri.kode, pk)).status_code == 404
    assert "RAHASIA" not in client.get(_url("kelola") + "?keadaan=semua").content.decode()
    assert "RAHASIA" not in client.get(_url("kelola") + "?induk=ASING1").content.decode()
    assert "RAHASIA" not in client.get(_url("satker_baru")).content.decode()


def test_foreign_parent_is_not_a_choice(client: Client, admin: Pelaku) -> None:
    asing = buat_kanwil(kode="ASING1", nama="NAMA RAHASIA")
    satker = buat_satker(admin.unit)
    baru = client.post(_url("satker_baru"), {**ISI, "induk": "ASING1"})
    pindah = client.post(_url("satker_pindah", satker.kode), {"induk": "ASING1", "tanggal": HARI_INI, "alasan": "x"})
    for jawaban in (baru, pindah):
        assert jawaban.status_code == 422
        assert "Tidak ada unit berkode “ASING1”" in jawaban.content.decode()
        assert "RAHASIA" not in jawaban.content.decode()
    assert list(asing.anak.all()) == []


def test_parent_is_found_by_its_whole_name_unless_two_share_it(client: Client, admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit, nama="Kanwil Tunggal")
    buat_kanwil(admin.unit, nama="Kanwil Kembar"), buat_kanwil(admin.unit, nama="Kanwil Kembar")

    assert client.post(_url("satker_baru"), {**ISI, "induk": "kanwil tunggal"}).status_code == 302
    kembar = client.post(_url("satker_baru"), {**ISI, "kode": "LAIN", "induk": "Kanwil Kembar"})

    assert [s.kode for s in kanwil.anak.all()] == [ISI["kode"]]
    assert "Tidak ada unit berkode “Kanwil Kembar”" in kembar.content.decode()


def _jumlah(client: Client, url: str) -> int:
    client.get(url)  # the first request of a session also stamps it
    with CaptureQueriesContext(connection) as tangkap:
        assert client.get(url).status_code == 200
    return len(tangkap)


def test_daftar_costs_the_same_for_one_and_for_three(client: Client, admin: Pelaku) -> None:
    buat_satker(buat_kanwil(admin.unit))
    satu = _jumlah(client, _url("kelola"))
    for n in range(3):
        satker = buat_satker(buat_kanwil(admin.unit), jenis=buat_jenis(f"jenis{n}"))
        RiwayatPredikat.objects.create(satker=satker, predikat="WBK", tahun=2024, nomor_sk="1")
    assert _jumlah(client, _url("kelola")) == satu


def test_rinci_costs_the_same_for_one_and_for_three(client: Client, admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    jumlah = []
    for tahun in (2021, 2022, 2023):
        client.post(_url("predikat_baru", satker.kode), {"predikat": "WBK", "tahun": tahun, "nomor_sk": "1"})
        client.get(_url("satker", satker.kode))
        jumlah.append(_jumlah(client, _url("satker", satker.kode)))
    assert jumlah[0] == jumlah[2]


def test_daftar_is_a_tree_with_siblings_by_code(client: Client, admin: Pelaku) -> None:
    b, a = buat_kanwil(admin.unit, kode="KWB"), buat_kanwil(admin.unit, kode="kwa")
    for induk, kode in ((b, "B2"), (b, "B1"), (a, "A1")):
        buat_satker(induk, kode=kode)
    urutan = [s.kode for s in client.get(_url("kelola")).context["halaman"].isi]
    assert urutan == ["KEM", "kwa", "A1", "KWB", "B1", "B2"]
    cabang = [s.kode for s in client.get(_url("kelola") + "?induk=kwb").context["halaman"].isi]
    assert cabang == ["KWB", "B1", "B2"]


def test_daftar_pages_by_fifty_and_survives_strange_filters(client: Client, admin: Pelaku) -> None:
    for n in range(51):
        buat_satker(admin.unit, kode=f"X{n:02d}")
    halaman = client.get(_url("kelola") + "?cari=X&hal=2").context["halaman"]
    assert (halaman.total, [s.kode for s in halaman.isi]) == (51, ["X50"])
    for q in ("?cari=%25_'&jenis=tiada&hal=abc", "?keadaan=zzz", "?induk=tiada"):
        assert client.get(_url("kelola") + q).status_code == 200


def test_baru_makes_the_unit_and_shows_its_history(client: Client, admin: Pelaku) -> None:
    jawaban = client.post(_url("satker_baru"), {**ISI, "induk": "kem", "dinilai": "on"})
    assert (jawaban.status_code, jawaban.url) == (302, _url("satker", "BARU1"))
    satker = Satker.objects.get(kode="BARU1")
    assert (satker.induk, satker.aktif_mulai) == (admin.unit, MULAI)
    assert "mendaftarkan satker" in client.get(jawaban.url).content.decode()


def test_baru_with_mistakes_keeps_what_was_typed(client: Client, admin: Pelaku) -> None:
    jawaban = client.post(_url("satker_baru"), {**ISI, "induk": "KEM", "aktif_mulai": "08/17/2026", "kode": "a/b"})
    isi = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert 'value="08/17/2026"' in isi
    assert "Kode hanya boleh huruf" in isi
    assert "<title>Galat: " in isi


def test_ubah_pindah_predikat_nonaktif_by_form(client: Client, admin: Pelaku) -> None:
    kanwil, satker = buat_kanwil(admin.unit, kode="KW1"), buat_satker(admin.unit, kode="S1", dinilai=True)
    langkah = [
        ("satker_ubah", {**ISI, "kode": "S1", "dinilai": "on"}),
        ("satker_pindah", {"induk": "KW1", "tanggal": HARI_INI, "alasan": "SK 1"}),
        ("predikat_baru", {"predikat": "WBK", "tahun": "2024", "nomor_sk": "2"}),
        ("satker_nonaktif", {"tanggal": HARI_INI, "alasan": "digabung"}),
    ]
    for nama, isi in langkah:
        jawaban = client.post(_url(nama, "S1"), isi)
        assert (nama, jawaban.status_code) == (nama, 302)
    satker.refresh_from_db()
    assert (satker.nama, satker.induk, satker.aktif_selesai) == ("Lapas Baru", kanwil, timezone.localdate())
    assert list(Jejak.objects.order_by("pada").values_list("aksi", flat=True)) == [
        "ubah_satker",
        "pindahkan_satker",
        "catat_predikat",
        "nonaktifkan_satker",
    ]
    predikat = satker.predikat.get()
    jawaban = client.post(_url("predikat_cabut", "S1", predikat.pk), {"tanggal": HARI_INI, "alasan": "OTT"})
    assert jawaban.status_code == 302
    assert client.post(_url("satker_nonaktif", "S1"), {"alasan": "keliru"}).status_code == 302
    satker.refresh_from_db()
    assert satker.aktif_selesai is None


def test_get_changes_nothing(client: Client, admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    for nama in HALAMAN_UNIT:
        assert client.get(_url(nama, satker.kode)).status_code == 200
    assert client.get(_url("pendaftaran_setujui", uuid.uuid4())).status_code == 405
    assert Jejak.objects.count() == 0


def test_jenis_is_added_once(client: Client, admin: Pelaku) -> None:
    for harap in (302, 422):
        assert client.post(_url("jenis"), {"kode": "rutan", "nama": "Rutan"}).status_code == harap
    assert JenisSatker.objects.filter(pk="rutan").count() == 1


def _ajukan(client: Client, kanwil: Satker, **isi: str) -> Any:
    masuk(client, pelaku_untuk(kanwil, Peran.STAF_KANWIL))
    return client.post(_url("daftarkan"), {**ISI, "induk": kanwil.kode, **isi})


def test_kanwil_files_and_admin_approves(client: Client, admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit)
    assert _ajukan(client, kanwil).status_code == 302
    pendaftaran = Pendaftaran.objects.get()
    for nama in ("pendaftaran_setujui", "pendaftaran_tolak"):
        assert client.post(_url(nama, pendaftaran.pk), {"alasan": "x"}).status_code == 403
    assert "Menunggu persetujuan" in client.get(_url("pendaftaran")).content.decode()
    masuk(client, admin)
    assert client.post(_url("pendaftaran_setujui", pendaftaran.pk)).url == _url("satker", "BARU1")
    jawaban = client.post(_url("pendaftaran_setujui", pendaftaran.pk), follow=True)
    assert "sudah diputus" in jawaban.content.decode()
    assert Satker.objects.get(kode="BARU1").induk == kanwil


def test_kanwil_cannot_file_below_another_branch(client: Client, admin: Pelaku) -> None:
    lain = buat_kanwil(admin.unit, kode="KWLAIN", nama="NAMA RAHASIA")
    jawaban = _ajukan(client, buat_kanwil(admin.unit), induk=lain.kode)
    assert jawaban.status_code == 422
    assert "RAHASIA" not in jawaban.content.decode()
    assert Pendaftaran.objects.count() == 0


def test_requests_of_other_branches_and_instansi_are_absent(client: Client, admin: Pelaku) -> None:
    _ajukan(client, buat_kanwil(admin.unit), nama="NAMA RAHASIA")
    pk = Pendaftaran.objects.get().pk
    tetangga = pelaku_untuk(buat_kanwil(admin.unit), Peran.STAF_KANWIL)
    asing = pelaku_untuk(buat_instansi(), Peran.ADMIN_INSPEKTORAT)
    for pelaku in (tetangga, asing):
        masuk(client, pelaku)
        assert client.get(_url("pendaftaran_rinci", pk)).status_code == 404
        assert "RAHASIA" not in client.get(_url("pendaftaran")).content.decode()
    for nama in ("pendaftaran_setujui", "pendaftaran_tolak"):
        assert client.post(_url(nama, pk), {"alasan": "x"}).status_code == 404
    assert Pendaftaran.objects.get().status == StatusPendaftaran.DIAJUKAN


def test_pendaftaran_costs_the_same_for_one_and_for_three(client: Client, admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit)
    jumlah = []
    for n in range(3):
        _ajukan(client, kanwil, kode=f"BARU{n}")
        masuk(client, admin)
        client.get(_url("pendaftaran"))
        jumlah.append(_jumlah(client, _url("pendaftaran")))
    assert jumlah[0] == jumlah[2]


@pytest.mark.parametrize("nama", ["satker_baru", "daftarkan"])
def test_new_unit_stands_in_the_time_zone_of_its_parent(client: Client, admin: Pelaku, nama: str) -> None:
    kanwil = buat_kanwil(admin.unit, kode="KW1", zona=Zona.WIT)
    tanpa = {**ISI, "induk": "KW1", "zona": ""}

    terisi = client.get(_url(nama) + "?induk=KW1").context["form"]
    kosong = client.get(_url(nama)).context["form"]
    assert (terisi["zona"].value(), kosong["zona"].value()) == ("Asia/Jayapura", "")
    assert client.get(_url(nama) + "?induk=tiada%01").status_code == 200

    assert client.post(_url(nama), tanpa).status_code == 302
    assert client.post(_url(nama), {**tanpa, "kode": "BARU2", "zona": "Asia/Makassar"}).status_code == 302
    dibuat = (
        {s.kode: s.zona for s in kanwil.anak.all()}
        if nama == "satker_baru"
        else {p.isi["kode"]: p.isi["zona"] for p in Pendaftaran.objects.all()}
    )
    assert dibuat == {"BARU1": "Asia/Jayapura", "BARU2": "Asia/Makassar"}


def test_control_characters_in_a_unit_code_or_name_get_a_sentence(client: Client, admin: Pelaku) -> None:
    jawaban = client.post(_url("satker_baru"), {**ISI, "induk": "KE\0M", "nama": "La\0pas"})
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors["induk"] == ["Induk berisi karakter yang tidak terlihat. Ketik ulang."]
    assert jawaban.context["form"].errors["nama"] == ["Nama berisi karakter yang tidak terlihat. Ketik ulang."]
    assert not Satker.objects.filter(kode="BARU1").exists()


def _ubah_instansi(client: Client, admin: Pelaku, **isi: str) -> Any:
    data = {"kode": "KEM", "nama": admin.unit.nama, "tingkat": "instansi", "jenis": "instansi", "zona": "Asia/Jakarta"}
    tetap = {"aktif_mulai": "1-1-2020", "singkatan_tim": "TPI", "nama_tim": "Tim Penilai Internal"}
    return client.post(_url("satker_ubah", "KEM"), {**data, **tetap, **isi})


def test_instansi_names_its_evaluator_team(client: Client, admin: Pelaku) -> None:
    """The name stands on the edit page of the instansi only, and in the role of the people of the team."""
    satker = buat_satker(admin.unit)
    assert "singkatan_tim" not in client.get(_url("satker_ubah", satker.kode)).context["form"].fields
    form = client.get(_url("satker_ubah", "KEM")).context["form"]
    assert (form["singkatan_tim"].value(), form["nama_tim"].value()) == ("TPI", "Tim Penilai Internal")

    assert _ubah_instansi(client, admin, singkatan_tim="TPM", nama_tim="Tim Penilai Mandiri").status_code == 302
    setelan = SetelanInstansi.objects.get(instansi=admin.unit)
    assert (setelan.singkatan_tim, setelan.nama_tim, setelan.demo) == ("TPM", "Tim Penilai Mandiri", False)
    baris = Jejak.objects.get()
    assert (baris.aksi, baris.satker, baris.sebelum["singkatan_tim"], baris.sesudah["singkatan_tim"]) == (
        "atur_setelan",
        admin.unit,
        "TPI",
        "TPM",
    )
    assert _ubah_instansi(client, admin, singkatan_tim="TPM", nama_tim="Tim Penilai Mandiri").status_code == 302
    assert Jejak.objects.count() == 1
    assert _ubah_instansi(client, admin, singkatan_tim=" ").status_code == 422

    ketua = pelaku_untuk(satker, Peran.TPI_KETUA)
    buat_penugasan(satker, Peran.TPI_DALNIS, ketua.user)
    masuk(client, ketua)
    isi = client.get("/profil/").content.decode()
    for kata in ("Ketua TPM", f"<span>Pengendali teknis TPM · {satker.nama}</span>"):
        assert kata in isi
    assert "tim penilai" not in isi


def test_team_name_is_out_of_reach_of_another_instansi(client: Client, admin: Pelaku) -> None:
    asing = buat_instansi(kode="ASING")
    assert client.post(_url("satker_ubah", asing.kode), {"singkatan_tim": "X"}).status_code == 404
    assert SetelanInstansi.objects.count() == 0


def test_kelola_says_how_many_requests_wait(client: Client, admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit)
    assert "pendaftaran menunggu" not in client.get(_url("kelola")).content.decode()
    for n in range(3):
        _ajukan(client, kanwil, kode=f"BARU{n}")
    masuk(client, admin)
    client.post(_url("pendaftaran_tolak", Pendaftaran.objects.first().pk), {"alasan": "sudah ada"})
    assert "2 pendaftaran menunggu" in client.get(_url("kelola")).content.decode()
