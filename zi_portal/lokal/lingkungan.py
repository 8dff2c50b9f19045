"""What the children of the launcher find in their environment."""

import ipaddress
import os
import shlex
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from zi_portal.lokal.galat import GagalError
from zi_portal.lokal.klaster import APLIKASI, PEMILIK, alamat_basis_data
from zi_portal.lokal.rahasia import rahasia

AKAR = Path(__file__).resolve().parent.parent.parent
ALAMAT_BAKU = "127.0.0.1:8000"
# Work outside a request: no five-second limit. 0 = unlimited, for set-up and for a person at the terminal.
BATAS_PEKERJA = {"BATAS_KUERI_MS": "60000", "BATAS_DIAM_MS": "60000"}
BATAS_PERINTAH = {"BATAS_KUERI_MS": "0", "BATAS_DIAM_MS": "0", "BATAS_KUNCI_MS": "15000"}


@dataclass(frozen=True)
class Alamat:
    """Where the web server listens."""

    inang: str
    porta: int

    @property
    def lokal(self) -> bool:
        """Only this machine can reach it."""
        if self.inang == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.inang).is_loopback
        except ValueError:
            return False

    @property
    def url(self) -> str:
        inang = f"[{self.inang}]" if ":" in self.inang else self.inang
        return f"http://{inang}:{self.porta}"


def baca_alamat(teks: str) -> Alamat:
    """Read host:port, [ipv6]:port or a bare port."""
    teks = f"127.0.0.1:{teks}" if teks.isdigit() else teks
    bagian = urlsplit(f"//{teks}")
    try:
        inang, porta = bagian.hostname, bagian.port
    except ValueError:
        inang = porta = None
    if not inang or not porta or bagian.path or bagian.username:
        raise GagalError(f"ALAMAT={teks} tidak dikenal; tulis seperti 127.0.0.1:8000.")
    return Alamat(inang, porta)


def baca_env(berkas: Path, lingkungan: MutableMapping[str, str]) -> None:
    """Take NAME=value lines of .env; what the shell already set wins."""
    if not berkas.exists():
        return
    for nomor, baris in enumerate(berkas.read_text().splitlines(), 1):
        baris = baris.strip()
        if not baris or baris.startswith("#"):
            continue
        nama, sama, isi = baris.partition("=")
        try:
            kata = shlex.split(isi, comments=True)
        except ValueError:
            sama = ""
        if not sama or not nama.strip().isidentifier() or len(kata) > 1:
            raise GagalError(
                f"{berkas} baris {nomor} tidak dikenal; tulis NAMA=nilai, nilai berspasi di antara tanda kutip."
            )
        lingkungan.setdefault(nama.strip(), kata[0] if kata else "")


def letak_var(lingkungan: Mapping[str, str]) -> Path:
    """The directory of everything that is written at run time, with the private parts closed to others."""
    var = Path(lingkungan.get("ZI_VAR") or AKAR / "var").resolve()
    var.mkdir(mode=0o755, parents=True, exist_ok=True)
    for nama in ("berkas", "sementara", "rahasia"):
        (var / nama).mkdir(mode=0o700, exist_ok=True)
    return var


def asal_lokal(asal: str) -> bool:
    """Whether a public origin is this machine only."""
    inang = urlsplit(asal).hostname or ""
    return Alamat(inang, 0).lokal


def dasar(lingkungan: Mapping[str, str], alamat: Alamat, var: Path, *, tertanam: bool) -> dict[str, str]:
    """The environment every child shares: secret key, origin and demo switch filled in where the user left them open.

    Demo data and one-click login come by default only where nobody else can reach them: embedded database, loopback
    bind and a local origin (a proxy in front of a loopback bind is reachable).
    """
    env = {kunci: isi for kunci, isi in lingkungan.items() if not (tertanam and _milik_libpq(kunci))}
    env["ZI_VAR"] = str(var)
    env["SECRET_KEY"] = env.get("SECRET_KEY") or rahasia(var / "rahasia", "secret_key")
    if not env.get("ASAL"):
        if not alamat.lokal:
            raise GagalError(
                f"ALAMAT={alamat.inang}:{alamat.porta} dapat dijangkau dari luar: setel juga ASAL, "
                "alamat https yang diketik orang (misalnya ASAL=https://zi.contoh.go.id)."
            )
        env["ASAL"] = alamat.url
    if not env.get("DEMO"):
        env["DEMO"] = "1" if tertanam and alamat.lokal and asal_lokal(env["ASAL"]) else "0"
    env.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")
    env["PYTHONUNBUFFERED"] = "1"
    return env


def _milik_libpq(kunci: str) -> bool:
    """PGHOST, PGOPTIONS, PGSSLMODE … of a shell would silently change the connections of the embedded database."""
    return kunci.startswith("PG") and kunci != "PG_BIN"


def dengan_klaster(env: dict[str, str], soket: Path) -> dict[str, str]:
    """Add the two database addresses of the embedded cluster that listens on `soket`."""
    simpanan = Path(env["ZI_VAR"]) / "rahasia"
    aplikasi, pemilik = (alamat_basis_data(soket, peran, rahasia(simpanan, peran)) for peran in (APLIKASI, PEMILIK))
    return env | {"DATABASE_URL": aplikasi, "DATABASE_URL_PEMILIK": pemilik}


def melayani(env: dict[str, str]) -> dict[str, str]:
    """For processes that serve or work: the owner's address is withheld, they must not be able to change the schema."""
    return {kunci: isi for kunci, isi in env.items() if kunci != "DATABASE_URL_PEMILIK"}


def lingkungan_proses() -> dict[str, str]:
    """This process's environment with .env behind it."""
    lingkungan = dict(os.environ)
    baca_env(AKAR / ".env", lingkungan)
    if biner := lingkungan.get("PG_BIN"):
        os.environ["PG_BIN"] = biner
    return lingkungan
