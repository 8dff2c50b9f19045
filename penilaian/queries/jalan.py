"""The way of a sheet in words: where it stands, since when, who acts next and until when (ux §5.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from penilaian.alur import KEADAAN, LANGKAH
from penilaian.models import AlurLembar, LangkahAlur, LembarKerja
from penilaian.queries.alur import aturan_evaluasi, keadaan_lembar, keadaan_termuat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI
from satker.queries.pantau import batas_terbaca
from satker.queries.waktu import keadaan_jendela


@dataclass(frozen=True, slots=True)
class Tahapan:
    """One stop of the year: its states, and who acts there."""

    kode: str
    nama: str
    siapa: str
    keadaan: tuple[str, ...]


TAHAPAN: tuple[Tahapan, ...] = (
    Tahapan("isi", "Pengisian", "Tim satker", ("pengisian",)),
    Tahapan("kepala", "Persetujuan kepala", "Kepala satker", ("menunggu_kepala",)),
    Tahapan("pendahuluan", "Penilaian pendahuluan", "Kantor wilayah atau pembina", ("pendahuluan", "belum_dievaluasi")),
    Tahapan(
        "evaluasi",
        "Evaluasi tim penilai",
        "Tim penilai, lalu satker bila diminta memperbaiki",
        ("siap_tpi", "evaluasi", "perbaikan", "tidak_ke_desk", "menunggu_dalnis"),
    ),
    Tahapan("tanggapan", "Tanggapan satker", "Kepala satker, lalu tim penilai", ("tanggapan",)),
    Tahapan("lhe", "Laporan hasil evaluasi", "Tim penilai", ("layak", "belum_layak")),
    Tahapan("usulan", "Pengusulan", "Inspektorat", ("diusulkan",)),
    Tahapan(
        "seleksi",
        "Seleksi administrasi",
        "Tim Penilai Nasional",
        ("seleksi", "tidak_sesuai", "sanggah", "ditolak_syarat"),
    ),
    Tahapan("tpn", "Evaluasi TPN", "Tim Penilai Nasional", ("tpn_desk", "tpn_wawancara", "tpn_lapangan", "panel")),
    Tahapan("tetap", "Penetapan", "Menteri, dicatat inspektorat", ("ditetapkan", "tidak_ditetapkan")),
    Tahapan("pantau", "Pemantauan", "Inspektorat", ("pemantauan", "dicabut")),
)

# What stands next, in one or two sentences for everybody who sees the unit.
KALIMAT: Mapping[str, str] = {
    "pengisian": "Tim satker mengisi. Ketua tim ZI mengajukannya ke kepala bila semua soal terisi.",
    "menunggu_kepala": "Kepala satker memeriksa, lalu mengirim atau mengembalikannya ke tim.",
    "pendahuluan": "Pemeriksa membaca pengajuan. Soal yang dikembalikan diperbaiki dan dikirim ulang satu per satu.",
    "belum_dievaluasi": "Pemeriksa menyatakan belum layak dievaluasi. Tim satker memperbaiki, lalu mengajukan lagi.",
    "siap_tpi": "Pengajuan menunggu tim penilai mulai bekerja.",
    "evaluasi": "Tim penilai sedang menilai. Nilainya terlihat sesudah dikunci.",
    "perbaikan": "Tim penilai meminta perbaikan. Perbaiki soal yang dikembalikan, lalu kepala mengirim perbaikan.",
    "tidak_ke_desk": "Tim penilai menyatakan unit ini tidak ke desk. Alasannya ada di riwayat di bawah.",
    "menunggu_dalnis": "Nilai tim penilai menunggu pengendali teknis.",
    "tanggapan": "Nilai tim penilai sudah dikunci. Satker dapat menanggapinya per soal sampai tenggat.",
    "layak": "Laporan hasil evaluasi sudah terbit: layak diusulkan.",
    "belum_layak": "Laporan hasil evaluasi sudah terbit: belum layak diusulkan tahun ini.",
    "diusulkan": "Unit ini sudah diusulkan oleh instansi.",
    "seleksi": "Tim Penilai Nasional memeriksa kelengkapan administrasi.",
    "tidak_sesuai": "Ada butir administrasi yang tidak sesuai. Instansi dapat menyanggah satu kali.",
    "sanggah": "Sanggah sudah dikirim dan menunggu jawaban.",
    "ditolak_syarat": "Usulan berhenti pada syarat administrasi.",
    "tpn_desk": "Tim Penilai Nasional menganalisis dokumen.",
    "tpn_wawancara": "Unit ini menunggu atau menjalani wawancara.",
    "tpn_lapangan": "Unit ini menunggu atau menjalani verifikasi lapangan.",
    "panel": "Hasilnya dibahas panel Tim Penilai Nasional.",
    "ditetapkan": "Predikat sudah ditetapkan dengan SK.",
    "tidak_ditetapkan": "Unit ini tidak ditetapkan tahun ini.",
    "pemantauan": "Predikat dipantau dan dinilai lagi secara berkala.",
    "dicabut": "Predikat unit ini dicabut.",
}
# The window that ends the present state, where no clock of the sheet runs: state → (stage, role, words).
_JENDELA: Mapping[str, tuple[str, str, str]] = {
    **dict.fromkeys(
        ("pengisian", "menunggu_kepala", "belum_dievaluasi"), ("pengisian", "koordinator", "Waktu pengiriman berakhir")
    ),
    "pendahuluan": ("pendahuluan", "pimpinan_kanwil", "Penilaian pendahuluan berakhir"),
    **dict.fromkeys(("siap_tpi", "evaluasi", "menunggu_dalnis"), ("evaluasi", "tpi_ketua", "Waktu evaluasi berakhir")),
    "layak": ("usulan", "admin_inspektorat", "Waktu pengusulan berakhir"),
}
Batas = Mapping[tuple[str, str], dt.datetime]
_JAM = {"perbaikan": "Tenggat perbaikan", "tanggapan": "Tenggat tanggapan", "tidak_sesuai": "Tenggat sanggah"}
# Steps between people of the team: their reasons speak of values that are not published (lapisan.py).
_DALAM_TIM = frozenset({"kembalikan_ketua"})


@dataclass(frozen=True, slots=True)
class TahapJalan:
    """One line of the way. `letak`: selesai, kini, nanti. `pada`: left it, or (kini) stands there since."""

    tahapan: Tahapan
    letak: str
    pada: dt.datetime | None


@dataclass(frozen=True, slots=True)
class BarisLangkah:
    """One step that was taken, as this reader may read it."""

    nama: str
    ke: str
    oleh: str
    peran: str
    pada: dt.datetime
    alasan: str


@dataclass(frozen=True, slots=True)
class Jalan:
    """`tenggat` as people read it (the last minute that still counts); `tutup` the instant itself."""

    keadaan: str
    kalimat: str
    sejak: dt.datetime
    tenggat: dt.datetime | None
    apa: str
    lewat: bool
    tahap: tuple[TahapJalan, ...]
    riwayat: tuple[BarisLangkah, ...]

    @property
    def nama(self) -> str:
        return KEADAAN[self.keadaan]

    @property
    def berjam(self) -> bool:
        """A clock of the sheet itself runs (not only a window of the year)."""
        return self.keadaan in _JAM and self.tenggat is not None

    @property
    def terakhir(self) -> BarisLangkah | None:
        return self.riwayat[0] if self.riwayat else None


def jalan(pelaku: Pelaku, lembar: LembarKerja) -> Jalan:
    """Four SQL statements: state, rules of the year, steps, and the window where one ends the state."""
    alur = keadaan_lembar(lembar)
    pakai = aturan_evaluasi(lembar.periode).pakai_pendahuluan
    langkah = list(LangkahAlur.objects.filter(lembar=lembar).select_related("oleh").order_by("-nomor"))
    tutup, apa = _tenggat(lembar.satker, lembar.periode, alur)
    return _jalan(alur, tutup, apa, _tahap(alur, langkah, pakai), tuple(_baris(x, pelaku) for x in langkah))


def keadaan_ringkas(satker: Satker, periode: Periode, lembar: LembarKerja, batas: Batas | None = None) -> Jalan:
    """The same without the way and its steps, for home pages. No SQL statement where the sheet came with its state and
    the page has read the windows (`batas`: Kalender.batas), else one for each.
    """
    alur = keadaan_termuat(lembar) or keadaan_lembar(lembar)
    tutup, apa = _tenggat(satker, periode, alur, batas)
    return _jalan(alur, tutup, apa)


def _jalan(
    alur: AlurLembar,
    tutup: dt.datetime | None,
    apa: str,
    tahap: tuple[TahapJalan, ...] = (),
    riwayat: tuple[BarisLangkah, ...] = (),
) -> Jalan:
    return Jalan(
        keadaan=alur.keadaan,
        kalimat=KALIMAT[alur.keadaan],
        sejak=alur.sejak,
        tenggat=batas_terbaca(tutup) if tutup else None,
        apa=apa,
        lewat=bool(tutup and tutup <= timezone.now()),
        tahap=tahap,
        riwayat=riwayat,
    )


def _tenggat(
    satker: Satker, periode: Periode, alur: AlurLembar, batas: Batas | None = None
) -> tuple[dt.datetime | None, str]:
    if alur.tenggat:
        return alur.tenggat, _JAM.get(alur.keadaan, "Tenggat")
    if alur.keadaan not in _JENDELA:
        return None, ""
    tahap, peran, apa = _JENDELA[alur.keadaan]
    if batas is not None:
        return batas.get((tahap, peran)), apa
    return keadaan_jendela(satker=satker, periode=periode, tahap=tahap, peran=peran).tutup, apa


def _tahap(alur: AlurLembar, langkah: list[LangkahAlur], pakai_pendahuluan: bool) -> tuple[TahapJalan, ...]:
    dilalui = {x.dari for x in langkah} | {x.ke for x in langkah}
    tampil = [t for t in TAHAPAN if t.kode != "pendahuluan" or pakai_pendahuluan or dilalui & set(t.keadaan)]
    kini = next(i for i, t in enumerate(tampil) if alur.keadaan in t.keadaan)
    return tuple(
        TahapJalan(
            t,
            "kini" if i == kini else "selesai" if i < kini else "nanti",
            alur.sejak if i == kini else _ditinggal(t, langkah) if i < kini else None,
        )
        for i, t in enumerate(tampil)
    )


def _ditinggal(tahapan: Tahapan, langkah: list[LangkahAlur]) -> dt.datetime | None:
    """When the sheet last left a stop; None for one that was never entered (newest first)."""
    return next((x.pada for x in langkah if x.dari in tahapan.keadaan and x.ke not in tahapan.keadaan), None)


def _baris(langkah: LangkahAlur, pelaku: Pelaku) -> BarisLangkah:
    rahasia = langkah.kode in _DALAM_TIM and pelaku.peran not in TIM_PENILAI
    return BarisLangkah(
        nama=LANGKAH[langkah.kode].nama,
        ke=KEADAAN[langkah.ke],
        oleh=langkah.oleh.nama,
        peran=langkah.peran,
        pada=langkah.pada,
        alasan="" if rahasia else langkah.alasan,
    )
