# ruff: noqa: E501  office texts and table rows
"""Planted identifiers and look-alikes, made by code. Regency and district 99 exist nowhere: no number is a person's."""

from __future__ import annotations

import random
from dataclasses import dataclass

_PROVINSI = (
    "11",
    "12",
    "14",
    "18",
    "21",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "51",
    "53",
    "61",
    "64",
    "71",
    "73",
    "82",
    "94",
)
_BANK = ("BRI", "BNI", "Bank Mandiri", "BCA", "Bank BTN", "BSI", "Bank Jateng", "BPD")
_NAMA = ("Sari Contoh", "Budi Contoh", "Wahyu Contoh", "Ningsih Contoh")
OCR = {"0": "O", "1": "l", "5": "S", "8": "B"}


@dataclass(frozen=True)
class Tanaman:
    """A page with one planted identifier of kind `jenis` ('' = look-alike that is no personal data)."""

    jenis: str
    teks: str
    nilai: str


def nik(acak: random.Random) -> str:
    hari = acak.randint(1, 28) + acak.choice((0, 40))
    return f"{acak.choice(_PROVINSI)}9999{hari:02d}{acak.randint(1, 12):02d}{acak.randint(50, 99)}{acak.randint(1, 9999):04d}"


def npwp(acak: random.Random) -> str:
    return "".join(str(acak.randint(0, 9)) for _ in range(15))


def telepon(acak: random.Random) -> str:
    return f"08{acak.choice('1235789')}{acak.randint(0, 10**8 - 1):08d}{acak.choice(('', '7', '42'))}"[:13]


def nip(acak: random.Random) -> str:
    return (
        f"19{acak.randint(60, 99)}{acak.randint(1, 12):02d}{acak.randint(1, 28):02d}"
        f"20{acak.randint(10, 24)}{acak.randint(1, 12):02d}{acak.choice('12')}{acak.randint(1, 999):03d}"
    )


def _kacau(teks: str, acak: random.Random, berapa: int) -> str:
    """Some digits read as letters, as OCR does."""
    huruf = list(teks)
    for i in acak.sample(range(1, len(huruf)), min(berapa, len(huruf) - 1)):
        huruf[i] = OCR.get(huruf[i], huruf[i])
    return "".join(huruf)


def _bentuk_nik(n: str, acak: random.Random) -> tuple[str, str]:
    bentuk = acak.randrange(8)
    if bentuk == 0:
        return f"NIK : {n}", n
    if bentuk == 1:
        return f"1. {acak.choice(_NAMA)}   {n}   Petugas Loket", n
    if bentuk == 2:
        pisah = f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:]}"
        return f"Nomor Induk Kependudukan {pisah}", pisah
    if bentuk == 3:
        pisah = " ".join(n)
        return f"No. KTP\n{pisah}", pisah
    if bentuk == 4:
        pisah = f"{n[:6]}-{n[6:12]}-{n[12:]}"
        return f"pelapor dengan identitas {pisah} menyampaikan keluhan", pisah
    if bentuk == 5:
        kacau = _kacau(n, acak, 3)
        return f"NIK: {kacau}", kacau
    if bentuk == 6:
        kacau = _kacau(n, acak, 2)
        return f"{acak.choice(_NAMA)} ({kacau}) pemohon layanan", kacau
    return f"Yang bertanda tangan di bawah ini, {acak.choice(_NAMA)}, NIK {n}, menyatakan:", n


def _bentuk_npwp(n: str, acak: random.Random) -> tuple[str, str]:
    rapi = f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}-{n[9:12]}.{n[12:]}"
    bentuk = acak.randrange(6)
    if bentuk == 0:
        return f"NPWP : {rapi}", rapi
    if bentuk == 1:
        return f"Penyedia CV Contoh Jaya {rapi}", rapi
    if bentuk == 2:
        return f"NPWP {n}", n
    if bentuk == 3:
        enam_belas = f"0{n}"
        return f"NPWP: {enam_belas}", enam_belas
    if bentuk == 4:
        kacau = _kacau(rapi, acak, 2)
        return f"NPWP : {kacau}", kacau
    renggang = f"{n[:2]} . {n[2:5]} . {n[5:8]} . {n[8]} - {n[9:12]} . {n[12:]}"
    return f"Nomor Pokok Wajib Pajak: {renggang}", renggang


def _bentuk_rekening(acak: random.Random) -> tuple[str, str]:
    panjang = acak.choice((10, 10, 13, 15, 16))
    n = str(acak.randint(1, 9)) + "".join(str(acak.randint(0, 9)) for _ in range(panjang - 1))
    bentuk = acak.randrange(6)
    if bentuk == 0:
        return f"Nomor rekening {n} atas nama {acak.choice(_NAMA)}", n
    if bentuk == 1:
        return f"No. Rek: {n} ({acak.choice(_BANK)})", n
    if bentuk == 2:
        return f"{acak.choice(_BANK)} {n} a.n. {acak.choice(_NAMA)}", n
    if bentuk == 3:
        pisah = f"{n[:4]}-{n[4:6]}-{n[6:]}"
        return f"Rekening {acak.choice(_BANK)} nomor {pisah}", pisah
    if bentuk == 4:
        pisah = f"{n[:3]} {n[3:6]} {n[6:]}"
        return f"Transfer ke rekening:\n{pisah}", pisah
    return f"honor dibayarkan ke rek. {n}", n


