"""The same library on an S3-compatible store: moto's server on loopback, spoken to over real HTTP."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import settings as pengaturan
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage

from berkas import penyimpanan
from berkas.actions import HasilSapu, sapu_yatim
from berkas.actions import ganti as modul_ganti
from berkas.actions import isi as modul_isi
from berkas.actions import titipan as modul_titipan
from berkas.actions import unggah as modul_unggah
from berkas.models import Bukti, Isi, VersiBerkas
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError, buka, tempatkan
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia
from tests.berkas.views.test_lanjut import _alamat, _buka, _patch

EMBER = "zi-uji"
RAHASIA = "rahasia-s3-jangan-bocor"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    inang, porta = moto.get_host_and_port()
    yield f"http://{inang}:{porta}"
    moto.stop()


@pytest.fixture(autouse=True)
def ember(server: str, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """An empty bucket as the store, configured exactly as settings.py does from the environment."""
    lingkungan = {"S3_BUCKET": EMBER, "S3_ENDPOINT": server, "S3_KEY": "kunci", "S3_SECRET": RAHASIA}
    settings.STORAGES = settings.STORAGES | {"default": _dari_lingkungan(lingkungan | {"S3_REGION": "us-east-1"})}
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "sementara")
    s3 = boto3.resource(
        "s3", endpoint_url=server, aws_access_key_id="kunci", aws_secret_access_key=RAHASIA, region_name="us-east-1"
    )
    ember = s3.create_bucket(Bucket=EMBER)
    yield ember
    ember.objects.all().delete()


def _dari_lingkungan(isi: dict[str, str]) -> Any:
    """STORAGES["default"] of a fresh process with these variables (TransferConfig has no literal: made again here)."""
    program = (
        "from django.conf import settings as s; d = s.STORAGES['default']; t = d['OPTIONS'].pop('transfer_config');"
        "print(repr((d, t.max_request_concurrency, t.multipart_chunksize)))"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", program], cwd=pengaturan.BASE_DIR, env=os.environ | isi, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    from boto3.s3.transfer import TransferConfig

    baku, serempak, potong = eval(hasil.stdout)  # noqa: S307 - our own repr
    baku["OPTIONS"]["transfer_config"] = TransferConfig(max_concurrency=serempak, multipart_chunksize=potong)
    return baku


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.pokja)
    return client


def _kunci(ember: Any) -> set[str]:
    return {o.key for o in ember.objects.all()}


def _kirim(klien: Client, dunia: Dunia, nama: str, isi: bytes, kode: str = "P5.1b", **lain: Any) -> Any:
    berkas = {"berkas": SimpleUploadedFile(nama, isi), **lain}
    return klien.post(f"{dunia.url}lke/{kode}/berkas/", berkas, headers={"X-Requested-With": "fetch"})


def test_disk_is_the_default_and_nothing_of_s3_is_loaded_for_it() -> None:
    program = (
        "import django; django.setup(); import sys; from django.conf import settings as s;"
        "print(s.STORAGES['default']['BACKEND'], 'boto3' in sys.modules, 'storages' in sys.modules)"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", program], cwd=pengaturan.BASE_DIR, env=os.environ, capture_output=True, text=True
    )
    assert hasil.stdout.split() == ["django.core.files.storage.FileSystemStorage", "False", "False"]


def test_upload_duplicate_and_download(klien: Client, dunia: Dunia, ember: Any, tmp_path: Path) -> None:
    assert default_storage.bucket_name == EMBER
    isi = contoh.pdf(3)
    assert _kirim(klien, dunia, "SK UPG.pdf", isi).status_code == 201
    versi = VersiBerkas.objects.get()
    assert _kunci(ember) == {versi.isi.kunci}
    assert ember.Object(versi.isi.kunci).get()["Body"].read() == isi
    assert list((tmp_path / "sementara").iterdir()) == []
    assert _kirim(klien, dunia, "SK.pdf", isi, "P5.1a").status_code == 409
    assert _kirim(klien, dunia, "SK.pdf", isi, "P5.1a", tetap="1").status_code == 201
    assert (_kunci(ember), Isi.objects.count()) == ({versi.isi.kunci}, 1)
    unduh = klien.get(f"{dunia.url}berkas/{versi.berkas_id}/unduh/1/")
    assert b"".join(unduh.streaming_content) == isi
    kepala = {k: unduh[k] for k in ("Content-Length", "Content-Type", "ETag", "Content-Disposition", "Cache-Control")}
    assert kepala == {
        "Content-Length": str(len(isi)),
        "Content-Type": "application/pdf",
        "ETag": f'"{versi.isi.sha256}"',
        "Content-Disposition": "attachment; filename=\"SK UPG.pdf\"; filename*=UTF-8''SK%20UPG.pdf",
        "Cache-Control": "private, no-cache",
    }
    assert (unduh["X-Content-Type-Options"], unduh["Content-Security-Policy"]) == (
        "nosniff", "sandbox; default-src 'none'",
    )  # fmt: skip


def test_address_and_key_of_the_store_never_reach_a_browser(klien: Client, dunia: Dunia, server: str, unggah) -> None:
    berkas = unggah("SK UPG.pdf").berkas_id
    for jalur in ("lke/P5.1b/", "berkas/", f"berkas/{berkas}/", f"berkas/{berkas}/unduh/1/"):
        jawab = klien.get(f"{dunia.url}{jalur}")
        badan = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
        teks = badan.decode("latin-1") + str(jawab.headers)
        assert jawab.status_code in (200, 302)
        assert [k for k in (server, RAHASIA, EMBER, "X-Amz", "AWSAccessKeyId") if k in teks] == []


def test_objects_are_private(unggah: Any, ember: Any) -> None:
    unggah()
    izin = ember.Object(next(iter(_kunci(ember)))).Acl().grants
    assert [i["Grantee"]["Type"] for i in izin] == ["CanonicalUser"]


def test_resumed_upload_and_replacement(klien: Client, dunia: Dunia, ember: Any, tmp_path: Path) -> None:
    satu, dua = contoh.pdf(1, "satu"), contoh.pdf(2, "dua")
    url = _buka(klien, dunia, len(satu))["Location"]
    assert (_patch(klien, url, 0, satu[:300]).status_code, _kunci(ember)) == (204, set())
    assert _patch(klien, url, 300, satu[300:]).json()["status"] == 201
    ke = _alamat(dunia, "lanjut_ganti", berkas=Bukti.objects.get().berkas_id)
    url = _buka(klien, dunia, len(dua), ke=ke, alasan="Tanda tangan")["Location"]
    assert _patch(klien, url, 0, dua).json()["status"] == 201
    isi = {v.nomor: ember.Object(v.isi.kunci).get()["Body"].read() for v in VersiBerkas.objects.all()}
    assert isi == {1: satu, 2: dua}
    assert list((tmp_path / "sementara").iterdir()) == []


def test_lost_object_is_said_on_download_and_comes_back_with_the_next_upload(klien, dunia, ember) -> None:
    isi = contoh.pdf(4)
    _kirim(klien, dunia, "SK.pdf", isi)
    versi = VersiBerkas.objects.get()
    unduh = f"{dunia.url}berkas/{versi.berkas_id}/unduh/1/"
    ember.Object(versi.isi.kunci).put(Body=isi[:-1])
    assert klien.get(unduh).status_code == 404
    ember.Object(versi.isi.kunci).delete()
    jawab = klien.get(unduh)
    assert (jawab.status_code, "tidak terbaca di penyimpanan server" in jawab.content.decode()) == (404, True)
    assert _kirim(klien, dunia, "SK.pdf", isi, tetap="1").status_code == 201
    assert b"".join(klien.get(unduh).streaming_content) == isi


def test_sweep_removes_only_old_objects_without_a_row(dunia: Dunia, ember: Any, unggah: Any) -> None:
    unggah()
    tersimpan = _kunci(ember)
    yatim, asing = f"{dunia.satker.pk}/ab/{'ab' + '0' * 62}", "cadangan/ab/data"
    for kunci in (yatim, asing):
        ember.Object(kunci).put(Body=b"x")
    assert sapu_yatim() == HasilSapu(0, 0)
    assert sapu_yatim(umur=dt.timedelta(seconds=-60)) == HasilSapu(0, 1)
    assert _kunci(ember) == tersimpan | {asing}


def test_bytes_travel_before_the_transaction(klien: Client, dunia: Dunia, ember: Any, monkeypatch: Any) -> None:
    """A slow put must not hold the satker's lock: inside the transaction the store is only asked what it has."""
    asli, letak = modul_isi.simpan_isi, []
    for modul in (modul_unggah, modul_ganti, modul_titipan):
        monkeypatch.setattr(modul, "simpan_isi", lambda **isi: (letak.append(len(_kunci(ember))), asli(**isi))[1])
    assert _kirim(klien, dunia, "SK.pdf", contoh.pdf(5)).status_code == 201
    assert letak == [1]
    url = _buka(klien, dunia, len(contoh.pdf(6)))["Location"]
    letak.clear()
    assert _patch(klien, url, 0, contoh.pdf(6)).json()["status"] == 201
    assert letak == [2]


