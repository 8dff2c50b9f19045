"""Four layers that differ, each explained (M4); drafts reach their own team only."""

from __future__ import annotations

from fractions import Fraction

import pytest

from penilaian.actions.potret import ambil_potret
from penilaian.models import AlurLembar, Lapisan, Peristiwa
from penilaian.queries.lapisan import lapisan_terbaca, susun_halaman_lapisan
from satker.models import GarisPendahuluan
from satker.models.waktu import Garis
from satker.peran import Peran
from tests.pabrik import buat_kanwil, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, kanwil, kirim

pytestmark = pytest.mark.django_db

NAMA = ["Mandiri", "Pendahuluan", "Tim penilai", "TPN"]


def _ubah(dunia: Dunia, lapisan: str, kode: str, isi: object, catatan: str = "") -> None:
    from penilaian.models import Jawaban

    baris = Jawaban.objects.filter(lembar=dunia.lembar, lapisan=lapisan, kode_butir=dunia.instrumen.cari(kode).kode)
    assert baris.update(isi=isi, uraian=catatan) == 1


def _keadaan(dunia: Dunia, keadaan: str) -> None:
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan=keadaan)


def _terbitkan(dunia: Dunia, lapisan: str, peristiwa: Peristiwa) -> None:
    ambil_potret(oleh=dunia.pelaku(), lembar=dunia.lembar, lapisan=lapisan, peristiwa=peristiwa, pengajuan=None)


@pytest.fixture
def empat(dunia: Dunia) -> Dunia:
    """Sent with full marks; P1.1b falls to B, then C, and TPN gives A again; P1.4d falls once."""
    dunia.atasan = kanwil(dunia)  # type: ignore[attr-defined]
    kirim(dunia)
    for lapisan in (Lapisan.PENDAHULUAN, Lapisan.TPI, Lapisan.TPN):
        isi_semua(dunia, lapisan)
    _ubah(dunia, Lapisan.PENDAHULUAN, "P1.1b", "B", "Unsur pelaksana belum ada.")
    _ubah(dunia, Lapisan.TPI, "P1.1b", "C", "Seleksi tidak terlihat.")
    _ubah(dunia, Lapisan.TPI, "P1.4d", "B")
    _ubah(dunia, Lapisan.TPN, "P1.4d", "B")
    _terbitkan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN)
    _terbitkan(dunia, Lapisan.TPI, Peristiwa.KUNCI)
    _terbitkan(dunia, Lapisan.TPN, Peristiwa.TPN)
    _keadaan(dunia, "ditetapkan")
    return dunia


def test_four_layers_each_explained(empat: Dunia) -> None:
    halaman = susun_halaman_lapisan(empat.pelaku(), empat.lembar, empat.instrumen)
    assert [(t.nama, t.final) for t in halaman.lapisan] == [(n, True) for n in NAMA]
    b1, b2 = (empat.instrumen.cari(k).bobot_efektif for k in ("P1.1b", "P1.4d"))
    turun = b2 * Fraction(33, 100)
    assert [step.poin for step in halaman.terjun.langkah] == [-b1 / 2, -b1 / 2 - turun, b1]
    assert [nama for nama, _ in halaman.langkah] == [
        "Mandiri ke Pendahuluan",
        "Pendahuluan ke Tim penilai",
        "Tim penilai ke TPN",
    ]
    assert [b.butir.kode_pendek for b in halaman.beda] == ["P1.4d", "P1.1b"]
    assert halaman.sama == 111
    satu = halaman.beda[1]
    assert [(s.singkat, s.selisih, s.catatan) for s in satu.sel] == [
        ("A", None, ""),
        ("B", -b1 / 2, "Unsur pelaksana belum ada."),
        ("C", -b1 / 2, "Seleksi tidak terlihat."),
        ("A", b1, ""),
    ]
    assert satu.selisih == 0
    assert satu.sebab == (
        "Belum tampak oleh Pendahuluan: “Prosedur jelas dan tim mewakili seluruh unsur unit kerja”. Yang tampak: "
        "“Sebagian memakai prosedur; mewakili sebagian besar unsur”.",
        "Belum tampak oleh Tim penilai: “Sebagian memakai prosedur; mewakili sebagian besar unsur”. Yang tampak: "
        "“Tidak diseleksi”.",
        "TPN melihat lebih: “Prosedur jelas dan tim mewakili seluruh unsur unit kerja”.",
    )
    total = halaman.area[-1]
    assert (total.nama, [n for _, n in total.kolom], total.selisih) == (
        "Nilai total",
        [t.hasil.total for t in halaman.lapisan],
        -turun,
    )


