"""`python -m zi_portal.lokal layani` serves; `… perintah DIRECTORY NAME …` runs manage.py on the same database.

Both are called by the script `run`. Messages are for the person at the terminal; a failure is one sentence and exit 1.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from zi_portal.lokal.galat import GagalError, jelaskan
from zi_portal.lokal.klaster import Klaster
from zi_portal.lokal.kunci import Keterangan, Kunci
from zi_portal.lokal.lingkungan import (
    AKAR,
    ALAMAT_BAKU,
    BATAS_PEKERJA,
    BATAS_PERINTAH,
    Alamat,
    baca_alamat,
    dasar,
    dengan_klaster,
    letak_var,
    lingkungan_proses,
    melayani,
)
from zi_portal.lokal.penyelia import Anak, Berhenti, Penyelia, periksa_porta
from zi_portal.lokal.proses import luncurkan

MANAGE = AKAR / "manage.py"


def kata(pesan: str) -> None:
    """Speak on stderr: stdout belongs to the output of commands."""
    print(pesan, file=sys.stderr, flush=True)


def layani() -> None:
    """Serve until Ctrl-C or SIGTERM."""
    awal = time.monotonic()
    lingkungan = lingkungan_proses()
    alamat = baca_alamat(lingkungan.get("ALAMAT") or ALAMAT_BAKU)
    var = letak_var(lingkungan)
    kunci = Kunci(var)
    if not kunci.ambil():
        raise GagalError(_sudah_berjalan(kunci.keterangan()))
    tertanam = not lingkungan.get("DATABASE_URL")
    env = dasar(lingkungan, alamat, var, tertanam=tertanam)
    keterangan = Keterangan(os.getpid(), "layani", env["ASAL"], env["DEMO"])
    kunci.umumkan(keterangan)
    periksa_porta(alamat)
    penyelia = Penyelia(AKAR)
    try:
        if tertanam:
            klaster = Klaster(var)
            penyelia.nyalakan(klaster)
            env = dengan_klaster(env, klaster.soket)
            kunci.umumkan(replace(keterangan, soket=str(klaster.soket)))
            kata(f"PostgreSQL {klaster.versi} siap, data di {klaster.data} ({time.monotonic() - awal:.1f} detik)")
        penyelia.selesaikan(Anak("Penyiapan", _manage("siapkan"), env | BATAS_PERINTAH))
        env = melayani(env)
        penyelia.jalankan(Anak("Server web", _perintah_web(alamat), env, batas_berhenti=8))
        penyelia.hangatkan(alamat, env["ASAL"])
        pekerja = env | BATAS_PEKERJA
        penyelia.jalankan(Anak("Pekerja", _manage("db_worker", "--queue-name", "*", "--no-startup-delay"), pekerja))
        penyelia.jalankan(Anak("Penjadwal", _manage("penjadwal"), pekerja))
        kata(f"\nZI Portal siap di {env['ASAL']}/  ({time.monotonic() - awal:.1f} detik; Ctrl-C menghentikan)")
        penyelia.tunggu_sampai_berhenti()
    except Berhenti:
        kata("\nMenghentikan …")
    finally:
        kunci.umumkan(keterangan)  # no new guests
        penyelia.hentikan_semua()
        kunci.lepas()
    kata("Semua berhenti.")


def perintah(direktori: str, argumen: list[str]) -> int:
    """Run manage.py in `direktori` on the database that `layani` uses; returns its exit code.

    Uses the cluster of a running supervisor, or starts it for the time of the command.
    """
    lingkungan = lingkungan_proses()
    var = letak_var(lingkungan)
    alamat = baca_alamat(lingkungan.get("ALAMAT") or ALAMAT_BAKU)
    if lingkungan.get("DATABASE_URL"):
        env = dasar(lingkungan, alamat, var, tertanam=False) | BATAS_PERINTAH
        os.chdir(direktori)
        os.execve(sys.executable, _manage(*argumen), env)  # noqa: S606
    kunci = Kunci(var)
    while not kunci.ambil():
        if tuan_dan_penanda := kunci.bertamu():
            tuan, penanda = tuan_dan_penanda
            asal = {"ASAL": lingkungan.get("ASAL") or tuan.asal, "DEMO": lingkungan.get("DEMO") or tuan.demo}
            env = dengan_klaster(dasar(lingkungan | asal, alamat, var, tertanam=True), Path(tuan.soket))
            os.set_inheritable(penanda, True)  # the guest lock lives as long as the command
            os.chdir(direktori)
            os.execve(sys.executable, _manage(*argumen), env | BATAS_PERINTAH)  # noqa: S606
    env = dasar(lingkungan, alamat, var, tertanam=True)
    return _perintah_sendiri(kunci, env, var, direktori, argumen)


def _perintah_sendiri(kunci: Kunci, env: dict[str, str], var: Path, direktori: str, argumen: list[str]) -> int:
    """Own the cluster for the time of one command. Ctrl-C belongs to the command, which shares our terminal."""
    keterangan = Keterangan(os.getpid(), argumen[0], env["ASAL"], env["DEMO"])
    kunci.umumkan(keterangan)
    klaster = Klaster(var)
    proses: subprocess.Popen[bytes] | None = None

    def teruskan(nomor: int, _: object) -> None:
        if proses is None or proses.poll() is not None:
            raise SystemExit(128 + nomor)
        if nomor != signal.SIGINT:
            proses.send_signal(nomor)

    for nomor in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(nomor, teruskan)
    try:
        klaster.mulai()
        env = dengan_klaster(env, klaster.soket) | BATAS_PERINTAH
        kunci.umumkan(replace(keterangan, soket=str(klaster.soket)))
        proses = luncurkan(_manage(*argumen), env=env, cwd=direktori, grup_sendiri=False)
        kode = proses.wait()
        kunci.tunggu_tamu()
    finally:
        klaster.berhenti()
        kunci.lepas()
    return kode if kode >= 0 else 128 - kode


def _manage(*argumen: str) -> list[str]:
    return [sys.executable, str(MANAGE), *argumen]


def _perintah_web(alamat: Alamat) -> list[str]:
    """granian: two processes of 32 threads (decisions on slow uploads); a killed worker comes back by itself."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", alamat.inang, "--port", str(alamat.porta)),
        *("--workers", "2", "--blocking-threads", "32", "--http", "1", "--no-ws", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "5", "--no-access-log", "--log-level", "error", "zi_portal.wsgi:application"),
    ]


def _sudah_berjalan(tuan: Keterangan | None) -> str:
    if tuan is None:
        return "ZI Portal dari direktori ini sedang dinyalakan di jendela lain."
    if tuan.tugas == "layani":
        return (
            f"ZI Portal sudah berjalan di {tuan.asal}/ (PID {tuan.pid}). "
            "Buka alamat itu, atau hentikan dulu dengan Ctrl-C di jendelanya."
        )
    return f"Perintah `{tuan.tugas}` (PID {tuan.pid}) sedang memakai basis data. Tunggu sampai selesai, lalu coba lagi."


def main() -> int:
    try:
        match sys.argv[1:]:
            case ["layani"]:
                layani()
                return 0
            case ["perintah", direktori, *argumen] if argumen:
                return perintah(direktori, argumen)
        kata(__doc__ or "")
        return 2
    except GagalError as galat:
        kata(f"\nGAGAL: {galat}")
    except OSError as galat:
        kata(f"\nGAGAL: {jelaskan(galat)}")
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
