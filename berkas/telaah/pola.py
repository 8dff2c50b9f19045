# ruff: noqa: E501  a pattern is read as one piece
"""The words by which documents are recognised. Bounded patterns only; longer texts are cut before they get here."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What stands at the head of a part. Tried in this order; the first hit names the line. Matched against a line in lower
# case whose look-alike digits were read as letters (OCR), without numbering in front.
_KEPALA: tuple[tuple[str, str], ...] = (
    ("daftar_hadir", r"(?:daftar|absensi|presensi|lembar)\s?(?:hadir|kehadiran)|(?:absensi|presensi)\s+(?:rapat|peserta|kegiatan)"),
    ("undangan", r"(?:surat\s)?undangan(?:\srapat|\skegiatan|\ssosialisasi)?\b|(?:hal|perihal)\s?[:;]\s?(?:surat\s)?undangan"),
    ("notula", r"notula|notulen|notulensi|risalah\s(?:rapat|pertemuan)|catatan\srapat|hasil\srapat|minutes"),
    ("berita_acara", r"berita\sacara"),
    ("tangkapan_layar", r"(?:tangkapan|cuplikan)\slayar|screen\s?shot|screen\s?capture|capture\s"),
    ("foto", r"(?:lampiran\s)?(?:foto|dokumentasi)(?:\s(?:kegiatan|rapat|pelaksanaan|sosialisasi)|\b)"),
    ("tindak_lanjut", r"(?:laporan\s|matriks\s|rencana\s|rekap(?:itulasi)?\s|hasil\s|status\s)?tindak\slanjut|laporan\sperbaikan"),
    ("sertifikat", r"sertifikat|piagam|certificate|surat\standa\stamat"),
    ("pakta", r"(?:dokumen\s)?pakta\sintegritas|komitmen\sbersama"),
    ("pernyataan", r"surat\spernyataan|pernyataan\s(?:bebas|tidak|komitmen)"),
    ("maklumat", r"maklumat\s(?:pelayanan|layanan)"),
    ("perjanjian_kinerja", r"(?:dokumen\s)?(?:perjanjian|penetapan)\skinerja|sasaran\skinerja\spegawai|indikator\skinerja\sindividu"),
    ("sop", r"(?:standar|standard)\s(?:operasional|operating|operasi)\sprosedur|standar\soperasional|sop\b|prosedur\s(?:tetap|kerja)|nomor\ssop"),
    ("sk", r"(?:surat\s)?keputusan\s(?:kepala|menteri|direktur|sekretaris|ketua|plt|pelaksana|inspektur|gubernur|bupati)|surat\skeputusan|surat\s(?:perintah|penugasan)|surat\stugas|petikan\s|keputusan\b|peraturan\b"),
    ("rencana", r"rencana\s(?:aksi|kerja|strategis|pembangunan|tindak\spengendalian|pengembangan|kegiatan|kinerja)|renstra|renja|program\skerja|jadwal\skegiatan"),
    ("tanda_terima", r"(?:bukti|tanda)\s(?:terima|penyampaian|pengiriman|lapor)"),
    ("survei", r"(?:laporan\s|hasil\s)?(?:pelaksanaan\s)?survei|indeks\s(?:kepuasan|persepsi)|kuesioner|laporan\sskm"),
    ("laporan", r"(?:konsep\s)?laporan|laporan\s|lkjip|lakip|lkj\b|executive\ssummary|ringkasan\seksekutif"),
    ("matriks", r"matriks|matrik\s|peta\s(?:risiko|jabatan|proses)|register\srisiko|daftar\srisiko|analisis\sbeban|pohon\skinerja|kertas\skerja"),
    ("rekap", r"rekap|rekapitulasi|daftar\s(?:nama|pegawai|wajib|layanan|induk|pengaduan|informasi|nominatif|sop)|data\s(?:responden|pengaduan|pegawai)"),
    ("surat", r"(?:hal|perihal)\s?[:;]|nota\sdinas|surat\s(?:edaran|pengantar|keterangan|usul)"),
)  # fmt: skip
KEPALA_POLA = tuple((jenis, re.compile(rf"(?:{pola})")) for jenis, pola in _KEPALA)
BAGIAN = tuple(jenis for jenis, _ in _KEPALA)

NOMOR_BAB = re.compile(
    r"^(?:lampiran\s?[ivx0-9]{0,4}\s?[:.\-–]?\s?|bab\s?[ivx0-9]{1,5}\s?[:.\-–]?\s?|[ivx]{1,4}[.)]\s?|[a-z][.)]\s?|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]?\s)"
)
TITIK_ISI = re.compile(r"(?:\.{4,}|…{2,}|_{4,})\s?[0-9ivx]{1,4}\s?$")  # a leader of a table of contents
KATA = re.compile(r"[^\W\d_]{2,}")
VOKAL = re.compile(r"[aiueoAIUEO]")

BULAN = {
    nama: i
    for i, semua in enumerate(
        (
            ("januari", "jan"), ("februari", "pebruari", "feb"), ("maret", "mar"), ("april", "apr"), ("mei",),
            ("juni", "jun"), ("juli", "jul"), ("agustus", "agu", "ags"), ("september", "sep", "sept"),
            ("oktober", "okt"), ("november", "nopember", "nov"), ("desember", "des"),
        ),
        1,
    )
    for nama in semua
}  # fmt: skip
_NAMA_BULAN = "|".join(sorted(BULAN, key=len, reverse=True))
TANGGAL = re.compile(
    rf"\b([0-3]?[0-9lI])[ \t]?[\-/. ]?[ \t]?({_NAMA_BULAN})[ \t]?[\-/. ]?[ \t]?((?:19|20)[0-9]{{2}})\b", re.I
)
TANGGAL_ANGKA = re.compile(r"\b([0-3]?[0-9])[\-/.]([01]?[0-9])[\-/.]((?:19|20)[0-9]{2})\b")
TEMPAT_TANGGAL = re.compile(
    rf"^\W*(?:(?:ditetapkan|dibuat|dikeluarkan)\s(?:di\b.{{0,40}}|pada\stanggal\b.{{0,6}})|[A-Za-z .()]{{3,40}},)\s{{0,3}}[0-3]?[0-9lI]\s?(?:{_NAMA_BULAN})\s?(?:19|20)[0-9]{{2}}",
    re.I,
)
HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
HARI_TANGGAL = re.compile(
    rf"\b(senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu)[ \t]?[,/][ \t]{{0,3}}(?:tanggal[ \t])?([0-3]?[0-9])[ \t]({_NAMA_BULAN})[ \t]((?:19|20)[0-9]{{2}})\b",
    re.I,
)
TAHUN = re.compile(r"(?<![0-9./\-])(20[0-4][0-9])(?![0-9])(?![./\-][0-9]{3})")
_NOMOR = re.compile(
    r"^\W*(?:no(?:mor)?\b\.?(?:\s(?:sop|surat|sk))?)\s{0,20}[:;.]?\s{0,4}([A-Za-z0-9][A-Za-z0-9./\-_ ]{2,60})", re.I
)
NOMOR_KOSONG = re.compile(r"[./\- ]{0,3}(?:\.{3,}|_{3,}|…)")

_JABATAN = re.compile(
    r"^\W*(?:an?\.\s?n?\.?\s?|a\.n\.\s?|plt\.?\s|plh\.?\s|pj\.?\s)?(?:kepala|ketua|sekretaris|direktur|menteri|inspektur|pimpinan|pejabat|notulis|notulen|mengetahui|menyetujui|penanggung\sjawab|koordinator|kasubag|kasi\b|kabag|yang\s(?:menyatakan|membuat|melaporkan)|pembuat|pelapor|pihak\s(?:pertama|kedua))[^.:;]{0,70}[,.]?$",
    re.I,
)
TTD = re.compile(r"\b(?:ttd\.?|t\.t\.d|tanda\stangan|/s/)\b", re.I)
ELEKTRONIK = re.compile(
    r"ditandatangani\s{1,3}secara\s{1,3}elektronik|sertifikat\s{1,3}elektronik\s{1,3}yang\s{1,3}diterbitkan|\bBSrE\b",
    re.I,
)
_NIP = re.compile(r"\bnip\b\.?\s?[:.]?\s?[0-9]{4}", re.I)
_NAMA_ORANG = re.compile(
    r"^\W*(?:(?:dr|drs|dra|ir|h|hj|prof)\.\s?)*[A-Z][A-Za-z'’.]+(?:\s[A-Z][A-Za-z'’.]*){1,5}(?:,\s?[A-Z][A-Za-z. ,]{1,30})?\W*$"
)
NAMA_KOSONG = re.compile(
    r"\(\s{0,4}(?:\.{4,}|…{2,}|_{4,}|\s{6,})\s{0,4}\)|^\W*nama\s?[:;]?\s?(?:\.{4,}|…{2,}|_{4,})\W*$", re.I
)

PENGISI: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("xxxx", re.compile(r"(?<![\w*#])(?:x{3,}|X{4,})(?!\w)(?!-)")),
    ("[nama]", re.compile(r"[\[<{](?:nama|tanggal|tgl|nomor|no|jabatan|isi|tempat|satker|unit|instansi|alamat|bulan|tahun|hari|judul|uraian|kegiatan|diisi|masukkan|nip)\b[^\]>}\n]{0,40}[\]>}]", re.I)),
    ("dd-mm-yyyy", re.compile(r"\b(?:dd|tt|hh)\s?[\-/. ]\s?(?:mm|bb)\s?[\-/. ]\s?(?:y{2,4}|t{2,4})\b", re.I)),
    ("lorem ipsum", re.compile(r"\blorem\s{1,3}ipsum\b", re.I)),
    ("contoh", re.compile(r"^\W*contoh(?:\s(?:format|surat|notula|laporan|dokumen|pengisian|isian|formulir|sk|sop)\b[^.]{0,40})?\W*$", re.I)),
    ("......", re.compile(r"(?<=[A-Za-z:,])[ \t]{0,3}(?:\.{5,}|(?:\.\s){5,}|…{2,}|_{5,})")),
)  # fmt: skip

_PUTUS = re.compile(
    r"\b(?:keputusan|kesimpulan|simpulan|disepakati|menyepakati|diputuskan|memutuskan|hasil\s(?:rapat|pembahasan|kesepakatan)|kesepakatan|rekomendasi|tindak\slanjut)\b",
    re.I,
)
_PETUGAS = re.compile(
    r"\b(?:penanggung\s?-?\s?jawab|p\.?i\.?c\b|pj\b|pelaksana\s?[:|]|(?:kegiatan|uraian|tindak\slanjut).{0,80}\bpelaksana\b|ditugaskan|menugaskan|ditunjuk|dilaksanakan\soleh|dikerjakan\soleh|disusun\soleh|disiapkan\soleh|ditindaklanjuti\soleh"
    r"|(?:ketua|tim|anggota)\s(?:pokja|area)\s?[a-z0-9]{0,6}\s(?:akan|agar|diminta|untuk|menyusun|menyiapkan|melengkapi)"
    r"|(?:kasubag|subbag|kasi|seksi|kepala\s(?:seksi|subbagian|bagian))\b.{0,40}\b(?:agar|akan|diminta|untuk|menyusun|menyiapkan|melengkapi))",
    re.I,
)
_TENGGAT = re.compile(
    rf"\b(?:paling\s(?:lambat|lama)|selambat-?\s?(?:lambatnya|nya)|tenggat|batas\swaktu|target\s(?:waktu|selesai|penyelesaian)|sebelum\stanggal|sampai\sdengan\stanggal|s\.?/?d\.?\stanggal|jatuh\stempo|deadline|diselesaikan\s(?:pada|dalam|tanggal|minggu|bulan)|selesai\s(?:pada|tanggal|minggu|bulan|triwulan)|waktu\spenyelesaian|minggu\s(?:pertama|kedua|ketiga|keempat|ke-?[0-9])|akhir\s(?:bulan|{_NAMA_BULAN}))\b",
    re.I,
)
HADIR_NAMA = re.compile(
    r"^\W{0,3}[0-9]{1,3}[.)|]?\s{0,6}[|]?\s{0,3}(?:(?:dr|drs|dra|ir|h|hj)\.\s?)*[A-Z][A-Za-z'’.]{1,}(?:\s[A-Z][A-Za-z'’.]*){0,5}"
)
_UNDANG = re.compile(r"\bmengundang\b|\bmengharap\b.{0,40}\bkehadiran\b|\bdimohon\b.{0,40}\bhadir\b", re.I)
LAMPIRAN_GAMBAR = re.compile(r"^\W*(?:gambar|foto)\s?[0-9]{1,3}\b", re.I)


@dataclass(frozen=True, slots=True)
class Pola:
    """Patterns for minutes and signatures: once as written, once forgiving, for texts read from pictures."""

    putus: re.Pattern[str]
    petugas: re.Pattern[str]
    tenggat: re.Pattern[str]
    jabatan: re.Pattern[str]
    nip: re.Pattern[str]
    orang: re.Pattern[str]
    nomor: re.Pattern[str]
    undang: re.Pattern[str]


# Letters that OCR takes for one another; a blank may be lost.
_SERUPA = {"a": "[ao]", "e": "[ec]", "i": "[i1l|]", "l": "[l1i|]", "o": "[o0a]", "n": "[nr]", "s": "[s5]", "b": "[b8]"}


def longgar(pola: re.Pattern[str]) -> re.Pattern[str]:
    """The same pattern with look-alike letters and lost blanks allowed; classes and escapes stay as they are."""
    hasil, i, sumber = "", 0, pola.pattern
    while i < len(sumber):
        if sumber[i] == "\\":
            hasil += (
                r"\s?" if sumber[i + 1] == "s" and sumber[i + 2 : i + 3] not in ("?", "{", "*") else sumber[i : i + 2]
            )
            i += 2
        elif sumber[i] == "[":
            akhir = sumber.index("]", i + 1)
            hasil += sumber[i : akhir + 1]
            i = akhir + 1
        else:
            hasil += _SERUPA.get(sumber[i], sumber[i])
            i += 1
    return re.compile(hasil, pola.flags)


TERTULIS = Pola(_PUTUS, _PETUGAS, _TENGGAT, _JABATAN, _NIP, _NAMA_ORANG, _NOMOR, _UNDANG)
TERBACA_MESIN = Pola(
    putus=longgar(_PUTUS),
    petugas=longgar(_PETUGAS),
    tenggat=longgar(_TENGGAT),
    jabatan=longgar(_JABATAN),
    nip=longgar(_NIP),
    orang=re.compile(
        r"^\W*[A-Z0-9][A-Za-z0-9'’.]*(?:\s[A-Z0-9][A-Za-z0-9'’.]*){1,5}(?:,\s?[A-Z][A-Za-z. ,]{1,30})?\W*$"
    ),
    nomor=longgar(_NOMOR),
    undang=longgar(_UNDANG),
)
