"""What was sent stays as it was and stays readable, for exactly those who may read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from berkas.actions import ganti_versi, periksa_kiriman
from berkas.actions.batasi import batasi_berkas
from berkas.models import Berkas, Pembatasan, VersiBerkas
from berkas.penyimpanan import tampung
from penilaian.actions.kembali import kembalikan_butir, kirim_ulang_butir
from penilaian.actions.kirim import kirim_lembar
from penilaian.models import AlurLembar, BuktiPengajuan, Pengajuan
from satker.peran import Peran
from tests.pabrik import masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import beri_bukti, isi_semua, kanwil, kirim, langkah
from tests.penilaian.views.test_butir import sql_halaman

pytestmark = pytest.mark.django_db
KODE = "A5.P.i.b"
LAMA, BARU = b"ISI-LAMA-KENARI\n", b"ISI-BARU-KENARI\n"


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def _unduh(client: Any, dunia: Dunia, berkas: Berkas, nomor: int) -> Any:
    return client.get(dunia.url("berkas:unduh", berkas=berkas.pk, nomor=nomor))


def _isi(jawab: Any) -> bytes:
    return b"".join(jawab.streaming_content)


def _terkirim(dunia: Dunia) -> tuple[Pengajuan, Berkas]:
    bukti = beri_bukti(dunia, KODE, "SK kenari.txt", LAMA)
    return kirim(dunia), bukti.berkas


def _ganti(dunia: Dunia, berkas: Berkas) -> None:
    kiriman = tampung([BARU], "SK kenari baru.txt", batas=10**6)
    ganti_versi(
        oleh=dunia.pelaku(),
        satker=dunia.satker,
        periode=dunia.periode,
        berkas=berkas,
        kiriman=kiriman,
        putusan=periksa_kiriman(kiriman),
        alasan="Diganti sesudah dikirim.",
    )
    kiriman.jalur.unlink(missing_ok=True)


def _buang(dunia: Dunia, berkas: Berkas) -> None:
    Berkas.objects.filter(pk=berkas.pk).update(dihapus_pada=timezone.now(), dihapus_oleh=dunia.pelaku().user)


def _halaman(client: Any, dunia: Dunia, area: str = "A5") -> str:
    jawab = client.get(dunia.url("pengajuan", nomor=1) + f"?area={area}")
    assert jawab.status_code == 200
    return jawab.content.decode()


def test_pinned_version_is_read_although_the_document_was_replaced(dunia: Dunia, client: Any) -> None:
    _, berkas = _terkirim(dunia)
    _ganti(dunia, berkas)
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    teks = _halaman(client, dunia)
    assert "SK kenari.txt" in teks
    assert "Versi baru sejak dikirim" in teks
    assert "SK kenari baru.txt" not in teks
    assert dunia.url("berkas:unduh", berkas=berkas.pk, nomor=1) in teks
    assert _isi(_unduh(client, dunia, berkas, 1)) == LAMA


def test_pinned_version_is_read_although_the_document_is_in_the_trash(dunia: Dunia, client: Any) -> None:
    _, berkas = _terkirim(dunia)
    _ganti(dunia, berkas)
    _buang(dunia, berkas)
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    assert "Dibuang sejak dikirim" in _halaman(client, dunia)
    assert _isi(_unduh(client, dunia, berkas, 1)) == LAMA
    lihat = dunia.url("berkas:lihat", berkas=berkas.pk)
    assert client.get(f"{lihat}?v=1").status_code == 200
    # only what was pinned: the version after the sending, the newest, and the page of the document stay away
    assert _unduh(client, dunia, berkas, 2).status_code == 404
    assert client.get(f"{lihat}?v=2").status_code == 404
    assert client.get(lihat).status_code == 404
    assert client.get(dunia.url("berkas:rincian", berkas=berkas.pk)).status_code == 404


def test_trashed_document_that_no_sending_pinned_stays_away(dunia: Dunia, client: Any) -> None:
    """The twin: the pin is what opens the trash."""
    berkas = beri_bukti(dunia, KODE, "SK kenari.txt", LAMA).berkas
    _buang(dunia, berkas)
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    assert _unduh(client, dunia, berkas, 1).status_code == 404


@pytest.mark.parametrize("dibuang", [False, True])
def test_limited_document_stays_limited_in_a_sending(dunia: Dunia, client: Any, dibuang: bool) -> None:
    _, berkas = _terkirim(dunia)
    batasi_berkas(
        oleh=dunia.pelaku(),
        satker=dunia.satker,
        periode=dunia.periode,
        berkas=berkas,
        pembatasan=Pembatasan.PENILAI,
    )
    if dibuang:
        _buang(dunia, berkas)
    masuk(client, pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT))
    teks = _halaman(client, dunia)
    assert "kenari" not in teks
    assert "Ada berkas yang hanya dibaca satker dan penilainya." in teks
    assert _unduh(client, dunia, berkas, 1).status_code == 404
    assert client.get(dunia.url("berkas:lihat", berkas=berkas.pk) + "?v=1").status_code == 404
    dunia.masuk(client, Peran.TPI_ANGGOTA)  # the twin: its evaluators read it
    assert "SK kenari.txt" in _halaman(client, dunia)
    assert _isi(_unduh(client, dunia, berkas, 1)) == LAMA


def test_other_satker_finds_nothing_of_a_sending(dunia: Dunia, client: Any) -> None:
    _terkirim(dunia)
    lain = pelaku_untuk(pelaku_untuk(dunia.satker.induk, Peran.PEMBACA_PUSAT).unit, Peran.KOORDINATOR)
    masuk(client, lain)
    for nama, isi in (("pengajuan_daftar", {}), ("pengajuan", {"nomor": 1}), ("kirim", {}), ("tanggapan", {})):
        assert client.get(dunia.url(nama, **isi)).status_code == 404


def test_frozen_answer_is_shown_and_the_later_one_only_marked(dunia: Dunia, client: Any) -> None:
    kirim(dunia)
    dunia.jawab("A1.P.i.b", "C", uraian="KENARI-SESUDAH")
    dunia.masuk(client, Peran.KEPALA)
    teks = _halaman(client, dunia, "A1")
    assert "KENARI-SESUDAH" not in teks
    assert teks.count("Jawaban berubah sejak dikirim") == 1
    assert dunia.instrumen.hash[:12] in teks


def test_resent_butir_shows_what_was_sent_before_and_pins_anew(dunia: Dunia, client: Any) -> None:
    pengajuan, berkas = _terkirim(dunia)
    pemeriksa = kanwil(dunia, Peran.STAF_KANWIL)
    butir = pengajuan.butir.get(kode_butir=KODE)
    kembalikan_butir(oleh=pemeriksa, pengajuan_butir=butir, alasan="Berkasnya lama.")
    _ganti(dunia, berkas)
    kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)  # only the file changed
    sematan = BuktiPengajuan.objects.filter(pengajuan=pengajuan).order_by("ke")
    assert [(b.ke, b.versi.nomor) for b in sematan] == [(1, 1), (2, 2)]
    dunia.masuk(client, Peran.KEPALA)
    teks = _halaman(client, dunia)
    assert "Diperbaiki, menunggu periksa ulang" in teks
    assert "Kiriman ke-1" in teks
    assert "SK kenari baru.txt" in teks
    assert "Versi baru sejak dikirim" not in teks


def test_comparison_of_two_sendings(dunia: Dunia, client: Any) -> None:
    _, berkas = _terkirim(dunia)
    AlurLembar.objects.update(keadaan="belum_dievaluasi")
    dunia.jawab("A1.P.i.b", "C")
    _ganti(dunia, berkas)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)
    dunia.masuk(client, Peran.KEPALA)
    banding = client.get(dunia.url("pengajuan_banding", nomor=2, lain=1)).context["banding"]
    assert [(b.butir.kode, b.bukti) for b in banding.beda] == [("A1.P.i.b", (0, 0)), (KODE, (1, 1))]
    assert banding.nilai_kiri.total == 100
    assert banding.nilai_kanan.total < 100
    assert client.get(dunia.url("pengajuan_banding", nomor=1, lain=9)).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
def test_pages_cost_the_same_sql_for_any_number(dunia: Dunia, client: Any, banyak: int) -> None:
    isi_semua(dunia)
    for n in range(banyak):
        beri_bukti(dunia, KODE, f"SK {n}.txt", b"isi %d\n" % n)
        langkah(dunia, Peran.KOORDINATOR, "ajukan")
        kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)
        AlurLembar.objects.update(keadaan="belum_dievaluasi")
    dunia.masuk(client)
    assert sql_halaman(client, dunia.url("pengajuan_daftar")) == 6
    assert sql_halaman(client, dunia.url("pengajuan", nomor=1) + "?area=A5") == 15
    assert sql_halaman(client, dunia.url("kirim")) == 30
    assert VersiBerkas.objects.count() == banyak


def test_returned_question_is_first_with_its_reason_everywhere(dunia: Dunia, client: Any) -> None:
    butir = kirim(dunia).butir.get(kode_butir=KODE)
    kembalikan_butir(oleh=kanwil(dunia), pengajuan_butir=butir, alasan="KENARI: lampirkan notulen.")
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")
    for url in ("/", dunia.url("lke"), dunia.url("lke") + "?saring=perbaikan", dunia.url("butir", kode_butir="P5.1b")):
        teks = client.get(url).content.decode()
        assert "KENARI: lampirkan notulen." in teks, url
    dunia.jawab(KODE, "B")
    versi = dunia.tersimpan(KODE).versi
    jawab = client.post(dunia.url("butir_kirim_ulang", kode_butir="P5.1b"), {"versi": versi}, follow=True)
    assert "P5.1b dikirim ulang." in jawab.content.decode()
    butir.refresh_from_db()
    assert (butir.ke, butir.status, butir.isi) == (2, "diperbaiki", "B")
    ulang = client.post(dunia.url("butir_kirim_ulang", kode_butir="P5.1b"), {"versi": versi}, follow=True)
    assert "tidak sedang menunggu perbaikan" in ulang.content.decode()


def test_list_the_team_prepares_is_not_seen_before_it_asks(dunia: Dunia, client: Any) -> None:
    butir = kirim(dunia).butir.get(kode_butir=KODE)
    kembalikan_butir(oleh=kanwil(dunia), pengajuan_butir=butir, alasan="KENARI-SIAPAN")
    AlurLembar.objects.update(keadaan="evaluasi")
    dunia.masuk(client)
    for url in ("/", dunia.url("lke"), dunia.url("kirim"), dunia.url("butir", kode_butir="P5.1b")):
        assert "KENARI-SIAPAN" not in client.get(url).content.decode().split('id="j-riwayat"')[0], url
    AlurLembar.objects.update(keadaan="perbaikan")  # the twin
    assert "KENARI-SIAPAN" in client.get(dunia.url("lke")).content.decode()


def test_returned_question_stays_open_when_the_window_has_closed(dunia: Dunia, client: Any) -> None:
    from satker.models import Jendela

    butir = kirim(dunia).butir.get(kode_butir=KODE)
    kembalikan_butir(oleh=kanwil(dunia), pengajuan_butir=butir, alasan="Kurang.")
    Jendela.objects.filter(periode=dunia.periode, tahap="pengisian").update(tutup=timezone.now())
    dunia.masuk(client)
    isi = {"opsi": "B", "versi": 1, "uraian": "", "aksi": "simpan"}
    assert client.post(dunia.url("butir", kode_butir="P5.1b"), isi).status_code == 302
    assert dunia.tersimpan(KODE).isi == "B"
    assert client.post(dunia.url("butir", kode_butir="P5.1a"), isi).status_code == 403  # the twin: not returned
