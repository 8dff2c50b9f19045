"""Pages and buttons: who may, what they see, and that foreign is absent."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from berkas.models import Berkas, Isi, PetunjukDiabaikan, SalinanTersamar, VersiBerkas
from satker.models import Pekerjaan
from satker.peran import Peran
from tests import pabrik
from tests.berkas.bacaan import bacakan
from tests.berkas.dunia import Dunia, bangun_dunia
from tests.berkas.telaah import contoh

NIK = "3199990101909001"
ADA = "bagian_kurang:laporan::0"


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.pokja)
    return client


def _masuk(dunia: Dunia, peran: Peran, **isi: Any) -> Client:
    klien = Client()
    pabrik.masuk(klien, pabrik.pelaku_untuk(dunia.satker, peran, **isi))
    return klien


def _pesan(jawab: Any) -> list[str]:
    return [str(p) for p in jawab.context["messages"]]


def _salinan(dunia: Dunia, bukti: Any, *, diperiksa: bool) -> SalinanTersamar:
    versi = VersiBerkas.objects.get(berkas=bukti.berkas)
    isi = Isi.objects.create(satker=dunia.satker, sha256=uuid.uuid4().hex * 2, ukuran=5, media="application/pdf")
    jalur = dunia.gudang / isi.kunci
    jalur.parent.mkdir(parents=True)
    jalur.write_bytes(b"%PDF-")
    saat = timezone.now()
    return SalinanTersamar.objects.create(
        satker=dunia.satker, versi=versi, isi=isi, jumlah_tanda=2, aturan=1, oleh=dunia.pokja.user, pada=saat,
        diperiksa_pada=saat if diperiksa else None, diperiksa_oleh=dunia.pokja.user if diperiksa else None,
    )  # fmt: skip


def test_question_page_shows_hints_with_the_fix_and_the_place(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah("Notula UPG.pdf")
    bacakan(bukti, contoh.NOTULA_TANPA_PIC)
    isi = klien.get(f"{dunia.url}lke/P5.1b/").content.decode()
    assert "<strong>Notula belum menyebut siapa melakukan apa.</strong> Tambahkan penanggung jawab pada notula." in isi
    assert f'<a href="{dunia.url}berkas/{bukti.berkas_id}/">Notula UPG.pdf</a>, hal. 1' in isi
    assert f'action="{dunia.url}lke/P5.1b/petunjuk/abaikan/"' in isi


def test_question_without_files_has_no_box_of_hints(klien: Client, dunia: Dunia) -> None:
    assert 'id="petunjuk"' not in klien.get(f"{dunia.url}lke/P5.1b/").content.decode()


def test_enough_is_said(klien: Client, dunia: Dunia, unggah) -> None:
    dunia.satker.nama = contoh.SATKER
    dunia.satker.save()
    bacakan(unggah("a.pdf", kode="A5.P.ii.b"), contoh.MATRIKS.replace("BENTURAN KEPENTINGAN", "RISIKO"))
    isi = klien.get(f"{dunia.url}lke/P5.2b/").content.decode()
    assert "Bagian yang lazim diminta sudah terlihat dalam data dukung soal ini." in isi


def test_hint_is_set_aside_seen_by_evaluators_and_shown_again(klien: Client, dunia: Dunia, unggah) -> None:
    bacakan(unggah("n.pdf"), contoh.NOTULA_TANPA_PIC)
    url = f"{dunia.url}lke/P5.1b/"
    kunci = next(p.kunci for p in klien.get(url).context["petunjuk"].petunjuk if p.kode == "notula_kurang")
    jawab = klien.post(f"{url}petunjuk/abaikan/", {"kunci": kunci, "alasan": "Lihat lampiran"}, follow=True)
    assert _pesan(jawab) == ["Petunjuk diabaikan. Penilai melihat alasan Anda."]
    assert jawab.redirect_chain[0][0] == f"{url}#petunjuk"
    penilai = _masuk(dunia, Peran.TPI_ANGGOTA).get(url).content.decode()
    assert "Alasan: Lihat lampiran" in penilai
    assert "Tampilkan lagi" not in penilai
    baris = PetunjukDiabaikan.objects.get()
    klien.post(f"{dunia.url}petunjuk/{baris.pk}/tampilkan/")
    assert kunci in {p.kunci for p in klien.get(url).context["petunjuk"].petunjuk}


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ({"kunci": ADA, "alasan": " "}, "Tulis alasannya, misalnya “tanda tangan ada di halaman lampiran”."),
        ({"kunci": ADA, "alasan": "x" * 201}, "Alasan 201 huruf. Batasnya 200. Ringkas, lalu kirim lagi."),
        ({"kunci": "rekaan", "alasan": "a"}, "Petunjuk itu sudah tidak berlaku. Tidak ada yang diubah."),
        ({}, "Petunjuk itu sudah tidak berlaku. Tidak ada yang diubah."),
    ],
)  # fmt: skip
def test_setting_aside_what_is_not_there_or_without_reason(
    klien: Client, dunia: Dunia, unggah, isi: dict[str, str], pesan: str
) -> None:
    bacakan(unggah("sk.pdf"), contoh.SK)
    jawab = klien.post(f"{dunia.url}lke/P5.1b/petunjuk/abaikan/", isi, follow=True)
    assert (_pesan(jawab), PetunjukDiabaikan.objects.count()) == ([pesan], 0)


def test_other_area_and_closed_window_cannot_set_aside(dunia: Dunia, unggah) -> None:
    bacakan(unggah("sk.pdf"), contoh.SK)
    url = f"{dunia.url}lke/P5.1b/petunjuk/abaikan/"
    isi = {"kunci": "bagian_kurang:laporan::0", "alasan": "a"}
    assert _masuk(dunia, Peran.ANGGOTA_POKJA, area="A1").post(url, isi).status_code == 403
    assert _masuk(dunia, Peran.TPI_KETUA).post(url, isi).status_code == 403
    klien = _masuk(dunia, Peran.KOORDINATOR)
    dunia.periode.jendela.update(buka=timezone.now(), tutup=timezone.now())
    assert klien.post(url, isi).status_code == 403
    assert PetunjukDiabaikan.objects.count() == 0


def test_list_page_and_its_empty_states(klien: Client, dunia: Dunia, unggah) -> None:
    url = f"{dunia.url}petunjuk/"
    assert "Tidak ada petunjuk." in klien.get(url).content.decode()
    bacakan(unggah("sk.pdf"), contoh.SK)
    isi = klien.get(url).content.decode()
    assert "1 soal dapat diperkuat sebelum dikirim" in isi
    assert 'aria-current="page">Petunjuk</a>' in isi
    assert "Tidak ada petunjuk yang cocok dengan saringan." in klien.get(f"{url}?area=A1").content.decode()


def test_no_page_of_hints_counts_files(klien: Client, dunia: Dunia, unggah) -> None:
    for i in range(3):
        bacakan(unggah(f"sk{i}.pdf"), contoh.SK)
    isi = klien.get(f"{dunia.url}petunjuk/").content.decode()
    assert "3 berkas" not in isi


def test_marks_of_personal_data_on_row_page_and_list(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah("warga.pdf")
    unggah("biasa.pdf")
    bacakan(bukti, "Surat", "kosong", f"NIK {NIK} dan NIK 3199990101909002")
    tanda = "Memuat data pribadi: 2 NIK (hal. 3)"
    halaman = [
        klien.get(u).content.decode()
        for u in (f"{dunia.url}lke/P5.1b/", f"{dunia.url}berkas/{bukti.berkas_id}/", f"{dunia.url}berkas/?pribadi=1")
    ]
    assert [h.count(tanda) for h in halaman] == [1, 1, 1]
    assert [NIK in h for h in halaman] == [False] * 3
    assert "3199…9001" in halaman[1]
    assert ("warga.pdf" in halaman[2], "biasa.pdf" in halaman[2]) == (True, False)
    penilai = _masuk(dunia, Peran.TPI_ANGGOTA).get(f"{dunia.url}berkas/{bukti.berkas_id}/").content.decode()
    assert (tanda in penilai, "3199…9001" in penilai) == (True, False)


def test_restriction_by_owner_and_koordinator_only(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah("warga.pdf").berkas
    url = f"{dunia.url}berkas/{berkas.pk}/batasi/"
    lain = _masuk(dunia, Peran.KETUA_POKJA, area="A5").post(url, {"pembatasan": "penilai"})
    assert (lain.status_code, Berkas.objects.get().pembatasan) == (403, "umum")
    jawab = klien.post(url, {"pembatasan": "penilai"}, follow=True)
    assert _pesan(jawab) == ["warga kini hanya dibaca satker dan penilai."]
    assert Berkas.objects.get().pembatasan == "penilai"
    assert klien.post(url, {"pembatasan": "rahasia"}).status_code == 404
    assert _masuk(dunia, Peran.KOORDINATOR).post(url, {"pembatasan": "umum"}).status_code == 302
    assert Berkas.objects.get().pembatasan == "umum"


def test_asking_for_a_copy_leads_to_the_job(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah("warga.pdf").berkas
    url = f"{dunia.url}berkas/{berkas.pk}/tersamar/1/buat/"
    jawab = klien.post(url, {"keluar": "2, 5-7"})
    pekerjaan = Pekerjaan.objects.get()
    assert jawab.url == f"/tugas/{pekerjaan.pk}/"
    assert (pekerjaan.jenis, pekerjaan.argumen["keluar"]) == ("samarkan_berkas", "2, 5–7")
    jawab = klien.post(url, {"keluar": "dua"}, follow=True)
    assert _pesan(jawab) == ["Halaman “dua” tidak terbaca. Tulis seperti: 2, 5–7."]
    assert klien.post(f"{dunia.url}berkas/{berkas.pk}/tersamar/9/buat/").status_code == 404
    assert Pekerjaan.objects.count() == 1


def test_unseen_copy_is_for_the_satker_only(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah("warga.pdf")
    salinan = _salinan(dunia, bukti, diperiksa=False)
    url = f"{dunia.url}berkas/{bukti.berkas_id}/tersamar/{salinan.pk}/"
    pembaca = [_masuk(dunia, p) for p in (Peran.KEPALA, Peran.TPI_ANGGOTA)]
    assert [k.get(url).status_code for k in pembaca] == [404, 404]
    assert "Salinan tersamar" not in pembaca[1].get(f"{dunia.url}berkas/{bukti.berkas_id}/").content.decode()
    jawab = klien.get(url)
    assert b"".join(jawab.streaming_content) == b"%PDF-"
    jawab = klien.post(f"{url}periksa/", follow=True)
    assert _pesan(jawab) == ["Salinan tersamar kini dapat diunduh semua pembaca berkas ini."]
    for k in pembaca:
        jawab = k.get(url)
        assert b"".join(jawab.streaming_content) == b"%PDF-"
    assert jawab.headers["Content-Disposition"] == (
        "attachment; filename=\"warga (tersamar).pdf\"; filename*=UTF-8''warga%20%28tersamar%29.pdf"
    )
    assert jawab.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert pembaca[1].post(f"{url}periksa/").status_code == 403


def test_thrown_away_copy_is_offered_no_more(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah("warga.pdf")
    salinan = _salinan(dunia, bukti, diperiksa=True)
    url = f"{dunia.url}berkas/{bukti.berkas_id}/tersamar/{salinan.pk}/"
    jawab = klien.post(f"{url}buang/", follow=True)
    assert _pesan(jawab) == ["Salinan dibuang. Berkas aslinya tidak berubah."]
    assert "tempat ditutup" not in jawab.content.decode()
    assert _masuk(dunia, Peran.TPI_ANGGOTA).get(url).status_code == 404
    assert default_storage.exists(VersiBerkas.objects.get().isi.kunci)


def test_foreign_objects_answer_like_absent_ones(klien: Client, dunia: Dunia, unggah) -> None:
    asing = bangun_dunia(dunia.gudang, dunia.satker.instansi)
    bukti = unggah("asing.pdf", dunia=asing)
    salinan = _salinan(asing, bukti, diperiksa=True)
    asing_sisih = PetunjukDiabaikan.objects.create(
        satker=asing.satker, periode=asing.periode, kode_butir="A5.P.i.b", kunci=ADA, alasan="a",
        oleh=asing.pokja.user, pada=timezone.now(),
    )  # fmt: skip
    milik = unggah("sendiri.pdf")
    tak_ada = uuid.UUID(int=1)
    tersamar = f"berkas/{milik.berkas_id}/tersamar"
    for ada, tidak in (
        (f"berkas/{bukti.berkas_id}/batasi/", f"berkas/{tak_ada}/batasi/"),
        (f"berkas/{bukti.berkas_id}/tersamar/1/buat/", f"berkas/{tak_ada}/tersamar/1/buat/"),
        (f"{tersamar}/{salinan.pk}/buang/", f"{tersamar}/{tak_ada}/buang/"),
        (f"{tersamar}/{salinan.pk}/periksa/", f"{tersamar}/{tak_ada}/periksa/"),
        (f"petunjuk/{asing_sisih.pk}/tampilkan/", f"petunjuk/{tak_ada}/tampilkan/"),
    ):
        assert [klien.post(dunia.url + u).status_code for u in (ada, tidak)] == [404, 404], ada
    assert PetunjukDiabaikan.objects.get().dicabut_pada is None
    unduh = f"{dunia.url}berkas/{milik.berkas_id}/tersamar/{salinan.pk}/"
    assert klien.get(unduh).status_code == 404
    assert SalinanTersamar.objects.get().dibuang_pada is None
    assert Pekerjaan.objects.count() == 0
