"""Pages of the rule: form, decree, simulation, switch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from penilaian.models import AturanPengurangPeriode, LembarKerja
from satker.peran import Peran
from tests.berkas.contoh import pdf
from tests.pabrik import buat_satker
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import aturan_pengurang, insiden, isi_semua

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def _teks(jawab: Any) -> str:
    return " ".join(strip_tags(jawab.content.decode()).split())


def _url(dunia: Dunia, nama: str = "pengurang") -> str:
    return reverse(nama, args=[dunia.periode.tahun])


def _isi(dunia: Dunia, **lain: str) -> dict[str, str]:
    t = dunia.periode.tahun
    dasar = {"nomor": "KEP-3", "tentang": "Pengurang", "mulai": f"01-01-{t}", "sampai": f"31-12-{t}"}
    return {**dasar, "penumpukan": "jumlah", "bentuk_kkn_pegawai": "poin", "besar_kkn_pegawai": "2,5", **lain}


def test_rule_from_form_to_switch(client: Any, dunia: Dunia) -> None:
    dunia.masuk(client, Peran.ADMIN_INSPEKTORAT)
    assert "Belum ada aturan" in _teks(client.get(_url(dunia, "pengurang_simulasi")))
    assert client.post(_url(dunia), _isi(dunia)).status_code == 302
    aturan = AturanPengurangPeriode.objects.get()
    assert (aturan.aktif, aturan.kadar) == (False, {"kkn_pegawai": {"bentuk": "poin", "besar": "2.5"}})
    assert "Unggah dahulu berkas keputusannya" in _teks(client.get(_url(dunia, "pengurang_simulasi")))
    berkas = SimpleUploadedFile("Keputusan.pdf", pdf(isi="KEP"), "application/pdf")
    assert client.post(_url(dunia, "pengurang_unggah"), {"berkas": berkas}).status_code == 302
    dunia.masuk(client, Peran.KEPALA)
    assert client.get(_url(dunia, "pengurang_keputusan"), headers={"Sec-Fetch-Dest": "document"}).status_code == 404
    dunia.masuk(client, Peran.ADMIN_INSPEKTORAT)
    assert client.post(_url(dunia, "pengurang_nyalakan"), {"versi": "1"}).status_code == 409
    assert client.post(_url(dunia, "pengurang_nyalakan"), {"versi": "2"}).status_code == 302
    halaman = _teks(client.get(_url(dunia)))
    assert "Menyala sejak" in halaman
    assert "poin 2,50" in halaman
    assert client.post(_url(dunia), _isi(dunia, nomor="KEP-4")).status_code == 409
    assert AturanPengurangPeriode.objects.get().nomor == "KEP-3"
    dunia.masuk(client, Peran.KEPALA)
    unduh = client.get(_url(dunia, "pengurang_keputusan"), headers={"Sec-Fetch-Dest": "document"})
    assert b"".join(unduh.streaming_content)[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("lain", "pesan"),
    [
        ({"besar_kkn_pegawai": ""}, "Isi besarnya, atau pilih Tidak mengurangi."),
        ({"bentuk_kkn_pegawai": "faktor"}, "Faktor di antara 0 dan 1."),
        ({"layak_jadi_belum": "on"}, "Sebutkan pasal keputusan"),
        ({"sampai": "31-12-2001"}, "Tanggal sampai tidak boleh sebelum tanggal mulai."),
        ({"nomor": ""}, "Isi nomor keputusan."),
    ],
)
def test_faults_are_said_at_their_field(client: Any, dunia: Dunia, lain: dict[str, str], pesan: str) -> None:
    dunia.masuk(client, Peran.ADMIN_INSPEKTORAT)
    jawab = client.post(_url(dunia), _isi(dunia, **lain))
    assert (jawab.status_code, pesan in _teks(jawab)) == (422, True)
    assert not AturanPengurangPeriode.objects.exists()


def test_simulation_names_the_value_it_starts_from_and_changes_nothing(client: Any, dunia: Dunia) -> None:
    isi_semua(dunia)
    insiden(dunia, status="terbukti")
    buat_satker(dunia.satker.induk)
    berat = {"kkn_pegawai": {"bentuk": "poin", "besar": "30"}}
    aturan_pengurang(dunia, aktif=False, kadar=berat, layak_jadi_belum=True, pasal_layak="Pasal 7")
    dunia.masuk(client, Peran.ADMIN_INSPEKTORAT)
    teks = _teks(client.get(_url(dunia, "pengurang_simulasi")))
    assert "1 satker terkena dari 1 yang sudah bernilai; 1 berubah dari layak menjadi belum layak" in teks
    assert "Penilaian mandiri, draf 100,00 70,00 (−30,00) Layak menjadi belum" in teks
    assert "Belum ada nilai" in teks
    assert not AturanPengurangPeriode.objects.get().aktif


def test_simulation_costs_the_same_for_one_and_three_satkers(client: Any, dunia: Dunia) -> None:
    aturan_pengurang(dunia, aktif=False)
    isi_semua(dunia)
    dunia.masuk(client, Peran.ADMIN_INSPEKTORAT)

    def hitung() -> int:
        client.get(_url(dunia, "pengurang_simulasi"))
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(_url(dunia, "pengurang_simulasi")).status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in kueri.captured_queries)

    satu = hitung()
    for _ in range(2):
        LembarKerja.objects.create(satker=buat_satker(dunia.satker.induk), periode=dunia.periode)
    assert (satu, hitung()) == (12, 12)
