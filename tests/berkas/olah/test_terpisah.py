"""The child process: what it makes of each kind of file, and that nothing it does reaches beyond its bounds."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from berkas.olah import terpisah
from berkas.olah.alat import alat
from berkas.olah.hasil import Alat, Kurang, Sebab
from berkas.olah.kurung import MEMORI
from tests.berkas import contoh
from tests.berkas.olah import contoh_olah

ADA = alat()
butuh_ocr = pytest.mark.skipif(not ADA.tesseract, reason="Tesseract tidak terpasang: ./run alat")
butuh_kantor = pytest.mark.skipif(not ADA.libreoffice, reason="LibreOffice tidak terpasang: ./run alat")


def gambar(tmp_path: Path) -> dict[str, tuple[int, int]]:
    hasil = {}
    for jalur in sorted((tmp_path / "hasil").iterdir()):
        with Image.open(jalur) as buka:
            assert buka.format == "WEBP"
            hasil[jalur.name] = buka.size
    return hasil


def test_pdf_gets_both_images_and_the_text_of_each_page(olah, tmp_path):
    isi = contoh_olah.pdf_teks([["Halaman pertama berisi keputusan"], ["Halaman kedua berisi lampiran"]])
    hasil = olah("SK.pdf", isi)
    assert (hasil.halaman, hasil.gambar, hasil.kurang, hasil.sebab) == (2, 2, [], None)
    assert hasil.teks == ["Halaman pertama berisi keputusan", "Halaman kedua berisi lampiran"]
    assert (hasil.lapis, hasil.ocr) == (True, False)
    assert gambar(tmp_path) == {
        "h0001-b.webp": (1600, 2071),
        "h0001.webp": (1000, 1294),
        "h0002-b.webp": (1600, 2071),
        "h0002.webp": (1000, 1294),
    }


@pytest.mark.parametrize(
    ("tulis", "diharapkan"),
    [
        ("D:20260112083000+07'00'", dt.date(2026, 1, 12)),
        ("D:19700101000000Z", None),  # the clock of the scanner was never set
        ("D:20991231000000Z", None),
        ("D:20261399", None),
        ("kemarin", None),
    ],
)
def test_only_a_possible_date_is_kept(olah, tulis, diharapkan):
    assert olah("a.pdf", contoh_olah.pdf_teks([["isi halaman yang cukup panjang"]], dibuat=tulis)).dibuat == diharapkan


def test_pages_beyond_the_limit_have_text_without_an_image(olah, tmp_path):
    isi = contoh_olah.pdf_teks([[f"Ini teks halaman nomor {n}"] for n in range(1, 5)])
    hasil = olah("a.pdf", isi, halaman=2)
    assert (hasil.halaman, hasil.gambar, hasil.kurang) == (4, 2, [Kurang.BATAS_HALAMAN])
    assert hasil.teks[3] == "Ini teks halaman nomor 4"
    assert len(gambar(tmp_path)) == 4


def test_scan_without_a_reader_says_so_and_a_blank_page_does_not(olah):
    assert olah("pindai.pdf", contoh_olah.pdf_pindai()).kurang == [Kurang.TANPA_OCR]
    assert olah("kosong.pdf", contoh.pdf()).kurang == []


@butuh_ocr
def test_scan_is_read(olah):
    hasil = olah("pindai.pdf", contoh_olah.pdf_pindai(2), alat=ADA)
    assert (hasil.kurang, hasil.ocr, hasil.lapis) == ([], True, False)
    assert "zona integritas" in hasil.teks[0]
    assert hasil.teks[0] == hasil.teks[1]


@butuh_ocr
def test_only_so_many_pages_are_read(olah):
    hasil = olah("pindai.pdf", contoh_olah.pdf_pindai(3), alat=ADA, ocr=1)
    assert hasil.kurang == [Kurang.OCR_SEBAGIAN]
    assert [bool(t) for t in hasil.teks] == [True, False, False]


def test_photo_is_upright_and_carries_neither_place_nor_camera(olah, tmp_path):
    asli = contoh_olah.foto_berlokasi()
    assert b"KAMERA-RAHASIA" in asli  # the twin: it was there
    assert b"LOKASI-RAHASIA" in asli
    hasil = olah("foto.jpg", asli)
    assert (hasil.halaman, hasil.gambar, hasil.dibuat) == (1, 1, dt.date(2026, 2, 17))
    assert gambar(tmp_path) == {"h0001-b.webp": (600, 1200), "h0001.webp": (600, 1200)}
    for jalur in (tmp_path / "hasil").iterdir():
        assert b"RAHASIA" not in jalur.read_bytes()
        with Image.open(jalur) as buka:
            assert dict(buka.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(buka.info)
            assert buka.convert("RGB").getpixel((300, 60)) == pytest.approx((255, 255, 255), abs=12)


def test_text_files_become_pages_of_text(olah, tmp_path):
    hasil = olah("daftar.csv", "nama;nilai\r\nÄrya;3\n".encode("cp1252") * 60)
    assert (hasil.halaman, hasil.gambar, len(hasil.teks)) == (None, 0, 2)
    assert hasil.teks[0].splitlines()[:2] == ["nama;nilai", "Ärya;3"]
    assert gambar(tmp_path) == {}


def test_control_characters_never_leave_the_child(olah):
    assert olah("a.txt", b"satu\x00\x07dua\x1b[31m").teks == ["satudua[31m"]


# --- Office ---------------------------------------------------------------------------------------------------------


def docx() -> bytes:
    import zi_portal.demo.dokumen as demo

    surat = demo.Surat("Satker", "Notula", "1/2026", dt.date(2026, 3, 5), "Pembuka rapat", "Kepala", "benih")
    return demo.docx(surat)


def test_office_without_libreoffice_is_text_only(olah, tmp_path):
    hasil = olah("notula.docx", docx())
    assert (hasil.gambar, hasil.kurang, hasil.dibuat) == (0, [Kurang.TANPA_LIBREOFFICE], dt.date(2026, 3, 5))
    assert hasil.teks[0].splitlines()[:2] == ["Satker", "Notula"]
    assert gambar(tmp_path) == {}


@butuh_kantor
def test_office_becomes_page_images(olah, tmp_path):
    langkah = []
    hasil = olah("notula.docx", docx(), alat=ADA, lapor=lambda kata, persen: langkah.append((kata, persen)))
    assert (hasil.halaman, hasil.gambar, hasil.kurang) == (1, 1, [])
    assert hasil.dibuat == dt.date(2026, 3, 5)  # of the document, not of the conversion
    assert "Pembuka rapat" in hasil.teks[0]
    assert langkah == [("Mengubah dokumen menjadi PDF", 5), ("Membuat gambar halaman 1 dari 1", 85)]
    assert sorted(gambar(tmp_path)) == ["h0001-b.webp", "h0001.webp"]


@pytest.mark.parametrize("isi", ["#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 3\n"])
def test_office_that_cannot_be_converted_is_text_or_fails_with_a_reason(olah, tmp_path, isi):
    palsu = tmp_path / "soffice"
    palsu.write_text(isi)
    palsu.chmod(0o755)
    dengan = Alat(libreoffice=str(palsu))
    hasil = olah("notula.docx", docx(), alat=dengan)
    assert (hasil.kurang, hasil.sebab, bool(hasil.teks[0])) == ([Kurang.KONVERSI], None, True)
    assert olah("kosong.docx", contoh.ooxml("docx"), alat=dengan).sebab == Sebab.KONVERSI


def test_programs_that_outlive_the_child_are_killed_with_it(olah, tmp_path):
    """A helper that never ends: the time is over, and afterwards nobody of the group lives."""
    palsu = tmp_path / "soffice"
    palsu.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 300 &\nwait\n")
    palsu.chmod(0o755)
    hasil = olah("kosong.docx", contoh.ooxml("docx"), alat=Alat(libreoffice=str(palsu)), detik=2)
    assert (hasil.sebab, hasil.sementara) == (Sebab.WAKTU, True)
    grup = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not _hidup(grup):
            return
        time.sleep(0.1)
    raise AssertionError("program bantu masih hidup")


def _hidup(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


# --- Hostile --------------------------------------------------------------------------------------------------------


def test_not_a_pdf_fails_with_a_reason(olah):
    hasil = olah("a.pdf", b"%PDF-1.7 bukan apa-apa")
    assert (hasil.sebab, hasil.sementara, hasil.gambar) == (Sebab.RUSAK, False, 0)


def test_locked_pdf_fails_with_a_reason(olah):
    import pikepdf

    isi = contoh.pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert olah("a.pdf", isi).sebab == Sebab.SANDI


def test_running_out_of_memory_is_a_failure_in_words(olah, anak_palsu):
    """The real child, given too little: 25 megapixels do not fit."""
    anak_palsu(
        "import runpy, berkas.olah.kurung as kurung\n"
        "kurung.MEMORI = 130 * 1024**2\n"
        "runpy.run_module('berkas.olah', run_name='__main__')"
    )
    hasil = olah("foto.png", contoh.gambar("PNG", (5000, 5000)))
    assert (hasil.sebab, hasil.sementara, hasil.gambar) == (Sebab.MEMORI, False, 0)


def test_page_that_takes_more_memory_than_there_is_stops_nothing_else(olah):
    """Whatever PDFium makes of it (a white page, an error, its death): words or a page, never an exception."""
    hasil = olah("bom.pdf", contoh_olah.pdf_bom(2, bom=2))
    assert hasil.sebab in (None, Sebab.MEMORI, Sebab.MATI)
    assert hasil.gambar >= 1 or hasil.sebab
    assert hasil.memori_puncak <= MEMORI
    assert olah("baik.pdf", contoh.pdf()).gambar == 1


@pytest.mark.parametrize(
    ("program", "sebab", "sementara"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Sebab.MATI, False),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Sebab.MATI, True),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Sebab.WAKTU, False),
        ("raise MemoryError", Sebab.MEMORI, False),
        ("print('bukan json', flush=True)", Sebab.MATI, False),
        ("print('[1]', flush=True)", Sebab.MATI, False),
        ("""print('{"j": "hal", "n": 7, "teks": "", "gambar": true}', flush=True)""", Sebab.MATI, False),
        ("""print('{"j": "hal", "n": 1, "teks": "", "gambar": true}', flush=True)""", Sebab.MATI, False),
        ("""print('{"j": "rahasia"}', flush=True)""", Sebab.MATI, False),
        ("print('x' * 1000000, flush=True)", Sebab.MATI, False),
    ],
)
def test_child_that_dies_or_lies_is_a_failure_in_words(olah, anak_palsu, program, sebab, sementara):
    anak_palsu(program)
    hasil = olah("a.pdf", contoh.pdf())
    assert (hasil.sebab, hasil.sementara, hasil.gambar) == (sebab, sementara, 0)


def test_pages_done_before_a_crash_are_kept(olah, anak_palsu, tmp_path):
    anak_palsu(
        "import os, signal, sys, pathlib\n"
        "for b in ('', '-b'): (pathlib.Path(sys.argv[3]) / f'h0001{b}.webp').write_bytes(b'RIFF....WEBP')\n"
        """print('{"j": "awal", "halaman": 9, "dibuat": null}', flush=True)\n"""
        """print('{"j": "hal", "n": 1, "teks": "isi", "gambar": true}', flush=True)\n"""
        "os.kill(os.getpid(), signal.SIGSEGV)"
    )
    hasil = olah("a.pdf", contoh.pdf())
    assert (hasil.sebab, hasil.gambar, hasil.halaman, hasil.kurang) == (None, 1, 9, [Kurang.HENTI])
    assert hasil.teks == ["isi"]


@pytest.mark.parametrize("cara", ["symlink_to", "hardlink_to"])
def test_link_in_place_of_an_image_is_refused(olah, anak_palsu, tmp_path, cara):
    """A child that was taken over must not make the parent publish another file of this machine."""
    rahasia = tmp_path / "rahasia"
    rahasia.write_bytes(contoh_olah.webp_palsu())
    anak_palsu(
        "import sys, pathlib\n"
        f"for b in ('', '-b'): (pathlib.Path(sys.argv[3]) / f'h0001{{b}}.webp').{cara}({str(rahasia)!r})\n"
        """print('{"j": "hal", "n": 1, "teks": "", "gambar": true}', flush=True)"""
    )
    assert (olah("a.pdf", contoh.pdf()).sebab, olah("a.pdf", contoh.pdf()).gambar) == (Sebab.MATI, 0)


def test_hanging_child_is_stopped(olah, anak_palsu, monkeypatch):
    monkeypatch.setattr(terpisah, "TENGGANG", 0)
    anak_palsu("import time; time.sleep(300)")
    hasil = olah("a.pdf", contoh.pdf(), detik=1)
    assert (hasil.sebab, hasil.sementara) == (Sebab.WAKTU, True)


def test_error_while_reporting_stops_the_child_and_goes_through(olah, tmp_path):
    def lapor(kata: str, persen: int) -> None:
        raise LookupError(kata)

    with pytest.raises(LookupError):
        olah("a.pdf", contoh_olah.pdf_teks([["a"]] * 30), lapor=lapor)


@pytest.fixture
def anak_palsu(monkeypatch, tmp_path):
    """Run another program in place of the child, with the same arguments."""

    def pasang(program: str) -> None:
        asli = subprocess.Popen

        def palsu(perintah, **lain):
            return asli([sys.executable, "-c", program, *perintah[3:]], **lain)

        monkeypatch.setattr(terpisah.subprocess, "Popen", palsu)

    return pasang


# --- Bounds ---------------------------------------------------------------------------------------------------------

_PERIKSA = """
import json, os, resource, socket, sys
from berkas.olah.kurung import MEMORI, batasi, kurung
tertutup = kurung(cpu=7)
batasi(resource.RLIMIT_AS, MEMORI)
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=3).close()
    sambung = "ya"
