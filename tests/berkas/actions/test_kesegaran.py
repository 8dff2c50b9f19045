"""Guessed dates, "tetap berlaku", and the rules of the inspectorate."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from berkas.actions import (
    KeadaanBerubahError,
    atur_aturan,
    cabut_tetap,
    lepaskan,
    pakai_aturan_baku,
    tandai_tetap,
)
from berkas.actions.setelah_olah import setelah_olah
from berkas.models import AturanBukti, Bukti, Olahan, StatusOlahan, VersiBerkas
from berkas.segar.nilai import Aturan, Irama
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from satker.models import Jejak
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, bangun_dunia, potret

TEKS = "Jakarta, 3 Februari 2026\nKepala"


def olah(teks: str = TEKS, **metadata: str) -> Olahan:
    versi = VersiBerkas.objects.order_by("pada")[0]
    olahan, _ = Olahan.objects.update_or_create(
        satker=versi.satker,
        isi=versi.isi,
        defaults={"status": StatusOlahan.SELESAI, "versi": 1, "teks": [teks], "metadata": metadata},
    )
    setelah_olah(olahan)
    return olahan


def versi() -> tuple[Any, ...]:
    v = VersiBerkas.objects.get()
    return v.tanggal_dokumen, v.dasar_tanggal, v.berlaku_sampai, v.tahun_isi


def test_date_is_read_from_the_text_once_with_one_log_row(dunia: Dunia, unggah) -> None:
    unggah()
    olahan = olah(TEKS + "\nSurat ini berlaku sampai dengan 31 Desember 2026")
    assert versi() == (dt.date(2026, 2, 3), "teks", dt.date(2026, 12, 31), 2026)
    jejak = Jejak.objects.get(aksi="tebak_tanggal_berkas")
    assert (jejak.oleh, jejak.sesudah) == (
        None,
        {"berkas": "SK UPG", "tanggal_dokumen": "2026-02-03", "berlaku_sampai": "2026-12-31", "dasar_tanggal": "teks"},
    )
    sebelum = potret()
    setelah_olah(olahan)
    assert (potret(), versi()[1]) == (sebelum, "teks")


def test_metadata_only_when_the_text_is_silent(dunia: Dunia, unggah) -> None:
    unggah()
    olah("Laporan", dibuat="2026-01-12T08:00:00")
    assert versi() == (dt.date(2026, 1, 12), "metadata", None, None)


@pytest.mark.parametrize("nama", ["SK UPG 2026-01-12.pdf", "SK UPG.pdf"])
def test_a_date_that_is_there_is_never_replaced(dunia: Dunia, unggah, nama: str) -> None:
    unggah(nama, **({} if "2026" in nama else {"tanggal_dokumen": dt.date(2026, 1, 12)}))
    olah("Jakarta, 3 Februari 2023", dibuat="2025-05-05")
    tanggal, dasar, _, tahun = versi()
    assert (tanggal, dasar, tahun) == (dt.date(2026, 1, 12), "nama" if "2026" in nama else "orang", 2023)
    assert not Jejak.objects.filter(aksi="tebak_tanggal_berkas").exists()


def test_a_date_that_a_person_emptied_stays_empty(dunia: Dunia, unggah) -> None:
    unggah()
    VersiBerkas.objects.update(dasar_tanggal="orang")
    olah(TEKS + "\nberlaku sampai dengan 31 Desember 2026")
    assert versi() == (None, "orang", None, 2026)


def test_doubt_and_a_date_after_its_validity_write_nothing(dunia: Dunia, unggah) -> None:
    unggah()
    VersiBerkas.objects.update(berlaku_sampai=dt.date(2025, 12, 31))
    olah()
    assert versi() == (None, "", dt.date(2025, 12, 31), 2026)
    assert not Jejak.objects.filter(aksi="tebak_tanggal_berkas").exists()


def test_same_bytes_of_another_satker_are_not_touched(dunia: Dunia, unggah) -> None:
    lain = bangun_dunia(dunia.gudang, dunia.satker.instansi)
    isi = contoh.pdf(isi="sama")
    unggah("a.pdf", isi)
    unggah("b.pdf", isi, dunia=lain)
    olah()
    assert dict(VersiBerkas.objects.values_list("nama_kirim", "dasar_tanggal")) == {"a.pdf": "teks", "b.pdf": ""}


# --- Tetap berlaku --------------------------------------------------------------------------------------------------


@pytest.fixture
def tua(dunia: Dunia, unggah) -> Bukti:
    return unggah(tanggal_dokumen=dt.date(dunia.periode.tahun - 3, 1, 12))


def test_statement_is_kept_with_name_and_time_and_logged_without_its_words(dunia: Dunia, tua: Bukti) -> None:
    tandai_tetap(oleh=dunia.pokja, bukti=tua, area="A5", alasan="Rahasia warga.")
    tua.refresh_from_db()
    assert (tua.tetap_alasan, tua.tetap_oleh, tua.tetap_pada is not None) == ("Rahasia warga.", dunia.pokja.user, True)
    jejak = Jejak.objects.get(aksi="tandai_tetap_berlaku")
    assert (jejak.kode_butir, jejak.sesudah, jejak.alasan) == ("A5.P.i.b", {"berkas": "SK UPG"}, "")
    with pytest.raises(KeadaanBerubahError, match="sudah dinyatakan"):
        tandai_tetap(oleh=dunia.pokja, bukti=tua, area="A5", alasan="Lagi.")
    cabut_tetap(oleh=dunia.pokja, bukti=tua, area="A5")
    tua.refresh_from_db()
    assert (tua.tetap_alasan, tua.tetap_oleh, tua.tetap_pada) == ("", None, None)
    assert Jejak.objects.filter(aksi="cabut_tetap_berlaku").count() == 1
    with pytest.raises(KeadaanBerubahError, match="sudah dicabut"):
        cabut_tetap(oleh=dunia.pokja, bukti=tua, area="A5")


def test_statement_is_refused_where_it_means_nothing(dunia: Dunia, unggah) -> None:
    segar = unggah("a.pdf", tanggal_dokumen=timezone.localdate())
    kosong = unggah("b.pdf")
    lepas = unggah("c.pdf", tanggal_dokumen=dt.date(2020, 1, 1))
    lepaskan(oleh=dunia.pokja, bukti=lepas, area="A5")
    sebelum = potret()
    for bukti, kata in ((segar, "tidak perlu"), (kosong, "tidak perlu"), (lepas, "sudah dilepas")):
        with pytest.raises(KeadaanBerubahError, match=kata):
            tandai_tetap(oleh=dunia.pokja, bukti=bukti, area="A5", alasan="Tetap.")
    assert potret() == sebelum


@pytest.mark.parametrize("isi", [{"tetap_alasan": "x"}, {"tetap_pada": timezone.now()}])
def test_database_keeps_reason_person_and_time_together(dunia: Dunia, tua: Bukti, isi: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="bukti_tetap_sepasang"), transaction.atomic():
        Bukti.objects.filter(pk=tua.pk).update(**isi)


# --- Rules ----------------------------------------------------------------------------------------------------------


def butir(dunia: Dunia, *kode: str) -> list[Butir]:
    return [instrumen_untuk(dunia.periode.instrumen).butir[k] for k in kode]


@pytest.fixture
def admin(dunia: Dunia) -> Any:
    return pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT)


def test_several_rules_change_at_once_with_one_log_row(dunia: Dunia, admin: Any) -> None:
    dua = butir(dunia, "A5.P.i.b", "A5.R.ii.a")  # the second has a mapping inside and cannot be hashed
    isi = {"oleh": admin, "periode": dunia.periode, "butir": dua, "alasan": " Surat edaran "}
    assert atur_aturan(**isi, aturan=Aturan.TAHUN_BERJALAN, irama=Irama.TRIWULAN) == 2
    assert list(AturanBukti.objects.values_list("satker", "kode_butir", "aturan", "irama", "alasan")) == [
        (dunia.satker.instansi_id, k, "tahun_berjalan", "triwulan", "Surat edaran") for k in ("A5.P.i.b", "A5.R.ii.a")
    ]
    jejak = Jejak.objects.get(aksi="atur_aturan_bukti")
    assert (jejak.satker_id, jejak.alasan) == (dunia.satker.instansi_id, "Surat edaran")
    assert jejak.sebelum == {
        "P5.1b": "12 bulan sebelum batas usulan, tiap triwulan",
        "R5.2a": "12 bulan sebelum batas usulan",
    }
    assert jejak.sesudah == dict.fromkeys(("P5.1b", "R5.2a"), "Tahun berjalan, tiap triwulan")
    assert atur_aturan(**isi, aturan=Aturan.TAHUN_BERJALAN, irama=Irama.TRIWULAN) == 0
    assert Jejak.objects.filter(aksi="atur_aturan_bukti").count() == 1


def test_default_removes_the_override(dunia: Dunia, admin: Any) -> None:
    satu, dua = butir(dunia, "A5.P.i.b", "A5.P.i.a")
    isi = {"oleh": admin, "periode": dunia.periode, "alasan": "Uji"}
    atur_aturan(**isi, butir=[satu, dua], aturan=Aturan.SAMPAI_DICABUT, irama=Irama.TRIWULAN)
    assert set(AturanBukti.objects.values_list("irama", flat=True)) == {"sekali"}  # that rule has no quarters
    assert pakai_aturan_baku(oleh=admin, periode=dunia.periode, butir=[satu]) == 1
    assert atur_aturan(**isi, butir=[dua], aturan=Aturan.DUA_BELAS_BULAN, irama=Irama.TRIWULAN) == 1  # = the default
    assert AturanBukti.objects.count() == 0
    assert pakai_aturan_baku(oleh=admin, periode=dunia.periode, butir=[satu, dua]) == 0


def test_rule_without_a_reason_is_refused(dunia: Dunia, admin: Any) -> None:
    with pytest.raises(ValueError, match="alasan wajib"):
        atur_aturan(
            oleh=admin,
            periode=dunia.periode,
            butir=butir(dunia, "A5.P.i.b"),
            aturan=Aturan.TAHUN_LALU,
            irama=Irama.SEKALI,
            alasan=" ",
        )
    assert AturanBukti.objects.count() == 0


def test_database_refuses_a_quarterly_rule_of_a_decree(dunia: Dunia, admin: Any) -> None:
    isi = {"satker": dunia.satker.instansi, "periode": dunia.periode, "kode_butir": "A5.P.i.b", "alasan": "x"}
    with pytest.raises(IntegrityError, match="aturanbukti_irama_cocok"), transaction.atomic():
        AturanBukti.objects.create(
            **isi, aturan="sampai_dicabut", irama="triwulan", oleh=admin.user, pada=timezone.now()
        )
