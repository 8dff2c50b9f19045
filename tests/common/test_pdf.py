import http.server
import io
import threading

import pikepdf
import pytest

from common.pdf import STATIK, SumberDitolak, berkas_diizinkan, buat_pdf

PIKSEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _dokumen(isi, kepala=""):
    return f'<!doctype html><html lang="id"><head>{kepala}</head><body><h1>Laporan</h1>{isi}</body></html>'


def test_buat_pdf_is_tagged_titled_and_indonesian():
    hasil = pikepdf.open(io.BytesIO(buat_pdf(_dokumen("<p>Isi</p>"), judul="Laporan ZI")))
    assert str(hasil.Root.Lang) == "id"
    assert "/StructTreeRoot" in hasil.Root
    assert bool(hasil.Root.MarkInfo.Marked)
    assert str(hasil.docinfo["/Title"]) == "Laporan ZI"
    assert hasil.open_metadata()["pdfuaid:part"] == "1"


def test_buat_pdf_same_input_same_bytes():
    html = _dokumen('<p style="font-family: Arimo">Isi</p>', '<link rel="stylesheet" href="pdf.css">')
    assert buat_pdf(html, judul="A") == buat_pdf(html, judul="A")


def test_buat_pdf_embeds_our_font():
    html = _dokumen("<p>Isi</p>", '<link rel="stylesheet" href="pdf.css">')
    hasil = pikepdf.open(io.BytesIO(buat_pdf(html, judul="A")))
    huruf = {str(f.BaseFont) for f in hasil.pages[0].Resources.Font.values()}
    assert huruf
    assert all("Arimo" in nama for nama in huruf)


def test_buat_pdf_shows_data_images():
    hasil = pikepdf.open(
        io.BytesIO(buat_pdf(_dokumen(f'<img alt="x" src="data:image/png;base64,{PIKSEL}">'), judul="A"))
    )
    assert len(hasil.pages[0].get_images()) == 1


def test_buat_pdf_contacts_no_server():
    diminta = []

    class Pencatat(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            diminta.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    peladen = http.server.HTTPServer(("127.0.0.1", 0), Pencatat)
    utas = threading.Thread(target=peladen.serve_forever, daemon=True)
    utas.start()
    asal = f"http://127.0.0.1:{peladen.server_port}"
    try:
        buat_pdf(
            _dokumen(f'<img alt="x" src="{asal}/a.png">', f'<link rel="stylesheet" href="{asal}/a.css">'), judul="A"
        )
    finally:
        peladen.shutdown()
        peladen.server_close()
        utas.join()
    assert diminta == []


def test_buat_pdf_attaches_no_local_file(tmp_path):
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text("KENARI-RAHASIA")
    html = _dokumen(f'<img alt="x" src="{rahasia.as_uri()}">', f'<link rel="attachment" href="{rahasia.as_uri()}">')
    hasil = pikepdf.open(io.BytesIO(buat_pdf(html, judul="A")))
    assert len(hasil.attachments) == 0


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/a.css",
        "https://contoh.go.id/a.css",
        "ftp://127.0.0.1/a.css",
        "file://peladen/css/zi.css",
        (STATIK / "css" / ".." / ".." / "manage.py").as_uri(),
        f"{STATIK.as_uri()}/css/%2e%2e/js/app.css",
        (STATIK / "js" / "app.js").as_uri(),
        f"{STATIK.as_uri()}/css/",
    ],
)
def test_berkas_diizinkan_refuses(url):
    with pytest.raises(SumberDitolak):
        berkas_diizinkan(url)


def test_berkas_diizinkan_accepts_own_style_and_font():
    for jalur in (STATIK / "css" / "pdf.css", STATIK / "fonts" / "arimo-latin-400-normal.woff2"):
        assert berkas_diizinkan(jalur.as_uri()) == jalur.resolve()


def test_berkas_diizinkan_refuses_a_link_out_of_the_folder(tmp_path):
    (tmp_path / "luar.css").symlink_to("/etc/passwd")
    with pytest.raises(SumberDitolak):
        berkas_diizinkan((tmp_path / "luar.css").as_uri(), dasar=tmp_path)
