"""Previews as jobs: queued with the bytes, whole or not at all, failing in words, swept when the bytes are gone."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as setelan
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from berkas.actions import olah as aksi
from berkas.actions import setelah_olah as modul_setelah
from berkas.actions import turunan
from berkas.actions.hasil import KeadaanBerubahError
from berkas.models import Isi, Olahan, StatusOlahan, VersiBerkas, kunci_turunan
from berkas.olah.hasil import Alat, HasilOlah, Kurang, Sebab
from satker.actions.pekerjaan import bangunkan_tertinggal, gagalkan
from satker.models import Jejak, Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from satker.tasks import jalankan
from tests.berkas import contoh
from tests.berkas.olah import contoh_olah

PDF = contoh_olah.pdf_teks([["Surat keputusan tentang tim kerja"], ["Lampiran surat keputusan"]])


@pytest.fixture(autouse=True)
def nyala(settings: Any) -> None:
    settings.OLAH_BERKAS = True


@pytest.fixture
def kirim(unggah, django_capture_on_commit_callbacks):
    """Upload and let the (immediate) worker work."""

    def jalankan_unggah(*args: Any, **lain: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return unggah(*args, **lain)

    return jalankan_unggah


@pytest.fixture
def hasil_palsu(monkeypatch):
    """What the child gives, in order, in place of running it; the last one stays."""

    def pasang(*hasil: HasilOlah) -> list[str]:
        antre, dipanggil = list(hasil), []

        def palsu(sumber: Path, nama: str, keluar: Path, kerja: Path, **lain: Any) -> HasilOlah:
            dipanggil.append(nama)
            satu = antre.pop(0) if len(antre) > 1 else antre[0]
            for n in range(1, satu.gambar + 1):
                for akhir in ("", "-b"):
                    (keluar / f"h{n:04d}{akhir}.webp").write_bytes(b"RIFF....WEBP" + str(n).encode())
            return satu

        monkeypatch.setattr(aksi, "olah_terpisah", palsu)
        return dipanggil

    return pasang


def gambar_tersimpan(dunia: Any) -> list[str]:
    akar = dunia.gudang / "turunan"
    return sorted(p.name for p in akar.rglob("*") if p.is_file()) if akar.exists() else []


def tuakan(jalur: Path) -> None:
    saat = (timezone.now() - dt.timedelta(hours=2)).timestamp()
    for satu in (jalur, *jalur.rglob("*")):
        os.utime(satu, (saat, saat))


# --- The way through ------------------------------------------------------------------------------------------------


def test_upload_ends_in_a_whole_preview_on_the_owners_job_page(dunia, kirim):
    bukti = kirim("SK tim.pdf", PDF)
    olahan = Olahan.objects.get()
    assert (olahan.status, olahan.alasan, olahan.versi) == ("selesai", "", aksi.PENGOLAH_VERSI)
    assert (olahan.halaman, olahan.gambar, olahan.asal_teks) == (2, 2, "lapis")
    assert olahan.teks == ["Surat keputusan tentang tim kerja", "Lampiran surat keputusan"]
    assert gambar_tersimpan(dunia) == ["h0001-b.webp", "h0001.webp", "h0002-b.webp", "h0002.webp"]
    pekerjaan = Pekerjaan.objects.get()
    assert (pekerjaan.jenis, pekerjaan.status, pekerjaan.pemilik) == ("olah_berkas", "selesai", dunia.pokja.user)
    assert pekerjaan.hasil == {
        "pesan": "Pratinjau SK tim.pdf siap (2 halaman).",
        "url": f"{dunia.url}berkas/{bukti.berkas_id}/lihat/",
        "label": "Lihat",
    }
    assert list(Jejak.objects.values_list("aksi", flat=True)) == ["unggah_berkas"]  # not one more per file
    assert list((dunia.gudang / ".sementara").iterdir()) == []


def test_switched_off_nothing_is_queued(dunia, kirim, settings):
    settings.OLAH_BERKAS = False
    kirim()
    assert (Olahan.objects.count(), Pekerjaan.objects.count(), aksi.antrekan_tertinggal()) == (0, 0, 0)


def test_video_has_its_verdict_at_once(dunia, kirim):
    kirim("kegiatan.mp4", contoh.mp4())
    olahan = Olahan.objects.get()
    assert (olahan.status, olahan.alasan[:29]) == ("tanpa", "Video tidak punya pratinjau. ")
    assert Pekerjaan.objects.count() == 0


def test_same_bytes_are_made_once(dunia, kirim, hasil_palsu):
    dipanggil = hasil_palsu(HasilOlah(halaman=1, gambar=1, teks=["a"]))
    kirim("satu.pdf", PDF)
    kirim("dua.pdf", PDF, kode="A5.P.i.a", tetap=True)
    assert dipanggil == ["berkas.pdf"]


def test_running_again_changes_nothing(dunia, kirim):
    kirim("SK.pdf", PDF)
    sebelum = (list(Olahan.objects.values("status", "teks", "gambar")), gambar_tersimpan(dunia))
    pekerjaan = Pekerjaan.objects.get()
    Pekerjaan.objects.update(status=StatusPekerjaan.ANTRE)
    Olahan.objects.update(versi=0)
    jalankan.call(str(pekerjaan.pk))
    assert (list(Olahan.objects.values("status", "teks", "gambar")), gambar_tersimpan(dunia)) == sebelum


def test_fewer_pages_than_before_leave_no_old_image(dunia, kirim, hasil_palsu):
    hasil_palsu(HasilOlah(halaman=3, gambar=3, teks=["a", "b", "c"]), HasilOlah(halaman=1, gambar=1, teks=["a"]))
    kirim("SK.pdf", PDF)
    assert len(gambar_tersimpan(dunia)) == 6
    Pekerjaan.objects.update(status=StatusPekerjaan.ANTRE)
    Olahan.objects.update(versi=0)
    jalankan.call(str(Pekerjaan.objects.get().pk))
    assert (Olahan.objects.get().gambar, gambar_tersimpan(dunia)) == (1, ["h0001-b.webp", "h0001.webp"])


def test_what_is_missing_is_said(dunia, kirim, hasil_palsu):
    hasil_palsu(HasilOlah(halaman=350, gambar=200, teks=[""] * 350, kurang=[Kurang.TANPA_OCR, Kurang.BATAS_HALAMAN]))
    kirim("tebal.pdf", PDF)
    olahan = Olahan.objects.get()
    assert (olahan.status, olahan.siap) == ("sebagian", True)
    assert olahan.alasan == (
        "Gambar dibuat untuk 200 halaman pertama dari 350. "
        "Teks belum terbaca: pembaca gambar (OCR) tidak terpasang di server."
    )


def test_missing_tools_are_a_clear_state(dunia, kirim, monkeypatch):
    monkeypatch.setattr(aksi, "alat", Alat)
    kirim("pindai.pdf", contoh_olah.pdf_pindai())
    assert Olahan.objects.get().alasan == "Teks belum terbaca: pembaca gambar (OCR) tidak terpasang di server."


def test_date_inside_the_file_is_kept_as_metadata(dunia, kirim):
    kirim("a.pdf", contoh_olah.pdf_teks([["isi yang cukup panjang"]], dibuat="D:20260112080000Z"))
    assert Olahan.objects.get().metadata == {"dibuat": "2026-01-12"}


# --- What follows ---------------------------------------------------------------------------------------------------


def test_consumers_run_after_the_row_is_whole_and_again_when_they_fail(dunia, kirim, monkeypatch, hasil_palsu):
    dipanggil = hasil_palsu(HasilOlah(halaman=1, gambar=1, teks=["isi"]))
    dilihat = []

    def langkah(olahan: Olahan) -> None:
        dilihat.append(Olahan.objects.values_list("status", "gambar").get(pk=olahan.pk))
        if len(dilihat) == 1:
            raise RuntimeError("coba lagi")

    monkeypatch.setattr(modul_setelah, "LANGKAH", (langkah,))
    kirim("SK.pdf", PDF)
    assert Pekerjaan.objects.get().status == StatusPekerjaan.ANTRE
    jalankan.call(str(Pekerjaan.objects.get().pk))
    assert dilihat == [("selesai", 1), ("selesai", 1)]
    assert Pekerjaan.objects.get().status == StatusPekerjaan.SELESAI
    assert dipanggil == ["berkas.pdf"]  # the pages were not made a second time


def test_consumer_that_never_works_leaves_the_preview(dunia, kirim, monkeypatch):
    monkeypatch.setattr(modul_setelah, "LANGKAH", (lambda olahan: 1 / 0,))
    kirim("SK.pdf", PDF)
    for _ in range(3):
        jalankan.call(str(Pekerjaan.objects.get().pk))
    assert (Pekerjaan.objects.get().status, Olahan.objects.get().status) == ("gagal", "selesai")


# --- Failure --------------------------------------------------------------------------------------------------------


def test_broken_file_fails_at_once_in_words_and_the_next_job_goes_on(dunia, kirim, hasil_palsu):
    hasil_palsu(HasilOlah(sebab=Sebab.MATI), HasilOlah(halaman=1, gambar=1, teks=["baik"]))
    kirim("jahat.pdf", PDF)
    kirim("baik.pdf", contoh.pdf(isi="lain"))
    gagal, baik = Olahan.objects.order_by("isi__pada")
    assert (gagal.status, gagal.alasan) == ("gagal", "Pembuat pratinjau berhenti saat membaca berkas ini.")
    assert (baik.status, baik.teks) == ("selesai", ["baik"])
    assert list(Pekerjaan.objects.order_by("dibuat_pada").values_list("status", "percobaan")) == [
        ("gagal", 1),
        ("selesai", 1),
    ]
    assert Pekerjaan.objects.order_by("dibuat_pada")[0].alasan == gagal.alasan


def test_what_may_go_better_is_tried_three_times(dunia, kirim, hasil_palsu):
    dipanggil = hasil_palsu(HasilOlah(sebab=Sebab.WAKTU, sementara=True))
    kirim("lambat.pdf", PDF)
    assert Olahan.objects.get().status == StatusOlahan.ANTRE
    for _ in range(3):
        jalankan.call(str(Pekerjaan.objects.get().pk))
    assert len(dipanggil) == 3
    assert (Olahan.objects.get().status, Olahan.objects.get().alasan) == (
        "gagal",
        "Pembuatan pratinjau terlalu lama, jadi dihentikan.",
    )
    assert gambar_tersimpan(dunia) == []


def test_missing_bytes_fail_in_words(dunia, unggah, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as nanti:
        bukti = unggah("SK.pdf", PDF)
    (dunia.gudang / bukti.berkas.versi.get().isi.kunci).unlink()
    for satu in nanti:
        satu()
    assert Olahan.objects.get().alasan == "Isi berkas tidak terbaca di penyimpanan server. Hubungi admin inspektorat."


def test_worker_that_was_given_up_shows_nothing(dunia, unggah, hasil_palsu, monkeypatch):
    """Another worker took the job while this one was still at it: no row, no visible image."""
    hasil_palsu(HasilOlah(halaman=1, gambar=1, teks=["zombi"]))
    unggah("SK.pdf", PDF)
    asli = aksi.simpan_turunan

    def rebut(jalur: Path, kunci: str) -> None:
        Pekerjaan.objects.update(percobaan=2)
        asli(jalur, kunci)

    monkeypatch.setattr(aksi, "simpan_turunan", rebut)
    jalankan.call(str(Pekerjaan.objects.get().pk))
    assert list(Olahan.objects.values_list("status", "gambar", "teks")) == [("antre", 0, [])]


def test_full_disk_while_storing_is_tried_again(dunia, unggah, hasil_palsu, monkeypatch):
    from berkas.penyimpanan import PenyimpananPenuhError

    hasil_palsu(HasilOlah(halaman=1, gambar=1, teks=["a"]))
    unggah("SK.pdf", PDF)

    def penuh(jalur: Path, kunci: str) -> None:
        raise PenyimpananPenuhError

    with monkeypatch.context() as m:
        m.setattr(aksi, "simpan_turunan", penuh)
        jalankan.call(str(Pekerjaan.objects.get().pk))
    assert (Pekerjaan.objects.get().status, Olahan.objects.get().status) == ("antre", "antre")
    jalankan.call(str(Pekerjaan.objects.get().pk))
    assert Olahan.objects.get().status == "selesai"


def test_job_given_up_by_the_timetable_marks_the_preview(dunia, unggah):
    """The worker was killed three times: nobody is left to say so but penjadwal."""
    unggah("SK.pdf", PDF)
    Pekerjaan.objects.update(
        status=StatusPekerjaan.BERJALAN, percobaan=3, detak=timezone.now() - dt.timedelta(seconds=61)
    )
    assert bangunkan_tertinggal() == 1
    olahan = Olahan.objects.get()
    assert (olahan.status, olahan.alasan[:33]) == ("gagal", "Pekerja berhenti menjawab 3 kali.")


def test_broken_hook_never_breaks_the_verdict_of_the_job(dunia, unggah, monkeypatch):
    unggah("SK.pdf", PDF)
    Pekerjaan.objects.update(status=StatusPekerjaan.BERJALAN, argumen={"salah": 1})
    pekerjaan = Pekerjaan.objects.get()
    gagalkan(pekerjaan=pekerjaan, alasan="Sudah.")
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.alasan) == ("gagal", "Sudah.")


# --- Again ----------------------------------------------------------------------------------------------------------


def test_try_again_starts_the_same_job_for_who_asked(dunia, kirim, hasil_palsu, django_capture_on_commit_callbacks):
    hasil_palsu(HasilOlah(sebab=Sebab.MATI), HasilOlah(halaman=1, gambar=1, teks=["kini"]))
    kirim("SK.pdf", PDF)
    versi = VersiBerkas.objects.select_related("isi", "satker").get()
    with django_capture_on_commit_callbacks(execute=True):
        aksi.coba_lagi_olah(oleh=dunia.koordinator, versi=versi)
        with pytest.raises(KeadaanBerubahError, match="sedang dibuat"):
            aksi.coba_lagi_olah(oleh=dunia.koordinator, versi=versi)
    pekerjaan = Pekerjaan.objects.get()
    assert (pekerjaan.status, pekerjaan.percobaan, pekerjaan.pemilik) == ("selesai", 1, dunia.koordinator.user)
    assert Olahan.objects.get().teks == ["kini"]
    jejak = Jejak.objects.get(aksi="ulangi_pratinjau")
    assert (jejak.objek, jejak.sesudah) == (f"berkas:{versi.berkas_id}", {"versi": 1, "berkas": "SK.pdf"})
    with pytest.raises(KeadaanBerubahError, match="sudah lengkap"):
        aksi.coba_lagi_olah(oleh=dunia.koordinator, versi=versi)


def test_older_preview_stays_while_a_new_one_is_made(dunia, kirim, monkeypatch, django_capture_on_commit_callbacks):
    kirim("SK.pdf", PDF)
    monkeypatch.setattr(aksi, "PENGOLAH_VERSI", 2)
    with django_capture_on_commit_callbacks() as nanti:
        assert aksi.antrekan_tertinggal() == 1
    assert Olahan.objects.values_list("status", "versi", "gambar").get() == ("selesai", 0, 2)
    for satu in nanti:
        satu()
    assert Olahan.objects.values_list("status", "versi").get() == ("selesai", 2)
    assert aksi.antrekan_tertinggal() == 0


def test_catching_up_takes_what_has_no_preview(dunia, unggah, settings, capsys, django_capture_on_commit_callbacks):
    settings.OLAH_BERKAS = False
    unggah("lama.pdf", PDF)
    with pytest.raises(CommandError, match="dimatikan"):
        call_command("olah_ulang")
    settings.OLAH_BERKAS = True
    with django_capture_on_commit_callbacks(execute=True):
        call_command("olah_ulang", satker=dunia.satker.kode)
    assert capsys.readouterr().out.splitlines()[-1] == "1 pratinjau diantrekan."
    assert Olahan.objects.get().status == "selesai"
    with pytest.raises(CommandError, match="Tidak ada satker"):
        call_command("olah_ulang", satker="TIDAKADA")


def test_failed_ones_are_taken_again_only_when_asked(dunia, kirim, hasil_palsu):
    hasil_palsu(HasilOlah(sebab=Sebab.MATI))
    kirim("SK.pdf", PDF)
    assert aksi.antrekan_tertinggal() == 0
    assert aksi.antrekan_tertinggal(gagal=True) == 1


# --- Sweeping -------------------------------------------------------------------------------------------------------


def test_sweep_removes_what_lost_its_bytes_and_keeps_the_rest(dunia, kirim):
    kirim("SK.pdf", PDF)
    kirim("lain.pdf", contoh.pdf(isi="lain"))
    dibuang, tinggal = Isi.objects.order_by("pada")
    dibuang.dibuang_pada = timezone.now()
    dibuang.save()
    yatim = dunia.gudang / "turunan" / str(dunia.satker.pk) / "ab" / ("ab" + "0" * 62)
    yatim.mkdir(parents=True)
    (yatim / "h0001.webp").write_bytes(b"yatim")
    kerja = dunia.gudang / ".sementara" / "olah-mati"
    (kerja / "hasil").mkdir(parents=True)
    (kerja / "hasil" / "h0001.webp").write_bytes(b"setengah")
    assert turunan.sapu_turunan() == 0  # young: somebody may be at it
    tuakan(dunia.gudang)
    assert turunan.sapu_turunan() == 3
    assert gambar_tersimpan(dunia) == ["h0001-b.webp", "h0001.webp"]
    assert (dunia.gudang / kunci_turunan(dunia.satker.pk, tinggal.sha256)).is_dir()
    assert not kerja.exists()
    kosong = Olahan.objects.get(isi=dibuang)
    assert (kosong.teks, kosong.gambar, kosong.siap) == ([], 0, False)
    assert Olahan.objects.get(isi=tinggal).siap
    assert turunan.sapu_turunan() == 0


def test_restored_bytes_get_their_preview_back(dunia, kirim):
    kirim("SK.pdf", PDF)
    isi = Isi.objects.get()
    (dunia.gudang / isi.kunci).unlink()
    Isi.objects.update(dibuang_pada=timezone.now())
    turunan.buang_turunan(isi)
    assert (gambar_tersimpan(dunia), Olahan.objects.get().teks) == ([], [])
    kirim("SK.pdf", PDF, tetap=True)
    assert (len(gambar_tersimpan(dunia)), Olahan.objects.get().status) == (4, "selesai")


def test_hourly_care_reports_both(dunia, unggah, settings):
    settings.OLAH_BERKAS = False
    unggah("lama.pdf", PDF)
    settings.OLAH_BERKAS = True
    assert aksi.rawat_pratinjau() == aksi.HasilRawat(diantrekan=1, disapu=0)


def test_daily_cleaning_takes_finished_jobs_of_people_too(dunia, kirim):
    from satker.actions.pekerjaan import bersihkan_harian

    kirim("SK.pdf", PDF)
    Pekerjaan.objects.update(selesai_pada=timezone.now() - dt.timedelta(days=31))
    bersihkan_harian()
    assert Pekerjaan.objects.count() == 0


def test_previews_wait_behind_everything_else():
    from satker.jadwal import PENANGAN

    assert {j: p.prioritas for j, p in PENANGAN.items() if p.prioritas} == {"olah_berkas": -10}


# --- kill -9 --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_killed_worker_leaves_nothing_half_and_the_job_ends_once(gudang, settings, monkeypatch):
    """A real worker process is killed while its child draws pages; penjadwal gives the job to the next one."""
    from tests.berkas.dunia import bangun_dunia

    dunia = bangun_dunia(gudang)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    tebal = contoh_olah.pdf_teks([[f"Halaman tebal nomor {n}"] for n in range(1, 41)])
    from berkas.actions import unggah_langsung

    unggah_langsung(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir="A5.P.i.b",
        area="A5",
        nama="tebal.pdf",
        blok=[tebal],
    )
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.MEDIA_ROOT = {str(gudang)!r}\n"
        "from django.db import connections; connections['default'].settings_dict['NAME'] = "
        f"{connection.settings_dict['NAME']!r}\n"
        "import sys; from satker.tasks import jalankan; jalankan.call(sys.argv[1])\n"
    )
    pekerjaan = Pekerjaan.objects.get(jenis="olah_berkas")
    lingkungan = os.environ | {"OLAH_BERKAS": "1"}
    pekerja = subprocess.Popen([sys.executable, "-c", program, str(pekerjaan.pk)], env=lingkungan, cwd=setelan.BASE_DIR)
    for _ in range(600):
        if list(gudang.glob(".sementara/olah-*/hasil/h0002.webp")):
            break
        assert pekerja.poll() is None
        time.sleep(0.05)
    pekerja.send_signal(signal.SIGKILL)
    pekerja.wait()
    olahan = Olahan.objects.get()
    assert (olahan.status, olahan.gambar, gambar_tersimpan(dunia)) == ("antre", 0, [])
    assert Pekerjaan.objects.get().status == "berjalan"
    Pekerjaan.objects.update(detak=timezone.now() - dt.timedelta(seconds=61))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)  # the killed worker had claimed it
    assert bangunkan_tertinggal() == 1
    jalankan.call(str(pekerjaan.pk))
    olahan.refresh_from_db()
    assert (olahan.status, olahan.gambar, len(gambar_tersimpan(dunia))) == ("selesai", 40, 80)
    assert json.dumps(olahan.teks[39]) == '"Halaman tebal nomor 40"'
    assert list(Pekerjaan.objects.values_list("status", "percobaan")) == [("selesai", 2)]
    tuakan(gudang / ".sementara")
    assert turunan.sapu_turunan() == 1
    assert list((gudang / ".sementara").iterdir()) == []