except OSError:
    sambung = "tidak"
try:
    bytearray(2 * 1024**3)
    besar = "ya"
except MemoryError:
    besar = "tidak"
print(json.dumps([tertutup, sambung, besar, resource.getrlimit(resource.RLIMIT_CPU)[1], os.nice(0)]))
"""


def test_child_has_no_network_and_bounded_memory_and_time():
    with socket.create_server(("127.0.0.1", 0)) as kenari:
        porta = str(kenari.getsockname()[1])
        hasil = subprocess.run([sys.executable, "-c", _PERIKSA, porta], capture_output=True, text=True, check=True)
        tertutup, sambung, besar, cpu, ramah = json.loads(hasil.stdout)
        assert (besar, cpu, ramah >= 10) == ("tidak", 7, True)
        if not tertutup:
            pytest.skip("sistem ini tidak mengizinkan ruang jaringan sendiri")
        assert sambung == "tidak"
        # the twin: without the fence the same address answers
        socket.create_connection(("127.0.0.1", int(porta)), timeout=3).close()


def test_child_dies_with_its_parent(tmp_path):
    """kill -9 of the worker leaves no renderer behind."""
    induk = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys\n"
            "anak = subprocess.Popen([sys.executable, '-c', 'from berkas.olah.kurung import kurung\\n"
            "kurung(cpu=60)\\nprint(1, flush=True)\\nimport time; time.sleep(300)'], stdout=subprocess.PIPE)\n"
            "anak.stdout.readline(); print(anak.pid, flush=True); anak.wait()",
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(terpisah.__file__).parents[2],
    )
    pid = int(induk.stdout.readline())
    assert _hidup(pid)
    induk.kill()
    induk.wait()
    induk.stdout.close()
    for _ in range(50):
        if not _hidup(pid):
            break
        time.sleep(0.1)
    assert not _hidup(pid)


def test_child_gets_no_secret_of_the_server(monkeypatch, olah, anak_palsu, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "RAHASIA")
    anak_palsu(f"import os, json; open({str(tmp_path / 'env')!r}, 'w').write(json.dumps(dict(os.environ)))")
    olah("a.pdf", contoh.pdf())
    env = json.loads((tmp_path / "env").read_text())
    assert {"SECRET_KEY", "DATABASE_URL"} & set(env) == set()
    assert env["HOME"] == str(tmp_path / "kerja")
    assert os.environ["SECRET_KEY"] == "RAHASIA"
