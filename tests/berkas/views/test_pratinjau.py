"""The preview page and its images: who sees what, in which state, with which headers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from berkas.models import Berkas, Olahan, Pembatasan, PutusanVersi, VersiBerkas, kunci_turunan
from berkas.queries.pratinjau import nomor_halaman
from satker.models import Jejak, Pekerjaan
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import bangun_dunia
from tests.pabrik import masuk, tetap


@pytest.fixture
def buat(dunia, unggah):
    """A document whose preview is in a state; returns (document URL, Olahan or None)."""

    def jalankan(*, nama: str = "SK UPG.pdf", olahan: dict[str, Any] | None = None, isi: bytes | None = None) -> Any:
        bukti = unggah(nama, isi, tetap=True)
        versi = bukti.berkas.versi.select_related("isi").get()
        baris = None
        if olahan is not None:
            awal = {"status": "selesai", "versi": 1, "halaman": 3, "gambar": 3, "teks": ["satu", "dua <b>", ""]}
            baris = Olahan.objects.create(satker=dunia.satker, isi=versi.isi, **{**awal, **olahan})
            for n in range(1, baris.gambar + 1):
                for akhir in ("", "-b"):
                    kunci = f"{kunci_turunan(dunia.satker.pk, versi.isi.sha256)}/h{n:04d}{akhir}.webp"
                    default_storage.save(kunci, ContentFile(f"gambar {n}{akhir}".encode()))
        return f"{dunia.url}berkas/{bukti.berkas_id}/", baris

    return jalankan


@pytest.fixture
def pokja(dunia, client):
    masuk(client, dunia.pokja)
    return client


# --- The page -------------------------------------------------------------------------------------------------------


def test_page_shows_image_with_words_and_the_way_to_the_others(pokja, buat):
    url, _ = buat(olahan={})
    isi = pokja.get(f"{url}lihat/?v=1&hal=2").content.decode()
    assert f'src="{url}v1/hal/2.webp" alt="Halaman 2 dari 3: SK UPG.pdf"' in isi
    assert f'href="{url}lihat/?v=1&amp;hal=1"' in isi
    assert f'href="{url}lihat/?v=1&amp;hal=3"' in isi
    assert "<iframe" not in isi
    assert 'http-equiv="refresh"' not in isi


def test_enlarged_and_text(pokja, buat):
    url, _ = buat(olahan={})
    assert f'src="{url}v1/hal/2-b.webp"' in pokja.get(f"{url}lihat/?hal=2&cara=besar").content.decode()
    isi = pokja.get(f"{url}lihat/?hal=2&cara=teks").content.decode()
    assert '<div class="zi-teks-halaman">dua &lt;b&gt;</div>' in isi
    assert "(OCR)" not in isi
    assert "Tidak ada teks yang terbaca" in pokja.get(f"{url}lihat/?hal=3&cara=teks").content.decode()


def test_text_read_from_a_picture_is_marked(pokja, buat):
    url, _ = buat(olahan={"asal_teks": "ocr"})
    assert "Dibaca dari gambar (OCR)" in pokja.get(f"{url}lihat/?cara=teks").content.decode()


@pytest.mark.parametrize(
    ("hal", "judul"), [("99", "Halaman 3 dari 3"), ("0", "Halaman 1 dari 3"), ("x", "Halaman 1 dari 3")]
)
def test_page_number_outside_is_moved_inside(pokja, buat, hal, judul):
    url, _ = buat(olahan={})
    assert judul in pokja.get(f"{url}lihat/?hal={hal}").content.decode()


def test_text_without_images_opens_as_text(pokja, buat):
    url, _ = buat(olahan={"halaman": None, "gambar": 0, "status": "sebagian", "alasan": "Tanpa LibreOffice."})
    isi = pokja.get(f"{url}lihat/").content.decode()
    assert '<div class="zi-teks-halaman">satu</div>' in isi
    assert "Tanpa LibreOffice." in isi
    assert "<img" not in isi


def test_htmx_gets_the_moving_part_only(pokja, buat):
    url, _ = buat(olahan={})
    isi = pokja.get(f"{url}lihat/?hal=2", headers={"HX-Request": "true"}).content.decode()
    assert "<!doctype" not in isi
    assert isi.count("data-fokus") == 1


@pytest.mark.parametrize(
    ("olahan", "teks"),
    [
        ({"status": "antre", "versi": 0, "gambar": 0}, "Pratinjau sedang dibuat"),
        (
            {"status": "gagal", "gambar": 0, "alasan": "Berkas ini terkunci."},
            "Berkas ini terkunci. Berkasnya tersimpan",
        ),
        ({"status": "tanpa", "gambar": 0, "alasan": "Video tidak punya pratinjau."}, "Video tidak punya pratinjau."),
        (None, "Pratinjau berkas ini belum pernah dibuat."),
    ],
)
def test_every_state_has_words_and_the_file(pokja, buat, olahan, teks):
    url, _ = buat(olahan=olahan)
    isi = pokja.get(f"{url}lihat/").content.decode()
    assert teks in isi
    assert f'href="{url}unduh/1/"' in isi
    assert "zi-teks-halaman" not in isi
    assert ('http-equiv="refresh"' in isi) == (olahan is not None and olahan["status"] == "antre")


def test_waiting_page_looks_again_ever_more_rarely(pokja, buat):
    url, _ = buat(olahan={"status": "antre", "gambar": 0})
    isi = pokja.get(f"{url}lihat/?ke=9", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="load delay:10s"' in isi
    assert "data-fokus" not in isi  # a poll never takes the focus


def test_half_made_images_are_invisible(pokja, buat):
    """Files are there, the row does not say so yet."""
    url, olahan = buat(olahan={})
    Olahan.objects.filter(pk=olahan.pk).update(status="antre")
    assert pokja.get(f"{url}v1/hal/1.webp").status_code == 404
    assert "<img" not in pokja.get(f"{url}lihat/").content.decode()


def test_statements_are_the_same_for_one_and_many_pages(pokja, buat, django_assert_num_queries):
    for halaman in (1, 3):
        url, _ = buat(nama=f"{halaman}.pdf", olahan={"halaman": halaman, "gambar": halaman, "teks": ["a"] * halaman})
        pokja.get(f"{url}lihat/")
        with django_assert_num_queries(11):
            pokja.get(f"{url}lihat/")


def test_document_page_shows_the_first_page(pokja, buat):
    url, olahan = buat(olahan={})
    isi = pokja.get(url).content.decode()
    assert f'src="{url}v1/hal/1.webp" alt="Buka pratinjau: halaman 1 dari 3, SK UPG.pdf"' in isi
    Olahan.objects.filter(pk=olahan.pk).update(status="gagal")
    assert "hal/1.webp" not in pokja.get(url).content.decode()


def test_question_page_has_the_button(pokja, dunia, buat):
    url, _ = buat(olahan={})
    from penilaian.actions.lembar import buka_lembar

    buka_lembar(oleh=dunia.koordinator, satker=dunia.satker, periode=dunia.periode)
    assert f'href="{url}lihat/?v=1"' in pokja.get(f"{dunia.url}lke/P5.1b/").content.decode()


# --- The images -----------------------------------------------------------------------------------------------------


def test_image_headers(pokja, buat):
    url, _ = buat(olahan={})
    jawab = pokja.get(f"{url}v1/hal/2-b.webp")
    assert (jawab.status_code, jawab.content) == (200, b"gambar 2-b")
    kepala = ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy")
    assert [jawab.headers[k] for k in kepala] == [
        "image/webp",
        "private, max-age=3600",
        "nosniff",
        "sandbox; default-src 'none'",
    ]
    assert jawab.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert jawab.headers["Content-Disposition"] == 'inline; filename="halaman-2.webp"'
    lagi = pokja.get(f"{url}v1/hal/2-b.webp", headers={"If-None-Match": jawab.headers["ETag"]})
    assert (lagi.status_code, lagi.content, lagi.headers["Cache-Control"]) == (304, b"", "private, max-age=3600")


def test_image_made_anew_has_another_etag(pokja, buat):
    url, olahan = buat(olahan={})
    lama = pokja.get(f"{url}v1/hal/1.webp").headers["ETag"]
    Olahan.objects.filter(pk=olahan.pk).update(pada="2027-01-01T00:00:00Z")
    assert pokja.get(f"{url}v1/hal/1.webp", headers={"If-None-Match": lama}).status_code == 200


@pytest.mark.parametrize("tujuan", ["iframe", "script", "embed", "object", "frame"])
def test_image_is_never_part_of_a_page_in_another_way(pokja, buat, tujuan):
    url, _ = buat(olahan={})
    assert pokja.get(f"{url}v1/hal/1.webp", headers={"Sec-Fetch-Dest": tujuan}).status_code == 403
    assert pokja.get(f"{url}v1/hal/1.webp", headers={"Sec-Fetch-Dest": "image"}).status_code == 200


@pytest.mark.parametrize(
    "akhir", ["v1/hal/4.webp", "v1/hal/0.webp", "v2/hal/1.webp", "v1/hal/4-b.webp", "lihat/?v=2", "lihat/?v=x"]
)
def test_what_is_not_there_is_404(pokja, buat, akhir):
    url, _ = buat(olahan={})
    assert pokja.get(f"{url}{akhir}").status_code == 404


def test_version_that_did_not_pass_is_invisible(pokja, buat):
    url, _ = buat(olahan={})
    VersiBerkas.objects.update(putusan=PutusanVersi.MENUNGGU)
    for akhir in ("lihat/", "lihat/?v=1", "v1/hal/1.webp", "v1/hal/1-b.webp"):
        assert pokja.get(f"{url}{akhir}").status_code == 404, akhir


def test_image_that_the_storage_lost_is_404(pokja, dunia, buat):
    url, _ = buat(olahan={})
    for jalur in (dunia.gudang / "turunan").rglob("h0001.webp"):
        jalur.unlink()
    assert pokja.get(f"{url}v1/hal/1.webp").status_code == 404


# --- Who ------------------------------------------------------------------------------------------------------------


def _rapikan(isi: bytes) -> str:
    """Without what legitimately differs: the address itself."""
    return re.sub(r'(value|href|action)="[^"]*"', "", tetap(isi))


def test_foreign_unit_answers_like_a_missing_one(dunia, buat, client):
    url, _ = buat(olahan={"teks": ["RAHASIA SATKER"]})
    lain = bangun_dunia(dunia.gudang, dunia.satker.induk)
    masuk(client, lain.pokja)
    tak_ada = url.replace(url.split("/")[-2], "00000000-0000-0000-0000-000000000007")
    for akhir in ("lihat/", "lihat/?cara=teks", "v1/hal/1.webp", "v1/hal/1-b.webp"):
        asing, kosong = client.get(f"{url}{akhir}"), client.get(f"{tak_ada}{akhir}")
        assert (asing.status_code, kosong.status_code) == (404, 404), akhir
        assert _rapikan(asing.content) == _rapikan(kosong.content)
    masuk(client, dunia.pokja)  # the twin: there is something to see
    assert "RAHASIA SATKER" in client.get(f"{url}lihat/?cara=teks").content.decode()


def test_document_kept_for_evaluators_shows_no_page_to_readers_of_the_instansi(dunia, buat, client):
    url, _ = buat(olahan={})
    pembaca = pabrik.pelaku_untuk(dunia.satker.induk, Peran.PEMBACA_PUSAT)
    masuk(client, pembaca)
    assert client.get(f"{url}v1/hal/1.webp").status_code == 200
    Berkas.objects.update(pembatasan=Pembatasan.PENILAI)
    for akhir in ("lihat/", "v1/hal/1.webp", "v1/hal/1-b.webp"):
        assert client.get(f"{url}{akhir}").status_code == 404


def test_document_in_the_trash_has_no_pages(pokja, dunia, buat):
    url, _ = buat(olahan={})
    Berkas.objects.update(dihapus_pada="2026-11-01T00:00:00Z", dihapus_oleh=dunia.pokja.user)
    assert pokja.get(f"{url}v1/hal/1.webp").status_code == 404


# --- Again ----------------------------------------------------------------------------------------------------------


def test_writer_may_ask_again_by_post(pokja, dunia, buat, settings):
    settings.OLAH_BERKAS = True
    url, _ = buat(nama="a.pdf")
    Olahan.objects.update(status="gagal", alasan="x")
    Pekerjaan.objects.all().delete()
    assert "Coba lagi" in pokja.get(f"{url}lihat/").content.decode()
    assert pokja.get(f"{url}v1/pratinjau/ulang/").status_code == 405
    jawab = pokja.post(f"{url}v1/pratinjau/ulang/", follow=True)
    assert "Pratinjau a.pdf sedang dibuat lagi." in jawab.content.decode()
    assert Olahan.objects.get().status == "antre"
    assert Pekerjaan.objects.get().pemilik == dunia.pokja.user
    assert Jejak.objects.filter(aksi="ulangi_pratinjau").count() == 1
    jawab = pokja.post(f"{url}v1/pratinjau/ulang/", follow=True)
    assert "Pratinjau berkas ini sedang dibuat." in jawab.content.decode()
    assert Jejak.objects.filter(aksi="ulangi_pratinjau").count() == 1


def test_reader_has_no_button_and_may_not_ask(dunia, buat, client):
    url, _ = buat(olahan={"status": "gagal", "gambar": 0, "alasan": "x"})
    masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.KEPALA))
    assert "Coba lagi" not in client.get(f"{url}lihat/").content.decode()
    assert client.post(f"{url}v1/pratinjau/ulang/").status_code == 403
    assert Olahan.objects.get().status == "gagal"


@pytest.mark.parametrize(
    ("hal", "jumlah", "diharapkan"),
    [
        (1, 3, [1, 2, 3]),
        (1, 12, list(range(1, 13))),
        (1, 40, [1, 2, 3, 0, 40]),
        (20, 40, [1, 0, 18, 19, 20, 21, 22, 0, 40]),
        (39, 40, [1, 0, 37, 38, 39, 40]),
    ],
)
def test_which_pages_get_a_link(hal, jumlah, diharapkan):
    assert nomor_halaman(hal, jumlah) == diharapkan
