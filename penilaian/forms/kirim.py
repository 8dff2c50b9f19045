"""Forms of sending: the kepala's statement, reasons, more time."""

from __future__ import annotations

from django import forms

from common.formulir import BulatField, FormulirZI, TanggalField


class SetujuForm(FormulirZI):
    """The statement a kepala ticks; `keadaan` and `sidik` say what was on the page that was read."""

    setuju = forms.BooleanField(
        label="Saya sudah membaca isi pengajuan ini dan mengirimnya atas nama satker",
    )
    keadaan = forms.CharField(widget=forms.HiddenInput, max_length=20)
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class AlasanLangkahForm(FormulirZI):
    """A reason people will read."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya, agar tim tahu apa yang diperbaiki."},
    )
    keadaan = forms.CharField(widget=forms.HiddenInput, max_length=20)


class AturanEvaluasiForm(FormulirZI):
    """The rules of a year, with the reason for changing them."""

    pakai_pendahuluan = forms.BooleanField(
        label="Penilaian pendahuluan dipakai",
        required=False,
        help_text="Matikan untuk pemerintah daerah: pengajuan langsung dibaca tim penilai.",
    )
    cek_pradesk = forms.BooleanField(
        label="Tim penilai dapat menyatakan tidak ke desk",
        required=False,
        help_text="Pemeriksaan syarat dan Hasil sebelum desk, dengan alasan yang dibaca satker.",
    )
    hari_perbaikan = BulatField(label="Hari untuk perbaikan", minimum=1, maksimum=90)
    hari_tanggapan = BulatField(label="Hari untuk tanggapan", minimum=1, maksimum=90)
    hari_sanggah = BulatField(label="Hari untuk sanggah", minimum=1, maksimum=90)
    hari_rekomendasi = BulatField(
        label="Hari untuk rekomendasi",
        minimum=1,
        maksimum=366,
        help_text="Tenggat bawaan, dihitung dari tanggal LHE. Ketua tim dapat mengubahnya per rekomendasi.",
    )
    hari_insiden = BulatField(
        label="Hari untuk jawaban insiden",
        minimum=1,
        maksimum=90,
        help_text="Waktu satker menjawab insiden yang dicatat tim penilai.",
    )
    sampel_persen = BulatField(
        label="Sampel yang dibaca penuh (persen)",
        minimum=0,
        maksimum=100,
        help_text="Bagian dari soal yang dinyatakan tetap lengkap, yang paling berisiko lebih dulu.",
    )
    wajib_kalibrasi = forms.BooleanField(
        label="Penilai menyelesaikan kalibrasi sebelum menilai",
        required=False,
        help_text="Berlaku setelah ada set kalibrasi tahun ini yang terbit.",
    )
    alasan = forms.CharField(label="Alasan atau dasar", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class TenggatForm(FormulirZI):
    """More time for the running repair, reply or objection of one unit."""

    sampai = TanggalField(label="Boleh sampai", help_text="Hari itu masih termasuk. Contoh: 17-08-2026.")
    alasan = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
