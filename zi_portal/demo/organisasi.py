"""The demo tree: one ministry, two directorates, an inspectorate, one kanwil with 29 satkers in 17 kabupaten/kota.

All names are invented; places are kingdoms of the shadow play.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from satker.actions.waktu import awal_hari, buat_periode
from satker.models import (
    GarisPendahuluan,
    JenisSatker,
    Kelonggaran,
    Penugasan,
    Periode,
    RiwayatInduk,
    RiwayatPredikat,
    Satker,
    SetelanInstansi,
    User,
)
from satker.models.organisasi import Predikat, Tingkat, Zona, ruas_baru
from satker.models.waktu import Garis
from satker.peran import Peran

# fmt: off
DAERAH = (
    "Amarta", "Astina", "Mandura", "Pringgandani", "Dwarawati", "Wirata", "Pancala", "Awangga", "Mandraka",
    "Cempala", "Kumbina", "Lesanpura", "Madukara", "Jodipati", "Banakeling", "Sindu", "Trajutrisna",
)
_DEPAN = (
    "Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hadi", "Indah", "Joko", "Kartika", "Lukman", "Maya",
    "Nanda", "Oki", "Putri", "Rama", "Sari", "Tono", "Umi", "Vina", "Wahyu", "Yudi", "Zahra",
)
# fmt: on
KOTA = {"Amarta", "Astina", "Mandura", "Dwarawati"}
_JENIS = (
    ("instansi", "Kementerian / lembaga"),
    ("eselon1", "Unit eselon I"),
    ("kanwil", "Kantor wilayah"),
    ("lapas", "Lembaga pemasyarakatan"),
    ("rutan", "Rumah tahanan negara"),
    ("bapas", "Balai pemasyarakatan"),
    ("lpka", "Lembaga pembinaan khusus anak"),
    ("kanim", "Kantor imigrasi"),
    ("rudenim", "Rumah detensi imigrasi"),
)
# kind and class of satker 01…29
_RAGAM = (
    *[("lapas", "IIA")] * 7,
    *[("lapas", "IIB")] * 4,
    *[("rutan", "IIB")] * 5,
    *[("bapas", "II")] * 3,
    ("lpka", "II"),
    *[("kanim", "I TPI")] * 4,
    *[("kanim", "II Non TPI")] * 4,
    ("rudenim", ""),
)
_NAMA_JENIS = {
    "lapas": "Lapas Kelas",
    "rutan": "Rutan Kelas",
    "bapas": "Bapas Kelas",
    "lpka": "LPKA Kelas",
    "kanim": "Kantor Imigrasi Kelas",
    "rudenim": "Rumah Detensi Imigrasi",
}
WBK = (2, 5, 9, 12, 14, 18, 21, 24, 26)  # nine satkers hold WBK
WBBM = 3  # and one WBBM (which had WBK before)
# Of the other nineteen fourteen were proposed to the evaluator team this year: one passed, thirteen did not.
DIUSULKAN = (1, 4, 6, 8, 10, 11, 13, 15, 16, 17, 19, 20, 22, 23)
LULUS_TPI = 4
# Accounts of the two evaluator teams: ketua, two members, dalnis.
TIM_PENILAI_1 = ("tpi.ketua", "tpi.anggota1", "tpi.anggota2", "tpi.dalnis")
TIM_PENILAI_2 = ("tpi2.ketua", "tpi2.anggota1", "tpi2.anggota2", "tpi2.dalnis")
MULAI = dt.date(2019, 1, 1)


@dataclass(frozen=True, slots=True)
class Bentuk:
    """What the other demo modules build on: units by number 1…29 and periods, oldest first."""

    instansi: Satker
    kanwil: Satker
    satker: dict[int, Satker]
    periode: list[Periode]


def buat_organisasi(tahun: int) -> Bentuk:
    """Units, years (two before `tahun`), predikat history and people."""
    for kode, nama in _JENIS:
        JenisSatker.objects.create(kode=kode, nama=nama)
    instansi = _unit(None, "KCR", "Kementerian Contoh Republik", Tingkat.INSTANSI, "instansi")
    SetelanInstansi.objects.create(instansi=instansi, demo=True)
    ditjen = {
        "pas": _unit(instansi, "KCR-PAS", "Direktorat Jenderal Pemasyarakatan Contoh", Tingkat.ESELON1, "eselon1"),
        "imi": _unit(instansi, "KCR-IMI", "Direktorat Jenderal Imigrasi Contoh", Tingkat.ESELON1, "eselon1"),
    }
    _unit(instansi, "KCR-ITJ", "Inspektorat Jenderal Contoh", Tingkat.ESELON1, "eselon1")
    kanwil = _unit(instansi, "KW-NUSA", "Kantor Wilayah Nusa Contoh", Tingkat.KANWIL, "kanwil")
    satker = {n: _satker(n, kanwil, ditjen) for n in range(1, 30)}
    periode = [_periode(instansi, t) for t in range(tahun - 2, tahun + 1)]
    _predikat(satker, tahun)
    _orang(instansi, kanwil, satker, tahun)
    Kelonggaran.objects.create(
        satker=satker[8],
        periode=periode[-1],
        tahap="pengisian",
        sampai=awal_hari(dt.date(tahun + 1, 1, 8), Zona.WITA),
        alasan="Banjir memutus sambungan satker selama satu pekan.",
    )
    return Bentuk(instansi, kanwil, satker, periode)


def _unit(induk: Satker | None, kode: str, nama: str, tingkat: str, jenis: str, **isi: object) -> Satker:
    ruas = ruas_baru()
    unit = Satker(
        kode=kode,
        nama=nama,
        tingkat=tingkat,
        jenis_id=jenis,
        induk=induk,
        ruas=ruas,
        jalur=f"{induk.jalur if induk else ''}{ruas}/",
        aktif_mulai=MULAI,
        provinsi="Nusa Contoh",
        zona=Zona.WITA,
        dinilai=tingkat == Tingkat.SATKER,
        **isi,
    )
    unit.instansi_id = induk.instansi_id if induk else unit.pk
    unit.save()
    if induk:
        RiwayatInduk.objects.create(satker=unit, induk=induk, mulai=MULAI)
    return unit


def _satker(n: int, kanwil: Satker, ditjen: dict[str, Satker]) -> Satker:
    jenis, kelas = _RAGAM[n - 1]
    daerah = DAERAH[(n - 1) % len(DAERAH)]
    nama = f"{_NAMA_JENIS[jenis]} {kelas} {daerah}".replace("  ", " ")
    if n > len(DAERAH) and Satker.objects.filter(nama=nama).exists():
        nama += " Timur"
    pembina = ditjen["imi" if jenis in {"kanim", "rudenim"} else "pas"]
    kabupaten = f"{'Kota' if daerah in KOTA else 'Kabupaten'} {daerah}"
    return _unit(
        kanwil,
        f"{n:02d}",
        nama,
        Tingkat.SATKER,
        jenis,
        kelas=kelas,
        kabupaten_kota=kabupaten,
        alamat=f"Jalan Contoh No. {n}, {kabupaten}",
        pembina=pembina,
    )


def _periode(instansi: Satker, tahun: int) -> Periode:
    periode = buat_periode(oleh=None, instansi=instansi, tahun=tahun, instrumen="LKE-ZI-2021")
    GarisPendahuluan.objects.bulk_create(
        GarisPendahuluan(periode=periode, jenis_id=jenis, garis=Garis.INDUK)
        for jenis, _ in _JENIS
        if jenis not in {"instansi", "eselon1", "kanwil"}
    )
    return periode


def _predikat(satker: dict[int, Satker], tahun: int) -> None:
    for n in (*WBK, WBBM):
        diraih = tahun - 1 - n % 3
        RiwayatPredikat.objects.create(
            satker=satker[n],
            predikat=Predikat.WBK,
            tahun=diraih - (2 if n == WBBM else 0),
            nomor_sk=f"SK-CONTOH-{n:02d}/WBK/{diraih}",
            tanggal_sk=dt.date(diraih - (2 if n == WBBM else 0), 12, 9),
        )
    RiwayatPredikat.objects.create(
        satker=satker[WBBM],
        predikat=Predikat.WBBM,
        tahun=tahun - 1,
        nomor_sk=f"SK-CONTOH-{WBBM:02d}/WBBM/{tahun - 1}",
        tanggal_sk=dt.date(tahun - 1, 12, 9),
    )


def _orang(instansi: Satker, kanwil: Satker, satker: dict[int, Satker], tahun: int) -> None:
    """Everybody shares one password hash: the demo password is public, and hashing it 260 times costs a minute."""
    sandi = make_password(settings.SANDI_DEMO)
    tugas: list[tuple[str, Satker, str, str]] = []
    for n, unit in satker.items():
        tugas += [(f"kepala{n:02d}", unit, Peran.KEPALA, ""), (f"koordinator{n:02d}", unit, Peran.KOORDINATOR, "")]
        tugas += [(f"pokja{a}.{n:02d}", unit, Peran.KETUA_POKJA, f"A{a}") for a in range(1, 7)]
        tugas.append((f"anggota5.{n:02d}", unit, Peran.ANGGOTA_POKJA, "A5"))
    tugas += [("kanwil", kanwil, Peran.STAF_KANWIL, ""), ("kakanwil", kanwil, Peran.PIMPINAN_KANWIL, "")]
    tugas += [(u, instansi, "", "") for u in TIM_PENILAI_1]  # their roles come with their team (zi_portal.demo.tim)
    tugas += [
        ("admin", instansi, Peran.ADMIN_INSPEKTORAT, ""),
        ("pusat", instansi, Peran.PEMBACA_PUSAT, ""),
        ("sistem", instansi, Peran.ADMIN_SISTEM, ""),
    ]
    tugas += [(u, instansi, "", "") for u in TIM_PENILAI_2]
    username = list(dict.fromkeys(baris[0] for baris in tugas))
    user = {
        u: User(
            username=u,
            nama=_nama(i),
            email=f"{u}@contoh.invalid",
            password=sandi,
        )
        for i, u in enumerate(username)
    }
    User.objects.bulk_create(user.values())
    Penugasan.objects.bulk_create(
        Penugasan(user=user[u], unit=unit, peran=peran, area=area, mulai=dt.date(tahun - 2, 1, 1))
        for u, unit, peran, area in tugas
        if peran
    )
    # One person in two roles shows the switcher: the koordinator of 07 also stands in for the kepala of 08.
    Penugasan.objects.create(
        user=user["koordinator07"],
        unit=satker[8],
        peran=Peran.KEPALA,
        gelar="Plh.",
        mulai=dt.date(tahun, 1, 1) - dt.timedelta(days=900),
    )


def _nama(i: int) -> str:
    """An invented full name, different for every account."""
    return f"{_DEPAN[i % len(_DEPAN)]} {DAERAH[(i // len(_DEPAN)) % len(DAERAH)]}"