def _bentuk_telepon(n: str, acak: random.Random) -> tuple[str, str]:
    bentuk = acak.randrange(7)
    if bentuk == 0:
        return f"HP {n}", n
    if bentuk == 1:
        pisah = f"{n[:4]}-{n[4:8]}-{n[8:]}"
        return f"Kontak: {pisah}", pisah
    if bentuk == 2:
        luar = f"+62{n[1:]}"
        return f"WhatsApp {luar}", luar
    if bentuk == 3:
        luar = f"+62 {n[1:4]} {n[4:8]} {n[8:]}"
        return f"2. {acak.choice(_NAMA)} {luar} Bapas Contoh", luar
    if bentuk == 4:
        return f"3  {acak.choice(_NAMA)}  {n}  sangat puas", n
    if bentuk == 5:
        luar = f"62{n[1:]}"
        return f"WA: {luar}", luar
    pisah = f"{n[:4]} {n[4:8]} {n[8:]}"
    return f"No. telepon {pisah}", pisah


_LATAR = (
    "Rapat dibuka pukul 09.00 WIB oleh Kepala Satker dan dihadiri 24 pegawai.",
    "Nilai SKM triwulan II sebesar 88,81 dari 182 responden.",
    "Berdasarkan Keputusan Nomor W12.PAS.8-OT.01.01-2026 tanggal 12 Januari 2026.",
)


def _halaman(isi: str, acak: random.Random) -> str:
    return f"{acak.choice(_LATAR)}\n{isi}\n{acak.choice(_LATAR)}"


def korpus(banyak: int = 640, benih: int = 20261125) -> list[Tanaman]:
    """`banyak` pages with one identifier each, the four kinds in equal shares."""
    acak = random.Random(benih)
    hasil = []
    for i in range(banyak):
        jenis = ("nik", "npwp", "rekening", "telepon")[i % 4]
        if jenis == "nik":
            teks, nilai = _bentuk_nik(nik(acak), acak)
        elif jenis == "npwp":
            teks, nilai = _bentuk_npwp(npwp(acak), acak)
        elif jenis == "telepon":
            teks, nilai = _bentuk_telepon(telepon(acak), acak)
        else:
            teks, nilai = _bentuk_rekening(acak)
        hasil.append(Tanaman(jenis, _halaman(teks, acak), nilai))
    return hasil


def umpan(banyak: int = 640, benih: int = 7) -> list[Tanaman]:
    """Pages with numbers that look alike and are nobody's data."""
    acak = random.Random(benih)

    def angka(n: int) -> str:
        return str(acak.randint(1, 9)) + "".join(str(acak.randint(0, 9)) for _ in range(n - 1))

    def satu() -> str:
        n = nip(acak)
        return acak.choice(
            (
                f"NIP. {n}",
                f"NIP {n[:8]} {n[8:14]} {n[14]} {n[15:]}",
                f"{acak.choice(_NAMA)}, NIP {n}, rekening belanja",
                f"SP DIPA-013.08.2.{angka(6)}/2026",
                f"Rp{acak.randint(1, 999)}.{angka(3)}.{angka(3)}.{angka(3)}",
                f"Rp {acak.randint(1, 9)}.{angka(3)}.{angka(3)}.{angka(3)}.{angka(3)},00",
                f"Nomor: W.12.PAS.8-OT.01.01-0812{angka(4)} Tahun 2026",
                f"Nomor Surat 0812/{angka(4)}/2026/{angka(3)}",
                f"ISBN 978-602-{angka(4)}-{angka(2)}-{acak.randint(0, 9)}",
                f"NTPN {angka(16)}",
                f"kode billing {angka(15)}",
                f"Akun 521211, Kode kegiatan 1593.{angka(3)}.{angka(3)}.{angka(4)}",
                f"Telp. (021) {angka(7)}, Faks. (021) {angka(7)}",
                f"SHA-256 {acak.getrandbits(256):064x}",
                f"koordinat -6.{angka(6)}, 106.{angka(6)}",
                f"{angka(2)} {angka(2)} {angka(3)} {angka(2)} {angka(4)} {angka(2)} {angka(3)}",
                f"tanggal 12-01-2026 08:{acak.randint(10, 59)}:{acak.randint(10, 59)}",
                f"Tahun 2021 2022 2023 2024 2025 2026 capaian {angka(2)},{angka(2)}",
                f"Penilaian mandiri 2026: {angka(2)},{angka(2)} dari 100",
                f"No. agenda {angka(12)}",
                f"ID pengaduan {angka(8)}",
                f"barcode {angka(13)}",
            )
        )

    return [Tanaman("", _halaman(isi := satu(), acak), isi) for _ in range(banyak)]
