"""Uploads under faults and under load, on the real server. Each part prints its figures and a verdict.

Usage: .venv/bin/python -m bench.unggah putus|bunuh|penuh|besar|lambat [--singkat]
  putus   the line is cut every 200 kB of a 50 MB file: bytes sent again, hash, 409 and 404
  bunuh   kill -9 of web workers and of check processes during uploads of 1 to 50 MB: nothing acknowledged is lost
  penuh   a small volume fills up (root: a tmpfs): 507 in words, reading goes on, writing resumes when there is room
  besar   100 MB against cp + sha256sum + sync in alternating rounds; memory of the server
  lambat  p95 of small pages while 20 uploads crawl at 1 Mbit/s
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.dunia import beban
from bench.server import (
    MIB,
    POKJA,
    PUTUS,
    Klien,
    Server,
    buka_tus,
    letak_tus,
    masuk,
    mp4,
    potongan,
    server_demo,
)

KB = 1000
LAJU = 4 * MIB  # bytes a second through the line that is cut: on an endless loopback a cut outruns the request it cuts
JEDA = 0.25  # seconds the client waits after a cut; the browser waits 1
TERBESAR = 8 * MIB


def _url(ekor: str = "lke/P5.1b/berkas/") -> str:
    from django.utils import timezone

    return f"/{timezone.localdate().year}/satker/07/{ekor}"


def _putusan(nama: str, benar: bool) -> bool:
    print(f"  {'ya ' if benar else 'TIDAK'} {nama}")
    return benar


# --- the line is cut ------------------------------------------------------------------------------------------------


class Proksi:
    """Forwards connections and cuts each when `tiap` bytes went up, by FIN or (a tenth of a second later) by RST."""

    def __init__(self, porta: int, tiap: int | None, *, rst: bool = False) -> None:
        self.tujuan, self.tiap, self.rst = porta, tiap, rst
        self.naik = self.putus = self.porta = 0
        self._siap = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._jalan()), daemon=True).start()
        self._siap.wait(10)

    async def _jalan(self) -> None:
        server = await asyncio.start_server(self._layani, "127.0.0.1", 0)
        self.porta = server.sockets[0].getsockname()[1]
        self._siap.set()
        await server.serve_forever()

    async def _layani(self, baca: asyncio.StreamReader, tulis: asyncio.StreamWriter) -> None:
        ke_baca, ke_tulis = await asyncio.open_connection("127.0.0.1", self.tujuan)
        turun = asyncio.create_task(self._salin(ke_baca, tulis))
        sisa = self.tiap
        with contextlib.suppress(OSError):
            while blok := await baca.read(16_384 if sisa is None else min(16_384, sisa)):
                ke_tulis.write(blok)
                await ke_tulis.drain()
                self.naik += len(blok)
                await asyncio.sleep(len(blok) / LAJU)
                if sisa is not None and not (sisa := sisa - len(blok)):
                    await asyncio.sleep(0.1 if self.rst else 0)  # a reset throws away what was not read yet
                    self.putus += 1
                    break
        for satu in (tulis, ke_tulis):
            satu.transport.abort() if self.rst else satu.close()
        turun.cancel()

    async def _salin(self, baca: asyncio.StreamReader, tulis: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while blok := await baca.read(65_536):
                tulis.write(blok)
                await tulis.drain()


def kirim_tus(
    klien: Klien,
    ke: str,
    nama: str,
    isi: bytes,
    *,
    sabar: float = 60,
    diakui: list[int] | None = None,
    potong: int = MIB,
) -> Any:
    """What unggah-besar.js does: pieces from 1 MiB up to 8, after a break HEAD and on from there. `diakui` collects
    offsets the server once acknowledged but then forgot. Gives the verdict, or the refusal of the promise.
    """
    url, letak, terjauh = "", 0, 0
    akhir = time.monotonic() + sabar
    while time.monotonic() < akhir:
        try:
            if not url:
                buka = buka_tus(klien, ke, nama, len(isi), tetap="1")
                if buka.status != 201:
                    return {"status": buka.status, **buka.json()}
                url = buka.kepala["Location"]
            else:
                letak = letak_tus(klien, url)
                if diakui is not None and letak < terjauh:
                    diakui.append(terjauh - letak)
                if letak > terjauh:
                    terjauh, akhir = letak, time.monotonic() + sabar
            while True:
                jawab = potongan(klien, url, letak, isi[letak : letak + potong])
                if jawab.status == 200:
                    return jawab.json() | {"url": url}
                if jawab.status != 204:
                    raise OSError(f"{jawab.status} {jawab.isi[:80]!r}")
                letak = terjauh = int(jawab.kepala["Upload-Offset"])
                potong = max(potong, min(TERBESAR, 2 * potong))
                akhir = time.monotonic() + sabar
        except PUTUS:
            potong = MIB
            klien.tutup()
            time.sleep(JEDA)
    raise TimeoutError(nama)


def putus(singkat: bool) -> bool:
    ukuran = (5 if singkat else 50) * MIB
    with server_demo() as server:
        from berkas.models import VersiBerkas

        pokja, lain = masuk(POKJA, server.alamat.porta), masuk("koordinator07", server.alamat.porta)
        hasil = []
        for label, tiap, rst in (("utuh (kontrol)", None, False), ("FIN", 200 * KB, False), ("RST", 200 * KB, True)):
            proksi, isi = Proksi(server.alamat.porta, tiap, rst=rst), mp4(ukuran)
            awal = time.monotonic()
            verdik = kirim_tus(Klien(proksi.porta, pokja.kuki, pokja.token), _url() + "lanjut/", "rapat.mp4", isi)
            detik = time.monotonic() - awal
            versi = VersiBerkas.objects.select_related("isi").order_by("-pada")[0]
            sama = (server.var / "berkas" / versi.isi.kunci).read_bytes() == isi
            ulang = proksi.naik / ukuran - 1
            print(f"{label:20} {proksi.putus:4d} putus, {detik:5.1f} s, terkirim {proksi.naik:,} B, ulang {ulang:.2%}")
            hasil.append(_putusan(f"{label}: tersimpan dan sama", verdik["status"] == 201 and sama))
            hasil.append(_putusan("dikirim ulang paling banyak 5 % (kepala permintaan terhitung)", ulang <= 0.05))
        url = buka_tus(pokja, _url() + "lanjut/", "a.mp4", 1000).kepala["Location"]
        hasil.append(_putusan("letak salah 409", potongan(pokja, url, 5, b"x").status == 409))
        asing = [lain.minta("HEAD", u, {"Tus-Resumable": "1.0.0"}).status for u in (url, url[:-5] + "0000/")]
        hasil.append(_putusan(f"kiriman orang lain dan yang tidak ada: {asing}", asing == [404, 404]))
        return all(hasil)


# --- processes are killed -------------------------------------------------------------------------------------------


def bunuh(singkat: bool) -> bool:
    random.seed(7)
    mb = [1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 25, 30, 40, 50]
    daftar = [random.choice(mb[:8] if singkat else mb) for _ in range(8 if singkat else 100)]
    with server_demo() as server:
        pokja = masuk(POKJA, server.alamat.porta)
        tersimpan: dict[str, str] = {}
        lupa: list[int] = []
        ditolak: list[str] = []
        macet: list[str] = []
        antre, kunci = list(enumerate(daftar)), threading.Lock()

        def kerja() -> None:
            klien = Klien(server.alamat.porta, pokja.kuki, pokja.token)
            while True:
                with kunci:
                    if not antre:
                        return
                    nomor, besar = antre.pop()
                isi, nama = mp4(besar * MIB - nomor), f"berkas{nomor}.mp4"
                try:
                    verdik = _kirim(klien, nama, isi, lupa)
                except TimeoutError:
                    macet.append(nama)
                    continue
                if verdik["status"] == 201:
                    tersimpan[nama] = hashlib.sha256(isi).hexdigest()
                else:
                    ditolak.append(f"{nama} {verdik['status']} {verdik.get('pesan', '')}")

        utas = [threading.Thread(target=kerja) for _ in range(4)]
        for u in utas:
            u.start()
        mati = _pembunuh(server, utas)
        jumlah = f"{mati['web']} pekerja web, {mati['periksa']} pemeriksa"
        print(f"{len(daftar)} unggahan 1–50 MB, 4 serempak; dibunuh: {jumlah}")
        for baris in ditolak:
            print("   ", baris)
        return _periksa_setelah_bunuh(server, pokja, tersimpan, lupa, ditolak, macet)


def _kirim(klien: Klien, nama: str, isi: bytes, lupa: list[int]) -> Any:
    """Small files by the form, large ones in pieces; a broken line or a check that was shot is tried again."""
    akhir, verdik = time.monotonic() + 240, {"status": 0, "pesan": "tidak pernah dijawab"}
    while time.monotonic() < akhir:
        if len(isi) > 8 * MIB:
            verdik = kirim_tus(klien, _url() + "lanjut/", nama, isi, diakui=lupa, sabar=120)
        else:
            try:
                jawab = klien.kirim_biasa(_url(), nama, isi)
                verdik = {"status": jawab.status, **(jawab.json() if jawab.isi[:1] == b"{" else {})}
            except PUTUS:
                time.sleep(0.3)
                continue
        if verdik["status"] == 409 and verdik["duplikat"]["di_sini"]:  # the answer of an earlier try was lost
            return {"status": 201}
        if verdik["status"] == 201:
            return verdik
        if verdik["status"] not in (422, 500, 503):
            return verdik
    return verdik


def _pembunuh(server: Server, utas: list[threading.Thread]) -> dict[str, int]:
    """One process at a time; a web worker not twice within granian's respawn interval, which would stop the server."""
    mati = {"web": 0, "periksa": 0}
    berikut = time.monotonic() + 1
    while any(u.is_alive() for u in utas):
        assert server.proses.poll() is None, "server mati seluruhnya"
        sasaran = server.pemeriksa() if mati["periksa"] <= mati["web"] else []
        jenis = "periksa" if sasaran else "web"
        if not sasaran and time.monotonic() > berikut and server.menjawab():  # a killed worker is back, people go on
            sasaran, berikut = server.pekerja(), time.monotonic() + random.uniform(9, 11)
        if sasaran:
            with contextlib.suppress(ProcessLookupError):
                os.kill(random.choice(sasaran), signal.SIGKILL)
                mati[jenis] += 1
        time.sleep(0.03)
    return mati


