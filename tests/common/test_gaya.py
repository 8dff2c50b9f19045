"""The compiled style sheet: fresh, inside its budget, and every colour pair legible in both themes (ux §3, §9.20)."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from common.templatetags.zi import PALET

AKAR = Path(settings.BASE_DIR)
CSS = (AKAR / "static" / "css" / "zi.css").read_text(encoding="utf-8")


def _token(pemilih):
    blok = re.findall(r"(?<![\w\]])" + re.escape(pemilih) + r"\{([^}]*)\}", CSS)
    return dict(re.findall(r"(--zi-[a-z0-9-]+):\s*(#[0-9a-f]{3,6})", ";".join(blok)))


TERANG = _token(":root")
GELAP = {**TERANG, **_token("[data-bs-theme=dark]")}
TEMA = {"terang": TERANG, "gelap": GELAP}

LATAR = ("latar", "bidang", "bidang2")
TEKS = [
    *[
        (t, latar)
        for t in ("ink", "muted", "primary", "primary-kuat", "ok", "warn", "danger", "info")
        for latar in LATAR
    ],
    *[(t, f"{t}-tint") for t in ("ok", "warn", "danger", "info", "primary")],
    *[
        (t, f"{n}-tint")
        for n in ("ok", "warn", "danger", "info", "primary")
        for t in ("ink", "primary", "primary-kuat")
    ],
    *[("on-primary", latar) for latar in ("primary", "primary-kuat")],
    *[("on-danger", latar) for latar in ("danger", "danger-kuat")],
    ("latar", "ink"),
    *[(f"k{n}-teks", f"k{n}") for n in range(1, 6)],
]
GARIS = [
    *[(t, latar) for t in ("line", "focus") for latar in LATAR],
    *[(t, "jalur") for t in ("s1", "s2", "ink")],
    *[(t, "latar") for t in ("s1", "s2", "lalu", "centang")],
    *[("focus", f"{n}-tint") for n in ("ok", "warn", "danger", "info", "primary")],
]


def _linear(hex_):
    hex_ = hex_.lstrip("#")
    if len(hex_) == 3:
        hex_ = "".join(2 * huruf for huruf in hex_)
    kanal = [int(hex_[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return [k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanal]


def _terang(hex_):
    r, g, b = _linear(hex_)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def kontras(satu, dua):
    """WCAG 2 contrast ratio of two hex colours."""
    terang, gelap = sorted((_terang(satu), _terang(dua)), reverse=True)
    return (terang + 0.05) / (gelap + 0.05)


def test_kontras_of_known_pairs():
    assert round(kontras("#fff", "#000000"), 2) == 21
    assert round(kontras("#777777", "#ffffff"), 2) == 4.48


def _kurang(pasangan, batas):
    return [
        (tema, depan, latar, round(kontras(token[f"--zi-{depan}"], token[f"--zi-{latar}"]), 2))
        for tema, token in TEMA.items()
        for depan, latar in pasangan
        if kontras(token[f"--zi-{depan}"], token[f"--zi-{latar}"]) < batas
    ]


def test_palette_text_pairs_have_contrast():
    assert _kurang(TEKS, 4.5) == []


def test_palette_line_pairs_have_contrast():
    assert _kurang(GARIS, 3) == []


def test_white_tick_has_contrast_on_its_ground():
    assert [tema for tema, token in TEMA.items() if kontras("#ffffff", token["--zi-centang"]) < 4.5] == []


def test_dark_theme_redefines_every_token():
    assert sorted(_token("[data-bs-theme=dark]")) == sorted(TERANG)


def test_dark_theme_is_for_the_screen_only():
    assert CSS.count("[data-bs-theme=dark]") == CSS.count("@media screen{[data-bs-theme=dark]{")


# Machado et al. 2009, full severity, on linear RGB.
BUTA_WARNA = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_PUTIH = (0.95047, 1.0, 1.08883)


def _kali(matriks, vektor):
    return [sum(m * v for m, v in zip(baris, vektor, strict=True)) for baris in matriks]


def _lab(linear):
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (v / p for v, p in zip(_kali(_XYZ, linear), _PUTIH, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def beda_warna(satu, dua, jenis):
    """CIE76 distance of two colours as seen with one colour vision deficiency."""
    lab = [_lab([min(max(v, 0), 1) for v in _kali(BUTA_WARNA[jenis], _linear(hex_))]) for hex_ in (satu, dua)]
    return sum((a - b) ** 2 for a, b in zip(*lab, strict=True)) ** 0.5


@pytest.mark.parametrize("jenis", BUTA_WARNA)
@pytest.mark.parametrize("tema", TEMA)
def test_heat_steps_and_series_stay_apart_without_full_colour_vision(tema, jenis):
    token = TEMA[tema]
    tangga = [beda_warna(token[f"--zi-k{n}"], token[f"--zi-k{n + 1}"], jenis) for n in range(1, 5)]
    seri = [
        beda_warna(token[f"--zi-{a}"], token[f"--zi-{b}"], jenis)
        for a, b in (("s1", "s2"), ("s1", "lalu"), ("s2", "lalu"))
    ]
    assert [round(jarak, 1) for jarak in tangga if jarak < 6] == []
    assert [round(jarak, 1) for jarak in seri if jarak < 24] == []


def test_pdf_palette_equals_the_light_tokens():
    nama = {"tinta": "ink"}
    assert PALET["pdf"] == {kunci: TERANG[f"--zi-{nama.get(kunci, kunci)}"] for kunci in PALET["web"]}


def test_css_is_built_from_the_current_sources():
    sumber = hashlib.sha256()
    for berkas in sorted((AKAR / "scss").glob("*.scss")):
        sumber.update(berkas.read_bytes())
    assert f"sumber:{sumber.hexdigest()}" in CSS


@pytest.mark.parametrize(
    ("berkas", "batas"), [("css/zi.css", 26_000), ("js/app.js", 12_000), ("vendor/htmx/htmx-2.min.js", 17_000)]
)
def test_static_file_stays_in_its_budget(berkas, batas):
    assert len(gzip.compress((AKAR / "static" / berkas).read_bytes(), 9, mtime=0)) <= batas


def test_css_loads_nothing_from_elsewhere():
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?!data:)[^\"')]+", CSS) == []


def test_vendored_files_have_their_licences():
    for berkas in (
        "static/vendor/htmx/LICENSE.txt",
        "static/vendor/bootstrap/LICENSE.txt",
        "static/fonts/LICENSE-arimo.txt",
        "common/ikon/LICENSE.txt",
    ):
        assert (AKAR / berkas).stat().st_size > 200, berkas


def test_base_template_loads_only_existing_static_files():
    dirujuk = re.findall(r"{% static '([^']+)' %}", (AKAR / "templates" / "base.html").read_text(encoding="utf-8"))
    assert len(dirujuk) == 5
    assert [nama for nama in dirujuk if not (AKAR / "static" / nama).is_file()] == []
