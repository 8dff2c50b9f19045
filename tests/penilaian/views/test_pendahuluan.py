"""Pages of the line above over HTTP: queue, review, letter, decision, rounds, talk, prasyarat."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from penilaian.actions.putaran import buka_putaran, periksa_putaran
from penilaian.actions.surat_pendahuluan import putuskan_pendahuluan
from penilaian.models import (
    AlurLembar,
    AturanEvaluasi,
    BacaButir,
    ButirPengajuan,
    CatatanSyarat,
    Jawaban,
    Lapisan,
    SuratPendahuluan,
    Utas,
)
from satker.models import TitikPantau
from satker.peran import Peran
from tests.pabrik import buat_kanwil, buat_satker, masuk, pelaku_untuk
from tests.penilaian.actions.test_periksa import catat_surat_contoh
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, kanwil, kirim, nilai

KENARI = "ZIKENARIPENDAHULUAN"
BUTIR = "P5.1b"


@pytest.fixture
def dikirim(dunia: Dunia) -> tuple[Dunia, Any]:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    kirim(dunia)
    return dunia, staf


def versi(dunia: Dunia, kode: str = BUTIR) -> int:
    ada = Jawaban.objects.filter(
        lembar=dunia.lembar, lapisan=Lapisan.PENDAHULUAN, kode_butir=dunia.instrumen.cari(kode).kode
    ).first()
    return ada.versi if ada else 0


def test_one_action_scores_marks_complete_and_goes_on(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    masuk(client, staf)
    url = dunia.url("pendahuluan_butir", kode_butir=BUTIR)

    jawab = client.post(url, {"aksi": "setuju", "versi": 0, "uraian": "", "lengkap": "1", "ke": 1})

    assert (jawab.status_code, jawab.url) == (302, dunia.url("pendahuluan_butir", kode_butir="P5.2a"))
    satu = Jawaban.objects.get(lembar=dunia.lembar, lapisan=Lapisan.PENDAHULUAN)
    assert (satu.isi, satu.oleh) == ("A", staf.user)
    assert ButirPengajuan.objects.get(kode_butir=satu.kode_butir).status == "lengkap"


def test_a_lower_score_needs_a_note_and_nothing_is_saved_without(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    masuk(client, staf)
    url = dunia.url("pendahuluan_butir", kode_butir=BUTIR)
    isi = {"opsi": "C", "versi": 0, "uraian": "", "lengkap": "1", "ke": 1}

    tanpa = client.post(url, isi)
    ada = Jawaban.objects.filter(lapisan=Lapisan.PENDAHULUAN).count()
    dengan = client.post(url, {**isi, "uraian": "Belum ada prosedur."})

    assert (tanpa.status_code, ada, dengan.status_code) == (422, 0, 302)
    assert "Tulis mengapa nilainya lebih rendah" in tanpa.content.decode()
    assert Jawaban.objects.get(lapisan=Lapisan.PENDAHULUAN).uraian == "Belum ada prosedur."


def test_two_people_on_one_score_the_second_is_told(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    nilai(dunia, staf, BUTIR, "A", Lapisan.PENDAHULUAN)
    masuk(client, staf)
    url = dunia.url("pendahuluan_butir", kode_butir=BUTIR)

    jawab = client.post(url, {"opsi": "B", "versi": 0, "uraian": "Menurut saya B.", "ke": 1}, follow=True)

    assert "baru saja menilai soal ini" in jawab.content.decode()
    assert Jawaban.objects.get(lapisan=Lapisan.PENDAHULUAN).isi == "A"


def test_a_repaired_butir_is_never_judged_by_an_old_page(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    """Score and mark go together: a page of an earlier sending writes neither."""
    dunia, staf = dikirim
    ButirPengajuan.objects.filter(kode_butir=dunia.instrumen.cari(BUTIR).kode).update(ke=2, status="diperbaiki")
    masuk(client, staf)
    client.post(
        dunia.url("pendahuluan_butir", kode_butir=BUTIR), {"aksi": "setuju", "versi": 0, "lengkap": "1", "ke": 1}
    )
    assert Jawaban.objects.filter(lapisan=Lapisan.PENDAHULUAN).count() == 0
    assert ButirPengajuan.objects.get(kode_butir=dunia.instrumen.cari(BUTIR).kode).status == "diperbaiki"


def test_return_needs_a_reason_and_repaired_butir_come_first(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    masuk(client, staf)
    url = dunia.url("pendahuluan_butir", kode_butir=BUTIR)
    kosong = client.post(url, {"aksi": "perbaikan", "alasan": " ", "ke": 1})
    client.post(url, {"aksi": "perbaikan", "alasan": "Unggah SK.", "ke": 1})
    kode = dunia.instrumen.cari(BUTIR).kode
    kembali = ButirPengajuan.objects.get(kode_butir=kode)
    ButirPengajuan.objects.filter(kode_butir=kode).update(status="diperbaiki", ke=2)

    halaman = client.get(dunia.url("pendahuluan_lembar"))

    assert (kosong.status_code, kembali.status, kembali.alasan) == (422, "perlu_perbaikan", "Unggah SK.")
    assert halaman.context["lanjut"].kode_pendek == BUTIR


def test_opening_a_butir_is_logged_once_per_person_and_sending(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    masuk(client, staf)
    for _ in range(2):
        assert client.get(dunia.url("pendahuluan_butir", kode_butir=BUTIR)).status_code == 200
    assert BacaButir.objects.count() == 1
    cakupan = client.get(dunia.url("pendahuluan_lembar")).context["cakupan"]
    assert (cakupan.dibaca, len(cakupan.tidak_dibuka)) == ((BUTIR,), 112)


def test_letter_and_decision_by_http_open_the_way_to_the_team(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    pimpinan = pelaku_untuk(staf.unit, Peran.PIMPINAN_KANWIL)
    isi_semua(dunia, Lapisan.PENDAHULUAN, staf)
    masuk(client, staf)
    berkas = SimpleUploadedFile("surat.txt", b"Surat kelayakan\n", "text/plain")
    isi = {"nomor": "W1-12", "tanggal": f"{timezone.localdate():%d-%m-%Y}", "berkas": berkas}
    surat = client.post(dunia.url("pendahuluan_surat"), isi)
    staf_putus = client.post(dunia.url("pendahuluan_putusan"), {"putusan": "layak", "keadaan": "pendahuluan"})
    masuk(client, pimpinan)
    putus = client.post(dunia.url("pendahuluan_putusan"), {"putusan": "layak", "keadaan": "pendahuluan"})

    assert (surat.status_code, staf_putus.status_code, putus.status_code) == (302, 422, 302)
    assert AlurLembar.objects.get().keadaan == "siap_tpi"
    assert len(SuratPendahuluan.objects.get().cakupan["tidak_dibuka"]) == 113


@pytest.mark.parametrize(
    ("nama", "isi", "status"),
    [("surat.exe", b"MZ", 415), ("surat.txt", b"", 422), (None, b"", 422)],
    ids=["kind", "empty", "none"],
)
def test_a_letter_without_a_good_file_is_refused(
    client: Client, dikirim: tuple[Dunia, Any], nama: str | None, isi: bytes, status: int
) -> None:
    dunia, staf = dikirim
    masuk(client, staf)
    data: dict[str, Any] = {"nomor": "W1-12", "tanggal": f"{timezone.localdate():%d-%m-%Y}"}
    if nama:
        data["berkas"] = SimpleUploadedFile(nama, isi)
    jawab = client.post(dunia.url("pendahuluan_surat"), data)
    assert (jawab.status_code, SuratPendahuluan.objects.count()) == (status, 0)


# --- What stays inside the line -------------------------------------------------------------------------------------


def _halaman(dunia: Dunia) -> list[str]:
    """Every page on which a value of the layer could stand."""
    tahun = dunia.periode.tahun
    return [
        reverse("beranda"),
        reverse("daftar_satker"),
        reverse("daftar_satker_tahun", args=[tahun]),
        dunia.url("dasbor"),
        dunia.url("lke"),
        dunia.url("lke_hasil"),
        dunia.url("lke_area", nomor=5),
        dunia.url("butir", kode_butir=BUTIR),
        dunia.url("butir_riwayat", kode_butir=BUTIR),
        dunia.url("satker:riwayat"),
        dunia.url("putaran_daftar"),
        dunia.url("prasyarat"),
        reverse("prasyarat_wilayah", args=[tahun]),
        reverse("diskusi", args=[tahun]),
        dunia.url("diskusi_butir", kode_butir=BUTIR),
        dunia.url("pendahuluan_lembar"),
        dunia.url("pendahuluan_butir", kode_butir=BUTIR),
        dunia.url("pendahuluan_putusan"),
        dunia.url("pendahuluan_surat"),
        dunia.url("pendahuluan_surat_unduh"),
        f"/cari/?q={KENARI[:8]}",
    ]


def _luar(dunia: Dunia, staf: Any) -> list[Any]:
    eselon = pelaku_untuk(dunia.satker.instansi, Peran.PIMPINAN_KANWIL)  # above the line, sees the unit
    return [
        dunia.pelaku(Peran.KOORDINATOR),
        dunia.pelaku(Peran.KEPALA),
        dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5"),
        dunia.pelaku(Peran.TPI_KETUA),
        dunia.pelaku(Peran.TPI_DALNIS),
        pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT),
        pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT),
        eselon,
    ]


def _bocor(klien: Client, dunia: Dunia, pelaku: Any, tanda: tuple[str, ...]) -> list[str]:
    masuk(klien, pelaku)
    hasil = []
    for alamat in _halaman(dunia):
        jawab = klien.get(alamat)
        isi = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
        teks = isi.decode("utf-8", "replace") + str(jawab.headers)
        if jawab.status_code == 200 and any(t in teks for t in tanda):
            hasil.append(f"{pelaku.peran} {alamat}")
    return hasil


@pytest.fixture
def bernilai(dikirim: tuple[Dunia, Any]) -> tuple[Dunia, Any]:
    """A score with a note and a letter, neither published. The total of the layer is a number nobody else has."""
    dunia, staf = dikirim
    isi_semua(dunia, Lapisan.PENDAHULUAN, staf, letak=1)
    nilai(dunia, staf, BUTIR, "D", Lapisan.PENDAHULUAN, catatan=KENARI)
    surat = catat_surat_contoh(dunia, staf)
    SuratPendahuluan.objects.filter(pk=surat.pk).update(nomor=KENARI)
    return dunia, staf


def test_unpublished_values_reach_nobody_outside_the_line(client: Client, bernilai: tuple[Dunia, Any]) -> None:
    dunia, staf = bernilai
    total = f"{dunia.lembar.ringkasan.get(lapisan=Lapisan.PENDAHULUAN).total:.2f}".replace(".", ",")
    bocor = [b for p in _luar(dunia, staf) for b in _bocor(client, dunia, p, (KENARI, f">{total}<"))]
    assert bocor == []
    assert dunia.url("pendahuluan_butir", kode_butir=BUTIR) in " ".join(_bocor(client, dunia, staf, (KENARI,)))  # twin


def test_after_the_decision_the_letter_is_read_by_who_sees_the_unit(
    client: Client, bernilai: tuple[Dunia, Any]
) -> None:
    dunia, staf = bernilai
    masuk(client, dunia.pelaku(Peran.KEPALA))
    sebelum = client.get(dunia.url("pendahuluan_surat_unduh")).status_code
    pimpinan = pelaku_untuk(staf.unit, Peran.PIMPINAN_KANWIL)
    putuskan_pendahuluan(oleh=pimpinan, lembar=dunia.lembar, layak=True)
    jawab = client.get(dunia.url("pendahuluan_surat_unduh"))
    assert (sebelum, jawab.status_code) == (404, 200)
    assert b"".join(jawab.streaming_content) == b"Surat kelayakan\n"


def test_an_office_above_the_line_sees_the_unit_but_not_its_check(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, _ = dikirim
    masuk(client, pelaku_untuk(dunia.satker.instansi, Peran.STAF_KANWIL))
    kode = [
        client.get(dunia.url(n, **k)).status_code
        for n, k in (("dasbor", {}), ("pendahuluan_lembar", {}), ("pendahuluan_butir", {"kode_butir": BUTIR}))
    ]
    assert kode == [200, 403, 403]


# --- Lists: the same number of statements for one and three rows -----------------------------------------------------


@pytest.mark.parametrize(
    ("nama", "banyak"),
    [("pendahuluan", 9), ("putaran_wilayah", 8), ("prasyarat_wilayah", 8), ("diskusi", 5)],
)
def test_lists_ask_the_same_number_of_times(
    client: Client, dikirim: tuple[Dunia, Any], hitung_kueri: Any, nama: str, banyak: int
) -> None:
    dunia, staf = dikirim
    alamat = reverse(nama, args=[dunia.periode.tahun])
    masuk(client, staf)
    satu = hitung_kueri(alamat)
    for _ in range(2):
        lain = Dunia(buat_satker(staf.unit), dunia.periode)
        kirim(lain)
    assert (satu, hitung_kueri(alamat)) == (banyak, banyak)


def test_queue_says_who_waits_and_how_far(client: Client, dikirim: tuple[Dunia, Any]) -> None:
    dunia, staf = dikirim
    buat_satker(staf.unit)
    buat_satker(buat_kanwil(dunia.satker.instansi))  # another line
    nilai(dunia, staf, BUTIR, "A", Lapisan.PENDAHULUAN)
    masuk(client, staf)
    isi = client.get(reverse("pendahuluan", args=[dunia.periode.tahun])).context["isi"]
    assert [(b.kode, b.jumlah, b.lengkap, b.dinilai) for b in isi.menunggu] == [(dunia.satker.kode, 113, 0, 1)]
    assert len(isi.lain) == 1
    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    assert "tidak dipakai" in client.get(reverse("pendahuluan", args=[dunia.periode.tahun])).content.decode()


# --- Rounds, talk, prasyarat ----------------------------------------------------------------------------------------


def test_a_round_on_the_open_sheet_and_what_the_satker_reads(client: Client, dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    TitikPantau.objects.filter(periode=dunia.periode).update(tanggal=timezone.localdate())
    dunia.jawab(BUTIR, "B")
    masuk(client, staf)
    client.post(dunia.url("putaran_buka", titik="B03"))
    halaman = client.get(dunia.url("putaran_butir", titik="B03", kode_butir=BUTIR))
    client.post(
        dunia.url("putaran_butir", titik="B03", kode_butir=BUTIR),
        {"aksi": "perbaikan", "alasan": f"{KENARI}: unggah SK.", "sidik": halaman.context["satu"].bahan.sidik},
    )
    tutup = client.post(dunia.url("putaran_tutup", titik="B03"), {"ringkasan": "Satu perlu perbaikan."})
    dunia.masuk(client)
    soal = client.get(dunia.url("butir", kode_butir=BUTIR)).content.decode()
    putaran = client.get(dunia.url("putaran", titik="B03")).content.decode()

    assert tutup.status_code == 302
    assert f"{KENARI}: unggah SK." in soal
    assert f"{KENARI}: unggah SK." in putaran
    dunia.jawab(BUTIR, "A")
    assert f"{KENARI}: unggah SK." in client.get(dunia.url("putaran", titik="B03")).content.decode()  # as it was found


def test_a_result_on_an_old_reading_is_refused(client: Client, dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    TitikPantau.objects.filter(periode=dunia.periode).update(tanggal=timezone.localdate())
    dunia.jawab(BUTIR, "B")
    putaran = buka_putaran(oleh=staf, lembar=dunia.lembar, titik="B03")
    masuk(client, staf)
    alamat = dunia.url("putaran_butir", titik="B03", kode_butir=BUTIR)
    sidik = client.get(alamat).context["satu"].bahan.sidik
    dunia.jawab(BUTIR, "A")
    client.post(alamat, {"aksi": "lengkap", "sidik": sidik})
    assert putaran.hasil.count() == 0
    periksa_putaran(oleh=staf, putaran=putaran, butir=dunia.instrumen.cari(BUTIR), lengkap=True)
    assert putaran.hasil.count() == 1


def test_writing_and_finishing_a_thread_over_http(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018 - starts the sheet
    dunia.masuk(client)
    alamat = dunia.url("diskusi_butir", kode_butir=BUTIR)
    soal = dunia.url("butir", kode_butir=BUTIR)
    kosong = client.post(alamat, {"jenis": "satker", "isi": " "})
    tulis = client.post(alamat, {"jenis": "satker", "isi": "Tanya.", "kembali": soal})
    asing = client.post(alamat, {"jenis": "satker", "isi": "Tanya lagi.", "kembali": "//jahat.example/"})
    selesai = client.post(dunia.url("diskusi_selesai", kode_butir=BUTIR, jenis="satker"), {"selesai": "ya"})
    dalam = client.post(dunia.url("diskusi_selesai", kode_butir=BUTIR, jenis="kanwil"), {"selesai": "ya"})
    assert (kosong.status_code, tulis.url, asing.url) == (422, f"{soal}#diskusi", alamat)
    assert (selesai.status_code, dalam.status_code) == (302, 404)
    assert (Utas.objects.get().jumlah, Utas.objects.get().selesai_pada is None) == (2, False)


def test_home_counts_what_is_unread(client: Client, dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    dunia.lembar  # noqa: B018
    masuk(client, staf)
    client.post(dunia.url("diskusi_butir", kode_butir=BUTIR), {"jenis": "satker", "isi": "Tanya."})
    dunia.masuk(client)
    sebelum = client.get(reverse("beranda")).context["diskusi_baru"]
    client.get(dunia.url("butir", kode_butir=BUTIR))
    assert (sebelum, client.get(reverse("beranda")).context["diskusi_baru"]) == (1, 0)


def test_who_records_prasyarat(client: Client, dunia: Dunia) -> None:
    isi = {"nilai": "BB", "sumber": "LHE", "tanggal": "05-01-2026", "penjamin": "Inspektur wilayah"}
    unit = dunia.url("prasyarat_catat", syarat="SAKIP_INTERNAL")
    instansi = reverse("prasyarat_instansi_catat", args=[dunia.periode.tahun, "SAKIP_INSTANSI"])
    dunia.masuk(client, Peran.KEPALA)
    client.post(unit, isi)
    kepala = CatatanSyarat.objects.count()
    dunia.masuk(client)
    berkas = {"berkas": SimpleUploadedFile("lhe.txt", b"LHE SAKIP\n", "text/plain")}
    kode = [client.post(unit, {**isi, **berkas}).status_code, client.post(instansi, isi).status_code]
    masuk(client, pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT))
    kode.append(client.post(instansi, isi).status_code)
    asal = client.post(unit, {**isi, "nilai": "Z"})
    assert (kepala, kode, asal.status_code) == (0, [302, 403, 302], 422)
    assert set(CatatanSyarat.objects.values_list("satker", "kode")) == {
        (dunia.satker.pk, "SAKIP_INTERNAL"),
        (dunia.satker.instansi_id, "SAKIP_INSTANSI"),
    }
    dunia.masuk(client)
    unduh = client.get(dunia.url("prasyarat_berkas", syarat="SAKIP_INTERNAL"))
    assert b"".join(unduh.streaming_content) == b"LHE SAKIP\n"
    assert client.get(dunia.url("prasyarat_berkas", syarat="SAKIP_INSTANSI")).status_code == 404