def _periksa_setelah_bunuh(
    server: Server, pokja: Klien, tersimpan: dict[str, str], lupa: list[int], ditolak: list[str], macet: list[str]
) -> bool:
    import datetime as dt

    from django.utils import timezone

    from berkas.actions import sapu_yatim
    from berkas.models import Bukti, Isi, Unggahan, VersiBerkas

    gudang = server.var / "berkas"

    def hilang() -> list[str]:
        """Acknowledged files that cannot be read back equal."""
        isi = {
            v.nama_kirim: v for v in VersiBerkas.objects.filter(nama_kirim__startswith="berkas").select_related("isi")
        }
        salah = []
        for nama, sha in tersimpan.items():
            jalur = gudang / isi[nama].isi.kunci if nama in isi else None
            if jalur is None or not jalur.exists() or hashlib.sha256(jalur.read_bytes()).hexdigest() != sha:
                salah.append(nama)
        return salah

    def pincang() -> int:
        baris = [i for i in Isi.objects.all() if not (gudang / i.kunci).exists()]
        tanpa_versi = Isi.objects.filter(versi__isnull=True).count()
        tanpa_bukti = VersiBerkas.objects.filter(nama_kirim__startswith="berkas", berkas__bukti__isnull=True).count()
        ganda = Bukti.objects.filter(berkas__versi__nama_kirim__startswith="berkas").count() - len(
            set(VersiBerkas.objects.filter(nama_kirim__startswith="berkas").values_list("nama_kirim", flat=True))
        )
        print(f"   baris tanpa berkas {len(baris)}, isi tanpa versi {tanpa_versi}, versi tanpa soal {tanpa_bukti}, "
              f"tersimpan ganda {ganda}")  # fmt: skip
        return len(baris) + tanpa_versi + tanpa_bukti

    hasil = [
        _putusan(f"{len(tersimpan)} berkas yang diakui ada dan sama", hilang() == []),
        _putusan("tidak ada letak yang diakui lalu terlupa", lupa == []),
        _putusan("tidak ada baris yang menunjuk berkas yang tidak ada", pincang() == 0),
        _putusan("semua unggahan selesai setelah dicoba lagi", not ditolak and not macet),
    ]
    contoh = next(iter(tersimpan))
    jalur = gudang / VersiBerkas.objects.get(nama_kirim=contoh).isi.kunci
    jalur.rename(jalur.with_suffix(".x"))
    hasil.append(_putusan("kontrol: satu berkas disembunyikan, pemeriksaan melihatnya", hilang() == [contoh]))
    jalur.with_suffix(".x").rename(jalur)
    yatim = gudang / str(Isi.objects.first().satker_id) / "ab" / ("ab" + "0" * 62)
    yatim.parent.mkdir(exist_ok=True)
    yatim.write_bytes(b"yatim")
    Unggahan.objects.update(berubah_pada=timezone.now() - dt.timedelta(days=2))
    berbaris = {gudang / i.kunci for i in Isi.objects.all()}
    sebelum = {p for p in gudang.rglob("*") if p.is_file()} - berbaris
    disapu = sapu_yatim(umur=dt.timedelta(seconds=-5))
    sesudah = {p for p in gudang.rglob("*") if p.is_file()}
    print(f"   sisa sebelum disapu {len(sebelum)}: {disapu}")
    hasil.append(_putusan("sisa tersapu, yang tersimpan tidak tersentuh", sesudah == berbaris and hilang() == []))
    return all(hasil)


