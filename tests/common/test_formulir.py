from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from common.formulir import (
    BulatField,
    DesimalField,
    FormulirZI,
    TanggalField,
    WaktuField,
    ada_taktampak,
    sebut,
)

# crispy asks the URLconf for the form's action; these forms have none, and common knows no app.
urlpatterns = []
pytestmark = pytest.mark.urls(__name__)


class ContohForm(FormulirZI):
    nama = forms.CharField(label="Nama kegiatan", max_length=5)
    tanggal = TanggalField(label="Tanggal dokumen")
    nilai = DesimalField(label="Indeks", maksimum=4, required=False)
    jumlah = BulatField(label="Jumlah", required=False)
    jawaban = forms.ChoiceField(label="Jawaban", widget=forms.RadioSelect, choices=[("A", "A"), ("B", "B")])
    surel = forms.EmailField(label="Surel", required=False)
    setuju = forms.BooleanField(label="Sudah diperiksa")


def _render(form):
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


@pytest.mark.parametrize("teks", ["17-08-2026", "17 Agustus 2026", "2026-08-17"])
def test_tanggal_field_accepts(teks):
    assert TanggalField().clean(teks) == date(2026, 8, 17)


def test_tanggal_field_refuses_month_first():
    with pytest.raises(forms.ValidationError) as galat:
        TanggalField().clean("08/17/2026")
    assert galat.value.messages == ["Tanggal tidak terbaca. Contoh: 17-08-2026."]


def test_tanggal_field_limits():
    medan = TanggalField(paling_awal=date(2026, 1, 1), paling_akhir=date(2026, 12, 31))
    with pytest.raises(forms.ValidationError) as galat:
        medan.clean("31-12-2025")
    assert galat.value.messages == ["Tanggal paling awal Kamis, 1 Januari 2026."]
    with pytest.raises(forms.ValidationError) as galat:
        medan.clean("01-01-2027")
    assert galat.value.messages == ["Tanggal paling akhir Kamis, 31 Desember 2026."]


def test_tanggal_field_echoes_what_it_read():
    form = ContohForm({"tanggal": "17/8/2026"})
    assert form["tanggal"].help_text == "Contoh: 17-08-2026. Terbaca: Senin, 17 Agustus 2026."
    assert ContohForm(initial={"tanggal": date(2026, 8, 17)})["tanggal"].value() == "17-08-2026"


def test_tanggal_field_does_not_echo_an_unreadable_date():
    assert ContohForm({"tanggal": "08/17/2026"})["tanggal"].help_text == "Contoh: 17-08-2026."


def test_tanggal_field_empty():
    assert TanggalField(required=False).clean("  ") is None
    assert TanggalField().has_changed(date(2026, 8, 17), "17 Agustus 2026") is False
    assert TanggalField().has_changed(date(2026, 8, 17), "x") is True


def test_waktu_field_reads_dot_and_colon():
    assert WaktuField().clean("14.05") == WaktuField().clean("14:05") == time(14, 5)
    assert WaktuField().prepare_value(time(9, 0)) == "09.00"


@pytest.mark.parametrize("teks", ["88,81", "88.81"])
def test_desimal_field_reads_comma_and_dot(teks):
    assert DesimalField().clean(teks) == Decimal("88.81")


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("88.812", '"88.812" tidak jelas. Tulis 88,81 (koma untuk desimal).'),
        ("88,812", "Paling banyak 2 angka di belakang koma."),
        ("100,01", "Paling besar 100,00."),
        ("-1", "Paling kecil 0,00."),
        ("banyak", '"banyak" bukan angka. Tulis angka saja, misalnya 88,81.'),
    ],
)
def test_desimal_field_refuses(teks, kalimat):
    with pytest.raises(forms.ValidationError) as galat:
        DesimalField(minimum=0, maksimum=100).clean(teks)
    assert galat.value.messages == [kalimat]


def test_desimal_field_round_trips_its_initial_value():
    medan = DesimalField()
    assert medan.prepare_value(Decimal("1240.5")) == "1240,50"
    assert medan.clean(medan.prepare_value(Decimal("1240.5"))) == Decimal("1240.50")
    assert medan.has_changed(Decimal("1240.5"), "1240,50") is False


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("-3", '"-3" kurang dari nol. Isi 0 atau lebih.'),
        ("1,5", '"1,5" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.'),
        ("tiga", '"tiga" bukan angka. Tulis angka saja, misalnya 12.'),
        ("9999999999", "Paling besar 2147483647."),
    ],
)
def test_bulat_field_refuses(teks, kalimat):
    with pytest.raises(forms.ValidationError) as galat:
        BulatField().clean(teks)
    assert galat.value.messages == [kalimat]


