"""Compile requirements*.in into hash-pinned requirements*.txt, keeping the reason of every pin.

Usage: python .ci/kunci_pustaka.py          (needs `uv`, which `.ci/run` does not: only who changes a pin)
The output names no package source, so that it can be committed.
"""

import re
import subprocess
import sys
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent


def alasan(berkas: Path) -> dict[str, str]:
    """Map the normalised package name to the reason written behind its pin."""
    hasil = {}
    for baris in berkas.read_text().splitlines():
        cocok = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?[^#]*#\s*(.+)", baris)
        if cocok and not baris.startswith(("#", "-")):
            hasil[re.sub(r"[-_.]+", "-", cocok[1]).lower()] = cocok[2].strip()
    return hasil


def kompilasi(masukan: Path) -> str:
    """Return the text of the compiled file for one .in file."""
    perintah = ["uv", "pip", "compile", "--quiet", "--no-config", "--universal", "--no-emit-index-url"]
    perintah += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--annotation-style=split"]
    keluaran = subprocess.run([*perintah, masukan.name], cwd=AKAR, check=True, capture_output=True, text=True).stdout
    catatan = alasan(masukan)
    baris = [
        f"# Made from {masukan.name} by .ci/kunci_pustaka.py. Exact pins with hashes; change the .in file instead."
    ]
    for blok in re.split(r"\n(?=[a-z0-9])", keluaran.strip()):
        nama = re.match(r"[a-z0-9._-]+", blok)[0]
        isi = [teks for teks in blok.splitlines() if not teks.lstrip().startswith("#")]
        via = re.findall(r"#\s+(?:via )?([a-z0-9._-]+)(?:\[[^]]*\])?$", blok, flags=re.MULTILINE)
        pemakai = ", ".join(v for v in via if v not in ("via", "-r", "-c"))
        baris += [f"# {catatan.get(nama) or 'needed by ' + pemakai}", *isi]
    return "\n".join(baris) + "\n"


if __name__ == "__main__":
    for nama in sys.argv[1:] or ["requirements.in", "requirements-dev.in", "requirements-ttd.in"]:
        sumber = AKAR / nama
        sumber.with_suffix(".txt").write_text(kompilasi(sumber))