# --- the volume is full ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _tmpfs(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m,mode=755", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def penuh(singkat: bool) -> bool:
    with server_demo(gudang=_tmpfs) as server:
        from berkas.models import VersiBerkas

        pokja = masuk(POKJA, server.alamat.porta)
        gudang, satu = server.var / "berkas", mp4(4 * MIB)
        hasil = [_putusan("kontrol: ada ruang, tersimpan", pokja.kirim_biasa(_url(), "satu.mp4", satu).status == 201)]
        versi = VersiBerkas.objects.get(nama_kirim="satu.mp4")
        unduh = _url(f"berkas/{versi.berkas_id}/unduh/1/")
        besar = mp4(20 * MIB)
        kiriman = buka_tus(pokja, _url() + "lanjut/", "besar.mp4", len(besar)).kepala["Location"]
        potongan(pokja, kiriman, 0, besar[: 2 * MIB])
        pengisi = gudang / "pengisi"
        with contextlib.suppress(OSError), pengisi.open("wb") as isi:
            while True:
                isi.write(bytes(64 * 1024))
                isi.flush()
        os.truncate(pengisi, pengisi.stat().st_size - 3 * MIB)  # room for some of what comes
        sisa = potongan(pokja, kiriman, 2 * MIB, besar[2 * MIB : 10 * MIB])
        letak = letak_tus(pokja, kiriman)
        diakui = besar[:letak] == next(gudang.glob(".sementara/unggah-tus-*")).read_bytes()[:letak]
        print(f"  20 MB bertahap: 2 MiB diakui, lalu volume penuh: {sisa.status}, letak kini {letak / MIB:.1f} MiB")
        form = pokja.kirim_biasa(_url(), "dua.mp4", mp4(4 * MIB), skrip=False, csrfmiddlewaretoken=pokja.token)
        skrip = pokja.kirim_biasa(_url(), "dua.mp4", mp4(4 * MIB))
        teks = "Ruang penyimpanan server penuh."
        hasil += [
            _putusan(
                "potongan ditolak 507, yang sudah diakui tetap utuh", sisa.status == 507 and letak >= 2 * MIB and diakui
            ),
            _putusan(
                "formulir tanpa skrip: halaman 507 berbahasa Indonesia",
                form.status == 507 and teks in form.isi.decode(),
            ),
            _putusan("lewat skrip: 507 dengan kalimat", skrip.status == 507 and teks in skrip.json()["pesan"]),
            _putusan("janji baru ditolak 507", buka_tus(pokja, _url() + "lanjut/", "c.mp4", 9 * MIB).status == 507),
            _putusan("halaman soal terbaca", pokja.minta("GET", _url("lke/P5.1b/")).status == 200),
            _putusan("berkas lama terunduh dan sama", pokja.minta("GET", unduh).isi == satu),
            _putusan(
                "tidak ada yang tercatat tersimpan", not VersiBerkas.objects.filter(nama_kirim="dua.mp4").exists()
            ),
        ]
        pengisi.unlink()
        lanjut = potongan(pokja, kiriman, letak, besar[letak:])
        besar_v = VersiBerkas.objects.filter(nama_kirim="besar.mp4").select_related("isi").first()
        sama = besar_v is not None and (gudang / besar_v.isi.kunci).read_bytes() == besar
        hasil += [
            _putusan(
                "ruang kembali: unggahan yang tertahan selesai dan sama", lanjut.json().get("status") == 201 and sama
            ),
            _putusan(
                "ruang kembali: unggahan baru tersimpan",
                pokja.kirim_biasa(_url(), "dua.mp4", mp4(4 * MIB)).status == 201,
            ),
        ]
        return all(hasil)


