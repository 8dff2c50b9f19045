"""Documents of the demo, made here from made-up words: letters, scans, Office files, a photo.

The same arguments give the same bytes. Helvetica and the letters that ship with Pillow, so no font file is needed.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import textwrap
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from common.tanggal import format_tgl_panjang

CONTOH = "DOKUMEN CONTOH - bukan dokumen resmi"
LEBAR, TINGGI, TEPI = 595, 842, 64
_HURUF = {"F1": "Helvetica", "F2": "Helvetica-Bold"}
# A sentence is one of each: parts short enough that two documents share hardly any run of five words by chance.
_SIAPA = (
    "Seluruh anggota tim", "Ketua kelompok kerja", "Petugas loket layanan", "Kepala seksi pembinaan",
    "Agen perubahan terpilih", "Bagian tata usaha", "Peserta rapat bulanan", "Pengguna layanan kunjungan",
    "Tim pengendali gratifikasi", "Pegawai bagian keuangan", "Sekretariat pembangunan ZI", "Perwakilan warga sekitar",
    "Petugas jaga malam", "Pengelola pengaduan masyarakat", "Dokter klinik pratama", "Pembina kegiatan kerja",
    "Operator sistem informasi", "Kepala urusan kepegawaian",
)  # fmt: skip
_APA = (
    "menyepakati", "menyampaikan", "memeriksa kembali", "menata ulang", "mencatat", "membahas", "mengusulkan",
    "memperbarui", "menguji coba", "menindaklanjuti", "merangkum", "mempercepat", "mengukur", "menyederhanakan",
    "mengumumkan", "membandingkan", "mendampingi", "menyelesaikan",
)  # fmt: skip
_HAL = (
    "jadwal piket mingguan", "alur antrean kunjungan", "daftar risiko triwulan", "capaian rencana aksi",
    "hasil survei kepuasan", "rekap pengaduan lisan", "standar waktu layanan", "ruang tunggu lansia",
    "papan informasi biaya", "penilaian kinerja pegawai", "peta proses bisnis", "catatan benturan kepentingan",
    "uji kanal pelaporan", "pembagian tugas baru", "pelatihan petugas baru", "arsip surat masuk",
    "data penerima layanan", "usulan inovasi loket",
)  # fmt: skip
_CARA = (
    "sebelum akhir bulan.", "bersama kantor wilayah.", "pada apel pagi.", "tanpa tambahan anggaran.",
    "lewat papan pengumuman.", "dengan tenggat dua pekan.", "setelah loket ditutup.", "memakai formulir sederhana.",
    "di hadapan pimpinan.", "untuk bahan evaluasi.", "sesuai masukan masyarakat.", "secara bergiliran.",
    "dan hasilnya ditempel.", "dengan penanggung jawab jelas.", "pada hari Senin.", "melalui aplikasi internal.",
    "agar antrean tertib.", "menjelang triwulan berikutnya.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surat:
    """What a demo document says."""

    satker: str
    judul: str
    nomor: str
    tanggal: dt.date
    pembuka: str
    penanda: str  # who signs
    benih: str  # what makes the body differ

    def paragraf(self, jumlah: int) -> list[str]:
        acak = random.Random(self.benih)  # noqa: S311 - the demo must be the same everywhere
        hasil = []
        for _ in range(jumlah):
            kalimat = [" ".join(acak.choice(bagian) for bagian in (_SIAPA, _APA, _HAL, _CARA)) for _ in range(4)]
            angka = f"Tercatat {acak.randint(11, 96)} peserta dan {acak.randint(3, 40)} catatan."
            hasil.append(" ".join([*kalimat[:2], angka, *kalimat[2:]]))
        return hasil

    @property
    def hari(self) -> str:
        return format_tgl_panjang(self.tanggal).partition(", ")[2]


def pdf_surat(surat: Surat, halaman: int = 1) -> bytes:
    """A letter of one to three pages: letterhead, number, date, body, signature block."""
    paragraf = surat.paragraf(2 + 5 * (halaman - 1) if halaman > 1 else 3)
    baris = [b for p in [surat.pembuka, *paragraf] for b in [*textwrap.wrap(p, 84), ""]]
    per = -(-len(baris) // halaman)
    with pikepdf.new() as pdf:
        for n in range(halaman):
            isi = _kepala(surat) if n == 0 else _tulis(TEPI, TINGGI - 50, f"- {n + 1} -", 10)
            y = TINGGI - (230 if n == 0 else 90)
            for satu in baris[n * per : (n + 1) * per]:
                isi += _tulis(TEPI, y, satu)
                y -= 16
            if n == halaman - 1:
                isi += _tanda(surat, y - 20)
            isi += _tulis(TEPI, 40, CONTOH, 8)
            _tambah(pdf, isi)
        return _simpan(pdf, surat.tanggal)


def _tulis(x: float, y: float, teks: str, besar: int = 11, huruf: str = "F1") -> str:
    aman = teks.encode("latin-1", "replace").decode("latin-1").replace("\\", "").replace("(", "[").replace(")", "]")
    return f"BT /{huruf} {besar} Tf {x:.0f} {y:.0f} Td ({aman}) Tj ET\n"


def _kepala(surat: Surat) -> str:
    isi = _tulis(TEPI, TINGGI - 60, "INSTANSI CONTOH", 11)
    isi += _tulis(TEPI, TINGGI - 80, surat.satker.upper()[:52], 15, "F2")
    isi += _tulis(TEPI, TINGGI - 96, "Jalan Contoh Nomor 1 - Kota Rekaan", 9)
    isi += f"1.5 w {TEPI} {TINGGI - 106} m {LEBAR - TEPI} {TINGGI - 106} l S\n"
    isi += _tulis(TEPI, TINGGI - 140, surat.judul[:70], 13, "F2")
    isi += _tulis(TEPI, TINGGI - 162, f"Nomor   : {surat.nomor}")
    return isi + _tulis(TEPI, TINGGI - 178, f"Tanggal : {surat.hari}")


def _tanda(surat: Surat, y: float) -> str:
    isi = _tulis(340, y, f"Kota Rekaan, {surat.hari}") + _tulis(340, y - 16, "Kepala,")
    isi += f"0.8 w 345 {y - 62:.0f} m 360 {y - 30:.0f} 380 {y - 76:.0f} 400 {y - 40:.0f} c S\n"
    return isi + _tulis(340, y - 84, surat.penanda, 11, "F2")


def _tambah(pdf: pikepdf.Pdf, isi: str, sumber: pikepdf.Dictionary | None = None) -> None:
    halaman = pdf.add_blank_page(page_size=(LEBAR, TINGGI))
    huruf = {
        nama: pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{dasar}"))
        for nama, dasar in _HURUF.items()
    }
    halaman.Resources = sumber or pikepdf.Dictionary(Font=pikepdf.Dictionary(**huruf))
    halaman.Contents = pdf.make_stream(isi.encode("latin-1"))


def _simpan(pdf: pikepdf.Pdf, tanggal: dt.date) -> bytes:
    pdf.docinfo["/CreationDate"] = f"D:{tanggal:%Y%m%d}080000Z"
    keluar = io.BytesIO()
    pdf.save(keluar, deterministic_id=True)
    return keluar.getvalue()


def pdf_baris(judul: str, satker: str, tanggal: dt.date, baris: list[str]) -> bytes:
    """A plain page of given lines, for documents whose words matter: no letterhead, no number of its own."""
    with pikepdf.new() as pdf:
        isi = ""
        for n, satu in enumerate([judul, satker, f"Tanggal {tanggal:%d-%m-%Y}", "", *baris]):
            isi += _tulis(TEPI, TINGGI - 60 - 16 * n, satu)
        _tambah(pdf, isi + _tulis(TEPI, 40, CONTOH, 8))
        return _simpan(pdf, tanggal)


def pdf_pindai(surat: Surat) -> bytes:
    """A scanned page: a slightly turned, noisy picture without any text layer."""
    kertas = Image.new("L", (1240, 1754), 247)
    gambar = ImageDraw.Draw(kertas)
    y = 120
    kepala = [("INSTANSI CONTOH", 26), (surat.satker.upper()[:44], 36), ("", 20), (surat.judul[:56], 32)]
    for teks, besar in [*kepala, (f"Nomor: {surat.nomor}", 26), (f"Tanggal: {surat.hari}", 26), ("", 20)]:
        gambar.text((130, y), teks, fill=35, font=ImageFont.load_default(besar))
        y += int(besar * 1.7)
    for p in [surat.pembuka, *surat.paragraf(3)]:
        for satu in textwrap.wrap(p, 74):
            gambar.text((130, y), satu, fill=45, font=ImageFont.load_default(26))
            y += 40
        y += 26
    gambar.text((760, y + 40), "Kepala,", fill=45, font=ImageFont.load_default(26))
    gambar.arc((770, y + 80, 960, y + 170), 200, 40, fill=60, width=4)
    gambar.text((760, y + 180), surat.penanda, fill=35, font=ImageFont.load_default(28))
    gambar.text((130, 1690), CONTOH, fill=70, font=ImageFont.load_default(20))
    miring = kertas.rotate(0.6, resample=Image.Resampling.BILINEAR, fillcolor=247)
    acak = random.Random(surat.benih)  # noqa: S311
    derau = Image.frombytes("L", (310, 439), acak.randbytes(310 * 439)).resize(miring.size)
    keluar = io.BytesIO()
    Image.blend(miring, derau, 0.06).save(keluar, "JPEG", quality=60)
    with pikepdf.new() as pdf:
        gambar_pdf = pikepdf.Stream(
            pdf,
            keluar.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1240,
            Height=1754,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        _tambah(pdf, f"q {LEBAR} 0 0 {TINGGI} 0 0 cm /Im0 Do Q", pikepdf.Dictionary(XObject={"/Im0": gambar_pdf}))
        return _simpan(pdf, surat.tanggal)


def foto(surat: Surat) -> bytes:
    """A photo of a meeting room that nobody was in, with the date of the camera."""
    acak = random.Random(surat.benih)  # noqa: S311
    gambar = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    lukis = ImageDraw.Draw(gambar)
    lukis.rectangle((0, 760, 1600, 1200), fill=(142, 110, 82))
    lukis.rectangle((420, 140, 1180, 470), fill=(236, 240, 244), outline=(60, 70, 80), width=6)
    lukis.text((470, 200), surat.judul[:30], fill=(20, 60, 110), font=ImageFont.load_default(44))
    for i in range(6):
        x, rona = 130 + i * 240, acak.randint(60, 150)
        lukis.ellipse((x, 590, x + 110, 700), fill=(224, 178, 142))
        lukis.rounded_rectangle((x - 40, 700, x + 150, 960), 50, fill=(rona, 80, 160 - rona // 2))
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{surat.tanggal:%Y:%m:%d} 09:30:00"
    exif[0x0132] = f"{surat.tanggal:%Y:%m:%d} 09:30:00"
    keluar = io.BytesIO()
    gambar.save(keluar, "JPEG", quality=80, exif=exif)
    return keluar.getvalue()


# --- Office ---------------------------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_JENIS = "application/vnd.openxmlformats-officedocument."


def docx(surat: Surat) -> bytes:
    """A minutes document with paragraphs."""
    baris = [surat.satker, surat.judul, f"Nomor: {surat.nomor}", f"Tanggal: {surat.hari}", "", surat.pembuka]
    baris += [*surat.paragraf(4), "", "Kepala,", "", surat.penanda, "", CONTOH]
    isi = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(b)}</w:t></w:r></w:p>' for b in baris)
    utama = f"<w:document {_W}><w:body>{isi}</w:body></w:document>"
    return _paket("word/document.xml", f"{_JENIS}wordprocessingml.document.main+xml", utama, surat.tanggal)


def xlsx(surat: Surat) -> bytes:
    """A list with a few columns."""
    acak = random.Random(surat.benih)  # noqa: S311
    baris: list[list[str | int]] = [
        [surat.satker],
        [surat.judul],
        [f"Nomor: {surat.nomor}"],
        [f"Tanggal: {surat.hari}"],
    ]
    baris += [[], ["No", "Bagian", "Rencana", "Selesai"]]
    bagian = ("Tata usaha", "Pelayanan", "Keamanan", "Pembinaan", "Keuangan", "Kepegawaian")
    baris += [[i, b, acak.randint(6, 12), acak.randint(2, 6)] for i, b in enumerate(bagian, 1)]
    baris += [[], [CONTOH]]
    isi = "".join(f"<row>{''.join(map(_sel, b))}</row>" for b in baris)
    lembar = f'<worksheet {_S}><cols><col min="2" max="2" width="24"/></cols><sheetData>{isi}</sheetData></worksheet>'
    utama = f'<workbook {_S} xmlns:r="{_R}"><sheets><sheet name="Daftar" sheetId="1" r:id="rId1"/></sheets></workbook>'
    rujukan = (
        f'<Relationships xmlns="{_REL}"><Relationship Id="rId1" Type="{_R}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    )
    lain = {"xl/_rels/workbook.xml.rels": rujukan, "xl/worksheets/sheet1.xml": lembar}
    jenis = f"{_JENIS}spreadsheetml.sheet.main+xml"
    tambahan = {"/xl/worksheets/sheet1.xml": f"{_JENIS}spreadsheetml.worksheet+xml"}
    return _paket("xl/workbook.xml", jenis, utama, surat.tanggal, lain, tambahan)


def _sel(nilai: str | int) -> str:
    if isinstance(nilai, int):
        return f"<c><v>{nilai}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(nilai)}</t></is></c>'


def _paket(
    bagian: str,
    jenis: str,
    utama: str,
    tanggal: dt.date,
    lain: dict[str, str] | None = None,
    jenis_lain: dict[str, str] | None = None,
) -> bytes:
    """An Office package whose entries carry a fixed time, so that the bytes are the same each time."""
    inti = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    isi = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(
                f'<Override PartName="{n}" ContentType="{j}"/>'
                for n, j in {f"/{bagian}": jenis, **(jenis_lain or {})}.items()
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_REL}">'
            f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="{bagian}"/>'
            f'<Relationship Id="rId2" Type="{_REL}/metadata/core-properties" Target="docProps/core.xml"/>'
            "</Relationships>"
        ),
        bagian: utama,
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{inti}" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{tanggal.isoformat()}T08:00:00Z</dcterms:created>'
            "</cp:coreProperties>"
        ),
        **(lain or {}),
    }
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, teks in isi.items():
            info = zipfile.ZipInfo(nama, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            arsip.writestr(info, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{teks}')
    return keluar.getvalue()
