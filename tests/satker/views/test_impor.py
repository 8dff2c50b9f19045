"""Import pages: always a preview first, then all or nothing; an upload belongs to one person."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from satker.models import Jejak, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_jenis, buat_kanwil, buat_satker, masuk, pelaku_untuk

pytestmark = pytest.mark.django_db
KEPALA = "kode;nama;tingkat;jenis;kode_induk;zona;aktif_mulai\n"
BAIK = KEPALA + "N1;Lapas <b>Baru</b>;satker;lapas;KEM;WIB;1-2-2026\n"
BURUK = BAIK + "N2;Lapas;satkerr;lapas;KEM;WIB;1-2-2026\n"


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def admin(client: Client) -> Pelaku:
    buat_jenis()
    pelaku = pelaku_untuk(buat_instansi(kode="KEM"), Peran.ADMIN_INSPEKTORAT)
    masuk(client, pelaku)
    return pelaku


def _unggah(client: Client, isi: str, nama: str = "x.csv", jenis: str = "satker") -> Any:
    return client.post(reverse(f"satker:impor_{jenis}"), {"berkas": SimpleUploadedFile(nama, isi.encode())})


def _simpan(client: Client, url: str, sidik: str | None = None) -> Any:
    sidik = sidik or client.get(url).context["rencana"].sidik
    return client.post(f"{url}simpan/", {"sidik": sidik})


def test_preview_stores_nothing_and_escapes_cells(client: Client, admin: Pelaku) -> None:
    url = _unggah(client, BAIK).url
    isi = client.get(url).content.decode()
    assert "Baru 1" in isi
    assert "Lapas &lt;b&gt;Baru&lt;/b&gt;" in isi
    assert not Satker.objects.filter(kode="N1").exists()
    assert Jejak.objects.count() == 0


def test_simpan_writes_and_forgets_the_file(client: Client, admin: Pelaku) -> None:
    url = _unggah(client, BAIK).url
    assert _simpan(client, url).url == reverse("satker:kelola")
    assert Satker.objects.get(kode="N1").induk == admin.unit
    assert client.get(url).status_code == 404
    assert sorted(Jejak.objects.values_list("aksi", flat=True)) == ["buat_satker", "impor_satker"]


def test_simpan_with_errors_is_refused_even_when_posted_directly(client: Client, admin: Pelaku) -> None:
    url = _unggah(client, BURUK).url
    assert "(sel C3)" in client.get(url).content.decode()
    assert _simpan(client, url).url == url
    assert not Satker.objects.filter(kode__startswith="N").exists()


def test_simpan_after_the_data_changed_shows_the_preview_again(client: Client, admin: Pelaku) -> None:
    buat_kanwil(admin.unit, kode="N1", nama="Lama")
    url = _unggah(client, KEPALA + "N1;Baru;;;;;\n").url
    sidik = client.get(url).context["rencana"].sidik
    Satker.objects.filter(kode="N1").update(nama="Disela orang lain")
    jawaban = _simpan(client, url, sidik)
    assert jawaban.url == url
    assert "Data berubah sejak pratinjau" in client.get(url).content.decode()
    assert Satker.objects.get(kode="N1").nama == "Disela orang lain"


def test_upload_of_another_person_is_absent(client: Client, admin: Pelaku) -> None:
    url = _unggah(client, BAIK).url
    rekan = Client()
    masuk(rekan, pelaku_untuk(admin.unit, Peran.ADMIN_INSPEKTORAT))
    for alamat in (url, reverse("satker:impor", args=[uuid.uuid4()])):
        assert rekan.get(alamat).status_code == 404
        assert rekan.post(f"{alamat}simpan/", {"sidik": "x"}).status_code == 404
        assert rekan.post(f"{alamat}batal/").status_code == 404
    assert client.get(url).status_code == 200


def test_upload_kept_after_the_role_is_gone_cannot_be_saved(client: Client, admin: Pelaku) -> None:
    url = _unggah(client, BAIK).url
    sidik = client.get(url).context["rencana"].sidik
    admin.penugasan.delete()
    kepala = pelaku_untuk(buat_satker(admin.unit), Peran.KEPALA, user=admin.user)
    masuk(client, kepala)
    assert _simpan(client, url, sidik).status_code == 403
    assert not Satker.objects.filter(kode="N1").exists()


def test_batal_forgets_the_file(client: Client, admin: Pelaku) -> None:
    url = _unggah(client, BAIK).url
    assert client.post(f"{url}batal/").url == reverse("satker:impor_satker")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        ("nama\nx\n", "x.csv", "Kolom kode tidak ada"),
        (BAIK, "x.pdf", "XLSX atau CSV"),
        (BAIK, "x.xlsx", "bukan XLSX"),
        ("kode\n" + "A\n" * 5001, "x.csv", "lebih dari 5.000 baris"),
    ],
)
def test_unusable_file_is_explained_at_the_field(
    client: Client, admin: Pelaku, isi: str, nama: str, kalimat: str
) -> None:
    jawaban = _unggah(client, isi, nama)
    assert jawaban.status_code == 422
    assert kalimat in jawaban.content.decode()


def test_preview_is_paginated_and_filtered(client: Client, admin: Pelaku) -> None:
    baris = "".join(f"N{n};Lapas;satker;lapas;KEM;WIB;1-2-2026\n" for n in range(60))
    url = _unggah(client, KEPALA + baris + "X;Lapas;salah;lapas;KEM;WIB;1-2-2026\n").url
    assert client.get(url).context["tampil"] == "galat"
    halaman = client.get(url + "?tampil=baru&hal=2").context["halaman"]
    assert (halaman.total, len(halaman.isi)) == (60, 10)


@pytest.mark.parametrize("jenis", ["satker", "pengguna"])
@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_templat_and_export_are_downloads(client: Client, admin: Pelaku, jenis: str, bentuk: str) -> None:
    for nama in (f"templat_{jenis}", f"ekspor_{jenis}"):
        jawaban = client.get(reverse(f"satker:{nama}", args=[bentuk]))
        assert jawaban.status_code == 200
        assert jawaban["Content-Disposition"].startswith(f'attachment; filename="{jenis}_')
    assert client.get(reverse(f"satker:ekspor_{jenis}", args=["exe"])).status_code == 404


@pytest.mark.parametrize("jenis", ["satker", "pengguna"])
def test_export_holds_no_transaction_while_it_writes_the_workbook(jenis: str) -> None:
    assert resolve(f"/data/ekspor/{jenis}.xlsx").func._non_atomic_requests == {"default"}


def test_export_holds_nothing_of_another_instansi(client: Client, admin: Pelaku) -> None:
    asing = pelaku_untuk(buat_satker(nama="UNIT RAHASIA"), Peran.KEPALA)
    asing.user.nama = "NAMA RAHASIA"
    asing.user.save()
    for jenis in ("satker", "pengguna"):
        isi = client.get(reverse(f"satker:ekspor_{jenis}", args=["csv"])).content.decode()
        assert "KEM" in isi
        assert "RAHASIA" not in isi


def test_template_imported_as_it_is_says_there_are_no_rows(client: Client, admin: Pelaku) -> None:
    templat = client.get(reverse("satker:templat_satker", args=["xlsx"])).content
    berkas = SimpleUploadedFile("satker_templat.xlsx", templat)
    jawaban = client.post(reverse("satker:impor_satker"), {"berkas": berkas})
    assert "Tidak ada baris data" in jawaban.content.decode()
