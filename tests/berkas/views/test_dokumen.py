"""Pages of issued documents: who sees what, how files leave, scans, withdrawing, and the letterhead."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from berkas.laporan.dokumen import html_dokumen
from berkas.models import DokumenTerbit, Isi, KopInstansi, TandaTanganBasah
from berkas.terbit.jenis import JENIS_DOKUMEN
from satker.models import Jejak
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dokumen import buat_paket, draf, gambar_draf, jalan, terbit


@pytest.fixture
def klien(client, dunia):
    pabrik.masuk(client, dunia.koordinator)
    return client


def _url(dunia, dokumen, ekor=""):
    return f"{dunia.url}dokumen/{dokumen.pk}/{ekor}"


def _siap(dunia, paket):
    from berkas.tasks import susun_paket
    from satker.models import Pekerjaan

    kerja = Pekerjaan.objects.get(jenis="paket_bukti", kunci=str(paket.pk))
    susun_paket(paket=str(paket.pk), pekerjaan=jalan(kerja))


def _png(lebar=600, tinggi=100):
    wadah = io.BytesIO()
    Image.new("RGB", (lebar, tinggi), "navy").save(wadah, "PNG")
    return wadah.getvalue()


def _berkas(nama, isi):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(nama, isi)


def test_from_the_package_to_an_issued_document(klien, dunia, unggah):
    unggah()
    paket = buat_paket(dunia)
    _siap(dunia, paket)
    alamat = f"{dunia.url}berkas/paket/{paket.pk}/terbitkan/"
    assert alamat in klien.get(f"{dunia.url}berkas/paket/").content.decode()
    assert klien.get(alamat).status_code == 200
    assert klien.post(alamat, {"tanggal": "besok"}).status_code == 422
    assert klien.post(alamat, {"tanggal": "17-08-2026", "nomor": "W8-1"}).status_code == 302
    satu = gambar_draf(DokumenTerbit.objects.get())
    halaman = klien.get(_url(dunia, satu)).content.decode()
    assert "Baca drafnya dulu" in halaman
    assert satu.kode not in halaman
    assert klien.get(_url(dunia, satu, "draf.pdf")).content == bytes(satu.draf)
    klien.post(_url(dunia, satu, "terbitkan/"))
    satu = terbit(dunia, satu)
    halaman = klien.get(_url(dunia, satu)).content.decode()
    assert f"http://127.0.0.1:8000/v/{satu.kode}/" in halaman
    assert satu.sha256 in halaman


def test_button_and_form_are_for_the_issuing_role_only(client, dunia, unggah):
    unggah()
    paket = buat_paket(dunia)
    _siap(dunia, paket)
    pabrik.masuk(client, dunia.pokja)
    assert "Terbitkan daftar resmi" not in client.get(f"{dunia.url}berkas/paket/").content.decode()
    assert client.get(f"{dunia.url}berkas/paket/{paket.pk}/terbitkan/").status_code == 403


def test_download_has_the_headers_of_evidence_and_the_very_bytes(klien, dunia, unggah):
    unggah()
    satu = terbit(dunia)
    jawab = klien.get(_url(dunia, satu, "unduh/"))
    isi = b"".join(jawab.streaming_content)
    assert isi == (dunia.gudang / satu.isi.kunci).read_bytes()
    assert jawab["Content-Disposition"].startswith('attachment; filename="Daftar data dukung')
    assert (jawab["X-Content-Type-Options"], jawab["Content-Security-Policy"], jawab["Cache-Control"]) == (
        "nosniff", "sandbox; default-src 'none'", "private, no-store",
    )  # fmt: skip
    for tujuan in ("iframe", "embed", "image"):
        assert klien.get(_url(dunia, satu, "unduh/"), headers={"Sec-Fetch-Dest": tujuan}).status_code == 403


def test_missing_bytes_are_words_not_a_crash(klien, dunia, unggah):
    unggah()
    satu = terbit(dunia)
    (dunia.gudang / satu.isi.kunci).unlink()
    jawab = klien.get(_url(dunia, satu, "unduh/"))
    assert jawab.status_code == 404
    assert "tidak terbaca di penyimpanan" in jawab.content.decode()


def test_drafts_are_seen_by_the_issuing_role_only(client, dunia, unggah):
    """The draft has a title that could leak; the twin is the same page once it is issued."""
    unggah()
    satu = gambar_draf(draf(dunia, nomor="KENARI-1"))
    pembaca = [
        pabrik.pelaku_untuk(dunia.satker, Peran.KEPALA),
        dunia.pokja,
        pabrik.pelaku_untuk(dunia.satker, Peran.TPI_KETUA),
        pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT),
    ]

    def lihat(pelaku):
        pabrik.masuk(client, pelaku)
        daftar = client.get(f"{dunia.url}dokumen/").content.decode()
        status = [client.get(_url(dunia, satu, ekor)).status_code for ekor in ("", "draf.pdf")]
        return ("KENARI-1" in daftar, *status)

    assert [lihat(p) for p in pembaca] == [(False, 404, 404)] * 4
    assert lihat(dunia.koordinator) == (True, 200, 200)
    satu = terbit(dunia, satu)
    assert [lihat(p) for p in pembaca] == [(True, 200, 404)] * 4


def test_kind_may_be_kept_from_roles(client, dunia, unggah, monkeypatch):
    unggah()
    satu = terbit(dunia)
    pabrik.masuk(client, dunia.pokja)
    assert client.get(_url(dunia, satu)).status_code == 200
    terbatas = replace(JENIS_DOKUMEN["daftar_bukti"], pembaca=frozenset({Peran.KEPALA.value}))
    monkeypatch.setitem(JENIS_DOKUMEN, "daftar_bukti", terbatas)
    assert client.get(_url(dunia, satu)).status_code == 404
    assert client.get(_url(dunia, satu, "unduh/")).status_code == 404


@pytest.mark.parametrize("ekor", ["ubah/", "terbitkan/", "batalkan/", "pratinjau/", "tarik/", "ttd/"])
def test_only_issuer_changes_anything(client, dunia, unggah, ekor):
    unggah()
    satu = terbit(dunia)
    sebelum = DokumenTerbit.objects.values().get()
    for pelaku in (dunia.pokja, pabrik.pelaku_untuk(dunia.satker, Peran.KEPALA)):
        pabrik.masuk(client, pelaku)
        isi = {"tarik-sebab": "lain", "tarik-alasan": "x", "tanggal": "1-1-2026", "berkas": _berkas("a.pdf", b"x")}
        assert client.post(_url(dunia, satu, ekor), isi).status_code == 403
    assert DokumenTerbit.objects.values().get() == sebelum


def test_foreign_document_is_404_also_with_the_own_unit_in_the_address(client, dunia, unggah, gudang):
    from tests.berkas.dunia import bangun_dunia

    unggah()
    lain = bangun_dunia(gudang, dunia.satker.instansi)
    satu = terbit(dunia)
    pabrik.masuk(client, lain.koordinator)
    assert client.get(_url(dunia, satu)).status_code == 404
    assert client.get(f"{lain.url}dokumen/{satu.pk}/").status_code == 404
    assert client.get(f"{lain.url}dokumen/{satu.pk}/unduh/").status_code == 404


def test_list_filters_and_costs_the_same_for_one_and_three(klien, dunia, unggah, django_assert_num_queries):
    unggah()
    satu = terbit(dunia, nomor="N-SATU")
    alamat = f"{dunia.url}dokumen/"
    klien.get(alamat)
    with django_assert_num_queries(10):
        klien.get(alamat)
    draf(dunia, buat_paket(dunia, area="A5"), nomor="N-DUA")
    terbit(dunia, draf(dunia, menggantikan=satu, alasan_ganti="Tambahan", nomor="N-TIGA"))
    with django_assert_num_queries(10):
        isi = klien.get(alamat).content.decode()
    assert all(n in isi for n in ("N-SATU", "N-DUA", "N-TIGA"))
    hanya = klien.get(f"{alamat}?keadaan=diganti&jenis=daftar_bukti").content.decode()
    assert ("N-SATU" in hanya, "N-DUA" in hanya, "N-TIGA" in hanya) == (True, False, False)
    assert "Tidak ada dokumen yang cocok" in klien.get(f"{alamat}?keadaan=ditarik").content.decode()


def test_signed_scans_are_numbered_checked_and_kept(klien, dunia, unggah):
    unggah()
    satu = terbit(dunia)
    alamat = _url(dunia, satu, "ttd/")
    pindai = contoh.pdf(isi="pindai")
    assert klien.post(alamat, {"berkas": _berkas("ttd.pdf", pindai), "ttd-keterangan": "lengkap"}).status_code == 302
    for nama, isi, kata in (
        ("lagi.pdf", pindai, "sudah tersimpan sebagai V1"),
        ("asli.pdf", (dunia.gudang / satu.isi.kunci).read_bytes(), "bukan hasil pindainya"),
        ("foto.png", _png(), "bukan PDF"),
        ("rusak.pdf", b"bukan pdf", "bukan PDF yang sah"),
    ):
        jawab = klien.post(alamat, {"berkas": _berkas(nama, isi)})
        assert (jawab.status_code, kata in jawab.content.decode()) == (422, True), nama
    assert klien.post(alamat, {}).status_code in (400, 411, 422)
    assert klien.post(alamat, {"berkas": _berkas("dua.pdf", contoh.pdf(isi="dua"))}).status_code == 302
    assert list(TandaTanganBasah.objects.values_list("nomor", "nama_kirim")) == [(1, "ttd.pdf"), (2, "dua.pdf")]
    jawab = klien.get(_url(dunia, satu, "ttd/1/"))
    assert b"".join(jawab.streaming_content) == pindai
    assert klien.get(_url(dunia, satu, "ttd/3/")).status_code == 404
    Isi.objects.filter(pk=TandaTanganBasah.objects.get(nomor=2).isi_id).update(pindai="menunggu")
    assert klien.get(_url(dunia, satu, "ttd/2/")).status_code == 404
    assert Jejak.objects.filter(aksi="unggah_ttd").count() == 2


def test_withdrawing_by_issuer_and_by_admin_of_the_instansi(client, dunia, unggah):
    unggah()
    satu = terbit(dunia)
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT))
    assert client.post(_url(dunia, satu, "tarik/"), {"tarik-sebab": "lain"}).status_code == 422
    isi = {"tarik-sebab": "salah_isi", "tarik-alasan": "Nomor keliru"}
    assert client.post(_url(dunia, satu, "tarik/"), isi).status_code == 302
    satu.refresh_from_db()
    assert satu.keadaan == "ditarik"
    assert client.post(_url(dunia, satu, "tarik/"), isi).status_code == 409
    halaman = client.get(_url(dunia, satu)).content.decode()
    assert "Nomor keliru" in halaman
    assert "Tarik dokumen" not in halaman


def test_letterhead_of_the_instansi_reaches_new_documents_only(client, dunia, unggah):
    unggah()
    lama = terbit(dunia)
    admin = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT)
    pabrik.masuk(client, admin)
    assert client.get("/data/kop/gambar/").status_code == 404
    for nama, isi in (("kop.pdf", contoh.pdf()), ("kop.png", b"bukan png"), ("besar.png", _png() + b"0" * 2**20)):
        assert client.post("/data/kop/", {"berkas": _berkas(nama, isi)}).status_code in (413, 415, 422), nama
    assert KopInstansi.objects.count() == 0
    assert client.post("/data/kop/", {"berkas": _berkas("kop.png", _png())}).status_code == 302
    jawab = client.get("/data/kop/gambar/")
    assert b"".join(jawab.streaming_content) == _png()
    assert (jawab["Content-Type"], jawab["X-Content-Type-Options"]) == ("image/png", "nosniff")
    baru = terbit(dunia, draf(dunia, buat_paket(dunia, area="A5")))
    assert "data:image/png;base64" in html_dokumen(baru, draf=False)
    lama.refresh_from_db()
    assert "data:image/png" not in html_dokumen(lama, draf=False)
    client.post("/data/kop/lepas/")
    assert KopInstansi.objects.filter(dilepas_pada=None).count() == 0
    baru.refresh_from_db()
    assert "data:image/png;base64" in html_dokumen(baru, draf=False)  # what was issued keeps its head


def test_letterhead_belongs_to_the_instansi_of_the_admin(client, dunia):
    admin = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT)
    pabrik.masuk(client, admin)
    client.post("/data/kop/", {"berkas": _berkas("kop.png", _png())})
    pabrik.masuk(client, pabrik.pelaku_untuk(pabrik.buat_instansi(), Peran.ADMIN_INSPEKTORAT))
    assert client.get("/data/kop/gambar/").status_code == 404
    assert "Belum ada gambar" in client.get("/data/kop/").content.decode()
    pabrik.masuk(client, dunia.koordinator)
    assert client.get("/data/kop/").status_code == 403
