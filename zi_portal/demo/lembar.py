"""Demo sheets of three years: answers, facts, history of figures. Written in bulk, equal to what the actions write."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.actions.ringkasan import susun_angka
from penilaian.fakta_butir import fakta_isian
from penilaian.models import Jawaban, Lapisan, LembarKerja, NilaiHarian, PenanggungJawab, RingkasanLembar
from penilaian.queries.nilai import wbk_sejak
from penilaian.skor.hitung import hitung, nilai_butir
from satker.fakta_baku import KODE_FAKTA
from satker.models import Fakta, Jejak, Layanan, Penugasan, Periode, Satker, User
from satker.peran import Peran
from zi_portal.demo.organisasi import DIUSULKAN, LULUS_TPI, WBBM, WBK, Bentuk

BELUM_MULAI = 29  # this satker has not opened this year's sheet
_CATATAN_NOL = "Tidak ada pengaduan masuk sepanjang tahun; kanal pengaduan diuji setiap bulan dan berfungsi."


def mutu(n: int, mundur: int) -> float:
    """How well satker n answers, 0..1, `mundur` years ago (0: this year). Only shapes invented data."""
    if n == WBBM:
        dasar = 0.97
    elif n in WBK or n == LULUS_TPI:
        dasar = 0.93
    elif n == 7:
        dasar = 0.79
    elif n in DIUSULKAN:
        dasar = 0.66 + (n % 5) * 0.03
    else:
        dasar = 0.56
    return dasar - 0.06 * mundur


def bagian_terisi(n: int) -> float:
    """Share of this year's butir already answered by satker n."""
    if n in DIUSULKAN:
        return 1.0
    return {7: 0.9, 25: 0.55, 27: 0.35, 28: 0.06}.get(n, 0.9 + (n % 3) * 0.04)


def buat_lembar(bentuk: Bentuk) -> None:
    """All sheets with their answers, the facts behind them, and the responsible people of this year."""
    hari_ini = timezone.localdate()
    for mundur, periode in enumerate(reversed(bentuk.periode)):
        instrumen = instrumen_untuk(periode.instrumen)
        for n, satker in bentuk.satker.items():
            _isi_fakta(n, satker, periode)
            if not (mundur == 0 and n == BELUM_MULAI):
                _isi_lembar(n, satker, periode, instrumen, mundur, hari_ini)
    for n, satker in bentuk.satker.items():
        _isi_layanan(n, satker, bentuk.periode[0].tahun)


def _isi_lembar(n: int, satker: Satker, periode: Periode, instrumen: Instrumen, mundur: int, hari_ini: dt.date) -> None:
    acak = random.Random(f"{n}-{periode.tahun}")  # noqa: S311 - the demo must be the same everywhere
    target = "WBBM" if n in WBK or n == WBBM else "WBK"
    lembar = LembarKerja.objects.create(satker=satker, periode=periode, target=target)
    pengisi = _pengisi(satker)
    fakta = {f.kode: f.nilai for f in Fakta.objects.filter(satker=satker, periode=periode)}
    terpilih = _butir_terisi(n, list(instrumen.butir.values()), mundur, acak)
    akhir = hari_ini if mundur == 0 else dt.date(periode.tahun, 5, 20)
    jawaban = []
    for urut, butir in enumerate(terpilih):
        isi = _dari_fakta(n, butir, fakta, _jawab(butir, _mutu_area(n, butir, mundur), acak))
        hari = _hari(periode.tahun, akhir, urut, len(terpilih))
        jawaban.append(
            Jawaban(
                satker=satker,
                lembar=lembar,
                kode_butir=butir.kode,
                isi=isi,
                uraian=_uraian(butir, isi),
                catatan_nol=_CATATAN_NOL if nilai_butir(butir, isi).nol else "",
                oleh=pengisi[butir.area],
                pada=_jam(hari, acak),
            )
        )
    Jawaban.objects.bulk_create(jawaban)
    _jejak(lembar, instrumen, jawaban)
    _angka(lembar, instrumen, jawaban)
    if mundur == 0 and n != 28:
        _tanggung_jawab(lembar, instrumen, pengisi)


def _butir_terisi(n: int, butir: list[Butir], mundur: int, acak: random.Random) -> list[Butir]:
    acak.shuffle(butir)
    if mundur:
        return butir
    if n == 7:  # the accounts on the login page: Hasil is known, some butir of area 5 are the work left
        butir.sort(key=lambda b: b.komponen == "A")
    kosong = {"A5.P.i.b", "A5.R.ii.a"} if n == 7 else set()
    return [b for b in butir[: round(len(butir) * bagian_terisi(n))] if b.kode not in kosong]


