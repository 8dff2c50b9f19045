"""Hints for one question from what its documents show. Help, never a verdict: silent about what could not be read.

The measure is the question's criterion (berkas.telaah.bagian), not a number of papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from berkas.telaah.bagian import NAMA, Harapan, jenis_dari_kata, susun_harapan
from berkas.telaah.ciri import Bagian, Ciri

# kode → what the list page calls the group; also the order in which hints of one question are shown
KODE: dict[str, str] = {
    "bagian_kurang": "Bagian belum terlihat",
    "notula_kurang": "Isi notula",
    "hadir_kosong": "Daftar hadir tanpa nama",
    "pengisi": "Tanda isian tertinggal",
    "nama_kosong": "Nama penanda tangan kosong",
    "tanpa_penanda": "Penanda tangan",
    "tanpa_nomor": "Nomor dokumen",
    "tanpa_tanggal": "Tanggal dokumen",
    "hari_salah": "Hari dan tanggal",
    "tahun_lama": "Tahun dokumen",
    "tanpa_satker": "Nama satker",
    "halaman_kabur": "Keterbacaan",
    "halaman_kosong": "Keterbacaan",
}
_URUTAN = {kode: i for i, kode in enumerate(KODE)}

_BERNOMOR = frozenset({"sk", "sop", "undangan", "berita_acara"})
_BERTANGGAL = frozenset({"sk", "sop", "undangan", "berita_acara", "notula", "laporan", "daftar_hadir"})
_BERPENANDA = frozenset({"sk", "sop", "undangan", "berita_acara", "notula", "pakta", "pernyataan", "maklumat"})
_BERPENANDA_UTUH = frozenset({"laporan", "rencana", "perjanjian_kinerja"})  # signed somewhere in the document
_BERSATKER = frozenset({"undangan", "daftar_hadir", "notula", "laporan", "rencana", "sop"})
_KATA_SUSUN = 25  # words a part needs before its form is judged
_GAMBAR_BIASA = re.compile(
    r"foto|dokumentasi|\bimg|whatsapp|screen|capture|tangkapan|dsc|kegiatan|banner|spanduk", re.I
)
_Pembuat = Callable[..., "Petunjuk"]
_KURANG_NOTULA = {"keputusan": "keputusan", "petugas": "penanggung jawab", "tenggat": "tenggat"}


@dataclass(frozen=True, slots=True)
class Dokumen:
    """One active document of a question. `ciri` None = not read yet; `uraian` is what people say of it."""

    id: str
    nama: str
    media: str
    ciri: Ciri | None
    nomor: int = 1
    uraian: str = ""

    @property
    def gambar(self) -> bool:
        return self.media.startswith(("image/", "video/"))

    @property
    def tabel(self) -> bool:
        return "spreadsheet" in self.media or self.media == "text/csv"

    @property
    def terbaca(self) -> bool:
        return self.ciri is not None and self.ciri.terbaca

    @property
    def jenis(self) -> frozenset[str]:
        """Kinds by text, and by name or description where people say what it is."""
        dari_teks = self.ciri.jenis if self.ciri is not None else frozenset[str]()
        return dari_teks | frozenset(jenis_dari_kata(self.nama)) | frozenset(jenis_dari_kata(self.uraian))


@dataclass(frozen=True, slots=True)
class Petunjuk:
    """One hint. `berkas`, `nomor`, `halaman` say where (0 = the question as a whole)."""

    kode: str
    bagian: str
    kalimat: str
    perbaikan: str
    berkas: str = ""
    nama: str = ""
    nomor: int = 0
    halaman: int = 0

    @property
    def kunci(self) -> str:
        """The same hint about the same version keeps its key, so that a dismissal holds until something new is sent."""
        return ":".join((self.kode, self.bagian, self.berkas, str(self.nomor)))


@dataclass(frozen=True, slots=True)
class HasilTelaah:
    """`belum_terbaca`: names of documents about whose contents nothing is said. `cukup`: all read, nothing to add."""

    petunjuk: tuple[Petunjuk, ...] = ()
    belum_terbaca: tuple[str, ...] = ()
    cukup: bool = False
    ada: frozenset[str] = field(default=frozenset())


def telaah_butir(
    dokumen: Sequence[Dokumen],
    *,
    bagian: Sequence[str],
    contoh: Sequence[str],
    teks: str = "",
    aturan: str,
    tahun: int,
    sebagian: bool = False,
) -> HasilTelaah:
    """Hints for one question. `sebagian`: this reader may not see all documents, so nothing is called missing."""
    if not dokumen:
        return HasilTelaah()
    harapan = susun_harapan(bagian, contoh, teks)
    belum = tuple(d.nama for d in dokumen if not d.terbaca and not d.gambar)
    buram = any(d.gambar and not d.terbaca and not _gambar_dikenal(d) for d in dokumen)
    hasil: list[Petunjuk] = []
    if not belum and not buram and not sebagian:
        hasil += _bagian_kurang(dokumen, harapan)
    diminta = frozenset(j for h in harapan for j in h.jenis) | frozenset(bagian)
    for d in dokumen:
        if d.ciri is not None and d.ciri.terbaca:
            hasil += _isi(d, d.ciri, diminta, aturan, tahun)
    hasil.sort(key=lambda p: _URUTAN[p.kode])
    return HasilTelaah(
        petunjuk=tuple(hasil),
        belum_terbaca=belum,
        cukup=not hasil and not belum and not buram and not sebagian,
        ada=frozenset(j for d in dokumen for j in d.jenis),
    )


def _gambar_dikenal(dokumen: Dokumen) -> bool:
    """A picture that by its name is a photo or a capture hides no unread letter."""
    return dokumen.media.startswith("video/") or bool(_GAMBAR_BIASA.search(f"{dokumen.nama} {dokumen.uraian}"))


# --- Missing parts ---------------------------------------------------------------------------------------------------


def _bagian_kurang(dokumen: Sequence[Dokumen], harapan: Iterable[Harapan]) -> Iterator[Petunjuk]:
    ada = frozenset(j for d in dokumen for j in d.jenis)
    if any(d.gambar for d in dokumen):
        ada |= {"foto"}
    for h in harapan:
        if (
            ada & h.jenis
            or (h.gambar and any(d.gambar for d in dokumen))
            or (h.tabel and any(d.tabel for d in dokumen))
        ):
            continue
        if h.bagian == "laporan" and any(_notula_utuh(d) for d in dokumen):
            continue
        if h.bagian == "notula":
            yield Petunjuk("bagian_kurang", "notula", *_kalimat_rapat(ada))
            continue
        contoh = f" Contoh: {h.contoh}." if h.contoh else ""
        yield Petunjuk(
            "bagian_kurang",
            h.bagian,
            f"Belum terlihat {NAMA[h.bagian]} di data dukung soal ini.",
            f"Tambahkan bila kriteria jawaban Anda memerlukannya.{contoh}",
        )


def _notula_utuh(dokumen: Dokumen) -> bool:
    return dokumen.ciri is not None and any(b.jenis == "notula" and not b.kurang for b in dokumen.ciri.bagian)


def _kalimat_rapat(ada: frozenset[str]) -> tuple[str, str]:
    pengiring = [NAMA[j] for j in ("undangan", "daftar_hadir") if j in ada] + (["foto"] if "foto" in ada else [])
    if pengiring:
        kalimat = f"Sudah ada {_gabung(pengiring)}, tetapi belum terlihat apa yang dibahas dan diputuskan."
    else:
        kalimat = "Belum terlihat catatan tentang apa yang dibahas dan diputuskan."
    return kalimat, "Tambahkan notula, berita acara, atau laporan kegiatannya. Salah satu cukup."


def _gabung(kata: Sequence[str], sambung: str = "dan") -> str:
    if len(kata) <= 2:
        return f" {sambung} ".join(kata)
    return f"{', '.join(kata[:-1])}, {sambung} {kata[-1]}"


# --- What a document says of itself ----------------------------------------------------------------------------------


def _isi(d: Dokumen, ciri: Ciri, diminta: frozenset[str], aturan: str, tahun: int) -> Iterator[Petunjuk]:
    def buat(kode: str, bagian: str, kalimat: str, perbaikan: str, halaman: int = 1) -> Petunjuk:
        return Petunjuk(kode, bagian, kalimat, perbaikan, d.id, d.nama, d.nomor, halaman)

    for b in ciri.bagian:
        if b.jenis == "notula" and b.kurang:
            kurang = _gabung([_KURANG_NOTULA[k] for k in b.kurang])
            yield buat(
                "notula_kurang",
                "notula",
                _kalimat_notula(b),
                f"Tambahkan {kurang} pada notula.",
                b.halaman,
            )
        if b.jenis == "daftar_hadir" and "nama" in b.kurang:
            yield buat(
                "hadir_kosong",
                "daftar_hadir",
                "Daftar hadir belum memuat nama peserta.",
                "Unggah daftar hadir yang sudah terisi dan ditandatangani.",
                b.halaman,
            )
    for p in ciri.pengisi:
        yield buat(
            "pengisi",
            p.jenis,
            f"Masih ada tanda isian “{p.jenis}”." if p.jenis != "contoh" else "Dokumen masih bertanda “contoh”.",
            "Lengkapi isiannya, lalu unggah dengan Ganti.",
            p.halaman,
        )
    if ciri.nama_kosong:
        yield buat(
            "nama_kosong",
            "",
            "Tempat nama penanda tangan masih kosong.",
            "Tulis nama dan jabatan penanda tangan, lalu unggah dengan Ganti.",
            ciri.nama_kosong[0],
        )
    yield from _bentuk(d, ciri, diminta, buat)
    yield from _waktu(ciri, aturan, tahun, buat)
    if ciri.satker is False and not ciri.ocr and ciri.kata >= 60 and ciri.jenis & _BERSATKER & diminta:
        yield buat(
            "tanpa_satker",
            "",
            "Nama satker Anda belum terlihat dalam dokumen.",
            "Pastikan dokumen ini milik satker Anda. Bila dari satker lain, jelaskan di uraian.",
        )
    if ciri.halaman_kabur:
        yield buat(
            "halaman_kabur",
            "",
            f"Teks {_halaman(ciri.halaman_kabur)} sulit terbaca.",
            "Pindai ulang dengan 300 dpi, lurus, dan terang.",
            ciri.halaman_kabur[0],
        )
    if ciri.halaman_kosong:
        yield buat(
            "halaman_kosong",
            "",
            f"{_halaman(ciri.halaman_kosong).capitalize()} hampir tanpa tulisan.",
            "Periksa apakah ada halaman kosong atau hasil pindai yang tidak terbaca.",
            ciri.halaman_kosong[0],
        )


def _kalimat_notula(bagian: Bagian) -> str:
    if set(bagian.kurang) == {"petugas"}:
        return "Notula belum menyebut siapa melakukan apa."
    if set(bagian.kurang) == {"tenggat"}:
        return "Notula belum menyebut kapan selesai."
    if set(bagian.kurang) == {"keputusan"}:
        return "Notula belum menyebut apa yang diputuskan."
    if len(bagian.kurang) == 3:
        return "Notula belum menyebut keputusan, siapa melakukan apa, dan kapan selesai."
    return f"Notula belum menyebut {_gabung([_KURANG_NOTULA[k] for k in bagian.kurang])}."


def _bentuk(d: Dokumen, ciri: Ciri, diminta: frozenset[str], buat: _Pembuat) -> Iterator[Petunjuk]:
    """Number, date and signatory of the parts this question asks for; never of a text that is hard to read."""
    if ciri.halaman_kabur:
        return
    bagian = [b for b in ciri.bagian if b.jenis in diminta and b.kata >= _KATA_SUSUN]
    for b in bagian:
        nama = NAMA[b.jenis]
        if b.jenis in _BERNOMOR and not b.nomor and not ciri.nomor:
            kalimat = f"Nomor {nama} belum terlihat."
            yield buat("tanpa_nomor", b.jenis, kalimat, "Pastikan dokumen sudah bernomor, lalu unggah.", b.halaman)
        if b.jenis in _BERTANGGAL and not b.tanggal and not ciri.tanggal and not (ciri.ocr and ciri.tahun):
            kalimat = f"Tanggal {nama} belum terlihat."
            yield buat("tanpa_tanggal", b.jenis, kalimat, "Cantumkan tanggalnya pada dokumen, lalu unggah.", b.halaman)
    tanpa = [
        b
        for b in bagian
        if (b.jenis in _BERPENANDA and not b.penanda and not ciri.elektronik)
        or (b.jenis in _BERPENANDA_UTUH and not ciri.penanda and not ciri.elektronik)
    ]
    for b in tanpa[:1] if not ciri.penanda else tanpa:
        kalimat = f"Nama dan jabatan penanda tangan {NAMA[b.jenis]} belum terlihat."
        yield buat("tanpa_penanda", b.jenis, kalimat, "Unggah dokumen yang sudah ditandatangani.", b.halaman)


def _waktu(ciri: Ciri, aturan: str, tahun: int, buat: _Pembuat) -> Iterator[Petunjuk]:
    for halaman, tertulis, benar in ciri.hari_salah:
        yield buat(
            "hari_salah",
            tertulis,
            f"Tertulis “{tertulis}”, padahal tanggal itu hari {benar}.",
            "Cocokkan hari dan tanggalnya dengan undangan dan daftar hadir.",
            halaman,
        )
    paling_lama = {"tahun_berjalan": tahun, "dua_belas_bulan": tahun - 1, "tahun_lalu": tahun - 1}.get(aturan)
    if paling_lama and ciri.tahun_dokumen and max(ciri.tahun_dokumen) < paling_lama:
        yield buat(
            "tahun_lama",
            "",
            f"Tanggal terbaru dalam dokumen adalah tahun {max(ciri.tahun_dokumen)}.",
            f"Soal ini meminta dokumen tahun {paling_lama} atau sesudahnya. Unggah yang terbaru.",
        )


def _halaman(nomor: Sequence[int]) -> str:
    daftar = ", ".join(str(n) for n in nomor[:5]) + (" …" if len(nomor) > 5 else "")
    return f"halaman {daftar}"
