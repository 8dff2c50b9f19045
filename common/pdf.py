"""The only door to WeasyPrint. Deny-all fetching: a document may load its own fonts and style sheets, nothing else."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

STATIK = Path(settings.BASE_DIR) / "static"
_JENIS = {".css": "text/css", ".woff2": "font/woff2"}
_MAKS_DATA_URL = 2 * 1024 * 1024


class SumberDitolak(ValueError):
    """The document asked for something outside the allowed folders."""


def berkas_diizinkan(url: str, *, dasar: Path | None = None) -> Path:
    """The local file behind a file: URL, if it is a style sheet or font below static/css, static/fonts or `dasar`.

    Raises SumberDitolak for every other scheme, host, folder, suffix, and for links that lead out of the folder.
    """
    bagian = urlsplit(url)
    if bagian.scheme != "file" or bagian.netloc not in {"", "localhost"}:
        raise SumberDitolak(f"skema tidak diizinkan: {bagian.scheme}")
    jalur = Path(unquote(bagian.path)).resolve()
    boleh = [STATIK / "css", STATIK / "fonts", *([dasar] if dasar else [])]
    if jalur.suffix not in _JENIS or not any(jalur.is_relative_to(folder.resolve()) for folder in boleh):
        raise SumberDitolak("berkas di luar folder yang diizinkan")
    return jalur


def _pengambil(dasar: Path | None):  # type: ignore[no-untyped-def]
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pengambil(URLFetcher):  # type: ignore[misc]
        """Opens data: URLs and allowed files; everything else raises, and WeasyPrint leaves the resource out."""

        def fetch(self, url, headers=None):  # type: ignore[no-untyped-def]
            if url[:5].lower() == "data:":
                if len(url) > _MAKS_DATA_URL:
                    raise SumberDitolak("data: terlalu besar")
                return super().fetch(url, headers)
            jalur = berkas_diizinkan(url, dasar=dasar)
            return URLFetcherResponse(url, jalur.read_bytes(), {"Content-Type": _JENIS[jalur.suffix]})

    return Pengambil(allowed_protocols=["data"], allow_redirects=False)


def buat_pdf(html: str, *, dasar: Path | None = None, judul: str) -> bytes:
    """Render a complete HTML document to PDF bytes: tagged, PDF/UA-1 requested, same input → same bytes.

    `judul` becomes the document title when the HTML has none. `dasar` is one more folder whose style sheets and fonts
    may be read. No clock is read: a document carries a date only if its HTML says so. Import of WeasyPrint costs about
    a second and happens at the first call, so call this from a job, not from a page.
    """
    from weasyprint import HTML

    dokumen = HTML(string=html, base_url=(STATIK / "css").as_uri() + "/", url_fetcher=_pengambil(dasar)).render(
        pdf_variant="pdf/ua-1", pdf_tags=True
    )
    dokumen.metadata.title = dokumen.metadata.title or judul
    identitas = sha256(html.encode()).digest()[:16]
    hasil: bytes = dokumen.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identitas)
    return hasil