def _mutu_area(n: int, butir: Butir, mundur: int) -> float:
    """Every satker that is not strong has one weak area; satker 07 is weakest in area 5 and in its service survey."""
    if n == 7 and butir.area == "B2":
        return 0.15
    lemah = "A5" if n == 7 else f"A{1 + n % 6}"
    kuat = n in WBK or n in {WBBM, LULUS_TPI}
    return mutu(n, mundur) - (0.25 if butir.area == lemah and not kuat else 0.0)


def _jawab(butir: Butir, mutu_butir: float, acak: random.Random) -> str | dict[str, str]:
    kini = min(1.0, max(0.0, acak.gauss(mutu_butir, 0.12)))
    if butir.opsi:
        return butir.opsi[round((1 - kini) * (len(butir.opsi) - 1))].kode
    rumus = butir.rumus
    if rumus.jenis == "indeks":
        return {rumus.nilai: str(Decimal(str(round(2.9 + 1.06 * mutu_butir + acak.uniform(-0.05, 0.05), 2))))}
    if rumus.jenis == "penurunan":
        lalu = acak.randint(0, 4)
        ini = max(0, round(lalu * (1 - kini)))
        return {i.kode: str({rumus.lalu: lalu, rumus.ini: ini}.get(i.kode, ini)) for i in butir.isian}
    penyebut = {k: acak.randint(1, 12) for k in rumus.penyebut}
    if "selesai" in rumus.pembilang and acak.random() < 0.25:
        penyebut = dict.fromkeys(rumus.penyebut, 0)
    pembilang = round(sum(penyebut.values()) * kini)
    return {i.kode: str(penyebut.get(i.kode, pembilang if i.kode == rumus.pembilang else 0)) for i in butir.isian}


def _dari_fakta(n: int, butir: Butir, fakta: dict[str, int], isi: str | dict[str, str]) -> str | dict[str, str]:
    """Counts follow the facts of the unit; satker 07 counts one LHKPN report less, to show the notice."""
    peta = fakta_isian("LKE-ZI-2021", butir.kode)
    if not isinstance(isi, dict) or not peta:
        return isi
    isi = isi | {isian: str(fakta[kode]) for isian, kode in peta.items() if kode in fakta}
    if butir.rumus.jenis == "rasio" and not butir.rumus.boleh_lebih:
        penyebut = sum(int(isi[k]) for k in butir.rumus.penyebut)
        sudah = min(int(isi[butir.rumus.pembilang]), penyebut)
        isi[butir.rumus.pembilang] = str(sudah - 1 if n == 7 and butir.kode == "A5.R.iii.a" else sudah)
    return isi


def _uraian(butir: Butir, isi: str | dict[str, str]) -> str:
    if isinstance(isi, dict):
        return ""
    label = next(o.label for o in butir.opsi if o.kode == isi)
    return f"{label.removeprefix('Ya - ').removeprefix('Tidak - ').capitalize()}." if isi in {"A", "B"} else ""


def _hari(tahun: int, akhir: dt.date, urut: int, jumlah: int) -> dt.date:
    """Answers spread from mid-January to `akhir`, the first half already by April."""
    awal = dt.date(tahun, 1, 12)
    rentang = max(1, (akhir - awal).days)
    bagian = (urut / max(1, jumlah - 1)) ** 1.6
    return awal + dt.timedelta(days=round(rentang * bagian))


def _jam(hari: dt.date, acak: random.Random) -> dt.datetime:
    pukul = dt.datetime.combine(hari, dt.time(acak.randint(0, 8), acak.randint(0, 59)), tzinfo=dt.UTC)
    return min(pukul, timezone.now())


def _pengisi(satker: Satker) -> dict[str, User]:
    """area → the person who answers it; Hasil by the koordinator."""
    baris = Penugasan.objects.filter(unit=satker).select_related("user")
    pengisi = {p.area: p.user for p in baris if p.peran == Peran.KETUA_POKJA}
    koordinator = next(p.user for p in baris if p.peran == Peran.KOORDINATOR)
    return {**pengisi, "B1": koordinator, "B2": koordinator}


def _tanggung_jawab(lembar: LembarKerja, instrumen: Instrumen, pengisi: dict[str, User]) -> None:
    """The butir of area 5 are divided between the ketua and the anggota; the rest stays with the ketua pokja."""
    anggota = Penugasan.objects.filter(unit=lembar.satker, peran=Peran.ANGGOTA_POKJA).select_related("user").first()
    orang = (pengisi["A5"], anggota.user)
    PenanggungJawab.objects.bulk_create(
        PenanggungJawab(satker=lembar.satker, lembar=lembar, kode_butir=b.kode, user=orang[i % 2])
        for i, b in enumerate(instrumen.butir_di("A5"))
    )


