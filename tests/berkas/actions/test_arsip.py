"""An archive into the inbox: judged at once, opened by its job, each member like an upload."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.core.files.storage import default_storage

from berkas.actions import arsip as modul
from berkas.actions.arsip import ArsipDitolakError, sapu_arsip, terima_arsip
from berkas.models import Titipan
from berkas.penyimpanan import PenyimpananPenuhError, tampung
from satker.actions.pekerjaan import ulangi
from satker.models import Jejak, Pekerjaan, Penugasan
from satker.tasks import jalankan
from tests.berkas import contoh

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirim(dunia: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """Send an archive and let its job run, as after the commit; gives the job as it ended."""

    def jalan(entri: dict[str, bytes] | bytes, *, kerjakan: bool = True) -> Pekerjaan:
        isi = entri if isinstance(entri, bytes) else contoh.zip_biasa(entri)
        kiriman = tampung([isi], "area5.zip", batas=10**8)
        try:
            with django_capture_on_commit_callbacks(execute=kerjakan):
                pekerjaan = terima_arsip(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kiriman=kiriman)
        finally:
            kiriman.jalur.unlink(missing_ok=True)
        pekerjaan.refresh_from_db()
        return pekerjaan

    return jalan


POHON = {
    "AREA V/i. Gratifikasi/5.i.b SK UPG.pdf": contoh.pdf(isi="a"),
    "AREA V/PEMENUHAN/ii. SPIP/5.ii.a matriks.pdf": contoh.pdf(isi="b"),
}


def test_members_come_into_the_inbox_with_their_folder_and_the_archive_is_gone(dunia: Any, kirim: Any) -> None:
    pekerjaan = kirim(POHON)
    assert (pekerjaan.status, pekerjaan.hasil["pesan"]) == ("selesai", "2 berkas dari arsip masuk ke kotak masuk.")
    titipan = list(Titipan.objects.order_by("folder"))
    assert [(t.folder, t.nama_kirim, t.jumlah_halaman, t.oleh) for t in titipan] == [
        ("AREA V/PEMENUHAN/ii. SPIP", "5.ii.a matriks.pdf", 1, dunia.pokja.user),
        ("AREA V/i. Gratifikasi", "5.i.b SK UPG.pdf", 1, dunia.pokja.user),
    ]
    assert dunia.isi_gudang() == {t.isi.kunci for t in titipan}
    assert Jejak.objects.get(aksi="titip_arsip").sesudah["berkas"] == "area5.zip"


def test_refused_members_are_named_with_their_reason_and_the_others_come_in(kirim: Any, settings: Any) -> None:
    settings.BATAS_BERKAS = 3000
    pekerjaan = kirim(
        {
            **POHON,
            "x/program.exe": contoh.EXE,
            "x/palsu.pdf": contoh.EXE,
            "x/kosong.pdf": b"",
            "x/lama.doc": contoh.ole(),
            "x/dalam.zip": contoh.zip_biasa({"a.pdf": b"x"}),
            "x/besar.txt": b"a" * 4000,
        }
    )
    assert (Titipan.objects.count(), pekerjaan.hasil["masuk"], pekerjaan.hasil["jumlah_ditolak"]) == (2, 2, 6)
    assert dict(map(tuple, pekerjaan.hasil["ditolak"])) == {
        "x/program.exe": "program.exe tidak diterima. Gunakan PDF, JPG, PNG, WEBP, DOCX, XLSX, PPTX, TXT, CSV, atau "
        "MP4.",
        "x/palsu.pdf": "palsu.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi.",
        "x/kosong.pdf": "kosong.pdf kosong (0 B). Pilih berkas lain.",
        "x/lama.doc": "lama.doc berformat lama. Simpan ulang sebagai DOCX, lalu unggah lagi.",
        "x/dalam.zip": "dalam.zip adalah arsip dan tidak diterima di sini. Ekstrak dulu, lalu unggah isinya.",
        "x/besar.txt": "besar.txt 4 KB. Batasnya 3 KB. Kompres atau tempel tautan.",
    }


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"bukan zip", "Arsip ini bukan ZIP yang sah atau rusak."),
        (contoh.zip_biasa({"../luar.pdf": b"x"}), "Arsip ini memuat alamat berkas di luar foldernya."),
        (contoh.zip_biasa({"bom.txt": b"\0" * 30_000_000}), "Isi arsip ini tidak wajar"),
    ],
)
def test_archive_that_cannot_be_trusted_leaves_nothing(dunia: Any, kirim: Any, isi: bytes, kalimat: str) -> None:
    with pytest.raises(ArsipDitolakError, match=kalimat):
        kirim(isi)
    assert (Titipan.objects.count(), Pekerjaan.objects.count(), dunia.isi_gudang()) == (0, 0, set())


def test_damaged_member_is_refused_alone(kirim: Any) -> None:
    rusak = bytearray(contoh.zip_biasa({"a.txt": b"satu dua tiga", "b.txt": b"empat"}))
    letak = rusak.find(b"a.txt") + 5
    rusak[letak + 2] ^= 0xFF
    pekerjaan = kirim(bytes(rusak))
    assert [t.nama_kirim for t in Titipan.objects.all()] == ["b.txt"]
    assert pekerjaan.hasil["ditolak"] == [
        ["a.txt", "a.txt rusak di dalam arsip. Buat ulang arsipnya, atau unggah berkas ini sendiri."]
    ]


def test_job_that_starts_again_stores_nothing_twice(dunia: Any, kirim: Any, monkeypatch: Any) -> None:
    asli, kali = modul._titip, []

    def mati_di_kedua(*argumen: Any) -> None:
        kali.append(1)
        if len(kali) == 2:
            raise RuntimeError("mati")
        asli(*argumen)

    monkeypatch.setattr(modul, "_titip", mati_di_kedua)
    pekerjaan = kirim(POHON)
    assert (pekerjaan.status, Titipan.objects.count()) == ("antre", 1)
    jalankan.func(str(pekerjaan.pk))
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.hasil["masuk"], Titipan.objects.count()) == ("selesai", 2, 2)
    assert not any(k.startswith("arsip/") for k in dunia.isi_gudang())


def test_ended_role_or_lost_archive_ends_the_job_in_words(dunia: Any, kirim: Any) -> None:
    pekerjaan = kirim(POHON, kerjakan=False)
    Penugasan.objects.filter(user=dunia.pokja.user).update(selesai="2021-01-01")
    jalankan.func(str(pekerjaan.pk))
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.alasan) == ("gagal", "Peran Anda sudah berakhir, jadi arsip ini tidak dibuka.")
    Penugasan.objects.filter(user=dunia.pokja.user).update(selesai=None)
    for kunci in dunia.isi_gudang():
        default_storage.delete(kunci)
    ulangi(oleh=dunia.pokja, pekerjaan=pekerjaan)
    jalankan.func(str(pekerjaan.pk))
    pekerjaan.refresh_from_db()
    assert pekerjaan.alasan == "Arsip ini sudah tidak ada di server. Unggah lagi."
    assert Titipan.objects.count() == 0


def test_full_quota_names_every_member_left_out(dunia: Any, kirim: Any, settings: Any) -> None:
    settings.KUOTA_SATKER = len(POHON["AREA V/i. Gratifikasi/5.i.b SK UPG.pdf"]) + 10
    pekerjaan = kirim(POHON | {"c.txt": b"isi"})
    assert (pekerjaan.hasil["masuk"], pekerjaan.hasil["jumlah_ditolak"]) == (1, 2)
    assert pekerjaan.hasil["ditolak"][1] == ["c.txt", "Kuota satker penuh."]


def test_full_disk_keeps_the_archive_for_another_try(dunia: Any, kirim: Any, monkeypatch: Any) -> None:
    def penuh(*argumen: Any, **lain: Any) -> None:
        raise PenyimpananPenuhError

    with monkeypatch.context() as m:
        m.setattr(modul, "simpan_titipan", penuh)
        pekerjaan = kirim(POHON)
    assert (pekerjaan.status, pekerjaan.alasan[:30]) == ("gagal", "Ruang penyimpanan server penuh")
    assert [k.split("/")[0] for k in dunia.isi_gudang()] == ["arsip"]


def test_forgotten_archive_is_swept_after_a_week(dunia: Any, kirim: Any) -> None:
    kirim(POHON, kerjakan=False)
    (kunci,) = dunia.isi_gudang()
    assert sapu_arsip() == 0
    lama = default_storage.get_modified_time(kunci).timestamp() - modul.UMUR_ARSIP.total_seconds() - 60
    os.utime(default_storage.path(kunci), (lama, lama))
    assert sapu_arsip() == 1
    assert dunia.isi_gudang() == set()
