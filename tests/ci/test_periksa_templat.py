import importlib.util
from collections import Counter
from pathlib import Path

import pytest

BERKAS = Path(__file__).resolve().parents[2] / ".ci" / "periksa_templat.py"
spesifikasi = importlib.util.spec_from_file_location("periksa_templat", BERKAS)
assert spesifikasi
assert spesifikasi.loader
periksa_templat = importlib.util.module_from_spec(spesifikasi)
spesifikasi.loader.exec_module(periksa_templat)


@pytest.mark.parametrize(
    ("teks", "aturan"),
    [
        ("<script>alert(1)</script>", "inline <script>"),
        ('<script type="module">x</script>', "inline <script>"),
        ("<p>\n<STYLE>p{}</STYLE>", "<style> element"),
        ('<p style="color:red">', "style= attribute"),
        ('<p class="a"style="color:red">', "style= attribute"),
        ("<p {% if a %}style='x'{% endif %}>", "style= attribute"),
        ('<button onclick="x()">', "on…= attribute"),
        ("<img src=x\n  onerror = x>", "on…= attribute"),
        ('<div hx-on:click="x()">', "on…= attribute"),
        ('<a href="javascript:x()">', "javascript: address"),
    ],
)
def test_forbidden_markup_is_found(teks: str, aturan: str) -> None:
    assert [nama for _, nama in periksa_templat.temuan(teks, ".html")] == [aturan]


@pytest.mark.parametrize(
    "teks",
    [
        '<script src="{% static "js/a.js" %}" defer></script>',
        '<script type="application/json" id="data">{}</script>',
        "{# <style> in a comment #}<!-- <p style=''> -->",
        '{% with one=1 style=2 %}<p class="style-on" data-mode="on">{{ one }}</p>{% endwith %}',
        '<svg viewBox="0 0 1 1"><path d="M0 0" fill="currentColor"/></svg>',
    ],
)
def test_allowed_markup_is_silent(teks: str) -> None:
    assert list(periksa_templat.temuan(teks, ".html")) == []


def test_switched_off_escaping_must_be_listed_with_its_exact_number(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ x|safe }}\n{% autoescape off %}{{ y }}{% endautoescape %}\n{{ z|safely }}")
    (tmp_path / "b.py").write_text('from x import mark_safe\nmark_safe("<b>")\nSafeString("")\n')
    assert periksa_templat.periksa(tmp_path, Counter({"a.html": 2, "b.py": 1})) == []
    assert periksa_templat.periksa(tmp_path, Counter({"a.html": 1, "c.py": 1})) == [
        "a.html: escaping switched off 2x (lines 1, 2), not as allowed",
        "b.py: escaping switched off 1x (lines 2), not as allowed",
        "c.py: allowed but not in the tree",
    ]


def test_markup_in_python_strings_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = '<p style=\"a\">'\ny = 'style=3'\nz = '<script>'\n")
    assert periksa_templat.periksa(tmp_path, Counter()) == [
        "a.py:3: inline <script>",
        "a.py:1: style= attribute",
    ]