def _jejak(lembar: LembarKerja, instrumen: Instrumen, jawaban: Iterable[Jawaban]) -> None:
    Jejak.objects.bulk_create(
        Jejak(
            satker=lembar.satker,
            periode=lembar.periode,
            kode_butir=j.kode_butir,
            area=instrumen.butir[j.kode_butir].area,
            oleh=j.oleh,
            peran=f"Ketua Pokja {instrumen.butir[j.kode_butir].area[1]}"
            if instrumen.butir[j.kode_butir].komponen == "A"
            else "Ketua tim ZI",
            aksi="jawab",
            objek=f"jawaban:{j.pk}",
            sebelum={"isi": None},
            sesudah={"isi": j.isi, "versi": 1},
            pada=j.pada,
        )
        for j in jawaban
    )


def _angka(lembar: LembarKerja, instrumen: Instrumen, jawaban: list[Jawaban]) -> None:
    """Daily figures on every day something changed, and the summary now."""
    sejak, tahun = wbk_sejak(lembar), lembar.periode.tahun
    kunci: dict[str, Any] = {"satker": lembar.satker, "lembar": lembar, "lapisan": Lapisan.SATKER}
    urut = sorted(jawaban, key=lambda j: j.pada)
    isi: dict[str, Any] = {}
    harian = []
    angka = susun_angka(instrumen, hitung(instrumen, isi, wbk_sejak=sejak, tahun=tahun))
    for hari, sehari in itertools.groupby(urut, key=lambda j: timezone.localtime(j.pada).date()):
        isi.update((j.kode_butir, j.isi) for j in sehari)
        angka = susun_angka(instrumen, hitung(instrumen, isi, wbk_sejak=sejak, tahun=tahun))
        harian.append(NilaiHarian(**kunci, **angka, tanggal=hari))
    NilaiHarian.objects.bulk_create(harian)
    terakhir = urut[-1].pada if urut else timezone.now()
    RingkasanLembar.objects.create(**kunci, **angka, berubah_pada=terakhir)


def _isi_fakta(n: int, satker: Satker, periode: Periode) -> None:
    acak = random.Random(f"fakta-{n}-{periode.tahun}")  # noqa: S311
    oleh = _pengisi(satker)["B1"]
    nilai = {
        "pegawai": 24 + acak.randint(0, 90),
        "agen_perubahan": acak.randint(2, 6),
        "lhkpn_wajib_kepala": 1,
        "lhkpn_wajib_pejabat": acak.randint(1, 4),
        "lhkpn_wajib_lain": acak.randint(0, 3),
        "lhkan_wajib_administrator": 1,
        "lhkan_wajib_pengawas": acak.randint(3, 8),
        "lhkan_wajib_pelaksana": acak.randint(20, 80),
        "pelanggaran_lalu": acak.randint(0, 4),
        "pelanggaran_ini": acak.randint(0, 2),
        "sasaran": 12,
        "sasaran_tercapai": acak.randint(8, 12),
        "tlhp_rekomendasi": 10,
        "tlhp_selesai": acak.randint(8, 10),
    }
    nilai["pelanggaran_disanksi"] = nilai["pelanggaran_ini"]
    nilai["lhkpn_sudah"] = sum(nilai[k] for k in nilai if k.startswith("lhkpn_wajib"))
    nilai["lhkan_sudah"] = sum(nilai[k] for k in nilai if k.startswith("lhkan_wajib")) - acak.randint(0, 2)
    tanggal = dt.date(periode.tahun, 3, 15)
    Fakta.objects.bulk_create(
        Fakta(
            satker=satker,
            periode=periode,
            kode=kode,
            nilai=nilai[kode],
            sumber="Rekap kepegawaian satker",
            tanggal=tanggal,
            oleh=oleh,
            pada=timezone.now(),
        )
        for kode in KODE_FAKTA
        if not (n % 4 == 0 and kode.startswith("tlhp"))
    )


_LAYANAN = {
    "kanim": (("Penerbitan paspor", 4320, 350000, 900), ("Izin tinggal kunjungan", 5760, 500000, 60)),
    "rudenim": (("Kunjungan deteni", 30, 0, 80),),
    "bapas": (("Pembimbingan klien", 60, 0, 240), ("Penelitian kemasyarakatan", 20160, 0, 35)),
}
_LAYANAN_UMUM = (
    ("Kunjungan keluarga", 30, 0, 1200),
    ("Penitipan barang", 15, 0, 800),
    ("Integrasi warga binaan", 10080, 0, 40),
)


def _isi_layanan(n: int, satker: Satker, tahun: int) -> None:
    Layanan.objects.bulk_create(
        Layanan(
            satker=satker,
            nama=nama,
            standar_waktu=menit,
            tarif=Decimal(tarif),
            saluran=["loket", "daring"] if n % 2 else ["loket"],
            volume=volume,
            mulai=dt.date(tahun, 1, 1),
            sumber="SK standar pelayanan satker",
            tanggal_sumber=dt.date(tahun, 1, 15),
        )
        for nama, menit, tarif, volume in _LAYANAN.get(satker.jenis_id, _LAYANAN_UMUM)
    )
