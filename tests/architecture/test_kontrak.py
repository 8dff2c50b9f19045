"""Import contracts, words and driver: the rules of docs/arsitektur.md as tests."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import is_psycopg3

AKAR = Path(__file__).resolve().parent.parent.parent
RUANG = ("zi_portal", "pemantauan", "penilaian", "berkas", "satker", "instrumen", "common")


def sumber() -> list[Path]:
    return [p for r in RUANG for p in sorted((AKAR / r).rglob("*.py")) if "migrations" not in p.parts]


def test_import_contracts_hold():
    hasil = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=AKAR, capture_output=True, text=True
    )
    assert hasil.returncode == 0, hasil.stdout[-3000:]


def test_driver_is_psycopg2():
    """Anything that installs psycopg 3 would silently switch Django to it (requirements.in)."""
    assert is_psycopg3 is False


def test_app_packages_stay_empty():
    isi = {r: (AKAR / r / "__init__.py").read_text() for r in RUANG}
    assert isi == dict.fromkeys(RUANG, "")


def test_no_signals_no_save_overrides_no_star_imports():
    salah = []
    for berkas in sumber():
        for simpul in ast.walk(ast.parse(berkas.read_text())):
            if isinstance(simpul, ast.ImportFrom) and any(a.name == "*" for a in simpul.names):
                salah.append(f"{berkas.relative_to(AKAR)}: star import")
            if isinstance(simpul, ast.ImportFrom) and simpul.module in {"django.dispatch", "django.db.models.signals"}:
                salah.append(f"{berkas.relative_to(AKAR)}: signal")
            if isinstance(simpul, ast.ClassDef) and any(
                isinstance(f, ast.FunctionDef) and f.name == "save" and "models" in berkas.parts for f in simpul.body
            ):
                salah.append(f"{berkas.relative_to(AKAR)}: save() in a model")
    assert salah == []


def kata_terlarang() -> set[str]:
    """The third column of docs/glosarium.md: words that are not names in the code."""
    baris = re.findall(r"^\|[^|]+\|[^|]+\|([^|]+)\|$", (AKAR / "docs/glosarium.md").read_text(), flags=re.MULTILINE)
    kata = {k.strip() for isi in baris[2:] for k in isi.split(",")}
    # English words that also have a generic meaning in programs may appear inside longer identifiers.
    return {k for k in kata if re.fullmatch(r"[a-z_]+", k)} - {"question", "answer", "layer", "score", "review"}


def nama_dipakai() -> dict[str, str]:
    """Every identifier that our own code defines → where."""
    hasil = {}
    for berkas in sumber():
        for simpul in ast.walk(ast.parse(berkas.read_text())):
            if isinstance(simpul, ast.FunctionDef | ast.ClassDef):
                hasil[simpul.name.lower()] = str(berkas.relative_to(AKAR))
            elif isinstance(simpul, ast.Name) and isinstance(simpul.ctx, ast.Store):
                hasil[simpul.id.lower()] = str(berkas.relative_to(AKAR))
            elif isinstance(simpul, ast.arg):
                hasil[simpul.arg.lower()] = str(berkas.relative_to(AKAR))
    return hasil


def test_glossary_words_are_used_in_identifiers():
    terlarang = kata_terlarang()
    assert len(terlarang) > 25  # the table was really read
    bagian = {
        (kata, tempat) for kata, tempat in nama_dipakai().items() for t in terlarang if t in {*kata.split("_"), kata}
    }
    # soal_id is the national portal's own word for its key
    assert {b for b in bagian if not b[0].lstrip("_").startswith("soal_id")} == set()
