"""docs/lisensi.md: the licence of every package the product installs. Refuses AGPL and GPL.

Usage: python .ci/lisensi.py [--periksa]
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
BERKAS = AKAR / "docs" / "lisensi.md"
# Packages that offer several licences (the freer one) or say it in other words.
PUTUSAN = {
    "psycopg2-binary": "LGPL-3.0 with exceptions, used unmodified",
    "pyphen": "MPL-1.1 (of GPL/LGPL/MPL), used unmodified",
}


def paket() -> list[tuple[str, str]]:
    """(name, version) of requirements.txt, without those for other platforms."""
    baris = (AKAR / "requirements.txt").read_text().splitlines()
    cocok = (re.match(r"([a-z0-9._-]+)==(\S+)(?: ; (.*?))? \\$", b) for b in baris)
    return [(c[1], c[2]) for c in cocok if c and not (c[3] and ("win32" in c[3] or "!=" in c[3]))]


def lisensi(nama: str) -> str:
    """What the package says about its licence, in one short line."""
    if nama in PUTUSAN:
        return PUTUSAN[nama]
    data = metadata(nama)
    if data.get("License-Expression"):
        return data["License-Expression"]
    kelas = [k.rsplit(" :: ", 1)[-1] for k in data.get_all("Classifier") or [] if k.startswith("License")]
    kelas = [k for k in kelas if k != "OSI Approved"]
    return ", ".join(kelas) or (data.get("License") or "tidak tertulis").splitlines()[0]


def terlarang(teks: str) -> bool:
    """Whether the licence binds the whole product (GPL family without an alternative)."""
    return bool(re.search(r"\bA?GPL|Affero|GNU General Public", teks)) and not re.search(r"MPL|LGPL|Lesser", teks)


def susun() -> str:
    kepala = "# Lisensi\n\nDibuat oleh `.ci/lisensi.py` dari metadata paket yang dipasang produk.\n\n"
    baris = [f"| {nama} | {versi} | {lisensi(nama)} |" for nama, versi in paket()]
    return kepala + "| paket | versi | lisensi |\n|---|---|---|\n" + "\n".join(baris) + "\n"


def utama() -> int:
    try:
        buruk = [f"{nama}: {lisensi(nama)}" for nama, _ in paket() if terlarang(lisensi(nama))]
    except PackageNotFoundError as galat:
        print(f"paket belum terpasang: {galat}", file=sys.stderr)
        return 1
    if buruk:
        print("lisensi terlarang: " + "; ".join(buruk), file=sys.stderr)
        return 1
    if "--periksa" not in sys.argv:
        BERKAS.write_text(susun())
    elif BERKAS.read_text() != susun():
        print("docs/lisensi.md tidak sama dengan paket terpasang; jalankan .ci/lisensi.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(utama())