def test_bulat_field_reads_thousands():
    assert BulatField().clean("1.240") == 1240


def test_formulir_messages_are_sentences():
    form = ContohForm({"nama": "abcdefg", "surel": "x", "jawaban": "Z"})
    assert {nama: list(galat) for nama, galat in form.errors.items()} == {
        "nama": ["Nama kegiatan 7 huruf. Batasnya 5. Kurangi 2 huruf."],
        "tanggal": ["Isi tanggal dokumen."],
        "jawaban": ["Pilihan itu tidak ada lagi. Pilih dari daftar."],
        "surel": ["Alamat surel tidak terbaca. Contoh: nama@contoh.go.id."],
        "setuju": ['Centang "Sudah diperiksa" untuk melanjutkan.'],
    }
    assert ContohForm({}).errors["jawaban"] == ["Pilih salah satu untuk jawaban."]


def test_formulir_keeps_a_message_the_form_gave_itself():
    class Khusus(FormulirZI):
        jawaban = forms.ChoiceField(
            choices=[("A", "A")], error_messages={"required": "Pilih salah satu jawaban untuk P5.1b."}
        )

    assert Khusus({}).errors["jawaban"] == ["Pilih salah satu jawaban untuk P5.1b."]


def test_formulir_marks_the_minority():
    class SedikitWajib(FormulirZI):
        a = forms.CharField(label="A1")
        b = forms.CharField(label="B1", required=False)
        c = forms.CharField(label="C1", required=False)

    assert _render(SedikitWajib()).count("(wajib)") == 1
    assert "(boleh kosong)" not in _render(SedikitWajib())
    teks = _render(ContohForm())
    assert (teks.count("(boleh kosong)"), teks.count("(wajib)"), teks.count("*")) == (3, 0, 0)


def test_formulir_errors_have_aria_and_a_linked_summary():
    teks = _render(ContohForm({"tanggal": "08/17/2026"}))
    assert 'aria-invalid="true"' in teks
    assert 'aria-describedby="id_tanggal_helptext id_tanggal_error"' in teks
    assert 'id="id_tanggal_error"' in teks
    assert '<a href="#id_tanggal">Tanggal dokumen: Tanggal tidak terbaca. Contoh: 17-08-2026.</a>' in teks
    assert '<a href="#id_jawaban_0">Pilih salah satu untuk jawaban.</a>' in teks
    assert teks.count('role="alert"') == 1
    assert '<fieldset class="is-invalid" aria-describedby="id_jawaban_error">' in teks


def test_formulir_keeps_what_was_typed():
    assert 'value="08/17/2026"' in _render(ContohForm({"tanggal": "08/17/2026"}))


@pytest.mark.parametrize(("label", "hasil"), [("Nama satker", "nama satker"), ("NIP", "NIP"), ("A", "a")])
def test_sebut(label, hasil):
    assert sebut(label) == hasil


class TeksForm(FormulirZI):
    nama = forms.CharField(label="Nama", required=False)
    alamat = forms.CharField(label="Alamat", required=False, widget=forms.Textarea)
    sandi = forms.CharField(label="Sandi", required=False, widget=forms.PasswordInput)


@pytest.mark.parametrize("huruf", ["\0", "\t", "\n", "\x1b", "\x7f", "\x9f"])
def test_formulir_refuses_control_characters(huruf):
    form = TeksForm({"nama": f"a{huruf}b"})
    assert form.errors == {"nama": ["Nama berisi karakter yang tidak terlihat. Ketik ulang."]}


def test_formulir_text_of_several_lines_may_have_line_ends_and_tabs():
    form = TeksForm({"alamat": "Jalan 1\r\nKota\nProvinsi"})
    assert (form.errors, form.cleaned_data["alamat"]) == ({}, "Jalan 1\r\nKota\nProvinsi")
    assert list(TeksForm({"alamat": "Jalan\r1"}).errors) == ["alamat"]
    assert TeksForm({"alamat": "Jalan\t1"}).errors == {}


def test_formulir_password_may_hold_anything_but_nul():
    assert TeksForm({"sandi": "a\tb"}).errors == {}
    assert TeksForm({"sandi": "a\0b"}).errors == {"sandi": ["Sandi berisi karakter yang tidak terlihat. Ketik ulang."]}


@pytest.mark.parametrize("teks", ["", "Lapas Kelas IIA “Contoh” é", "a\u00a0b"])
def test_ada_taktampak_leaves_visible_text_alone(teks):
    assert ada_taktampak(teks) is False
