import re

from berkas.models import KeadaanDokumen, SebabTarik
from berkas.terbit.jenis import JENIS_DOKUMEN
from berkas.terbit.kata import BAHASA, KATA
from satker.izin import IZIN


def test_both_languages_have_the_same_words_and_placeholders():
    assert tuple(KATA) == BAHASA
    assert KATA["id"].keys() == KATA["en"].keys()
    beda = [k for k in KATA["id"] if re.findall(r"{\w+}", KATA["id"][k]) != re.findall(r"{\w+}", KATA["en"][k])]
    assert beda == []
    assert {s.value for s in SebabTarik} <= KATA["id"].keys()
    assert {KeadaanDokumen.TERBIT, KeadaanDokumen.DIGANTI, KeadaanDokumen.DITARIK} <= KATA["en"].keys()


def test_kinds_are_complete():
    for kode, jenis in JENIS_DOKUMEN.items():
        assert jenis.izin in IZIN, kode
        assert jenis.nama, kode
        assert jenis.nama_en, kode