# --- 100 MB against the bare commands -------------------------------------------------------------------------------


def besar(singkat: bool) -> bool:
    ukuran, putaran = (20 if singkat else 100) * MIB, 2 if singkat else 6
    with server_demo(batas_mb=120) as server:
        pokja = masuk(POKJA, server.alamat.porta)
        asal, tujuan = server.var / "asal.mp4", server.var / "tujuan.mp4"
        cara: dict[str, Callable[[bytes], object]] = {
            "polos": lambda isi: _polos(asal, tujuan),
            "tus 8 MiB": lambda isi: kirim_tus(pokja, _url() + "lanjut/", "a.mp4", isi),
            "tus utuh": lambda isi: kirim_tus(pokja, _url() + "lanjut/", "a.mp4", isi, potong=len(isi)),
            "formulir": lambda isi: pokja.kirim_biasa(_url(), "a.mp4", isi),
        }
        waktu: dict[str, list[float]] = {c: [] for c in cara}
        puncak: dict[str, int] = {}
        for ke in range(putaran + 1):  # the first round only warms up
            for nama, kerja in cara.items():
                isi = mp4(ukuran)
                asal.write_bytes(isi)
                os.sync()
                dasar, tertinggi, selesai = server.rss(), [0], threading.Event()
                pengintai = threading.Thread(target=_intip, args=(server, tertinggi, selesai))
                pengintai.start()
                awal = time.perf_counter()
                hasil = kerja(isi)
                detik = time.perf_counter() - awal
                selesai.set()
                pengintai.join()
                status = hasil["status"] if isinstance(hasil, dict) else getattr(hasil, "status", 201)
                assert status == 201, hasil
                if ke:
                    waktu[nama].append(detik)
                    puncak[nama] = max(puncak.get(nama, 0), tertinggi[0] - dasar)
        print(f"{beban()}; {ukuran // MIB} MB, {putaran} putaran bergantian")
        hasil_ = []
        for nama, daftar in waktu.items():
            rasio = statistics.median(a / b for a, b in zip(daftar, waktu["polos"], strict=True))
            rinci = " ".join(f"{d:.2f}" for d in daftar)
            tengah, memori = statistics.median(daftar), puncak[nama] / MIB
            print(f"{nama:9} median {tengah:.2f} s, {rasio:.2f}× polos, memori +{memori:.1f} MiB ({rinci})")
            if nama != "polos":
                hasil_.append(_putusan(f"{nama}: paling lama 1,5× cp + sha256sum + sync", rasio <= 1.5))
                hasil_.append(_putusan(f"{nama}: memori server naik paling banyak 16 MiB", puncak[nama] <= 16 * MIB))
        return all(hasil_)


