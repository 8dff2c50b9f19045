"""Hints: what they say, when they are silent, and when the question is enough."""

from __future__ import annotations

from typing import Any

from berkas.telaah.ciri import baca_ciri
from berkas.telaah.petunjuk import Dokumen, telaah_butir
from instrumen.pohon.baca import baca_instrumen
from tests.berkas.telaah import contoh

LKE = baca_instrumen("LKE-ZI-2021")
PDF = "application/pdf"


def dok(nama: str, *halaman: str, media: str = PDF, baca: bool = True, id: str = "1") -> Dokumen:
    ciri = baca_ciri(halaman, satker=contoh.SATKER) if baca else None
    return Dokumen(id, nama, media, ciri)


def telaah(kode: str, *dokumen: Dokumen, **lain: Any) -> Any:
    b = LKE.butir[kode]
    return telaah_butir(
        dokumen,
        bagian=b.bagian_bukti,
        contoh=b.bukti_contoh,
        teks=b.teks,
        aturan=b.aturan_bukti,
        tahun=2026,
        **lain,
    )


def test_report_alone_is_enough_for_a_monitoring_question() -> None:
    """Five papers per activity are not asked for."""
    hasil = telaah("A1.P.iii.b", dok("a.pdf", *contoh.LAPORAN))
    assert (hasil.petunjuk, hasil.cukup) == ((), True)


def test_complete_minutes_alone_are_enough_too() -> None:
    assert telaah("A1.P.iii.b", dok("a.pdf", contoh.NOTULA)).cukup is True


def test_invitation_attendance_and_photo_say_nothing_about_the_outcome() -> None:
    hasil = telaah("A1.P.iii.b", dok("a.pdf", contoh.UNDANGAN, contoh.HADIR, contoh.FOTO))
    assert [(p.kode, p.bagian, p.kalimat, p.perbaikan) for p in hasil.petunjuk][:1] == [
        (
            "bagian_kurang",
            "notula",
            "Sudah ada undangan, daftar hadir, dan foto, tetapi belum terlihat apa yang dibahas dan diputuskan.",
            "Tambahkan notula, berita acara, atau laporan kegiatannya. Salah satu cukup.",
        )
    ]
    assert hasil.cukup is False


def test_minutes_without_who_and_when_get_the_fix_in_words() -> None:
    (p,) = telaah("A3.P.iii.a", dok("notula.pdf", contoh.NOTULA_TANPA_PIC)).petunjuk
    assert (p.kode, p.kalimat, p.perbaikan, p.halaman) == (
        "notula_kurang",
        "Notula belum menyebut siapa melakukan apa.",
        "Tambahkan penanggung jawab pada notula.",
        1,
    )
    (p,) = telaah("A3.P.iii.a", dok("notula.pdf", contoh.NOTULA_HAMPA)).petunjuk
    assert p.perbaikan == "Tambahkan keputusan, penanggung jawab, dan tenggat pada notula."


def test_missing_part_names_the_instruments_own_example() -> None:
    kurang = telaah("A5.P.i.b", dok("a.pdf", contoh.SK)).petunjuk
    assert [(p.bagian, p.perbaikan) for p in kurang] == [
        (
            "laporan",
            "Tambahkan bila kriteria jawaban Anda memerlukannya. Contoh: Laporan rekap gratifikasi berkala.",
        ),
        ("sop", "Tambahkan bila kriteria jawaban Anda memerlukannya. Contoh: SOP/prosedur gratifikasi."),
        ("rekap", "Tambahkan bila kriteria jawaban Anda memerlukannya."),
    ]


def test_unread_document_silences_missing_parts_and_is_named() -> None:
    hasil = telaah("A5.P.i.b", dok("a.pdf", contoh.SK), dok("pindai 1.pdf", "", ""), dok("baru.pdf", baca=False))
    assert hasil.petunjuk == ()
    assert (hasil.belum_terbaca, hasil.cukup) == (("pindai 1.pdf", "baru.pdf"), False)


def test_hidden_documents_silence_missing_parts() -> None:
    assert telaah("A5.P.i.b", dok("a.pdf", contoh.SK), sebagian=True).petunjuk == ()
    assert len(telaah("A5.P.i.b", dok("a.pdf", contoh.SK)).petunjuk) == 3  # the twin


def test_picture_that_may_be_a_letter_silences_missing_parts_a_photo_does_not() -> None:
    jpg = {"media": "image/jpeg", "baca": False}
    assert telaah("A5.P.iii.a", dok("scan0001.jpg", **jpg)).petunjuk == ()
    assert [p.bagian for p in telaah("A5.P.iii.a", dok("foto kotak pengaduan.jpg", **jpg)).petunjuk] == ["sk"]


def test_file_name_says_what_the_text_does_not() -> None:
    teks = "Tabel capaian triwulan pertama dengan sembilan unsur layanan dan tiga belas indikator utama."
    assert telaah("A1.P.iv.c", dok("Laporan internalisasi.pdf", teks)).petunjuk[:1] == ()
    assert [p.bagian for p in telaah("A1.P.iv.c", dok("berkas1.pdf", teks)).petunjuk] == ["laporan"]


def test_workbook_answers_a_recapitulation() -> None:
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    teks = "Nama bulan jumlah selesai Januari Februari Maret April Mei Juni"
    assert telaah("A5.R.ii.a", dok("isi.xlsx", teks, media=xlsx)).cukup is True


def test_old_evidence_follows_the_rule_of_the_question() -> None:
    lama = dok("sop.pdf", contoh.SOP.replace("2026", "2021"))
    kode = {k: [p.kode for p in telaah(k, lama).petunjuk if p.kode == "tahun_lama"] for k in ("A5.P.i.b", "A2.P.i.a")}
    assert kode == {"A5.P.i.b": ["tahun_lama"], "A2.P.i.a": []}


def test_key_changes_with_the_version_so_that_a_new_one_is_looked_at_again() -> None:
    ciri = baca_ciri([contoh.NOTULA_HAMPA], satker=contoh.SATKER)
    kunci = [telaah("A3.P.iii.a", Dokumen("1", "n.pdf", PDF, ciri, nomor=n)).petunjuk[0].kunci for n in (1, 1, 2)]
    assert kunci == ["notula_kurang:notula:1:1", "notula_kurang:notula:1:1", "notula_kurang:notula:1:2"]


def test_no_document_no_hint() -> None:
    hasil = telaah("A5.P.i.b")
    assert (hasil.petunjuk, hasil.belum_terbaca, hasil.cukup) == ((), (), False)


def test_sentences_are_short_and_blame_nobody() -> None:
    kalimat = {
        s
        for c in (*contoh.semua(), *contoh.asing())
        for kode in ("A5.P.i.b", "A1.P.iii.b", "A6.P.i.c", "A1.P.i.a")
        for p in telaah(kode, dok("a.pdf", *c.halaman)).petunjuk
        for teks in (p.kalimat, p.perbaikan)
        for s in teks.split(". ")
    }
    assert len(kalimat) > 20
    assert {k for k in kalimat if len(k.split()) > 20} == set()
    assert {k for k in kalimat if any(w in k.lower() for w in ("salah anda", "gagal", "wajib", "harus", "!"))} == set()
