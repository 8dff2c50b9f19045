"""QR codes as SVG in a data: address: for <img> on a page and in a PDF, nothing is fetched. No Django."""

import segno


def qr_data_uri(teks: str) -> str:
    """Error correction M, quiet zone of four modules; the same text gives the same picture."""
    alamat: str = segno.make_qr(teks, error="m").svg_data_uri(scale=4, border=4, dark="#000000", light="#ffffff")
    return alamat