def _polos(asal: Path, tujuan: Path) -> None:
    subprocess.run(["cp", asal, tujuan], check=True)
    subprocess.run(["sha256sum", tujuan], check=True, capture_output=True)
    subprocess.run(["sync", tujuan], check=True)
    tujuan.unlink()


def _intip(server: Server, tertinggi: list[int], selesai: threading.Event) -> None:
    while not selesai.wait(0.02):
        tertinggi[0] = max(tertinggi[0], server.rss())


# --- crawling uploads -----------------------------------------------------------------------------------------------


def lambat(singkat: bool) -> bool:
    kali, banyak, detik = (40, 20, 15) if singkat else (200, 20, 45)
    with server_demo() as server:
        pokja = masuk(POKJA, server.alamat.porta)
        halaman = {"healthz": "/healthz", "masuk": "/masuk/", "soal P5.1b": _url("lke/P5.1b/")}

        def ukur(sebutan: str) -> dict[str, float]:
            hasil = {}
            for nama, jalur in halaman.items():
                waktu = []
                for _ in range(kali):
                    awal = time.perf_counter()
                    assert pokja.minta("GET", jalur).status in (200, 302)
                    waktu.append(time.perf_counter() - awal)
                hasil[nama] = statistics.quantiles(waktu, n=20)[-1] * 1000
            print(f"{sebutan:28}" + "  ".join(f"{n} p95 {ms:.1f} ms" for n, ms in hasil.items()))
            return hasil

        ukur("pemanasan")
        sepi = ukur("tanpa unggahan")
        berhenti, selesai = threading.Event(), []
        utas = [
            threading.Thread(target=_merangkak, args=(server, pokja, n, detik, berhenti, selesai))
            for n in range(banyak)
        ]
        for u in utas:
            u.start()
        time.sleep(3)
        sambungan = _sambungan_pg()
        ramai = ukur(f"{banyak} unggahan 1 Mbit/s")
        hidup = sum(u.is_alive() for u in utas)
        berhenti.set()
        for u in utas:
            u.join()
        print(f"{beban()}; unggahan masih berjalan saat diukur {hidup}, sambungan basis data server {sambungan}")
        hasil = [
            _putusan(f"semua {banyak} unggahan selesai tersimpan ({selesai.count(201)})", selesai.count(201) == banyak)
        ]
        hasil.append(_putusan("unggahan lambat tidak memegang sambungan basis data", sambungan < banyak))
        for nama in halaman:
            batas = max(2 * sepi[nama], sepi[nama] + 50)
            hasil.append(
                _putusan(f"{nama}: p95 paling tinggi 2× atau +50 ms ({ramai[nama]:.0f} ms)", ramai[nama] <= batas)
            )
        return all(hasil)


