"""Threads about a butir: who reads which, mentions, done and open again, what is unread."""

from __future__ import annotations

from typing import Any

import pytest

from penilaian.actions.diskusi import DiskusiDitolak, atur_selesai, tandai_dibaca, tulis_pesan
from penilaian.models import Pesan, Sebutan, Utas
from penilaian.queries.diskusi import daftar_utas, diskusi_butir, jenis_terbaca, utas_baru
from satker.models import Jejak
from satker.peran import Peran
from satker.queries.jejak import riwayat_butir
from tests.pabrik import buat_kanwil, buat_satker, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kanwil

RAHASIA = "ZIRAHASIA antara kami"


@pytest.fixture
def staf(dunia: Dunia) -> Any:
    return kanwil(dunia, Peran.STAF_KANWIL)


def tulis(dunia: Dunia, oleh: Any, jenis: str, isi: str = "Halo", sebut: Any = ()) -> Pesan:
    butir = dunia.instrumen.cari("P5.1b")
    return tulis_pesan(oleh=oleh, lembar=dunia.lembar, butir=butir, jenis=jenis, isi=isi, sebut=sebut)


def test_who_reads_which_kind(dunia: Dunia, staf: Any) -> None:
    lain = buat_kanwil(dunia.satker.instansi)
    orang = {
        "koordinator": dunia.pelaku(Peran.KOORDINATOR),
        "kepala": dunia.pelaku(Peran.KEPALA),
        "pokja": dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5"),
        "garis": staf,
        "kanwil lain": pelaku_untuk(lain, Peran.STAF_KANWIL),
        "tpi": dunia.pelaku(Peran.TPI_ANGGOTA),
        "tpi lain": pelaku_untuk(buat_satker(lain), Peran.TPI_KETUA),
        "satker lain": pelaku_untuk(buat_satker(staf.unit), Peran.KOORDINATOR),
        "pusat": pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT),
        "inspektorat": pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT),
    }
    assert {n: jenis_terbaca(p, dunia.satker, dunia.periode) for n, p in orang.items()} == {
        "koordinator": ("satker",),
        "kepala": ("satker",),
        "pokja": ("satker",),
        "garis": ("satker", "kanwil"),
        "kanwil lain": (),
        "tpi": ("satker", "tpi"),
        "tpi lain": (),
        "satker lain": (),
        "pusat": (),
        "inspektorat": (),
    }


def test_internal_talk_reaches_nobody_else_not_even_by_count_or_history(dunia: Dunia, staf: Any) -> None:
    tulis(dunia, staf, "kanwil", RAHASIA)
    kode = dunia.instrumen.cari("P5.1b").kode
    for peran in (Peran.KOORDINATOR, Peran.TPI_KETUA):
        pelaku = dunia.pelaku(peran)
        isi = diskusi_butir(pelaku, dunia.lembar, kode)
        assert [u.jenis for u in isi if u.pesan] == []
        assert utas_baru(pelaku, dunia.periode) == 0
        assert daftar_utas(pelaku, dunia.periode, dunia.instrumen) == ()
        with pytest.raises(DiskusiDitolak):
            tulis(dunia, pelaku, "kanwil")
        with pytest.raises(DiskusiDitolak):
            atur_selesai(
                oleh=pelaku, lembar=dunia.lembar, butir=dunia.instrumen.cari("P5.1b"), jenis="kanwil", selesai=True
            )
    assert [b.kalimat for b in riwayat_butir(dunia.satker, dunia.periode, kode)] == []
    assert RAHASIA in [p.isi for u in diskusi_butir(staf, dunia.lembar, kode) for p in u.pesan]  # it is there


def test_without_the_kind_guard_the_satker_would_read_it(
    dunia: Dunia, staf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tulis(dunia, staf, "kanwil", RAHASIA)
    monkeypatch.setattr("penilaian.queries.diskusi.jenis_terbaca", lambda *_: ("satker", "kanwil", "tpi"))
    isi = diskusi_butir(dunia.pelaku(), dunia.lembar, dunia.instrumen.cari("P5.1b").kode)
    assert RAHASIA in [p.isi for u in isi for p in u.pesan]


def test_unread_is_counted_until_it_is_read_and_writing_is_reading(dunia: Dunia, staf: Any) -> None:
    koordinator = dunia.pelaku()
    butir = dunia.instrumen.cari("P5.1b")
    tulis(dunia, staf, "satker")
    awal = [utas_baru(p, dunia.periode) for p in (koordinator, staf)]
    tandai_dibaca(oleh=koordinator, lembar=dunia.lembar, butir=butir)
    dibaca = utas_baru(koordinator, dunia.periode)
    tulis(dunia, koordinator, "satker", "Sudah.")
    balas = [utas_baru(p, dunia.periode) for p in (koordinator, staf)]
    assert (awal, dibaca, balas) == ([1, 0], 0, [0, 1])


def test_only_readers_can_be_mentioned(dunia: Dunia, staf: Any) -> None:
    koordinator, tpi = dunia.pelaku(), dunia.pelaku(Peran.TPI_KETUA)
    sebut = [str(koordinator.user.pk), str(tpi.user.pk), "bukan-id"]
    tulis(dunia, staf, "kanwil", sebut=sebut)
    assert Sebutan.objects.count() == 0
    tulis(dunia, staf, "satker", sebut=[str(koordinator.user.pk), str(tpi.user.pk)])
    assert set(Sebutan.objects.values_list("user", flat=True)) == {koordinator.user.pk, tpi.user.pk}
    assert [b.disebut for b in daftar_utas(koordinator, dunia.periode, dunia.instrumen)] == [True]


def test_done_and_open_again_and_a_message_opens_it(dunia: Dunia, staf: Any) -> None:
    butir = dunia.instrumen.cari("P5.1b")
    tulis(dunia, staf, "satker")
    isi = {"lembar": dunia.lembar, "butir": butir, "jenis": "satker"}
    atur_selesai(oleh=staf, **isi, selesai=True)
    selesai = Utas.objects.get().selesai_oleh_id
    atur_selesai(oleh=dunia.pelaku(), **isi, selesai=False)
    buka = Utas.objects.get().selesai_oleh_id
    atur_selesai(oleh=staf, **isi, selesai=True)
    tulis(dunia, dunia.pelaku(), "satker", "Masih ada.")
    assert (selesai, buka, Utas.objects.get().selesai_pada) == (staf.user.pk, None, None)


def test_the_log_holds_ids_and_never_the_text(dunia: Dunia, staf: Any) -> None:
    tulis(dunia, staf, "satker", RAHASIA)
    tulis(dunia, staf, "kanwil", RAHASIA)
    isi = [f"{j.objek} {j.sebelum} {j.sesudah} {j.alasan}" for j in Jejak.objects.filter(aksi__contains="pesan")]
    assert len(isi) == 2
    assert [t for t in isi if "ZIRAHASIA" in t] == []


@pytest.mark.parametrize(("isi", "kata"), [("  ", "Tulis pesannya."), ("x" * 2001, "Kurangi 1 huruf.")])
def test_empty_and_too_long_messages_are_refused(dunia: Dunia, staf: Any, isi: str, kata: str) -> None:
    with pytest.raises(DiskusiDitolak, match=kata):
        tulis(dunia, staf, "satker", isi)
    assert Pesan.objects.count() == 0
