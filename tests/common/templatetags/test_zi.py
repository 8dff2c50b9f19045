import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone

from common.templatetags import zi

SAAT = datetime(2026, 8, 17, 7, 5, tzinfo=UTC)


def _render(teks, **konteks):
    return Template(teks).render(Context(konteks))


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("{% angka n %}", "1.240,50"),
        ("{% angka n 0 %}", "1.241"),
        ("{% angka tak_ada %}", "–"),
        ("{% persen p 1 %}", "62,5%"),
        ("{% ukuran 1258291 %}", "1,2 MB"),
        ("{% tgl d %}", "17 Agu 2026"),
        ("{% tgl_panjang d %}", "Senin, 17 Agustus 2026"),
        ("{% tgl None %}", "–"),
        ("{% sisa_hari d %}", "4 hari lagi"),
    ],
)
def test_format_tags(teks, hasil):
    konteks = {"n": Fraction(2481, 2), "p": Decimal("62.5"), "d": date(2026, 8, 17), "hari_ini": date(2026, 8, 13)}
    assert _render(teks, tak_ada=None, **konteks) == hasil


def test_angka_refuses_a_float_literal():
    with pytest.raises(TypeError):
        _render("{% angka 1.5 %}")


@pytest.mark.parametrize(
    ("zona", "hasil"), [("Asia/Jakarta", "14.05 WIB"), ("Asia/Makassar", "15.05 WITA"), ("Asia/Jayapura", "16.05 WIT")]
)
def test_waktu_uses_the_zone_of_the_context(zona, hasil):
    assert _render("{% waktu w %}", w=SAAT, zona=zona) == hasil


def test_waktu_falls_back_to_the_active_zone():
    with timezone.override("Asia/Jayapura"):
        assert _render("{% tgl_waktu w %}", w=SAAT) == "17 Agu 2026, 16.05 WIT"


def test_tgl_of_a_moment_is_the_local_day():
    malam = datetime(2026, 8, 17, 16, 30, tzinfo=UTC)
    assert _render("{% tgl w %}", w=malam, zona="Asia/Jakarta") == "17 Agu 2026"
    assert _render("{% tgl w %}", w=malam, zona="Asia/Jayapura") == "18 Agu 2026"


def test_ikon_is_decorative_and_unknown_names_fail():
    svg = _render('{% ikon "upload" %}')
    assert svg.startswith('<svg class="zi-ikon" width="20"')
    assert 'aria-hidden="true" focusable="false"' in svg
    assert "M7 9l5 -5l5 5" in svg
    with pytest.raises(KeyError):
        _render('{% ikon "tidak-ada" %}')


def test_every_vendored_icon_is_plain_drawing():
    for nama, isi in zi.daftar_ikon().items():
        assert re.fullmatch(r'(<path d="[^"<>]+" />)+', isi), nama


def test_status_shows_word_and_icon_for_code_and_object():
    chip = _render("{% status s %}", s="perlu_perbaikan")
    assert chip == _render("{% status o %}", o=SimpleNamespace(status="perlu_perbaikan"))
    assert 'class="zi-chip zi-chip-danger"' in chip
    assert chip.endswith("</svg>Perlu perbaikan</span>")
    with pytest.raises(KeyError):
        _render("{% status s %}", s="entah")


def test_every_status_has_a_known_icon_and_tone():
    for kode, (kata, gambar, nada) in zi.STATUS.items():
        assert kata, kode
        assert gambar in zi.daftar_ikon(), kode
        assert nada in {"netral", "info", "ok", "warn", "danger"}, kode


def test_chip_escapes_its_words():
    assert "&lt;b&gt;" in _render('{% chip kata "flag" %}', kata="<b>")


def test_batang_uses_exact_shares_and_attributes_only():
    svg = _render("{% batang n 15 ambang=14 %}", n=Fraction(957, 100))
    assert '<rect width="63.8%" height="12" rx="2" fill="var(--zi-s1)"/>' in svg
    assert '<line x1="93.3%" x2="93.3%"' in svg
    assert 'aria-hidden="true"' in svg
    assert "style" not in svg


