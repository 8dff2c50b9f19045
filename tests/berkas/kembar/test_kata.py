"""The words that count."""

from __future__ import annotations

import pytest

from berkas.kembar.kata import kata_isi, sebutan_satker

SEBUTAN = sebutan_satker(
    "Lapas Kelas IIA Sumber Makmur", "Kantor Wilayah Nusa Contoh", "Kementerian Contoh Republik", "Kota Sumber Makmur"
)


def kata(teks: str, sebutan=SEBUTAN) -> str:
    return " ".join(k.teks for k in kata_isi([teks], sebutan))


@pytest.mark.parametrize(
    ("teks", "sisa"),
    [
        ("Lapas Kelas IIA Sumber Makmur mengadakan rapat", "mengadakan rapat"),
        ("Lembaga Pemasyarakatan Kelas II A Sumber Makmur mengadakan rapat", "mengadakan rapat"),
        ("LAPAS SUMBER MAKMUR mengadakan rapat", "mengadakan rapat"),
        ("Kanwil Nusa Contoh dan Kantor Wilayah Nusa Contoh hadir", "dan hadir"),
        ("pengelolaan sumber daya manusia", "pengelolaan sumber daya manusia"),  # an ordinary word of the name stays
        ("Rutan Kelas IIB Tanjung Asri mengadakan rapat", "rutan tanjung asri mengadakan rapat"),
    ],
)
def test_the_own_name_goes_in_every_form_and_no_other(teks: str, sisa: str) -> None:
    assert kata(teks) == sisa


@pytest.mark.parametrize(
    "tanggal",
    [
        "Senin, 17 Agustus 2026",
        "17-08-2026",
        "2026-08-17",
        "17/8/26",
        "Agustus 2026",
        "TA 2026",
        "tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam",
        "triwulan III tahun 2026",
        "pukul 09.00 WITA",
        "17 Nop. 2026",
    ],
)
def test_dates_in_all_forms_are_left_out(tanggal: str) -> None:
    assert kata(f"rapat dilaksanakan {tanggal} bersama pegawai") == "rapat dilaksanakan bersama pegawai"


@pytest.mark.parametrize(
    "nomor",
    ["W.12-PAS.7-OT.02.02-1234", "123/KPTS/III/2026", "198501012010121001", "Rp1.250.000,00", "87,5%", "a1@b.go.id"],
)
def test_numbers_document_numbers_and_addresses_are_left_out(nomor: str) -> None:
    assert kata(f"surat {nomor} diterima") == "surat diterima"


def test_a_word_misread_by_ocr_stays_a_word() -> None:
    assert kata("4ab12c 2x") == ""  # too many digits: a number
    assert kata("p3ngaduan layanan") == "pengaduan layanan"


def test_legal_citations_letterhead_and_page_furniture_are_left_out() -> None:
    teks = (
        "KEMENTERIAN CONTOH REPUBLIK\nJalan Contoh No. 3, Kota X\nTelp. (021) 55, Laman: x.go.id\n"
        "Mengingat: Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara; Peraturan Menteri PANRB Nomor 90\n"
        "Tahun 2021 tentang Zona Integritas;\nHalaman 1 dari 9\nkegiatan berjalan lancar"
    )
    assert kata(teks) == "mengingat kegiatan berjalan lancar"


def test_lines_on_most_pages_are_headers() -> None:
    halaman = [f"Laporan akhir tim\nisi {nama} berbeda" for nama in ("alfa", "beta", "gama")]
    assert [k.teks for k in kata_isi(halaman)] == [
        "isi",
        "alfa",
        "berbeda",
        "isi",
        "beta",
        "berbeda",
        "isi",
        "gama",
        "berbeda",
    ]
    assert "laporan" in [k.teks for k in kata_isi(halaman[:2])]  # two pages prove nothing


def test_words_remember_their_place() -> None:
    halaman = ["satu rapat,", "pegawai hadir"]
    assert [(k.halaman, halaman[k.halaman][k.mulai : k.akhir]) for k in kata_isi(halaman)] == [
        (0, "rapat,"),
        (1, "pegawai"),
        (1, "hadir"),
    ]


def test_hostile_text_takes_no_time_worth_mentioning() -> None:
    assert kata_isi(["peraturan nomor " * 30_000]) != []
    assert kata_isi(["a" * 500_000]) != []
