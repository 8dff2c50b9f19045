"""Personal data: recall and false marks on planted numbers, masks, and what is no personal data."""

from __future__ import annotations

import pytest

from berkas.telaah.pribadi import JENIS, cari_pribadi, kalimat_pribadi, ringkas_pribadi
from tests.berkas.telaah.angka import korpus, umpan


@pytest.mark.parametrize("benih", [20261125, 4])
def test_recall_and_false_marks_on_640_planted_and_640_alike(benih: int) -> None:
    tanaman, mirip = korpus(640, benih), umpan(640, benih)
    kena = [
        [h for h in cari_pribadi(t.teks) if h.jenis == t.jenis and t.teks[h.awal : h.akhir] == t.nilai] for t in tanaman
    ]
    palsu = [t.nilai for t in mirip if cari_pribadi(t.teks)]
    lebih = [t.teks for t in tanaman if len(cari_pribadi(t.teks)) > 1]
    assert sum(bool(k) for k in kena) >= 0.98 * len(tanaman)
    assert len(palsu) <= 0.01 * len(mirip), palsu
    assert len(lebih) <= 0.01 * len(tanaman), lebih


@pytest.mark.parametrize(
    ("teks", "harap"),
    [
        ("NIK 3199990101909001", [("nik", "3199…9001")]),
        ("3199990101909001", [("nik", "3199…9001")]),  # by its structure alone
        ("NIK: 319999O1O19O9001", [("nik", "3199…9001")]),
        ("NPWP 01.234.567.8-999.000", [("npwp", "012…000")]),
        ("rekening BRI 1234567890", [("rekening", "…7890")]),
        ("HP 0812-0000-0042", [("telepon", "0812…42")]),
        ("+62 812 9999 0042", [("telepon", "0812…42")]),
        ("3199990001909001", []),  # day 00
        ("9999990101909001", []),  # no such province
        ("3199994001909001", []),  # day 40
        ("3199990113909001", []),  # month 13
        ("NIP 199001012010011001", []),
        ("NIP 19900101 201001 1 001", []),
        ("Rp1.234.567.890", []),
        ("", []),
    ],
)
def test_structure_and_mask(teks: str, harap: list[tuple[str, str]]) -> None:
    assert [(t.jenis, t.samar) for t in cari_pribadi(teks)] == harap


def test_rows_with_several_numbers_lose_none() -> None:
    baris = (
        "1. Sari Contoh NIK 3199990101909001 HP 0812-9999-0042",
        "2 Budi Contoh 3199990201909002 081299990043 BRI 1234567890",
        "NPWP 01.234.567.8-999.000 NIK 3199990301909003 rek. 0987654321",
        "NIP 199001012010011001 HP 081299990044",
        "0812 9999 0045 / 0813 9999 0046",
    )
    assert [[t.jenis for t in cari_pribadi(b)] for b in baris] == [
        ["nik", "telepon"],
        ["nik", "telepon", "rekening"],
        ["npwp", "nik", "rekening"],
        ["telepon"],
        ["telepon", "telepon"],
    ]
    assert len(cari_pribadi("\n".join(baris))) == 11


def test_identity_pages_are_marked_as_a_whole() -> None:
    ktp = (
        "PROVINSI CONTOH\nNIK : 3199990101909001\nNama : SARI CONTOH\nTempat/Tgl Lahir : KOTA CONTOH\nGol. Darah : O\n"
        "RT/RW : 001/002\nKel/Desa : Contoh\nStatus Perkawinan : Kawin\nBerlaku Hingga : SEUMUR HIDUP"
    )
    kk = "KARTU KELUARGA\nNo. 3199990101909002\nNama Kepala Keluarga : BUDI CONTOH"
    lhkpn = (
        "LAPORAN HARTA KEKAYAAN PENYELENGGARA NEGARA\nA. TANAH DAN BANGUNAN Rp 100.000.000\nB. HARTA BERGERAK LAINNYA\n"
        "KAS DAN SETARA KAS"
    )
    jenis = [
        {t.jenis for t in cari_pribadi(h)} for h in (ktp, kk, lhkpn, "Rekap kepatuhan LHKPN tahun 2026: 100 persen")
    ]
    assert jenis == [{"nik", "ktp"}, {"nik", "kk"}, {"lhkpn"}, set()]


def test_summary_holds_no_raw_value() -> None:
    halaman = ["NIK 3199990101909001 dan NIK 3199990101909001", "", "HP 0812-9999-0042\nNIK 3199990101909002"]
    isi = ringkas_pribadi(halaman)
    assert isi == [
        {"jenis": "nik", "halaman": 1, "samar": "3199…9001", "jumlah": 2},
        {"jenis": "telepon", "halaman": 3, "samar": "0812…42", "jumlah": 1},
        {"jenis": "nik", "halaman": 3, "samar": "3199…9002", "jumlah": 1},
    ]
    assert kalimat_pribadi(isi) == "3 NIK (hal. 1, 3), 1 nomor telepon (hal. 3)"
    assert kalimat_pribadi([]) == ""
    assert {d["jenis"] for d in isi} <= set(JENIS)


def test_long_pages_of_digits_end_in_bounded_time() -> None:
    """Nothing to assert about seconds: a pattern that runs away would hang the suite."""
    for teks in ("3171" * 20_000, "0 8 " * 20_000, "rek " * 20_000, "1.2-3 " * 12_000, "x" * 80_000):
        assert len(cari_pribadi(teks)) < 6000
