"""Storing into the inbox, and from there to a question and back."""

from __future__ import annotations

import datetime as dt

import pytest

from berkas.actions import (
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    kembalikan_titipan,
    lewati_titipan,
    periksa_kiriman,
    simpan_dari_titipan,
    simpan_titipan,
    tautkan,
    tautkan_titipan,
)
from berkas.actions.buang import buang_isi_tak_terpakai
from berkas.models import Berkas, Bukti, Titipan, VersiBerkas
from berkas.penyimpanan import tampung
from satker.models import Jejak
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import bangun_dunia


@pytest.fixture
def titip(dunia):
    def jalankan(nama="P5.1b SK UPG.pdf", d=dunia, isi="", **lain):
        kiriman = tampung([contoh.pdf(isi=isi or nama)], nama, batas=10**7)
        try:
            return simpan_titipan(
                oleh=d.pokja,
                satker=d.satker,
                periode=d.periode,
                kiriman=kiriman,
                putusan=periksa_kiriman(kiriman),
                **lain,
            )
        finally:
            kiriman.jalur.unlink(missing_ok=True)

    return jalankan


def test_file_waits_without_a_question(dunia, titip):
    titipan = titip(folder="AREA V/i. Gratifikasi")
    assert (titipan.nama_kirim, titipan.folder, titipan.jumlah_halaman, titipan.hasil) == (
        "P5.1b SK UPG.pdf",
        "AREA V/i. Gratifikasi",
        1,
        "",
    )
    assert (dunia.gudang / titipan.isi.kunci).exists()
    assert Bukti.objects.count() == 0
    assert Jejak.objects.get(aksi="titip_berkas").objek == f"titipan:{titipan.pk}"


def test_retry_after_a_lost_answer_gives_the_same_row(titip):
    assert titip().pk == titip().pk
    assert Titipan.objects.count() == 1
    assert Jejak.objects.filter(aksi="titip_berkas").count() == 1


def test_full_quota_stores_nothing(titip, settings):
    settings.KUOTA_SATKER = 10
    with pytest.raises(KuotaPenuhError):
        titip()
    assert Titipan.objects.count() == 0


def test_inbox_is_seen_only_by_those_of_the_satker_who_may_answer(dunia, titip, gudang):
    titip()
    lain = bangun_dunia(gudang, dunia.satker.instansi)
    terlihat = {
        peran: Titipan.objects.terlihat_oleh(pabrik.pelaku_untuk(unit, peran)).count()
        for unit, peran in (
            (dunia.satker, Peran.KOORDINATOR),
            (dunia.satker, Peran.KEPALA),
            (dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT),
            (dunia.satker, Peran.TPI_KETUA),
        )
    }
    assert terlihat == {"koordinator": 1, "kepala": 0, "admin_inspektorat": 0, "tpi_ketua": 0}
    assert Titipan.objects.terlihat_oleh(lain.pokja).count() == 0
    assert Titipan.objects.terlihat_oleh(None).count() == 0


# --- from the inbox to a question -----------------------------------------------------------------------------------


def _simpan(dunia, titipan, kode="A5.P.i.b", **lain):
    return simpan_dari_titipan(oleh=dunia.pokja, titipan=titipan, kode_butir=kode, area=kode[:2], **lain)


def test_saving_makes_document_version_and_link_and_empties_the_inbox(dunia, titip):
    titipan = titip()
    bukti = _simpan(dunia, titipan, triwulan="B06", tanggal_dokumen=dt.date(2026, 4, 1))
    versi = VersiBerkas.objects.get()
    assert (bukti.kode_butir, bukti.triwulan, bukti.berkas.judul, bukti.atas_nama) == (
        "A5.P.i.b",
        "B06",
        "P5.1b SK UPG",
        None,
    )
    assert (versi.isi_id, str(versi.tanggal_dokumen), versi.dasar_tanggal) == (titipan.isi_id, "2026-04-01", "orang")
    titipan.refresh_from_db()
    assert (titipan.hasil, titipan.berkas_id) == ("simpan", bukti.berkas_id)
    jejak = Jejak.objects.get(aksi="simpan_titipan")
    assert (jejak.kode_butir, jejak.area, jejak.objek) == ("A5.P.i.b", "A5", f"bukti:{bukti.pk}")


