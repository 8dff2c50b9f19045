"""A question from a name and its folders: what people write in the field, and what only looks like a code."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berkas.cocok.kode import rapikan
from berkas.cocok.nama import siapkan_lalu
from berkas.cocok.saran import Dasar, Saran, sarankan, tebak_triwulan
from instrumen.pohon.baca import baca_instrumen


def _daftar(kode: str) -> dict[str, str]:
    return {b.kode_pendek: b.kode for b in baca_instrumen(kode).butir.values()}


D21, D14 = _daftar("LKE-ZI-2021"), _daftar("LKE-ZI-2014")

PASTI = [  # the aspect is written, or the path says it
    ("P5.1b SK UPG.pdf", "A5.P.i.b"),
    ("p5.1b-notula rapat.pdf", "A5.P.i.b"),
    ("P5_1b_SK_UPG.pdf", "A5.P.i.b"),
    ("P5-1b SK UPG.pdf", "A5.P.i.b"),
    ("P5.1.b SK UPG.pdf", "A5.P.i.b"),
    ("SK UPG P5.1b.pdf", "A5.P.i.b"),
    ("SK-P5.1b.pdf", "A5.P.i.b"),
    ("(P5.1b) SK UPG.pdf", "A5.P.i.b"),
    ("[P5.1b]SK UPG.pdf", "A5.P.i.b"),
    ("P5.1b.pdf", "A5.P.i.b"),
    ("P5.1B SK.PDF", "A5.P.i.b"),
    ("P5.1b(2).pdf", "A5.P.i.b"),
    ("P5.1b.1 SK.pdf", "A5.P.i.b"),
    ("P5.1b-2 lampiran.pdf", "A5.P.i.b"),
    ("P5.1b_sk_202601_satker07_v2.pdf", "A5.P.i.b"),
    ("Ｐ５．１ｂ SK.pdf", "A5.P.i.b"),
    ("P5.1b - A Rahman.pdf", "A5.P.i.b"),
    ("P5.1b 12.1.2026 undangan.pdf", "A5.P.i.b"),
    ("R2.3b dampak.pdf", "A2.R.iii.b"),
    ("r5.3a LHKPN.xlsx", "A5.R.iii.a"),
    ("P4.2h.pdf", "A4.P.ii.h"),
    ("P3.6a simpeg.png", "A3.P.vi.a"),
    ("H1a survei SPAK.pdf", "B1.a"),
    ("H1b.pdf", "B1.b"),
    ("H2a indeks.pdf", "B2.a"),
    ("A5.P.i.b SK UPG.pdf", "A5.P.i.b"),
    ("a5_p_i_b.pdf", "A5.P.i.b"),
    ("A5.P.1.b SK.pdf", "A5.P.i.b"),
    ("A3.P.vi.a.pdf", "A3.P.vi.a"),
    ("B1.a SPAK.pdf", "B1.a"),
    ("P5.1b/SK UPG.pdf", "A5.P.i.b"),
    ("Data dukung 2026/P5.1b UPG/notula.docx", "A5.P.i.b"),
    ("A5/P5.1b/P5.1b SK.pdf", "A5.P.i.b"),
    ("AREA I/PEMENUHAN/i. Penyusunan Tim Kerja/1.i.a SK TIM.pdf", "A1.P.i.a"),
    ("AREA V/B. Reform/5.iii.a.pdf", "A5.R.iii.a"),
    ("AREA V/Pemenuhan/V.1.b SK.pdf", "A5.P.i.b"),
]
TEBAKAN = [  # (path, suggestion, other questions it can mean)
    ("AREA I/i. Penyusunan Tim Kerja/1.i.a SK TIM ZI NOV 2022.pdf", "A1.P.i.a", ("A1.R.i.a",)),
    ("AREA V/v. Benturan Kepentingan/5.v.b sosialisasi.pdf", "A5.P.v.b", ()),
    ("AREA V\\i. Gratifikasi\\5.i.b.pdf", "A5.P.i.b", ()),
    ("I.1.a.1 SK Tim.pdf", "A1.P.i.a", ("A1.R.i.a",)),
    ("V.ii.c matriks.xlsx", "A5.P.ii.c", ()),
    ("5.1b SK UPG.pdf", "A5.P.i.b", ()),
    ("5.1.b SK UPG.pdf", "A5.P.i.b", ()),
    ("5.i.b SK UPG.pdf", "A5.P.i.b", ()),
    ("AREA I/1.a SK Zona Integritas-2021.pdf", "A1.P.i.a", ("A1.R.i.a",)),
    ("AREA V/i. Gratifikasi/b. SK UPG.pdf", "A5.P.i.b", ()),
    ("Pokja 5/i.b SK UPG.pdf", "A5.P.i.b", ()),
    ("AREA V/5.i.b/SK UPG.pdf", "A5.P.i.b", ()),
    ("AREA IV/4.ii.h capaian.pdf", "A4.P.ii.h", ()),
    ("AREA II/1.i.a SK.pdf", "A1.P.i.a", ("A1.R.i.a",)),
    ("AREA II/Pemenuhan/1.i.a SK.pdf", "A1.P.i.a", ()),  # area of the folder contradicts the name
    ("Reformasi birokrasi/1.i.a SK.pdf", "A1.P.i.a", ("A1.R.i.a",)),  # "reformasi" is not the aspect
    ("Pemenuhan dan reform/1.i.a SK.pdf", "A1.P.i.a", ("A1.R.i.a",)),  # says both, so nothing
    ("P5.1a-b laporan.pdf", "A5.P.i.a", ("A5.P.i.b",)),
    ("P5.1a, b laporan.pdf", "A5.P.i.a", ("A5.P.i.b",)),
    ("P5.2a s.d. c laporan.pdf", "A5.P.ii.a", ("A5.P.ii.b", "A5.P.ii.c")),
    ("P5.1a dan P5.2a.pdf", "A5.P.i.a", ("A5.P.ii.a",)),
    ("P1.1a/P5.1b SK.pdf", "A5.P.i.b", ("A1.P.i.a",)),  # name and folder disagree: the name goes first
]
BUKAN = [  # dates, versions, numbers of letters, questions that do not exist
    "1.1.2026 rapat.pdf",
    "12.5.a.pdf",
    "12.5.2026.pdf",
    "17-08-2026 upacara.jpg",
    "2026.1.a.pdf",
    "v1.2b.pdf",
    "v.1.b.pdf",
    "SOP v5.1b.pdf",
    "Laporan rev 5.1b.pdf",
    "Nomor 5.1.b-2026.pdf",
    "W13-U4.1.a surat.pdf",
    "SE 4.1a 2023.pdf",
    "HP1.1a.pdf",
    "XP5.1b.pdf",
    "P5.1bSK.pdf",
    "P5.1b2026.pdf",
    "P51b.pdf",
    "P9.9z.pdf",
    "P5.9a.pdf",
    "P5.1z.pdf",
    "R9.1a.pdf",
    "H3a.pdf",
    "H1 2026 laporan.pdf",
    "B06 laporan.pdf",
    "A5.X.i.b.pdf",
    "A4 kertas.pdf",
    "P3K 2026.pdf",
    "P4GN sosialisasi.pdf",
    "1.2.A4 cetak.pdf",
    "5.1b2026.pdf",
    "2.5m anggaran.pdf",
    "a. SK.pdf",
    "i. SK.pdf",
    "IMG_20260112_101010.jpg",
    "notulen rapat.pdf",
    "foto.jpg",
    ".pdf",
    "",
    "tanpa akhiran",
]


def _satu(jalur: str, **lain: object) -> Saran:
    rapi = jalur.replace("\\", "/")
    folder, _, nama = rapi.rpartition("/")
    return sarankan(nama, folder if "\\" not in jalur else jalur.rpartition("\\")[0], D21, **lain)


@pytest.mark.parametrize(("jalur", "kode"), PASTI)
def test_code_with_its_aspect_is_sure(jalur: str, kode: str) -> None:
    saran = _satu(jalur)
    assert (saran.kode, saran.pasti, saran.lain) == (kode, True, ())


@pytest.mark.parametrize(("jalur", "kode", "lain"), TEBAKAN)
def test_code_without_aspect_or_with_a_doubt_is_only_suggested(jalur: str, kode: str, lain: tuple[str, ...]) -> None:
    saran = _satu(jalur)
    assert (saran.kode, saran.pasti, saran.lain) == (kode, False, lain)


@pytest.mark.parametrize("jalur", BUKAN)
def test_what_only_looks_like_a_code_gives_nothing(jalur: str) -> None:
    assert _satu(jalur) == Saran()


def test_folders_of_a_sub_area_offer_its_questions_without_choosing() -> None:
    assert _satu("AREA V/i. Gratifikasi/foto.jpg") == Saran(lain=("A5.P.i.a", "A5.P.i.b", "A5.R.i.a"))


def test_reason_names_where_the_code_stands() -> None:
    assert [_satu(j).dasar for j in ("P5.1b x.pdf", "P5.1b/x.pdf", "AREA V/5.i.b/x.pdf", "x.pdf")] == [
        Dasar.KODE_NAMA,
        Dasar.KODE_FOLDER,
        Dasar.KODE_FOLDER,
        Dasar.TIDAK_ADA,
    ]


def test_canonical_code_of_2014_has_no_aspect_and_is_sure() -> None:
    assert sarankan("V.1.b SK UPG.pdf", "", D14) == Saran("V.1.b", Dasar.KODE_NAMA, True)
    assert sarankan("P5.1b SK UPG.pdf", "", D14) == Saran("V.1.b", Dasar.KODE_NAMA, True)
    assert sarankan("H1.a.pdf", "", D14) == Saran("H1.a", Dasar.KODE_NAMA, True)
    assert sarankan("R5.1a.pdf", "", D14) == Saran()  # 2014 has no reform


LALU = siapkan_lalu(
    [
        ("SK Tim Zona Integritas 2025.pdf", "A1.P.i.a"),
        ("Laporan gratifikasi UPG Triwulan I 2025.pdf", "A5.P.i.b"),
        ("Laporan gratifikasi sosialisasi.pdf", "A5.P.i.a"),
        *((f"Notulen rapat {n}.pdf", kode) for n, kode in enumerate(list(D21.values())[:6])),
    ]
)


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ("SK_Tim_Zona_Integritas_2026_final.pdf", "A1.P.i.a"),
        ("sk tim zona integritas (rev 2) ttd.pdf", "A1.P.i.a"),
        ("Laporan UPG gratifikasi TW II 2026.pdf", "A5.P.i.b"),
        ("Notulen rapat 12 Januari 2026.pdf", ""),  # alike under more than three questions
        ("SK.pdf", ""),
        ("foto kegiatan.jpg", ""),
    ],
)
def test_last_years_name_is_a_suggestion_and_never_sure(nama: str, kode: str) -> None:
    saran = sarankan(nama, "", D21, LALU)
    assert (saran.kode, saran.pasti, saran.dasar) == (kode, False, Dasar.MIRIP if kode else Dasar.TIDAK_ADA)


def test_code_beats_last_years_name_and_a_code_of_another_instrument_is_left_out() -> None:
    assert sarankan("P5.2a SK Tim Zona Integritas 2026.pdf", "", D21, LALU).kode == "A5.P.ii.a"
    assert sarankan("SK Tim Zona Integritas 2026.pdf", "", {"P5.1b": "A5.P.i.b"}, LALU) == Saran()


@pytest.mark.parametrize(
    ("nama", "tanggal", "triwulan"),
    [
        ("P5.1b TW II.pdf", None, "B06"),
        ("laporan triwulan 3.pdf", None, "B09"),
        ("B12 laporan.pdf", dt.date(2026, 1, 5), "B12"),
        ("TW I dan TW II.pdf", None, ""),
        ("undangan.pdf", dt.date(2026, 3, 31), "B03"),
        ("undangan.pdf", dt.date(2026, 4, 1), "B06"),
        ("undangan.pdf", dt.date(2025, 4, 1), ""),
        ("TWITTER 1.pdf", None, ""),
    ],
)
def test_quarter_as_written_else_by_the_date_of_the_year(nama: str, tanggal: dt.date | None, triwulan: str) -> None:
    assert tebak_triwulan(nama, "", tanggal, 2026) == triwulan


_teks = st.text(max_size=60) | st.from_regex(r"[PRHApr]?[0-9ivx]{0,3}[._ -]?[0-9ivx]{0,3}[._ -]?[a-z]{0,2}.{0,10}")


@given(nama=_teks, folder=st.lists(_teks, max_size=4).map("/".join))
def test_never_fails_and_never_sure_of_an_unknown_code(nama: str, folder: str) -> None:
    for daftar in (D21, D14, {}):
        saran = sarankan(nama, folder, daftar, LALU)
        assert {saran.kode, *saran.lain} - {""} <= set(daftar.values())
        assert not (saran.pasti and not saran.kode)
        assert saran.kode not in saran.lain
    assert tebak_triwulan(nama, folder, None, 2026) in {"", "B03", "B06", "B09", "B12"}


@given(
    pendek=st.sampled_from(sorted(D21)),
    sela=st.sampled_from([" ", "_", "-", " - ", ". "]),
    ekor=st.sampled_from(["SK", "Notula rapat", "(scan)", "2026"]),
)
def test_every_code_of_the_instrument_is_read_back(pendek: str, sela: str, ekor: str) -> None:
    for nama in (f"{pendek}{sela}{ekor}.pdf", f"{D21[pendek]}{sela}{ekor}.pdf", f"{pendek.lower()}.pdf"):
        assert sarankan(nama, "", D21) == Saran(D21[pendek], Dasar.KODE_NAMA, True)


def test_tables_are_large_enough() -> None:
    assert len({*(j for j, _ in PASTI), *(j for j, *_ in TEBAKAN), *BUKAN}) >= 60
    assert rapikan("  P5.1b   SK ") == "p5.1b sk"
