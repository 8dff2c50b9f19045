"""Blind double scoring in the browser's eyes: who sees what when, the consensus, and the pages of figures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from penilaian.actions.diskusi import tulis_pesan
from penilaian.actions.ganda import atur_ganda, matikan_ganda
from penilaian.actions.meja import tandai_butir
from penilaian.models import Jawaban, Lapisan, NilaiPertama, PenilaianGanda, PutusanBukti
from penilaian.queries.bacaan import sematan_kini
from satker.models import Jejak
from satker.peran import Peran
from tests.pabrik import buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import beri_bukti, nilai, sampai_evaluasi, sesi_desk

KODE, BAKU = "P1.1b", "A1.P.i.b"
RAHASIA = "KENARI-NILAI-REKAN"


@pytest.fixture
def ganda(dunia: Dunia, settings: Any, tmp_path: Any) -> Dunia:
    """A sheet under evaluation with two members, P1.1b and P1.2a scored blind; the first member has scored P1.1b."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    beri_bukti(dunia, KODE)
    sampai_evaluasi(dunia)
    dunia.rekan = rekan(dunia)
    kode = frozenset(dunia.instrumen.cari(k).kode for k in (KODE, "P1.2a"))
    atur_ganda(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, cara="pilihan", kode=kode)
    nilai(dunia, dunia.pelaku(Peran.TPI_ANGGOTA), KODE, "C", Lapisan.TPI_ANGGOTA, catatan=RAHASIA)
    return dunia


def rekan(dunia: Dunia) -> Any:
    satu = pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    dunia.tandatangan(satu)
    return satu


def menilai(ganda: Dunia, isi: str = "B", catatan: str = "Sebagian") -> None:
    nilai(ganda, ganda.rekan, KODE, isi, Lapisan.TPI_ANGGOTA, catatan=catatan)


def teks(jawab: Any) -> str:
    """The body without the names one may mention or filter by, which are no secret."""
    isi = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
    return re.sub(r"<select.*?</select>", "", isi.decode(errors="replace"), flags=re.DOTALL)


# --- Nothing of the other's score reaches a member who has not scored ------------------------------------------------


def halaman_anggota(dunia: Dunia) -> list[str]:
    """Every GET address of a unit, a desk and a year that a member may open, as far as it can be filled in."""
    sesi = sesi_desk(dunia)
    umum = {"tahun": dunia.periode.tahun, "kode": dunia.satker.kode}
    isian = {**umum, "kode_butir": KODE, "nomor": 1, "sesi": sesi.pk, "kamar": 1, "titik": "B03", "jenis": "tpi"}
    from zi_portal.izin_dok import daftar_url

    alamat = {"/", f"{reverse('cari')}?q={RAHASIA}", f"{dunia.url('meja_layar', kode_butir=KODE)}?anggota=1"}
    for baris in daftar_url():
        arg = re.findall(r"<\w+:(\w+)>", baris.rute)
        if set(arg) <= set(isian) and baris.izin and "/<str:bentuk>" not in baris.rute and not baris.rute.startswith("/^"):
            rute = baris.rute
            for nama in arg:
                rute = re.sub(rf"<\w+:{nama}>", str(isian[nama]), rute)
            alamat.add(rute)
    return sorted(a for a in alamat if "keluar" not in a and "<" not in a)


def bocor(client: Client, dunia: Dunia, rahasia: tuple[str, ...]) -> set[tuple[str, str]]:
    hasil = set()
    for alamat in halaman_anggota(dunia):
        jawab = client.get(alamat)
        isi = teks(jawab) + str(dict(jawab.items()))
        hasil |= {(alamat, r) for r in rahasia if r in isi}
    return hasil


def bersiap(ganda: Dunia, gudang: Any = None) -> None:
    """The first member also flags the butir, decides on its file and talks about it inside the team."""
    satu = ganda.pelaku(Peran.TPI_ANGGOTA)
    butir = ganda.instrumen.cari(KODE)
    tandai_butir(oleh=satu, lembar=ganda.lembar, butir=butir, tanda=True)
    from penilaian.actions.bacaan import putus_bukti

    s = next(s for s in sematan_kini(ganda.lembar) if s.kode_butir == BAKU)
    putus_bukti(
        oleh=satu,
        lembar=ganda.lembar,
        bukti_id=s.bukti_id,
        versi_id=s.versi_id,
        putusan="ditolak",
        catatan=f"{RAHASIA}-BERKAS",
        nomor_dilihat=0,
    )
    tulis_pesan(oleh=satu, lembar=ganda.lembar, kode_butir=BAKU, area="A1", jenis="tpi", isi=f"{RAHASIA}-PESAN")


def test_no_page_shows_a_member_the_others_score_before_the_own_one(ganda, client):
    bersiap(ganda)
    masuk(client, ganda.rekan)
    cari = (RAHASIA, "memberi nilai anggota", "menandai soal", "memutus berkas")
    assert bocor(client, ganda, cari) == set()
    banding = re.search(r'<dl class="zi-definisi zi-meja-banding">.*?</dl>', teks(client.get(ganda.url("meja_butir", kode_butir=KODE))), re.DOTALL)
    assert ganda.pelaku(Peran.TPI_ANGGOTA).user.nama not in banding[0]
    # the twin: once blindness is switched off, the same pages show it
    matikan_ganda(oleh=ganda.pelaku(Peran.TPI_KETUA), lembar=ganda.lembar, alasan="Anggota sakit")
    terlihat = {a for a, r in bocor(client, ganda, (RAHASIA,))}
    assert {ganda.url("meja_butir", kode_butir=KODE), ganda.url("diskusi_butir", kode_butir=KODE)} <= terlihat
    assert len(terlihat) >= 3