@pytest.mark.parametrize(
    ("tanggal", "harap"),
    [
        (dt.date(2026, 1, 12), ("2026-01-12", "nama")),
        (None, ("None", "orang")),
        (dt.date(2026, 1, 13), ("2026-01-13", "orang")),
    ],
)
def test_date_is_the_one_the_person_saw(dunia, titip, tanggal, harap):
    """The guess of the name stays a guess; taken out by the person it does not come back."""
    _simpan(dunia, titip("SK 12-01-2026.pdf"), tanggal_dokumen=tanggal)
    versi = VersiBerkas.objects.get()
    assert (str(versi.tanggal_dokumen), versi.dasar_tanggal) == harap


def test_colleague_who_saves_names_the_sender(dunia, titip):
    titipan = titip()
    bukti = simpan_dari_titipan(oleh=dunia.koordinator, titipan=titipan, kode_butir="A5.P.i.b", area="A5")
    assert (bukti.oleh, bukti.atas_nama) == (dunia.koordinator.user, dunia.pokja.user)


def test_saved_or_removed_item_cannot_be_saved_again(dunia, titip):
    titipan = titip()
    _simpan(dunia, titipan)
    for ulang in (lambda: _simpan(dunia, titipan), lambda: lewati_titipan(oleh=dunia.pokja, titipan=titipan)):
        with pytest.raises(KeadaanBerubahError, match="sudah keluar dari kotak masuk: disimpan ke soal"):
            ulang()
    assert Bukti.objects.count() == 1


def test_same_bytes_in_the_satker_are_linked_instead_of_doubled(dunia, titip, unggah):
    lama = unggah("asli.pdf", contoh.pdf(isi="P5.1b SK UPG.pdf"), kode="A5.P.i.a")
    titipan = titip()
    with pytest.raises(DuplikatError, match=r"sudah ada di P5\.1a"):
        _simpan(dunia, titipan)
    bukti = tautkan_titipan(oleh=dunia.pokja, titipan=titipan, kode_butir="A5.P.i.b", area="A5")
    assert (bukti.berkas_id, Berkas.objects.count()) == (lama.berkas_id, 1)
    lagi = titip("lain.pdf", isi="P5.1b SK UPG.pdf")
    with pytest.raises(KeadaanBerubahError, match="sudah tertaut"):
        tautkan_titipan(oleh=dunia.pokja, titipan=lagi, kode_butir="A5.P.i.b", area="A5")


def test_undo_of_a_save_puts_the_document_into_the_trash_and_the_file_back(dunia, titip):
    titipan = titip()
    bukti = _simpan(dunia, titipan)
    kembalikan_titipan(oleh=dunia.pokja, titipan=titipan, bukti=bukti, baru=True)
    titipan.refresh_from_db()
    bukti.refresh_from_db()
    assert (titipan.hasil, titipan.berkas, bukti.dilepas_oleh, bukti.berkas.dihapus_oleh) == (
        "",
        None,
        dunia.pokja.user,
        dunia.pokja.user,
    )
    assert _simpan(dunia, titipan).berkas_id != bukti.berkas_id  # the trash is no duplicate


def test_undo_of_a_link_leaves_the_document_alone(dunia, titip, unggah):
    unggah("asli.pdf", contoh.pdf(isi="P5.1b SK UPG.pdf"), kode="A5.P.i.a")
    titipan = titip()
    bukti = tautkan_titipan(oleh=dunia.pokja, titipan=titipan, kode_butir="A5.P.i.b", area="A5")
    kembalikan_titipan(oleh=dunia.pokja, titipan=titipan, bukti=bukti)
    assert [b.kode_butir for b in Bukti.objects.aktif()] == ["A5.P.i.a"]
    assert Berkas.objects.ada().count() == 1


def test_undo_stops_when_the_document_was_worked_on(dunia, titip):
    titipan = titip()
    bukti = _simpan(dunia, titipan)
    tautkan(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir="A5.P.i.a",
        area="A5",
        berkas=[bukti.berkas],
    )
    with pytest.raises(KeadaanBerubahError, match="sudah dipakai atau diubah"):
        kembalikan_titipan(oleh=dunia.pokja, titipan=titipan, bukti=bukti, baru=True)
    assert Bukti.objects.aktif().count() == 2


def test_removed_file_comes_back_until_its_bytes_are_gone(dunia, titip):
    titipan = titip()
    lewati_titipan(oleh=dunia.pokja, titipan=titipan)
    kembalikan_titipan(oleh=dunia.pokja, titipan=titipan)
    assert Titipan.objects.menunggu().count() == 1
    lewati_titipan(oleh=dunia.pokja, titipan=titipan)
    buang_isi_tak_terpakai(dunia.satker, [titipan.isi])
    with pytest.raises(KeadaanBerubahError, match="sudah dibersihkan"):
        kembalikan_titipan(oleh=dunia.pokja, titipan=titipan)
