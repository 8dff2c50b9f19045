"""Planning, opening, running and closing a desk session."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from penilaian.actions.rundown import (
    catat_kehadiran,
    geser_acara,
    hapus_acara,
    hapus_peserta,
    pilih_paparan,
    simpan_ruang,
    tambah_acara,
    tambah_peserta,
    tekan_jam,
    ubah_acara,
)
from penilaian.actions.sesi import akui_jadwal, batalkan_sesi, jadwalkan_sesi, mulai_sesi, tutup_sesi, ubah_sesi
from penilaian.actions.sesi_dasar import SesiBerubah, SesiDitolak
from penilaian.models import AcaraSesi, JamAcara, KehadiranSesi, PesertaSesi, SesiDesk
from penilaian.queries.jam import jam_sesi
from penilaian.queries.sesi import halaman_sesi
from satker.models import Jejak
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kirim, sesi_desk

pytestmark = pytest.mark.django_db
KINI = dt.datetime(2026, 8, 27, 1, 0, tzinfo=dt.UTC)


def _ubah(dunia: Dunia, sesi: SesiDesk, **isi: object) -> bool:
    asal = {"mulai": sesi.mulai, "selesai": sesi.selesai, "tempat": sesi.tempat, "tautan": sesi.tautan}
    dilihat = isi.pop("urutan_dilihat", sesi.urutan)
    return ubah_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, urutan_dilihat=dilihat, **{**asal, **isi})


def _acara(sesi: SesiDesk, jenis: str) -> AcaraSesi:
    return AcaraSesi.objects.filter(sesi=sesi, jenis=jenis).order_by("urutan").first()


def test_new_session_has_the_usual_rundown_and_both_sides(dunia):
    dunia.pelaku(Peran.KETUA_POKJA, area="A5")
    sesi = sesi_desk(dunia, buka=False)

    acara = list(AcaraSesi.objects.filter(sesi=sesi).values_list("jenis", "area", "menit"))
    assert acara == [
        ("pembukaan", "", 10),
        ("yel_yel", "", 3),
        ("video", "", 5),
        ("paparan", "", 30),
        *(("wawancara", f"A{n}", 25) for n in range(1, 7)),
        ("penutup", "", 10),
    ]
    orang = set(PesertaSesi.objects.filter(sesi=sesi).values_list("pihak", "jabatan"))
    assert orang == {
        ("tim", "Anggota TPI"),
        ("tim", "Ketua TPI"),
        ("tim", "Pengendali teknis TPI"),
        ("satker", "Kepala satker"),
        ("satker", "Ketua tim ZI"),
        ("satker", "Ketua Pokja 5"),
    }
    assert (sesi.keadaan, sesi.urutan) == ("dijadwalkan", 0)


def test_session_waits_for_the_sheet(dunia):
    isi = {"mulai": KINI, "selesai": KINI + dt.timedelta(hours=1), "tempat": "Aula", "tautan": ""}
    kirim(dunia)
    with pytest.raises(SesiDitolak, match="sedang penilaian pendahuluan"):
        jadwalkan_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, **isi)
    assert SesiDesk.objects.count() == 0


def test_one_open_session_per_sheet(dunia):
    sesi = sesi_desk(dunia, buka=False)
    with pytest.raises(SesiDitolak, match="sudah punya sesi"):
        sesi_desk(dunia)
    batalkan_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, alasan="Hujan.")
    assert sesi_desk(dunia).keadaan == "berlangsung"


def test_change_raises_the_sequence_and_shows_until_read(dunia):
    sesi = sesi_desk(dunia, buka=False)
    kepala = dunia.pelaku(Peran.KEPALA)
    assert halaman_sesi(kepala, sesi).berubah is False
    assert _ubah(dunia, sesi, tempat="Ruang rapat") is True
    kini = SesiDesk.objects.get(pk=sesi.pk)
    assert (kini.urutan, kini.tempat, halaman_sesi(kepala, kini).berubah) == (1, "Ruang rapat", True)

    akui_jadwal(oleh=kepala, sesi=kini, urutan=1)
    assert halaman_sesi(kepala, kini).berubah is False
    assert _ubah(dunia, kini, tempat="Ruang rapat") is False  # nothing changed: no new sequence
    assert SesiDesk.objects.get(pk=sesi.pk).urutan == 1
    jejak = Jejak.objects.filter(aksi="ubah_sesi")
    assert [(j.sebelum, j.sesudah) for j in jejak] == [({"tempat": "Aula"}, {"tempat": "Ruang rapat"})]


def test_acknowledging_a_future_change_is_not_possible(dunia):
    sesi = sesi_desk(dunia, buka=False)
    akui_jadwal(oleh=dunia.pelaku(Peran.KEPALA), sesi=sesi, urutan=99)
    _ubah(dunia, sesi, tempat="Lain")
    assert halaman_sesi(dunia.pelaku(Peran.KEPALA), SesiDesk.objects.get(pk=sesi.pk)).berubah is True


def test_two_people_changing_the_schedule(dunia):
    sesi = sesi_desk(dunia, buka=False)
    _ubah(dunia, sesi, tempat="Satu")
    with pytest.raises(SesiBerubah):
        _ubah(dunia, sesi, tempat="Dua", urutan_dilihat=0)
    assert SesiDesk.objects.get(pk=sesi.pk).tempat == "Satu"


def test_cancel_needs_a_reason_and_only_before_it_began(dunia):
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    sesi = sesi_desk(dunia, buka=False)
    with pytest.raises(SesiDitolak, match="alasan"):
        batalkan_sesi(oleh=ketua, sesi=sesi, alasan="  ")
    mulai_sesi(oleh=ketua, sesi=sesi)
    with pytest.raises(SesiDitolak, match="berlangsung"):
        batalkan_sesi(oleh=ketua, sesi=sesi, alasan="Hujan.")
    assert SesiDesk.objects.get(pk=sesi.pk).keadaan == "berlangsung"


def test_clock_runs_one_part_per_room(dunia):
    sesi, anggota = sesi_desk(dunia), dunia.pelaku(Peran.TPI_ANGGOTA)
    satu, dua = AcaraSesi.objects.filter(sesi=sesi)[:2]
    assert tekan_jam(oleh=anggota, acara=satu, jenis="mulai") is True
    assert tekan_jam(oleh=anggota, acara=satu, jenis="mulai") is False  # a second click changes nothing
    assert tekan_jam(oleh=anggota, acara=dua, jenis="mulai") is True
    keadaan = {j.acara.kode: j.keadaan for r in jam_sesi(sesi).ruang for j in r.acara}
    assert (keadaan[str(satu.pk)], keadaan[str(dua.pk)]) == ("dijeda", "berjalan")
    assert list(JamAcara.objects.values_list("nomor", "jenis")) == [(1, "mulai"), (2, "mulai")]


def test_parallel_rooms_have_their_own_clock(dunia):
    sesi, ketua = sesi_desk(dunia), dunia.pelaku(Peran.TPI_KETUA)
    ruang = simpan_ruang(oleh=ketua, sesi=sesi, ruang=None, nama="Ruang 2", tautan="https://rapat.contoh.go.id/2")
    satu, dua = AcaraSesi.objects.filter(sesi=sesi, jenis="wawancara")[:2]
    ubah_acara(oleh=ketua, acara=dua, judul=dua.judul, area=dua.area, menit=20, ruang=ruang)
    for acara in (satu, dua):
        tekan_jam(oleh=ketua, acara=acara, jenis="mulai")
    assert [r.berjalan.acara.kode for r in jam_sesi(sesi).ruang] == [str(satu.pk), str(dua.pk)]


def test_clock_only_while_the_session_runs(dunia):
    sesi = sesi_desk(dunia, buka=False)
    with pytest.raises(SesiDitolak, match="dijadwalkan"):
        tekan_jam(oleh=dunia.pelaku(Peran.TPI_KETUA), acara=_acara(sesi, "paparan"), jenis="mulai")
    assert JamAcara.objects.count() == 0


def test_closing_stops_running_clocks(dunia):
    sesi, ketua = sesi_desk(dunia), dunia.pelaku(Peran.TPI_KETUA)
    acara = _acara(sesi, "paparan")
    tekan_jam(oleh=ketua, acara=acara, jenis="mulai")
    tutup_sesi(oleh=ketua, sesi=sesi, alasan="Latihan.")
    assert list(JamAcara.objects.values_list("jenis", flat=True)) == ["mulai", "selesai"]
    with pytest.raises(SesiDitolak, match="selesai"):
        tekan_jam(oleh=ketua, acara=acara, jenis="mulai")


def test_presses_are_never_changed_by_the_serving_role(dunia):
    sesi = sesi_desk(dunia)
    tekan_jam(oleh=dunia.pelaku(Peran.TPI_KETUA), acara=_acara(sesi, "paparan"), jenis="mulai")
    with connection.cursor() as kursor:
        kursor.execute("SELECT has_table_privilege('zi_app', 'penilaian_jamacara', 'UPDATE, DELETE, TRUNCATE')")
        assert kursor.fetchone() == (False,)


@pytest.mark.parametrize(("jenis", "menit"), [("yel_yel", 4), ("video", 6), ("paparan", 31)])
def test_kinds_have_their_longest_time(dunia, jenis, menit):
    sesi, ketua = sesi_desk(dunia, buka=False), dunia.pelaku(Peran.TPI_KETUA)
    ruang = sesi.ruang.get()
    isi = {"jenis": jenis, "judul": "", "area": "", "ruang": ruang}
    with pytest.raises(SesiDitolak, match="paling lama"):
        tambah_acara(oleh=ketua, sesi=sesi, menit=menit, **isi)
    assert tambah_acara(oleh=ketua, sesi=sesi, menit=menit - 1, **isi).urutan == 12


def test_order_moves_by_one_and_stops_at_the_ends(dunia):
    sesi, ketua = sesi_desk(dunia, buka=False), dunia.pelaku(Peran.TPI_KETUA)
    video = _acara(sesi, "video")
    assert geser_acara(oleh=ketua, acara=video, naik=True) is True
    assert list(AcaraSesi.objects.filter(sesi=sesi).values_list("jenis", flat=True)[:3]) == [
        "pembukaan",
        "video",
        "yel_yel",
    ]
    assert geser_acara(oleh=ketua, acara=_acara(sesi, "penutup"), naik=False) is False


def test_part_with_a_pressed_clock_stays(dunia):
    sesi, ketua = sesi_desk(dunia), dunia.pelaku(Peran.TPI_KETUA)
    acara = _acara(sesi, "video")
    tekan_jam(oleh=ketua, acara=acara, jenis="mulai")
    ruang = simpan_ruang(oleh=ketua, sesi=sesi, ruang=None, nama="Ruang 2", tautan="")
    with pytest.raises(SesiDitolak, match="tidak dapat dihapus"):
        hapus_acara(oleh=ketua, acara=acara)
    with pytest.raises(SesiDitolak, match="tidak dapat dipindah"):
        ubah_acara(oleh=ketua, acara=acara, judul="", area="", menit=5, ruang=ruang)
    hapus_acara(oleh=ketua, acara=_acara(sesi, "yel_yel"))
    assert AcaraSesi.objects.filter(sesi=sesi).count() == 10


def test_rooms_and_documents_of_others_are_refused(dunia, instrumen_dimuat):
    from berkas.models import Berkas
    from tests.pabrik import buat_periode, buat_satker

    lain = buat_satker()
    dunia2 = Dunia(lain, buat_periode(lain))
    asing, ketua = sesi_desk(dunia2), dunia.pelaku(Peran.TPI_KETUA)
    sesi = sesi_desk(dunia)
    acara = _acara(sesi, "paparan")
    with pytest.raises(SesiDitolak, match="bukan milik"):
        ubah_acara(oleh=ketua, acara=acara, judul="", area="", menit=5, ruang=asing.ruang.get())
    berkas = Berkas.objects.create(satker=lain, judul="Lain", pemilik=ketua.user, dibuat_pada=timezone.now())
    with pytest.raises(SesiDitolak, match="tidak ada di pustaka"):
        pilih_paparan(oleh=ketua, acara=acara, berkas=berkas)
    berkas_sendiri = Berkas.objects.create(
        satker=dunia.satker, judul="Paparan", pemilik=ketua.user, dibuat_pada=timezone.now()
    )
    pilih_paparan(oleh=ketua, acara=acara, berkas=berkas_sendiri)
    assert AcaraSesi.objects.get(pk=acara.pk).berkas == berkas_sendiri


def test_attendance_is_recorded_once_with_its_time_and_counts_changes(dunia):
    sesi, anggota = sesi_desk(dunia), dunia.pelaku(Peran.TPI_ANGGOTA)
    tamu = tambah_peserta(oleh=anggota, sesi=sesi, pihak="tamu", nama="Tamu", jabatan="Camat")
    semua = PesertaSesi.objects.filter(sesi=sesi).count()
    assert catat_kehadiran(oleh=anggota, sesi=sesi, hadir={tamu.pk}) == semua
    pertama = KehadiranSesi.objects.get(peserta=tamu)
    assert catat_kehadiran(oleh=anggota, sesi=sesi, hadir={tamu.pk}) == 0
    assert KehadiranSesi.objects.get(peserta=tamu).pada == pertama.pada
    with pytest.raises(SesiDitolak, match="sudah dicatat hadir"):
        hapus_peserta(oleh=anggota, peserta=tamu)


def test_database_refuses_a_session_without_place(dunia):
    sesi = sesi_desk(dunia, buka=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        SesiDesk.objects.filter(pk=sesi.pk).update(tempat="", tautan="")


def test_names_of_guests_stay_out_of_the_audit_log(dunia):
    sesi, anggota = sesi_desk(dunia), dunia.pelaku(Peran.TPI_ANGGOTA)
    tambah_peserta(oleh=anggota, sesi=sesi, pihak="tamu", nama="Rahasia Sekali", jabatan="")
    assert "Rahasia" not in str(list(Jejak.objects.values_list("sebelum", "sesudah", "alasan", "objek")))