def test_put_that_kept_too_little_is_not_a_success(tmp_path: Path, ember: Any, monkeypatch: Any) -> None:
    jalur = tmp_path / "a"
    jalur.write_bytes(b"penuh")
    asli = S3Storage._save
    monkeypatch.setattr(S3Storage, "_save", lambda s, n, c: asli(s, n, SimpleUploadedFile("a", b"pen")))
    with pytest.raises(OSError, match="tidak menyimpan"):
        tempatkan(Kiriman("a", jalur, "0" * 64, 5), "s/00/0")


@pytest.mark.parametrize(
    ("status", "kode", "galat"),
    [
        (507, "XMinioStorageFull", PenyimpananPenuhError),
        (404, "NoSuchKey", FileNotFoundError),
        (503, "SlowDown", OSError),
    ],
)
def test_answers_of_the_store_in_our_words(status: int, kode: str, galat: type[Exception]) -> None:
    from botocore.exceptions import ClientError

    isi = {"Error": {"Code": kode, "Message": "x"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    with pytest.raises(galat), penyimpanan._galat_jauh():
        raise ClientError(isi, "PutObject")
    with pytest.raises(KeyError), penyimpanan._galat_jauh():
        raise KeyError


def test_reading_streams_instead_of_loading(ember: Any) -> None:
    ember.Object("s/00/0").put(Body=b"x" * 3_000_000)
    aliran = buka("s/00/0", 3_000_000)
    assert (aliran.read(5), aliran.seekable()) == (b"xxxxx", False)
    aliran.close()
    with pytest.raises(OSError, match="seharusnya 4 B"):
        buka("s/00/0", 4)
