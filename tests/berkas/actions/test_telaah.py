"""The step after reading, reading again, hints set aside, restriction."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from berkas.actions import abaikan_petunjuk, batasi_berkas, tampilkan_petunjuk
from berkas.actions.telaah import telaah_ulang
from berkas.models import Berkas, Isi, Olahan, PetunjukDiabaikan, VersiBerkas
from satker.models import Jejak
from tests.berkas.bacaan import bacakan
from tests.berkas.dunia import Dunia
from tests.berkas.telaah import contoh

NIK = "3199990101909001"


def test_step_keeps_findings_and_masked_data_only(dunia: Dunia, unggah, caplog) -> None:
    olahan = bacakan(unggah(), contoh.SK, f"NIK {NIK}")
    olahan.refresh_from_db()
    assert olahan.data_pribadi == [{"jenis": "nik", "halaman": 2, "samar": "3199…9001", "jumlah": 1}]
    assert [b["jenis"] for b in olahan.ciri["bagian"]] == ["sk"]
    assert NIK not in json.dumps(olahan.ciri) + json.dumps(olahan.data_pribadi)
    assert NIK not in json.dumps(list(Jejak.objects.values("sebelum", "sesudah", "alasan", "objek")))
    assert NIK not in caplog.text


def test_step_looks_for_the_satkers_own_name(dunia: Dunia, unggah) -> None:
    teks = " ".join(["laporan kegiatan"] * 10)
    ada = bacakan(unggah("a.pdf"), f"{dunia.satker.nama} {teks}")
    tidak = bacakan(unggah("b.pdf"), f"Satker Lain {teks}")
    assert (ada.ciri["satker"], tidak.ciri["satker"]) == (True, False)


def test_document_without_text_says_nothing(dunia: Dunia, unggah) -> None:
    olahan = bacakan(unggah(), "", "")
    assert (olahan.ciri["terbaca"], olahan.ciri["bagian"], olahan.data_pribadi) == (False, (), [])


def test_reading_again_takes_only_older_rules(dunia: Dunia, unggah, capsys) -> None:
    lama, baru = bacakan(unggah("a.pdf"), contoh.SK), bacakan(unggah("b.pdf"), contoh.SOP)
    antre = bacakan(unggah("c.pdf"), contoh.SOP)
    Olahan.objects.filter(pk=lama.pk).update(ciri={"versi": 0}, data_pribadi=[])
    Olahan.objects.filter(pk=antre.pk).update(ciri={}, status="antre")
    pada = Olahan.objects.get(pk=baru.pk).pada
    call_command("telaah_ulang")
    assert capsys.readouterr().out == "1 dokumen ditelaah ulang.\n"
    assert Olahan.objects.get(pk=lama.pk).ciri["bagian"][0]["jenis"] == "sk"
    assert Olahan.objects.get(pk=baru.pk).pada == pada
    assert (telaah_ulang(), telaah_ulang(semua=True)) == (0, 2)


def _abaikan(dunia: Dunia, alasan: str = "Tanda tangan di lampiran") -> PetunjukDiabaikan:
    return abaikan_petunjuk(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir="A5.P.i.b",
        area="A5",
        kunci="notula_kurang:notula:x:1",
        alasan=alasan,
    )


def test_setting_aside_is_once_and_the_reason_stays_out_of_the_log(dunia: Dunia) -> None:
    satu, dua = _abaikan(dunia), _abaikan(dunia, "Alasan lain")
    assert (satu.pk, dua.alasan) == (dua.pk, "Tanda tangan di lampiran")
    (jejak,) = Jejak.objects.filter(aksi="abaikan_petunjuk")
    assert (jejak.kode_butir, jejak.area, jejak.sesudah, jejak.alasan) == (
        "A5.P.i.b", "A5", {"petunjuk": "notula_kurang"}, "",
    )  # fmt: skip


def test_shown_again_then_set_aside_anew_keeps_both_rows(dunia: Dunia) -> None:
    satu = _abaikan(dunia)
    for _ in range(2):  # the second time changes nothing
        tampilkan_petunjuk(oleh=dunia.koordinator, diabaikan=satu, area="A5")
    satu.refresh_from_db()
    dua = _abaikan(dunia, "Kini lain")
    assert satu.dicabut_oleh == dunia.koordinator.user
    assert dua.pk != satu.pk
    assert list(Jejak.objects.order_by("pada").values_list("aksi", flat=True)) == [
        "abaikan_petunjuk", "tampilkan_petunjuk", "abaikan_petunjuk",
    ]  # fmt: skip


def test_setting_aside_needs_a_reason(dunia: Dunia) -> None:
    with pytest.raises(ValueError, match="alasan wajib"):
        _abaikan(dunia, "  ")
    assert PetunjukDiabaikan.objects.count() == 0


def test_restriction_is_written_and_logged_once(dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    isi = VersiBerkas.objects.get().isi.sha256
    for _ in range(2):
        batasi_berkas(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=berkas, pembatasan="penilai")
    assert Berkas.objects.get().pembatasan == "penilai"
    (jejak,) = Jejak.objects.filter(aksi="batasi_berkas")
    assert (jejak.sebelum, jejak.sesudah) == (
        {"dibaca_oleh": "Semua yang boleh melihat satker"},
        {"dibaca_oleh": "Hanya satker dan penilai"},
    )
    with pytest.raises(ValueError, match="tidak dikenal"):
        batasi_berkas(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=berkas, pembatasan="siapa")
    assert Isi.objects.get().sha256 == isi