@pytest.mark.parametrize(("nilai", "lebar"), [(120, "100"), (-5, "0"), (0, "0.0")])
def test_batang_stays_inside_its_cell(nilai, lebar):
    assert f'<rect width="{lebar}%"' in _render("{% batang n %}", n=nilai)


def test_batang_without_value_draws_only_the_track():
    assert _render("{% batang None %}").count("<rect") == 1


def test_charts_for_pdf_have_literal_colours_and_size():
    konteks = {"d": [10, 20, 30, 40, 50, 60], "s": [{"nama": "Mandiri", "nilai": [1, 2]}]}
    for teks in ('{% batang 5 palet="pdf" %}', '{% radar d palet="pdf" %}', '{% tren s palet="pdf" %}'):
        svg = _render(teks, **konteks)
        assert "var(" not in svg
        assert "currentColor" not in svg
        assert re.match(r'<svg class="[a-z-]+" width="\d+" height="\d+"', svg)
        assert "text-anchor" not in svg.split(">")[0]


def test_radar_reads_out_its_values_and_skips_missing_ones():
    svg = _render("{% radar d %}", d=[Fraction(8520, 100), 78, None, 66, 59, 71])
    assert 'role="img"' in svg
    assert (
        'aria-label="Radar nilai enam area: 1 85,20; 2 78,00; 3 –; 4 66,00; 5 59,00; 6 71,00; angka ada di tabel"'
        in svg
    )
    assert len(re.findall(r'points="([^"]*)" fill="var\(--zi-s1\)"', svg)[0].split()) == 5
    assert re.findall(r">(\d)</text>", svg) == list("123456")


def test_radar_full_score_reaches_the_outer_corners():
    svg = _render("{% radar d %}", d=[100] * 6)
    assert 'points="130.0,30.0 216.6,80.0 216.6,180.0 130.0,230.0 43.4,180.0 43.4,80.0" fill="var(--zi-s1)"' in svg


def test_radar_needs_six_values():
    with pytest.raises(ValueError, match="enam"):
        _render("{% radar d %}", d=[1, 2, 3])


def test_tren_breaks_at_missing_values_and_labels_do_not_overlap():
    seri = [{"nama": "Mandiri", "nilai": [61, 66, None, 74, 78]}, {"nama": "TPI", "nilai": [58, 60, 63, 70, 77]}]
    svg = _render("{% tren s %}", s=seri)
    assert 'aria-label="Tren, nilai terakhir: Mandiri 78,00; TPI 77,00; angka ada di tabel"' in svg
    assert svg.count("<line") == 1 + 2 + 4
    atas, bawah = (Decimal(y) for y in re.findall(r'<text x="[^"]+" y="([^"]+)"', svg))
    assert abs(bawah - atas) == 18


def test_tren_escapes_names():
    assert "&lt;i&gt;" in _render("{% tren s %}", s=[{"nama": "<i>", "nilai": [1]}])


def test_templates_name_only_known_icons_and_statuses():
    for berkas in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        teks = berkas.read_text(encoding="utf-8")
        ikon = set(re.findall(r'{% ikon "([^"]+)"', teks)) | set(re.findall(r'{% chip \S+ "([^"]+)"', teks))
        assert ikon <= set(zi.daftar_ikon()), berkas
        assert set(re.findall(r'{% status "([^"]+)"', teks)) <= set(zi.STATUS), berkas


def test_base_template_marks_the_title_of_a_form_with_errors():
    form = SimpleNamespace(errors={"nama": ["Isi nama."]})
    kepala = (Path(settings.BASE_DIR) / "templates" / "base.html").read_text(encoding="utf-8")
    judul = re.search(r"<title>(.*?){% block", kepala)[1]
    assert (_render(judul, form=form), _render(judul)) == ("Galat: ", "")
