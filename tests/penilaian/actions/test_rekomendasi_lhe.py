"""Notes of an LHE become recommendations when it is issued: which, with what changes, and never twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from berkas.actions import KeadaanBerubahError
from berkas.actions.terbit import terbitkan
from berkas.models import DokumenTerbit
from berkas.tasks import buat_dokumen
from berkas.terbit.jenis import JENIS_DOKUMEN
from penilaian.actions.dokumen import siapkan_lhe
from penilaian.actions.rekomendasi import buat_rekomendasi, tindak_lanjuti
from penilaian.actions.rekomendasi_lhe import IsiCalon, atur_calon
from penilaian.models import CalonRekomendasi, Lapisan, LembarKerja, Peristiwa, Rekomendasi
from penilaian.queries.calon_rekomendasi import susun_calon
from penilaian.queries.lhe import area_lhe, potret_lhe
from satker.models import Jejak
from satker.peran import Peran
from tests.berkas.dokumen import jalan
from tests.pabrik import buat_periode
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import bekukan, sampai_kunci

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gambar_semu")]
HARI = dt.date(2026, 8, 27)


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture
def lhe(dunia: Dunia) -> Dunia:
    """Locked, and the step of the LHE taken."""
    dunia.pelaku(Peran.KETUA_POKJA, area="A1")
    dunia.pelaku(Peran.KEPALA)
    sampai_kunci(dunia)
    bekukan(dunia, Lapisan.TPI, Peristiwa.LHE, dunia.pelaku(Peran.TPI_DALNIS))
    return dunia


def _calon(dunia: Dunia) -> dict[str, Any]:
    potret = potret_lhe(dunia.lembar)
    return {c.catatan.kode_butir: c for c in susun_calon(dunia.lembar, area_lhe(potret), HARI)}


def _draf(dunia: Dunia, **lain: Any) -> DokumenTerbit:
    return siapkan_lhe(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, nomor="LHE-1", tanggal=HARI, **lain)


def _terbit(dunia: Dunia, **lain: Any) -> DokumenTerbit:
    kerja = terbitkan(oleh=dunia.pelaku(Peran.TPI_DALNIS), dokumen=_draf(dunia, **lain))
    for _ in range(2):  # a second worker changes nothing
        buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    return DokumenTerbit.objects.get(pk=kerja.argumen["dokumen"])


def _atur(dunia: Dunia, kode: str, **ganti: Any) -> int:
    calon = _calon(dunia)
    c = calon[kode]
    bawaan = {"dipakai": c.dipakai, "teks": c.isi.teks, "jabatan": c.isi.jabatan, "tenggat": c.tenggat}
    isi = {kode: IsiCalon(**{**bawaan, **ganti})}
    return atur_calon(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, calon=calon, isi=isi)


def test_every_note_below_full_value_is_made_with_owner_and_due_day(lhe: Dunia) -> None:
    draf = _draf(lhe)
    assert not Rekomendasi.objects.exists()
    isi = draf.data["isi"]
    catatan = {c["kode_butir"]: c["teks"] for a in isi["area"] for c in a["catatan"]}
    assert len(catatan) > 5
    dokumen = _terbit(lhe)
    jadi = {r.kode_butir: r for r in Rekomendasi.objects.select_related("pemilik")}
    assert {k: r.teks for k, r in jadi.items()} == catatan
    assert {r.dokumen_id for r in jadi.values()} == {dokumen.pk}
    assert {r.tenggat for r in jadi.values()} == {HARI + dt.timedelta(days=90)}
    satu = next(r for k, r in jadi.items() if k.startswith("A1"))
    assert (satu.jabatan, satu.pemilik) == ("Ketua Pokja 1", lhe.pelaku(Peran.KETUA_POKJA, area="A1").user)
    dua = next(r for k, r in jadi.items() if k.startswith("A2"))
    assert (dua.jabatan, dua.pemilik) == ("Ketua Pokja 2", None)
    assert Jejak.objects.filter(aksi="buat_rekomendasi").count() == len(catatan)


def test_without_the_hook_issuing_makes_nothing(lhe: Dunia, monkeypatch: Any) -> None:
    import dataclasses

    monkeypatch.setitem(JENIS_DOKUMEN, "lhe", dataclasses.replace(JENIS_DOKUMEN["lhe"], sesudah=""))
    _terbit(lhe)
    assert not Rekomendasi.objects.exists()


def test_lead_changes_words_owner_and_day_or_leaves_a_note_out(lhe: Dunia) -> None:
    satu, dua = sorted(_calon(lhe))[:2]
    draf = _draf(lhe)
    assert _atur(lhe, satu, teks="Perbarui SK.", jabatan="Kepala satker", tenggat=dt.date(2026, 10, 1)) == 1
    assert _atur(lhe, dua, dipakai=False) == 1
    assert _atur(lhe, dua) == 0
    with pytest.raises(KeadaanBerubahError, match="Rekomendasi atau tanggalnya berubah"):
        terbitkan(oleh=lhe.pelaku(Peran.TPI_DALNIS), dokumen=draf)
    _terbit(lhe)
    r = Rekomendasi.objects.get(kode_butir=satu)
    assert (r.teks, r.jabatan, r.pemilik, r.tenggat) == ("Perbarui SK.", "Kepala satker", None, dt.date(2026, 10, 1))
    assert not Rekomendasi.objects.filter(kode_butir=dua).exists()
    _atur(lhe, dua, dipakai=True)
    assert not CalonRekomendasi.objects.filter(kode_butir=dua).exists()  # equal to the note again
    assert not Jejak.objects.filter(aksi__startswith="atur_calon").exists()


def test_a_new_issue_writes_on_the_same_rows(lhe: Dunia) -> None:
    satu, dua, tiga = sorted(_calon(lhe))[:3]
    _terbit(lhe)
    banyak = Rekomendasi.objects.count()
    tindak_lanjuti(
        oleh=lhe.pelaku(), rekomendasi=Rekomendasi.objects.get(kode_butir=dua), tindak_lanjut="Sudah diperbarui."
    )
    for kode in (satu, dua):
        _atur(lhe, kode, teks="Kata baru.")
    _atur(lhe, tiga, dipakai=False)
    baru = _terbit(lhe, alasan_ganti="Kata diperjelas")
    r = {k: Rekomendasi.objects.get(kode_butir=k) for k in (satu, dua, tiga)}
    assert (r[satu].teks, r[satu].status, r[satu].dokumen) == ("Kata baru.", "terbuka", baru)
    assert (r[dua].teks != "Kata baru.", r[dua].status) == (True, "ditindaklanjuti")
    assert (r[tiga].status, r[tiga].catatan_putusan) == ("selesai", "Tidak ada lagi di LHE versi 2.")
    _atur(lhe, tiga, dipakai=True)
    _terbit(lhe, alasan_ganti="Catatan dipakai lagi")
    r[tiga].refresh_from_db()
    assert (r[tiga].status, r[tiga].catatan_putusan) == ("terbuka", "")
    assert Rekomendasi.objects.count() == banyak


def test_three_years_of_the_same_butir_are_named(lhe: Dunia) -> None:
    kode = sorted(_calon(lhe))[0]
    for mundur in (1, 2):
        periode = buat_periode(lhe.satker, lhe.periode.tahun - mundur)
        lembar = LembarKerja.objects.create(satker=lhe.satker, periode=periode)
        buat_rekomendasi(oleh=lhe.pelaku(), lembar=lembar, sumber="lhe_tpi", teks="Lagi", kode_butir=kode, area="A1")
        assert _calon(lhe)[kode].isi.berulang is (mundur == 2)
    berulang = {r["kode_butir"] for r in _draf(lhe).data["isi"]["rekomendasi"] if r["berulang"]}
    assert berulang == {kode}


def test_page_shows_them_to_the_writers_only_and_keeps_what_was_typed(lhe: Dunia, client: Any) -> None:
    url = lhe.url("lhe_rekomendasi")
    lhe.masuk(client, Peran.TPI_ANGGOTA)
    assert client.get(url).status_code == 403
    lhe.masuk(client, Peran.TPI_KETUA)
    jawab = client.get(url)
    calon = jawab.context["calon"]
    isi: dict[str, Any] = {}
    for c in calon:
        k = c.catatan.kode
        isi |= {f"{k}-dipakai": "on", f"{k}-teks": c.isi.teks, f"{k}-jabatan": c.isi.jabatan, f"{k}-tenggat": ""}
    pertama = calon[0].catatan.kode
    assert client.post(url, isi | {f"{pertama}-teks": ""}).status_code == 422
    assert client.post(url, isi | {f"{pertama}-teks": "Diubah ketua."}).status_code == 302
    assert CalonRekomendasi.objects.get().teks == "Diubah ketua."
    susun = client.get(lhe.url("lhe_susun")).content.decode()
    assert f"LHE ini membuat {len(calon)} rekomendasi dari {len(calon)} catatan tim." in susun
