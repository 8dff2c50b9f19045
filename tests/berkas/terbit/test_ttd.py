"""Signatures of issued documents: valid, of the configured key, behind the drawn bytes, and refused in words."""

from __future__ import annotations

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from berkas.terbit.ttd import TtdError, pemilik_sertifikat, tandatangani
from tests.berkas import contoh

SANDI = "sandi-kunci-uji"


def buat_p12(tempat: Path, nama: str = "Kementerian Contoh") -> Path:
    """A key with a certificate of its own making, as no instansi should use it."""
    kunci = ec.generate_private_key(ec.SECP256R1())
    subjek = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, nama),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Instansi Contoh"),
        ]
    )
    kini = dt.datetime.now(dt.UTC)
    pemakaian = {k: k in ("digital_signature", "content_commitment") for k in (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )}  # fmt: skip
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(subjek)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - dt.timedelta(days=1))
        .not_valid_after(kini + dt.timedelta(days=30))
        .add_extension(x509.KeyUsage(**pemakaian), critical=True)
        .sign(kunci, hashes.SHA256())
    )
    letak = tempat / "kunci.p12"
    isi = pkcs12.serialize_key_and_certificates(
        b"uji", kunci, sertifikat, None, BestAvailableEncryption(SANDI.encode())
    )
    letak.write_bytes(isi)
    return letak


def periksa(pdf: bytes, letak: Path) -> tuple[bool, bool, bool, str]:
    """(bytes as signed, signature right, trusted through the own certificate, subfilter)."""

    def kerja() -> tuple[bool, bool, bool, str]:
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext

        akar = SimpleSigner.load_pkcs12(str(letak), passphrase=SANDI.encode()).signing_cert
        (satu,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        hasil = validate_pdf_signature(satu, ValidationContext(trust_roots=[akar]))
        return hasil.intact, hasil.valid, hasil.trusted, str(satu.sig_object["/SubFilter"])

    with ThreadPoolExecutor(1) as utas:
        return utas.submit(kerja).result()


def test_signature_is_pades_and_stands_behind_the_drawn_bytes(tmp_path: Path) -> None:
    letak, pdf = buat_p12(tmp_path), contoh.pdf(isi="LHE")
    hasil = tandatangani(pdf, kunci=str(letak), sandi=SANDI, alasan="LHE 2026")
    assert hasil.startswith(pdf)
    assert periksa(hasil, letak) == (True, True, True, "/ETSI.CAdES.detached")
    rusak = hasil.replace(b"LHE", b"LHF", 1)  # the twin: one letter of what was signed
    assert periksa(rusak, letak)[0] is False


def test_certificate_names_its_owner(tmp_path: Path) -> None:
    assert pemilik_sertifikat(str(buat_p12(tmp_path)), SANDI) == "Kementerian Contoh, Instansi Contoh"


def test_a_key_that_cannot_be_used_is_said_in_words(tmp_path: Path, monkeypatch: Any) -> None:
    letak = buat_p12(tmp_path)
    with pytest.raises(TtdError, match="TTD_P12 tidak terbaca"):
        pemilik_sertifikat(str(letak), "salah")
    with pytest.raises(TtdError, match="tidak ada"):
        pemilik_sertifikat(str(tmp_path / "lain.p12"), SANDI)
    monkeypatch.setitem(__import__("sys").modules, "pyhanko.sign.signers", None)
    with pytest.raises(TtdError, match=r"requirements-ttd\.txt"):
        pemilik_sertifikat(str(letak), SANDI)
