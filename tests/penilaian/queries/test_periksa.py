"""What changed since the last check, the sample, and who stands on the line above a unit."""

from __future__ import annotations

from penilaian.queries.periksa import pilih_sampel, sidik
from satker.models import GarisPendahuluan, Satker
from satker.models.waktu import Garis
from satker.peran import Peran
from satker.queries.garis import di_garis, satker_di_garis, unit_pendahuluan
from tests.pabrik import buat_kanwil, buat_satker, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kanwil


def test_sidik_changes_with_answer_text_or_evidence_and_not_with_their_order() -> None:
    dasar = sidik("A", "uraian", "", ["a" * 64, "b" * 64])
    assert dasar == sidik("A", "uraian", "", ["b" * 64, "a" * 64])
    lain = [
        sidik("B", "uraian", "", ["a" * 64, "b" * 64]),
        sidik("A", "uraian lain", "", ["a" * 64, "b" * 64]),
        sidik("A", "uraian", "nol", ["a" * 64, "b" * 64]),
        sidik("A", "uraian", "", ["a" * 64]),
        sidik("A", "uraian", "", ["a" * 64, "b" * 64, "b" * 64]),
    ]
    assert len({dasar, *lain}) == 6


def test_sample_is_the_riskiest_share_of_the_unchanged_rounded_up() -> None:
    urutan = [f"k{i}" for i in range(30)]
    assert pilih_sampel(urutan, urutan[5:], 10) == ["k5", "k6", "k7"]
    assert pilih_sampel(urutan, ["k9"], 10) == ["k9"]
    assert pilih_sampel(urutan, urutan, 0) == []
    assert pilih_sampel(urutan, [], 10) == []


def test_line_is_the_parent_unless_the_year_says_pembina(dunia: Dunia) -> None:
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    pembina = buat_kanwil(dunia.satker.induk)
    Satker.objects.filter(pk=dunia.satker.pk).update(pembina=pembina)
    dunia.satker.refresh_from_db()
    lain = pelaku_untuk(pembina, Peran.STAF_KANWIL)

    def keduanya() -> tuple[bool, bool]:
        return di_garis(staf, dunia.satker, dunia.periode), di_garis(lain, dunia.satker, dunia.periode)

    def daftar(unit: Satker) -> list[Satker]:
        return list(satker_di_garis(unit, dunia.periode).filter(pk=dunia.satker.pk))

    assert keduanya() == (True, False)
    assert (daftar(staf.unit), daftar(pembina)) == ([dunia.satker], [])

    GarisPendahuluan.objects.create(periode=dunia.periode, jenis=dunia.satker.jenis, garis=Garis.PEMBINA)

    assert keduanya() == (False, True)
    assert (daftar(staf.unit), daftar(pembina)) == ([], [dunia.satker])

    Satker.objects.filter(pk=dunia.satker.pk).update(pembina=None)
    dunia.satker.refresh_from_db()
    assert unit_pendahuluan(dunia.satker, dunia.periode) == staf.unit  # nobody guides it: the parent does


def test_a_unit_never_stands_on_its_own_line(dunia: Dunia) -> None:
    kantor = buat_kanwil(dunia.satker.induk)
    sendiri = pelaku_untuk(kantor, Peran.PIMPINAN_KANWIL)
    assert di_garis(sendiri, kantor, dunia.periode) is False
    assert di_garis(sendiri, buat_satker(kantor), dunia.periode) is True
    assert di_garis(dunia.pelaku(Peran.KEPALA), dunia.satker, dunia.periode) is False