def _sambungan_pg() -> int:
    """Connections of the serving role, whatever they do."""
    from django.db import connection

    with connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = 'zi_app'")
        return int(kursor.fetchone()[0])


def _merangkak(
    server: Server, pokja: Klien, nomor: int, detik: int, berhenti: threading.Event, selesai: list[int]
) -> None:
    """One upload at 1 Mbit/s: half of them in pieces, half by the form; what is left at the end goes fast."""
    isi, klien = mp4(detik * 125_000 + nomor), Klien(server.alamat.porta, pokja.kuki, pokja.token)

    def tetes(badan: bytes) -> Iterator[bytes]:
        for letak in range(0, len(badan), 12_500):
            if not berhenti.is_set():
                time.sleep(0.1)
            yield badan[letak : letak + 12_500]

    if nomor % 2:
        url = buka_tus(klien, _url() + "lanjut/", f"r{nomor}.mp4", len(isi)).kepala["Location"]
        selesai.append(potongan(klien, url, 0, tetes(isi), len(isi)).json()["status"])
        return
    batas = "batas-rangkak"
    kepala = f'--{batas}\r\nContent-Disposition: form-data; name="berkas"; filename="r{nomor}.mp4"\r\n\r\n'.encode()
    badan = kepala + isi + f"\r\n--{batas}--\r\n".encode()
    jenis = {"Content-Type": f"multipart/form-data; boundary={batas}", "Content-Length": str(len(badan))}
    selesai.append(klien.minta("POST", _url(), jenis | {"X-Requested-With": "fetch"}, tetes(badan)).status)


BAGIAN = {"putus": putus, "bunuh": bunuh, "penuh": penuh, "besar": besar, "lambat": lambat}


def utama() -> int:
    arg = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arg.add_argument("bagian", choices=[*BAGIAN])
    arg.add_argument("--singkat", action="store_true", help="ukuran kecil, untuk mencoba")
    pilihan = arg.parse_args()
    print(f"{beban()}\n")
    lulus = BAGIAN[pilihan.bagian](pilihan.singkat)
    print("\nPutusan:", "lulus" if lulus else "TIDAK LULUS")
    return 0 if lulus else 1


if __name__ == "__main__":
    sys.exit(utama())