@pytest.mark.parametrize(
    ("keadaan", "peran", "terlihat"),
    [
        ("evaluasi", Peran.KOORDINATOR, ["Mandiri", "Pendahuluan"]),
        ("evaluasi", Peran.KEPALA, ["Mandiri", "Pendahuluan"]),
        ("evaluasi", Peran.ADMIN_INSPEKTORAT, ["Mandiri", "Pendahuluan"]),
        ("evaluasi", Peran.TPI_KETUA, ["Mandiri", "Pendahuluan", "Tim penilai"]),
        ("evaluasi", "kanwil", ["Mandiri", "Pendahuluan"]),
        ("tanggapan", Peran.TPI_KETUA, ["Mandiri", "Pendahuluan"]),
    ],
)
def test_draft_of_the_team_reaches_nobody_outside(dunia: Dunia, keadaan: str, peran: str, terlihat: list[str]) -> None:
    atasan = kanwil(dunia)
    kirim(dunia)
    isi_semua(dunia, Lapisan.PENDAHULUAN)
    isi_semua(dunia, Lapisan.TPI, letak=1)
    isi_semua(dunia, Lapisan.TPI_ANGGOTA, letak=2)
    _terbitkan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN)
    _keadaan(dunia, keadaan)
    pelaku = atasan if peran == "kanwil" else dunia.pelaku(peran)
    assert [t.nama for t in lapisan_terbaca(pelaku, dunia.lembar, dunia.instrumen)] == terlihat


def test_draft_of_pendahuluan_is_read_by_the_line_above_only(dunia: Dunia) -> None:
    atasan = kanwil(dunia)
    kirim(dunia)
    isi_semua(dunia, Lapisan.PENDAHULUAN, letak=1)
    for pelaku, banyak in ((atasan, 2), (dunia.pelaku(), 1), (dunia.pelaku(Peran.TPI_KETUA), 1)):
        terlihat = lapisan_terbaca(pelaku, dunia.lembar, dunia.instrumen)
        assert [t.nama for t in terlihat] == NAMA[:banyak]
    assert [(t.final, t.keterangan) for t in lapisan_terbaca(atasan, dunia.lembar, dunia.instrumen)] == [
        (True, "dikirim"),
        (False, "draf tim, belum terbit"),
    ]


def test_sheet_that_was_not_sent_shows_its_draft(dunia: Dunia) -> None:
    dunia.jawab("P1.1b", "B")
    (satu,) = lapisan_terbaca(dunia.pelaku(), dunia.lembar, dunia.instrumen)
    assert (satu.final, satu.keterangan, dict(satu.isi)) == (False, "draf satker, belum dikirim", {"A1.P.i.b": "B"})


def test_work_after_sending_does_not_change_what_is_explained(empat: Dunia) -> None:
    empat.jawab("P1.1b", "C")
    halaman = susun_halaman_lapisan(empat.pelaku(), empat.lembar, empat.instrumen)
    assert halaman.lapisan[0].hasil.total == 100


def test_untouched_butir_of_a_finished_layer_is_named(empat: Dunia) -> None:
    from penilaian.models import Potret

    potret = Potret.objects.get(lapisan=Lapisan.TPN)
    potret.jawaban = {k: v for k, v in potret.jawaban.items() if k != "A1.P.i.a"}
    potret.save()
    halaman = susun_halaman_lapisan(empat.pelaku(), empat.lembar, empat.instrumen)
    assert [b.sebab for b in halaman.beda if b.butir.kode == "A1.P.i.a"] == [
        ("TPN tidak menilai soal ini: dihitung 0.",)
    ]


@pytest.mark.parametrize("banyak", [1, 3])
def test_page_costs_the_same_whatever_differs(dunia: Dunia, django_assert_num_queries, banyak: int) -> None:
    kirim(dunia)
    isi_semua(dunia, Lapisan.TPI)
    for kode in ("P1.1b", "P1.4d", "P1.4b")[:banyak]:
        _ubah(dunia, Lapisan.TPI, kode, "B")
    _terbitkan(dunia, Lapisan.TPI, Peristiwa.KUNCI)
    _keadaan(dunia, "layak")
    with django_assert_num_queries(3):
        assert len(susun_halaman_lapisan(dunia.pelaku(), dunia.lembar, dunia.instrumen).beda) == banyak


def test_office_that_sees_the_unit_but_does_not_assess_it_reads_no_draft(dunia: Dunia) -> None:
    """The directorate that leads the unit is not its line here; the twin: as soon as it is, it reads the draft."""
    kanwil(dunia)
    lain = buat_kanwil(dunia.satker.instansi)
    dunia.satker.pembina = lain
    dunia.satker.save()
    pembina = pelaku_untuk(lain, Peran.PIMPINAN_KANWIL)
    kirim(dunia)
    isi_semua(dunia, Lapisan.PENDAHULUAN, letak=1)
    assert [t.nama for t in lapisan_terbaca(pembina, dunia.lembar, dunia.instrumen)] == NAMA[:1]
    GarisPendahuluan.objects.create(periode=dunia.periode, jenis=dunia.satker.jenis, garis=Garis.PEMBINA)
    assert [t.nama for t in lapisan_terbaca(pembina, dunia.lembar, dunia.instrumen)] == NAMA[:2]
