"""The public check: every state in both languages, no cookie, no names, nothing kept of a compared file."""

from __future__ import annotations

import hashlib
import io
import re
import tracemalloc

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from berkas.actions import tempel_tautan
from berkas.actions.terbit import tarik, terbitkan
from berkas.actions.ttd import unggah_ttd
from berkas.models import Isi
from berkas.penyimpanan import folder_sementara, tampung
from berkas.periksa.berkas import periksa_berkas
from tests.berkas import contoh
from tests.berkas.dokumen import draf, gambar_draf, terbit


@pytest.fixture(autouse=True)
def _tanpa_hitungan(db):
    cache.clear()


def _get(alamat, **lain):
    jawab = Client().get(alamat, **lain)
    assert not jawab.cookies
    return jawab


def _cocok(kode, isi, ekor="", nama="x.pdf"):
    jawab = Client(enforce_csrf_checks=True).post(f"/v/{kode}/{ekor}", {"berkas": SimpleUploadedFile(nama, isi)})
    assert not jawab.cookies
    return jawab.status_code, " ".join(
        jawab.content.decode().split("data-hasil")[1].split("data-sidik-anda")[0].split()
    )


def _pindai(dunia, dokumen, isi):
    kiriman = tampung([isi], "ttd.pdf", batas=10**7)
    putusan = periksa_berkas(kiriman.jalur, "ttd.pdf", batas=10**7)
    return unggah_ttd(oleh=dunia.koordinator, dokumen=dokumen, kiriman=kiriman, putusan=putusan)


class Badan(io.RawIOBase):
    """A multipart body with one file of `ukuran` times "x", made while it is read."""

    AWAL = b'--b\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n'
    AKHIR = b"\r\n--b--\r\n"

    def __init__(self, ukuran):
        self.bagian = [self.AWAL, ukuran, self.AKHIR]

    def read(self, n=-1):
        while self.bagian and not self.bagian[0]:
            self.bagian.pop(0)
        if not self.bagian or n == 0:
            return b""
        isi = self.bagian[0]
        if isinstance(isi, int):
            potong = min(n, isi)
            self.bagian[0] = isi - potong
            return b"x" * potong
        self.bagian[0] = isi[n:]
        return isi[:n]


