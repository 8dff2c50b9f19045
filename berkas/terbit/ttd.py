"""The electronic signature of issued documents (PAdES), where the instansi configured a key (ADR 0034).

pyHanko is installed from requirements-ttd.txt only where a key is used, so nothing here imports it before it is needed.
"""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any


class TtdError(Exception):
    """Nothing was signed; the message says why, for the administrator."""


def pemilik_sertifikat(kunci: str, sandi: str) -> str:
    """Who the certificate names, as printed on the document: common name, then organisation where it differs."""
    subjek = _penanda(kunci, sandi).signing_cert.subject.native
    nama = dict.fromkeys(str(subjek[k]) for k in ("common_name", "organization_name") if subjek.get(k))
    return ", ".join(nama)


def tandatangani(pdf: bytes, *, kunci: str, sandi: str, alasan: str) -> bytes:
    """The document with an invisible signature added behind its own bytes, which stay as they were (ETSI EN 319 142-1,
    level B-B: no time stamp service is asked, so that nothing needs the Internet).

    `kunci`: path of a PKCS#12 file. Raises TtdError.
    """
    penanda = _penanda(kunci, sandi)

    def kerja() -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers

        meta = signers.PdfSignatureMetadata(
            field_name="TandaTangan", reason=alasan, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        keluar = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=penanda)
        return bytes(keluar.getbuffer())

    with ThreadPoolExecutor(1) as utas:  # pyHanko starts an event loop, which a thread may already have
        return utas.submit(kerja).result()


def _penanda(kunci: str, sandi: str) -> Any:
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as galat:
        raise TtdError("Pustaka pyHanko belum terpasang. Pasang requirements-ttd.txt.") from galat
    if not Path(kunci).is_file():
        raise TtdError(f"Berkas kunci TTD_P12 tidak ada: {kunci}.")
    penanda = SimpleSigner.load_pkcs12(kunci, passphrase=sandi.encode() if sandi else None)  # type: ignore[no-untyped-call]
    if penanda is None:
        raise TtdError("Kunci TTD_P12 tidak terbaca. Periksa TTD_SANDI dan bentuk berkasnya (PKCS#12).")
    return penanda
