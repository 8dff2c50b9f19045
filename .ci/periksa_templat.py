"""Check templates and code for what the Content-Security-Policy forbids and for switched-off escaping.

Usage: python .ci/periksa_templat.py          prints every finding as path:line: rule, exit 1 when there is one
`.ci/boleh_aman.txt` lists where escaping may be switched off: `path count  # reason`. The count must be exact, so that
a new use in a listed file is found and an entry that is no longer needed is removed.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
DILEWATI = {".venv", "var", "node_modules", "tests", "bench", "vendor", ".git", ".ci"}

TERLARANG = {
    "inline <script>": re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*[\"']?application/json)", re.I),
    "<style> element": re.compile(r"<style\b", re.I),
    "style= attribute": re.compile(r"[\s\"'%}]style\s*=", re.I),
    "on…= attribute": re.compile(r"[\s\"'%}](?:hx-)?on[a-z:.-]*\s*=", re.I),
    "javascript: address": re.compile(r"[\"'=]\s*javascript:", re.I),
}
TANPA_LOLOS = {
    ".html": re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off\b"),
    ".py": re.compile(r"\b(?:mark_safe|SafeString|SafeText)\s*\((?!['\"]{2}\))|\.__html__\b"),
}
# Markup written inside Python strings ends up on pages as well; a bare "<script" there only looks for one.
TERLARANG_PY = {
    "inline <script>": re.compile(r"<script(?:\s[^>]*)?>", re.I),
    "<style> element": re.compile(r"<style(?:\s[^>]*)?>", re.I),
    "style= attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "on…= attribute": re.compile(r"<[a-z][^>]*\s(?:hx-)?on[a-z:.-]*\s*=", re.I),
}


def buang_komentar(teks: str) -> str:
    """Blank out template and HTML comments, keeping the line numbers."""
    pola = r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->"
    return re.sub(pola, lambda cocok: "\n" * cocok[0].count("\n"), teks, flags=re.S)


def buang_tag(teks: str) -> str:
    """Blank out {{ … }} and {% … %}: `{% with one=1 %}` is no attribute. What stands between tags stays."""
    return re.sub(r"\{[%{].*?[%}]\}", lambda cocok: "}" + "\n" * cocok[0].count("\n"), teks, flags=re.S)


def temuan(teks: str, jenis: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, rule) for one file's text; `jenis` is its suffix."""
    bersih = teks if jenis == ".py" else buang_tag(buang_komentar(teks))
    for nama, pola in (TERLARANG_PY if jenis == ".py" else TERLARANG).items():
        for cocok in pola.finditer(bersih):
            yield bersih.count("\n", 0, cocok.start() + 1) + 1, nama


def tanpa_lolos(teks: str, jenis: str) -> list[int]:
    """Line numbers where escaping is switched off."""
    bersih = buang_komentar(teks) if jenis != ".py" else teks
    pola = TANPA_LOLOS[".py" if jenis == ".py" else ".html"]
    return [bersih.count("\n", 0, cocok.start()) + 1 for cocok in pola.finditer(bersih)]


def berkas_diperiksa(akar: Path) -> Iterator[Path]:
    for berkas in sorted(akar.rglob("*")):
        bagian = berkas.relative_to(akar).parts
        if DILEWATI.isdisjoint(bagian) and berkas.suffix in (".html", ".svg", ".py") and berkas.is_file():
            yield berkas


def baca_izin(berkas: Path) -> Counter[str]:
    """The allow-list: path -> number of allowed uses."""
    izin: Counter[str] = Counter()
    for baris in berkas.read_text().splitlines() if berkas.exists() else []:
        isi, _, alasan = baris.partition("#")
        if isi.strip():
            tempat, jumlah = isi.split()
            if not alasan.strip():
                raise SystemExit(f"{berkas.name}: {tempat} needs a reason behind #")
            izin[tempat] = int(jumlah)
    return izin


def periksa(akar: Path, izin: Counter[str]) -> list[str]:
    """Every finding below `akar` as one line of text."""
    hasil = []
    for berkas in berkas_diperiksa(akar):
        nama, teks = str(berkas.relative_to(akar)), berkas.read_text()
        hasil += [f"{nama}:{baris}: {aturan}" for baris, aturan in temuan(teks, berkas.suffix)]
        baris_lolos = tanpa_lolos(teks, berkas.suffix)
        if len(baris_lolos) != izin.pop(nama, 0):
            tempat = ", ".join(map(str, baris_lolos)) or "-"
            hasil.append(f"{nama}: escaping switched off {len(baris_lolos)}x (lines {tempat}), not as allowed")
    return hasil + [f"{nama}: allowed but not in the tree" for nama in izin]


if __name__ == "__main__":
    daftar = periksa(AKAR, baca_izin(Path(__file__).with_name("boleh_aman.txt")))
    print("\n".join(daftar) or "templates: nothing found")
    sys.exit(bool(daftar))