def _alirkan(kode, aliran, panjang):
    kepala = {"CONTENT_LENGTH": str(panjang), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    return Client().generic("POST", f"/v/{kode}/", **kepala, **{"wsgi.input": aliran})


def test_valid_document_says_what_it_is_and_names_nobody(dunia, unggah):
    unggah("rahasia.pdf")
    tempel_tautan(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kode_butir="A5.P.i.b", area="A5",
        url="https://contoh.go.id/tautan-rahasia", judul="Tautan rahasia",
    )  # fmt: skip
    satu = terbit(dunia, nomor="W8-77")
    for ekor, keadaan, jenis, tanggal in (
        ("", "Berlaku", "Daftar data dukung", "Senin, 17 Agustus 2026"),
        ("?lang=en", "Valid", "List of supporting documents", "17 August 2026"),
    ):
        jawab = _get(f"/v/{satu.kode}/{ekor}")
        isi = jawab.content.decode()
        for kata in (keadaan, jenis, tanggal, "W8-77", dunia.satker.nama, satu.sha256, satu.sidik_data):
            assert kata in isi
        for kata in ("rahasia", dunia.koordinator.user.nama, dunia.pokja.user.nama, satu.judul):
            assert kata not in isi
        assert (jawab.status_code, jawab["X-Robots-Tag"], jawab["Cache-Control"]) == (
            200,
            "noindex, nofollow",
            "no-store",
        )
        assert f'<html lang="{"en" if ekor else "id"}"' in isi


def test_replaced_document_leads_to_the_newer_one(dunia, unggah):
    unggah()
    lama = terbit(dunia)
    baru = terbit(dunia, draf(dunia, menggantikan=lama, alasan_ganti="Alasan dalam"))
    isi = _get(f"/v/{lama.kode}/").content.decode()
    assert "Telah diganti" in isi
    assert f'href="/v/{baru.kode}/"' in isi
    assert "Alasan dalam" not in isi
    assert "Replaced by" in _get(f"/v/{lama.kode}/?lang=en").content.decode()
    assert "Berlaku" in _get(f"/v/{baru.kode}/").content.decode()


def test_withdrawn_document_tells_category_and_date_only(dunia, unggah):
    unggah()
    satu = terbit(dunia)
    tarik(oleh=dunia.koordinator, dokumen=satu, sebab="salah_isi", alasan="Kalimat dalam")
    isi = _get(f"/v/{satu.kode}/").content.decode()
    assert "Ada kesalahan isi" in isi
    assert "Ditarik pada" in isi
    assert "Kalimat dalam" not in isi


def test_drafts_and_unknown_codes_are_the_same_friendly_404(dunia, unggah):
    unggah()
    satu = gambar_draf(draf(dunia))
    terbitkan(oleh=dunia.koordinator, dokumen=satu)  # under way is not issued
    jawab = [_get(f"/v/{kode}/") for kode in (satu.kode, "AAAA-BBBB-CCCC", "bukan-kode", "<x>")]
    assert [j.status_code for j in jawab] == [404] * 4
    rapi = {re.sub(r'value="[^"]*"|/v/[^"?]*', "", j.content.decode()) for j in jawab}
    assert len(rapi) == 1
    assert "Kode tidak ditemukan" in rapi.pop()
    assert "Code not found" in _get("/v/AAAA-BBBB-CCCC/?lang=en").content.decode()


def test_typed_code_finds_its_page(dunia, unggah):
    unggah()
    satu = terbit(dunia)
    ketik = satu.kode.lower().replace("-", " ")
    assert _get("/v/", data={"kode": ketik}).url == f"/v/{satu.kode}/"
    assert _get("/v/", data={"kode": ketik, "lang": "en"}).url == f"/v/{satu.kode}/?lang=en"
    assert _get(f"/v/{satu.kode.lower()}/").url == f"/v/{satu.kode}/"
    assert _get("/v/").status_code == 200
    assert _get("/v/", data={"kode": "xyz"}).status_code == 404


def test_upload_is_compared_with_the_file_its_scans_and_its_other_versions(dunia, unggah):
    unggah()
    lama = terbit(dunia)
    pindai = contoh.pdf(isi="pindai")
    _pindai(dunia, lama, pindai)
    berkas_lama = (dunia.gudang / lama.isi.kunci).read_bytes()
    assert "Sama persis dengan berkas yang diterbitkan." in _cocok(lama.kode, berkas_lama)[1]
    assert "Exactly the file that was issued." in _cocok(lama.kode, berkas_lama, "?lang=en")[1]
    assert "salinan bertanda tangan basah V1." in _cocok(lama.kode, pindai)[1]
    assert "Bukan berkas yang diterbitkan" in _cocok(lama.kode, berkas_lama + b" ")[1]
    baru = terbit(dunia, draf(dunia, menggantikan=lama, alasan_ganti="x"))
    berkas_baru = (dunia.gudang / baru.isi.kunci).read_bytes()
    assert "Sama persis dengan berkas yang diterbitkan." in _cocok(baru.kode, berkas_baru)[1]
    assert f"Ini versi lama: berkas dokumen {lama.kode}" in _cocok(baru.kode, berkas_lama)[1]
    assert "Ini versi lama" in _cocok(baru.kode, pindai)[1]
    assert "tidak berlaku lagi" in _cocok(lama.kode, berkas_lama)[1]
    assert f"lebih baru: berkas dokumen {baru.kode}" in _cocok(lama.kode, berkas_baru)[1]


def test_scan_that_the_scanner_has_not_passed_matches_nothing(dunia, unggah):
    unggah()
    satu = terbit(dunia)
    pindai = contoh.pdf(isi="pindai")
    ttd = _pindai(dunia, satu, pindai)
    assert "V1" in _cocok(satu.kode, pindai)[1]
    Isi.objects.filter(pk=ttd.isi_id).update(pindai="menunggu")
    assert "Bukan berkas" in _cocok(satu.kode, pindai)[1]


def test_comparing_keeps_nothing_and_memory_stays_flat(dunia, unggah, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "sementara")
    (tmp_path / "sementara").mkdir()
    unggah()
    satu = terbit(dunia)
    besar = 24 * 1024 * 1024
    sidik = hashlib.sha256()
    for _ in range(24):
        sidik.update(b"x" * 1024 * 1024)
    harap = sidik.hexdigest()
    sebelum = dunia.isi_gudang()
    tracemalloc.start()
    jawab = _alirkan(satu.kode, Badan(besar), besar + len(Badan.AWAL) + len(Badan.AKHIR))
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert harap in jawab.content.decode()
    assert puncak < 8 * 1024 * 1024
    assert dunia.isi_gudang() == sebelum
    assert list((tmp_path / "sementara").iterdir()) == []
    assert list(folder_sementara().glob("*")) == []


def test_too_large_cut_or_missing_file_is_told(dunia, unggah, settings):
    unggah()
    satu = terbit(dunia)
    settings.BATAS_BERKAS = 1000
    jawab = Client().post(f"/v/{satu.kode}/", {"berkas": SimpleUploadedFile("a.pdf", b"x" * 1_200_000)})
    assert (jawab.status_code, "lebih besar dari batas" in jawab.content.decode()) == (413, True)
    jawab = Client().post(f"/v/{satu.kode}/", {})
    assert (jawab.status_code, "Pilih berkas lebih dulu" in jawab.content.decode()) == (422, True)
    jawab = _alirkan(satu.kode, io.BytesIO(Badan.AWAL + b"abc"), 900)
    assert jawab.status_code == 400


def test_guessing_codes_is_slowed_down_and_honest_visitors_elsewhere_are_not(dunia, unggah):
    unggah()
    satu = terbit(dunia)
    status = [_get(f"/v/AAAA-BBBB-CC{n:02d}/", REMOTE_ADDR="192.0.2.1").status_code for n in range(32)]
    assert status == [404] * 30 + [429] * 2
    assert _get(f"/v/{satu.kode}/", REMOTE_ADDR="192.0.2.1").status_code == 429
    assert _get(f"/v/{satu.kode}/", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_right_codes_are_never_limited(dunia, unggah):
    unggah()
    satu = terbit(dunia)
    assert {_get(f"/v/{satu.kode}/").status_code for _ in range(40)} == {200}


def test_check_costs_the_same_statements_for_one_and_three_versions(dunia, unggah, django_assert_num_queries):
    from berkas.queries.periksa_dokumen import periksa_dokumen

    unggah()
    satu = terbit(dunia)
    with django_assert_num_queries(4):
        periksa_dokumen(satu.kode, "id")
    dua = terbit(dunia, draf(dunia, menggantikan=satu, alasan_ganti="x"))
    tiga = terbit(dunia, draf(dunia, menggantikan=dua, alasan_ganti="x"))
    with django_assert_num_queries(4):
        hasil = periksa_dokumen(tiga.kode, "id")
    assert [k.kode for k in hasil.kandidat] == ["", dua.kode, satu.kode]
