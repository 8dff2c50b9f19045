"""The page of the evaluation's papers and the drafts made there, as each role in turn."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from berkas.models import DokumenTerbit
from penilaian.models import Lapisan, Peristiwa, SesiDesk
from satker.peran import Peran
from tests.penilaian.perjalanan import bekukan, sampai_evaluasi, sampai_kunci

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gudang(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "berkas"


def test_ketua_makes_the_draft_dalnis_reads_it_satker_does_not(dunia, client):
    sampai_evaluasi(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    halaman = client.get(dunia.url("lhe")).content.decode()
    assert "Menunggu pengendali teknis mengunci nilai tim." in halaman
    assert dunia.url("lhe_susun") not in halaman
    jawab = client.post(dunia.url("lhe_susun"), {"nomor": "", "tanggal": "27-08-2026"})
    assert (jawab.status_code, DokumenTerbit.objects.count()) == (409, 0)

    sampai_kunci(dunia)
    assert dunia.url("lhe_susun") in client.get(dunia.url("lhe")).content.decode()
    assert client.post(dunia.url("lhe_susun"), {"nomor": "", "tanggal": "kapan"}).status_code == 422
    jawab = client.post(dunia.url("lhe_susun"), {"nomor": "LHE-7", "tanggal": "27-08-2026"})
    draf = DokumenTerbit.objects.get()
    assert (jawab.status_code, draf.nomor, draf.tanggal) == (302, "LHE-7", dt.date(2026, 8, 27))
    rinci = dunia.url("berkas:dokumen_rinci", dokumen=draf.pk)
    isi = client.get(rinci).content.decode()
    assert "Ubah nomor atau tanggal" in isi
    assert "layak atau belum layak" in isi
    assert dunia.url("berkas:dokumen_terbitkan", dokumen=draf.pk) not in isi  # ketua does not issue
    assert client.post(dunia.url("berkas:dokumen_terbitkan", dokumen=draf.pk)).status_code == 403

    dunia.masuk(client, Peran.TPI_ANGGOTA)
    assert "LHE-7" in client.get(dunia.url("lhe")).content.decode()
    assert client.post(dunia.url("lhe_susun"), {"nomor": "X", "tanggal": "27-08-2026"}).status_code == 403
    assert client.post(dunia.url("berkas:dokumen_ubah", dokumen=draf.pk), {}).status_code == 403

    dunia.masuk(client, Peran.TPI_DALNIS)
    assert client.post(dunia.url("berkas:dokumen_terbitkan", dokumen=draf.pk)).status_code == 409
    bekukan(dunia, Lapisan.TPI, Peristiwa.LHE, dunia.pelaku(Peran.TPI_DALNIS))
    client.post(dunia.url("lhe_susun"), {"nomor": "LHE-7", "tanggal": "27-08-2026"})
    assert client.post(dunia.url("berkas:dokumen_terbitkan", dokumen=draf.pk)).status_code == 302
    draf.refresh_from_db()
    assert draf.keadaan == "proses"

    dunia.masuk(client, Peran.KEPALA)
    halaman = client.get(dunia.url("lhe")).content.decode()
    assert "LHE-7" not in halaman
    assert client.get(rinci).status_code == 404
    assert client.get(dunia.url("lhe_susun")).status_code == 403


def test_page_asks_the_same_for_one_session_and_for_three(dunia, client):
    sampai_evaluasi(dunia)
    ketua = dunia.masuk(client, Peran.TPI_KETUA)

    def sesi() -> None:
        kini = timezone.now()
        SesiDesk.objects.create(
            satker=dunia.satker,
            lembar=dunia.lembar,
            mulai=kini,
            selesai=kini + dt.timedelta(hours=1),
            tempat="Aula",
            keadaan="selesai",
            diubah_pada=kini,
            dibuat_oleh=ketua.user,
        )

    banyak = []
    sesi()
    client.get(dunia.url("lhe"))
    for tambah in (0, 2):
        for _ in range(tambah):
            sesi()
        with CaptureQueriesContext(connection) as tangkap:
            isi = client.get(dunia.url("lhe")).content.decode()
        banyak.append((len(tangkap), isi.count("/berita-acara/")))
    assert banyak == [(11, 1), (11, 3)]
