"""Redacted copies through the worker: rights of the original, one valid copy, nothing public unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from berkas.actions import KeadaanBerubahError, boleh_terbuka, buang_salinan, minta_salinan, periksa_salinan
from berkas.actions.salinan import HalamanTidakTerbacaError, baca_halaman, tulis_halaman
from berkas.models import Berkas, Isi, Pemakaian, PutusanVersi, SalinanTersamar, VersiBerkas
from berkas.telaah import pribadi
from satker.models import Jejak, Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from tests.berkas.bacaan import bacakan
from tests.berkas.dunia import Dunia, bangun_dunia
from tests.berkas.telaah.test_samarkan import NIK, pdf_teks, teks_pdf


@pytest.fixture
def berkas(unggah) -> Any:
    return unggah("SK UPG.pdf", pdf_teks([[f"NIK {NIK} pemohon layanan"], ["Halaman dua tanpa nomor apa pun"]]))


@pytest.fixture
def jalankan(dunia: Dunia, django_capture_on_commit_callbacks):
    """Ask for a copy and let the worker do it."""

    def panggil(bukti: Any, keluar: tuple[int, ...] = ()) -> Pekerjaan:
        versi = VersiBerkas.objects.filter(berkas=bukti.berkas).order_by("-nomor")[0]
        with django_capture_on_commit_callbacks(execute=True):
            pekerjaan = minta_salinan(
                oleh=dunia.pokja, satker=dunia.satker, tahun=dunia.periode.tahun, versi=versi, keluar=keluar
            )
        pekerjaan.refresh_from_db()
        return pekerjaan

    return panggil


def _isi(isi: Isi) -> bytes:
    with default_storage.open(isi.kunci) as masuk:
        return masuk.read()


def test_copy_is_stored_beside_the_untouched_original(dunia: Dunia, berkas: Any, jalankan) -> None:
    asli = VersiBerkas.objects.get().isi
    sebelum = _isi(asli)
    pekerjaan = jalankan(berkas)
    assert (pekerjaan.status, pekerjaan.hasil["pesan"]) == (
        StatusPekerjaan.SELESAI,
        "1 data pribadi ditutup. Lihat salinannya sebelum dipakai.",
    )
    assert pekerjaan.hasil["url"] == f"{dunia.url}berkas/{berkas.berkas_id}/#data-pribadi"
    salinan = SalinanTersamar.objects.get()
    assert (salinan.jumlah_tanda, salinan.oleh, salinan.diperiksa_pada) == (1, dunia.pokja.user, None)
    assert (_isi(asli), NIK in teks_pdf(sebelum)) == (sebelum, True)
    assert teks_pdf(_isi(salinan.isi)).strip() == ""
    assert Pemakaian.objects.get().bita == asli.ukuran + salinan.isi.ukuran
    assert VersiBerkas.objects.count() == 1  # a copy is no version
    jejak = Jejak.objects.get(aksi="buat_tersamar")
    assert (jejak.sesudah["ditutup"], jejak.sesudah["sha256"]) == (1, salinan.isi.sha256)
    assert dunia.isi_gudang() == {asli.kunci, salinan.isi.kunci}  # nothing waits behind


def test_refused_pages_make_the_job_fail_with_words_and_leave_nothing(dunia: Dunia, berkas: Any, jalankan) -> None:
    bacakan(berkas, f"NIK {NIK} dan NIK 3199990101909002", "Halaman dua")
    pekerjaan = jalankan(berkas)
    assert (pekerjaan.status, pekerjaan.alasan) == (
        StatusPekerjaan.GAGAL,
        "Salinan belum dibuat: halaman 1 memuat 2 data pribadi, tetapi letaknya tidak semua ditemukan. "
        "Keluarkan halaman itu dari salinan, atau samarkan sendiri.",
    )
    assert (SalinanTersamar.objects.count(), Isi.objects.count(), len(dunia.isi_gudang())) == (0, 1, 1)
    ulang = jalankan(berkas, (1,))
    assert (ulang.status, SalinanTersamar.objects.get().halaman_keluar) == (StatusPekerjaan.SELESAI, "1")


def test_failed_job_asked_for_again_starts_anew(dunia: Dunia, berkas: Any, jalankan) -> None:
    olahan = bacakan(berkas, f"NIK {NIK} dan NIK 3199990101909002")
    satu = jalankan(berkas)
    olahan.data_pribadi = []
    olahan.save()
    dua = jalankan(berkas)
    assert (dua.pk, dua.status) == (satu.pk, StatusPekerjaan.SELESAI)


def test_new_copy_takes_the_place_of_the_last(dunia: Dunia, berkas: Any, jalankan) -> None:
    jalankan(berkas)
    periksa_salinan(oleh=dunia.pokja, salinan=SalinanTersamar.objects.get())
    jalankan(berkas)  # the same bytes: the same copy, still looked at
    assert SalinanTersamar.objects.get().diperiksa_oleh == dunia.pokja.user
    jalankan(berkas, (2,))
    lama, baru = SalinanTersamar.objects.order_by("pada")
    assert (lama.dibuang_oleh, baru.halaman_keluar, baru.diperiksa_pada) == (dunia.pokja.user, "2", None)
    with pytest.raises(KeadaanBerubahError):
        periksa_salinan(oleh=dunia.pokja, salinan=lama)


def test_only_one_valid_copy_per_version_and_never_across_satkers(dunia: Dunia, berkas: Any, jalankan, unggah) -> None:
    jalankan(berkas)
    salinan = SalinanTersamar.objects.get()
    salinan.pk, salinan._state.adding = None, True
    with pytest.raises(IntegrityError, match="salinantersamar_satu"), transaction.atomic():
        salinan.save(force_insert=True)
    asing = unggah("x.pdf", dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi))
    with pytest.raises(IntegrityError, match="sesatker"), transaction.atomic():
        SalinanTersamar.objects.update(isi=VersiBerkas.objects.get(berkas=asing.berkas).isi)


def test_nothing_is_public_before_a_person_looked(dunia: Dunia, berkas: Any, jalankan, monkeypatch) -> None:
    versi = VersiBerkas.objects.get()
    tahap = [boleh_terbuka(versi)]
    jalankan(berkas)
    tahap.append(boleh_terbuka(versi))
    periksa_salinan(oleh=dunia.pokja, salinan=SalinanTersamar.objects.get())
    tahap.append(boleh_terbuka(versi))
    assert tahap == [False, False, True]
    monkeypatch.setattr("berkas.actions.salinan.VERSI_ATURAN", pribadi.VERSI_ATURAN + 1)
    assert boleh_terbuka(versi) is False  # better rules may find more: look again
    monkeypatch.undo()
    Berkas.objects.update(pembatasan="penilai")
    assert boleh_terbuka(versi) is False
    Berkas.objects.update(pembatasan="umum")
    VersiBerkas.objects.update(putusan=PutusanVersi.DITOLAK)
    assert boleh_terbuka(versi) is False
    VersiBerkas.objects.update(putusan=PutusanVersi.LOLOS)
    assert boleh_terbuka(versi) is True
    buang_salinan(oleh=dunia.pokja, salinan=SalinanTersamar.objects.get())
    assert boleh_terbuka(versi) is False
    assert list(Jejak.objects.filter(aksi__endswith="tersamar").order_by("pada").values_list("aksi", flat=True)) == [
        "buat_tersamar", "periksa_tersamar", "buang_tersamar",
    ]  # fmt: skip


def test_document_in_the_trash_gets_no_copy(dunia: Dunia, berkas: Any, jalankan) -> None:
    Berkas.objects.update(dihapus_pada="2026-01-01T00:00Z", dihapus_oleh=dunia.pokja.user)
    assert jalankan(berkas).alasan == "Berkas ini sudah tidak tersedia. Pulihkan dulu dari Sampah."


@pytest.mark.parametrize(
    ("teks", "harap", "tulis"),
    [("", (), ""), ("2, 5–7", (2, 5, 6, 7), "2, 5–7"), ("3-4,4 , 1", (1, 3, 4), "1, 3–4")],
)
def test_pages_are_read_as_people_write_them(teks: str, harap: tuple[int, ...], tulis: str) -> None:
    assert (baca_halaman(teks), tulis_halaman(harap)) == (harap, tulis)


@pytest.mark.parametrize("teks", ["0", "a", "5-2", "1;2", "99999", "-3"])
def test_other_pages_are_refused(teks: str) -> None:
    with pytest.raises(HalamanTidakTerbacaError):
        baca_halaman(teks)
