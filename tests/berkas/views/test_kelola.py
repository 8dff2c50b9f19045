"""Ganti, trash, bulk and links to outside over HTTP."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from berkas.models import Berkas, Bukti, Pembatasan, TautanLuar, VersiBerkas
from satker.models import Jendela
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import potret


@pytest.fixture
def klien(client: Client, dunia):
    pabrik.masuk(client, dunia.pokja)
    return client


def _kirim(klien, url, nama="baru.pdf", isi=None, alasan="Belum ditandatangani", **lain):
    berkas = SimpleUploadedFile(nama, contoh.pdf(isi=nama) if isi is None else isi)
    return klien.post(url, {"alasan": alasan, "berkas": berkas, **lain})


def _pesan(jawab):
    return [str(p) for p in jawab.wsgi_request._messages]


# --- Ganti


def test_replace_lists_every_use_and_stores_a_version(klien, dunia, unggah):
    berkas = unggah().berkas
    klien.post(f"{dunia.url}lke/P5.1a/berkas/tautkan/", {"berkas": berkas.pk})
    url = f"{dunia.url}berkas/{berkas.pk}/ganti/"
    isi = klien.get(url).content.decode()
    assert "Versi baru langsung berlaku di 2 soal di bawah." in isi
    assert isi.index("P5.1a</a>") < isi.index("P5.1b</a>")
    jawab = _kirim(klien, url, tanggal_dokumen="3-2-2026")
    assert (jawab.status_code, jawab.url) == (302, f"{dunia.url}berkas/{berkas.pk}/")
    versi = VersiBerkas.objects.get(nomor=2)
    assert (versi.alasan, str(versi.tanggal_dokumen)) == ("Belum ditandatangani", "2026-02-03")
    halaman = klien.get(jawab.url).content.decode()
    assert halaman.count("/unduh/") == 2
    assert "Pakai kembali versi 1" in halaman
    klien.post(f"{dunia.url}berkas/{berkas.pk}/kembali/1/", {"dilihat": "2"})
    assert VersiBerkas.objects.get(nomor=3).isi_id == VersiBerkas.objects.get(nomor=1).isi_id


@pytest.mark.parametrize(
    ("kirim", "status", "kalimat"),
    [
        ({"alasan": " "}, 422, "Isi alasan mengganti."),
        ({"tanggal_dokumen": "02/30/2026"}, 422, "Belum ada yang diganti. Pilih berkasnya sekali lagi."),
        ({"isi": b"bukan pdf"}, 422, "bukan PDF yang sah"),
        ({"nama": "a.exe"}, 415, "tidak diterima"),
    ],
)
def test_refused_replacement_keeps_the_words_and_changes_nothing(klien, dunia, unggah, kirim, status, kalimat):
    berkas = unggah().berkas
    sebelum, simpanan = potret(), dunia.isi_gudang()
    jawab = _kirim(klien, f"{dunia.url}berkas/{berkas.pk}/ganti/", **kirim)
    assert jawab.status_code == status
    assert kalimat in jawab.content.decode()
    if "alasan" not in kirim:
        assert 'value="Belum ditandatangani"' in jawab.content.decode()
    assert (potret(), dunia.isi_gudang()) == (sebelum, simpanan)


def test_replacement_without_file_or_with_the_same_bytes_says_so(klien, dunia, unggah):
    isi = contoh.pdf(isi="x")
    berkas = unggah("x.pdf", isi).berkas
    url = f"{dunia.url}berkas/{berkas.pk}/ganti/"
    jawab = klien.post(url, {"alasan": "a", "lain": SimpleUploadedFile("x.pdf", b"x")})
    assert (jawab.status_code, "Pilih berkas lebih dulu." in jawab.content.decode()) == (422, True)
    jawab = _kirim(klien, url, "y.pdf", isi)
    assert (jawab.status_code, "sama dengan versi 1" in jawab.content.decode()) == (409, True)
    assert VersiBerkas.objects.count() == 1


def test_replacement_needs_the_form_token(dunia, unggah):
    berkas = unggah().berkas
    klien = Client(enforce_csrf_checks=True)
    pabrik.masuk(klien, dunia.pokja)
    assert _kirim(klien, f"{dunia.url}berkas/{berkas.pk}/ganti/").status_code == 403
    assert VersiBerkas.objects.count() == 1


def test_replacement_by_script_answers_json(klien, dunia, unggah):
    berkas = unggah().berkas
    kiriman = {"alasan": "a", "berkas": SimpleUploadedFile("b.pdf", contoh.pdf(isi="b"))}
    jawab = klien.post(f"{dunia.url}berkas/{berkas.pk}/ganti/", kiriman, headers={"X-Requested-With": "fetch"})
    assert (jawab.status_code, jawab.json()["nomor"]) == (201, 2)


def test_who_may_replace(client, dunia, unggah):
    """Owner; every area of this year; koordinator. Others read who can; a closed window closes it for all."""
    berkas = unggah().berkas  # by Pokja A5, used in A5
    rekan = pabrik.pelaku_untuk(dunia.satker, Peran.KETUA_POKJA, area="A5")
    lain = pabrik.pelaku_untuk(dunia.satker, Peran.ANGGOTA_POKJA, area="A1")
    url = f"{dunia.url}berkas/{berkas.pk}/ganti/"

    def boleh(*pelaku):
        hasil = []
        for p in pelaku:
            pabrik.masuk(client, p)
            hasil.append(client.get(url).status_code)
        return hasil

    assert boleh(dunia.pokja, dunia.koordinator, rekan, lain) == [200, 200, 200, 403]
    sebab = client.get(url).content.decode()
    assert f"Yang dapat mengubahnya: {dunia.pokja.user.nama}, Pokja Area 5, atau ketua tim ZI." in sebab
    pabrik.masuk(client, dunia.koordinator)
    client.post(f"{dunia.url}lke/P1.1a/berkas/tautkan/", {"berkas": berkas.pk})
    assert boleh(dunia.pokja, dunia.koordinator, rekan, lain) == [200, 200, 403, 403]
    Bukti.objects.update(dilepas_pada="2026-01-01T00:00Z", dilepas_oleh=dunia.pokja.user)
    assert boleh(dunia.pokja, dunia.koordinator, rekan, lain) == [200, 200, 403, 403]
    Jendela.objects.update(buka="2020-01-01T00:00Z", tutup="2020-02-01T00:00Z")
    assert boleh(dunia.pokja, dunia.koordinator, rekan, lain) == [403, 403, 403, 403]


def test_restriction_is_for_owner_and_koordinator_only(client, dunia, unggah):
    berkas = unggah().berkas
    rekan = pabrik.pelaku_untuk(dunia.satker, Peran.KETUA_POKJA, area="A5")
    url = f"{dunia.url}berkas/{berkas.pk}/ubah/"
    for pelaku, hasil in ((rekan, "umum"), (dunia.pokja, "penilai")):
        pabrik.masuk(client, pelaku)
        assert client.post(url, {"judul": "Judul baru", "pembatasan": "penilai"}).status_code == 302
        berkas.refresh_from_db()
        assert (berkas.judul, berkas.pembatasan) == ("Judul baru", hasil)
    assert client.post(url, {"judul": "", "pembatasan": "umum"}).status_code == 422


# --- trash and bulk


def test_trash_shows_consequences_and_the_undo_bar_takes_it_back(klien, dunia, unggah):
    berkas = unggah().berkas
    klien.post(f"{dunia.url}lke/P5.1a/berkas/tautkan/", {"berkas": berkas.pk})
    pratinjau = klien.get(f"{dunia.url}berkas/banyak/?aksi=buang&pilih={berkas.pk}").content.decode()
    assert "dipakai di 2 soal: P5.1a, P5.1b" in pratinjau
    assert Berkas.objects.ada().count() == 1
    jawab = klien.post(f"{dunia.url}berkas/banyak/buang/", {"pilih": [berkas.pk]}, follow=True)
    isi = jawab.content.decode()
    assert "SK UPG dipindahkan ke Sampah." in isi
    assert 'data-batalkan="10"' in isi
    assert "Pulihkan" in klien.get(f"{dunia.url}berkas/sampah/").content.decode()
    assert klien.get(f"{dunia.url}berkas/{berkas.pk}/").status_code == 404
    klien.post(f"{dunia.url}berkas/sampah/pulihkan/", {"berkas": str(berkas.pk)})
    assert Bukti.objects.aktif().count() == 2


def test_bulk_trash_leaves_out_what_one_may_not_change_and_says_so(client, dunia, unggah):
    milik, lain = unggah("milik.pdf").berkas, unggah("lain.pdf", kode="A1.P.i.a").berkas
    Berkas.objects.filter(pk=lain.pk).update(pemilik=dunia.koordinator.user)
    pabrik.masuk(client, dunia.pokja)
    url = f"{dunia.url}berkas/banyak/buang/"
    jawab = client.post(url, {"pilih": [milik.pk, lain.pk]})
    assert _pesan(jawab) == ["1 berkas dilewati: bukan milik Anda atau area Anda."]
    assert [b.pk for b in Berkas.objects.ada()] == [lain.pk]
    assert client.post(url, {"pilih": [lain.pk]}).status_code == 403
    assert client.post(url, {"pilih": [milik.pk]}).status_code == 404
    assert client.post(url, {"pilih": ["bukan-id"]}).status_code == 404


def test_bulk_link_keeps_the_choice_after_a_wrong_code(klien, dunia, unggah):
    berkas = [unggah(f"{n}.pdf").berkas for n in ("a", "b")]
    url, pilih = f"{dunia.url}berkas/banyak/tautkan/", [b.pk for b in berkas]
    jawab = klien.post(url, {"pilih": pilih, "kode_butir": "P9.9z"})
    assert jawab.status_code == 422
    assert jawab.content.decode().count('name="pilih"') == 2
    assert klien.post(url, {"pilih": pilih, "kode_butir": "P1.1a"}).status_code == 422  # another area
    assert klien.post(url, {"pilih": pilih, "kode_butir": "P5.1a"}).status_code == 302
    assert Bukti.objects.aktif().filter(kode_butir="A5.P.i.a").count() == 2


def test_bulk_page_without_choice_leads_back(klien, dunia):
    jawab = klien.get(f"{dunia.url}berkas/banyak/?aksi=buang")
    assert (jawab.status_code, _pesan(jawab)) == (302, ["Centang dulu berkas yang dimaksud."])


def test_list_filters_sorts_and_quotes(klien, dunia, unggah):
    unggah("Besar.pdf", contoh.pdf(30, isi="besar"))
    kecil = unggah("Kecil.txt", b"kecil", uraian="catatan <script>alert(1)</script> rapat").berkas
    Berkas.objects.filter(pk=kecil.pk).update(pembatasan=Pembatasan.PENILAI)

    def judul(query):
        return [b.judul for b in klien.get(f"{dunia.url}berkas/?{query}").context["pustaka"].halaman.isi]

    assert judul("urut=ukuran") == ["Besar", "Kecil"]
    assert judul("urut=nama") == ["Besar", "Kecil"]
    assert judul("jenis=teks") == ["Kecil"]
    assert judul("terbatas=1") == ["Kecil"]
    assert judul(f"tahun={dunia.periode.tahun}&jenis=pdf") == ["Besar"]
    assert judul("tahun=1999&jenis=x&urut=y") == ["Kecil", "Besar"]
    isi = klien.get(f"{dunia.url}berkas/?q=rapat").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>rapat</mark>" in isi
    assert "<script>alert" not in isi


# --- last year


def test_last_years_file_is_offered_linked_with_its_date_and_marked(klien, dunia, unggah):
    bukti = unggah("Lama 2025-03-04.pdf")
    lalu = pabrik.buat_periode(dunia.satker, dunia.periode.tahun - 1)
    Bukti.objects.filter(pk=bukti.pk).update(periode=lalu)
    url = f"{dunia.url}lke/P5.1b/"
    assert f"Pakai dari {lalu.tahun} (1 berkas)" in klien.get(url).content.decode()
    klien.post(f"{url}berkas/tautkan/", {"berkas": bukti.berkas_id})
    isi = klien.get(url).content.decode()
    assert f"Dari {lalu.tahun}" in isi
    assert "Tgl dokumen 4 Mar 2025" in isi
    assert f"Pakai dari {lalu.tahun}" not in isi


# --- links to outside


def test_pasted_link_is_shown_apart_from_files_and_proved_by_a_colleague(client, dunia):
    pabrik.masuk(client, dunia.pokja)
    url = f"{dunia.url}lke/P5.1b/tautan/"
    assert (
        "Penilai mungkin tidak bisa membuka tautan Drive. Unggah berkas agar aman." in client.get(url).content.decode()
    )
    buruk = client.post(url, {"url": "javascript:alert(1)", "judul": "Video"})
    assert (buruk.status_code, TautanLuar.objects.count()) == (422, 0)
    assert 'value="Video"' in buruk.content.decode()
    assert client.post(url, {"url": "https://drive.google.com/x", "judul": "Video"}).status_code == 302
    soal = client.get(f"{dunia.url}lke/P5.1b/").content.decode()
    assert "<span data-jumlah>0</span> berkas" in soal
    assert "Belum dibuktikan orang lain" in soal
    tautan = TautanLuar.objects.get()
    buka = client.get(f"{dunia.url}tautan/{tautan.pk}/")
    assert (
        buka.headers["Referrer-Policy"] == "same-origin"
    )  # "no-referrer" would make the form below post as Origin: null
    assert 'rel="noopener noreferrer nofollow" referrerpolicy="no-referrer"' in buka.content.decode()
    assert 'name="hasil"' not in buka.content.decode()
    client.post(f"{dunia.url}tautan/{tautan.pk}/nyatakan/", {"hasil": "bisa"})
    assert tautan.dibuka.count() == 0
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA))
    client.post(f"{dunia.url}tautan/{tautan.pk}/nyatakan/", {"hasil": "bisa"})
    client.post(f"{dunia.url}tautan/{tautan.pk}/nyatakan/", {"hasil": "ngawur"})
    assert [d.hasil for d in tautan.dibuka.all()] == ["bisa"]
    assert client.post(f"{dunia.url}tautan/{tautan.pk}/lepas/").status_code == 403
    pabrik.masuk(client, dunia.pokja)
    client.post(f"{dunia.url}tautan/{tautan.pk}/lepas/")
    assert client.get(f"{dunia.url}tautan/{tautan.pk}/").status_code == 404
    assert "Tautan Video dilepas dari soal ini." in client.get(f"{dunia.url}lke/P5.1b/").content.decode()
    client.post(f"{dunia.url}tautan/{tautan.pk}/pulihkan/")
    assert TautanLuar.objects.aktif().count() == 1


def test_other_pokja_may_not_paste(client, dunia):
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.ANGGOTA_POKJA, area="A1"))
    jawab = client.post(f"{dunia.url}lke/P5.1b/tautan/", {"url": "https://a.id/x", "judul": "x"})
    assert (jawab.status_code, TautanLuar.objects.count()) == (403, 0)
