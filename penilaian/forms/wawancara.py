"""Forms of the interview and of the bank of questions."""

from __future__ import annotations

from typing import Any

from django import forms

from common.formulir import BulatField, FormulirZI
from instrumen.pohon.tipe import Instrumen
from penilaian.forms.sesi import PILIHAN_JENIS
from penilaian.models import BankTanya, TanyaJawab


class TanyakanForm(FormulirZI):
    """One of the bank, or an own question with its kind."""

    bank = forms.ModelChoiceField(label="Dari bank", queryset=BankTanya.objects.none(), required=False)
    jenis = forms.ChoiceField(label="Jenis", choices=PILIHAN_JENIS, required=False)
    teks = forms.CharField(
        label="Pertanyaan sendiri", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, instansi: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = BankTanya.objects.filter(satker_id=instansi, area=area, aktif=True)

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if self.errors or bersih.get("bank"):
            return bersih
        if not bersih.get("teks", "").strip():
            self.add_error("teks", "Pilih pertanyaan dari bank, atau tulis sendiri.")
        elif not bersih.get("jenis"):
            self.add_error("jenis", "Pilih jenis pertanyaan Anda.")
        return bersih


class JawabTanyaForm(FormulirZI):
    """The answer, the team's note and the butir it belongs to."""

    jawaban = forms.CharField(
        label="Jawaban", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 5}), strip=True
    )
    catatan = forms.CharField(
        label="Catatan tim",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hanya dibaca tim penilai.",
    )
    kode_butir = forms.ChoiceField(label="Terkait soal", required=False)
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, tanya: TanyaJawab, instrumen: Instrumen, **kwargs: Any) -> None:
        awal = {"jawaban": tanya.jawaban, "catatan": tanya.catatan, "kode_butir": tanya.kode_butir}
        super().__init__(*args, initial={**awal, "versi": tanya.versi}, **kwargs)
        pilihan = [(b.kode, f"{b.kode_pendek} {b.teks}"[:100]) for b in instrumen.butir_di(tanya.area)]
        self.fields["kode_butir"].choices = [("", "Tidak ada"), *pilihan]

    def isi(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "jawaban": c["jawaban"],
            "catatan": c["catatan"],
            "kode_butir": c["kode_butir"],
            "versi_dasar": c["versi"],
        }


class BankForm(FormulirZI):
    area = forms.ChoiceField(label="Pokja")
    jenis = forms.ChoiceField(label="Jenis", choices=PILIHAN_JENIS)
    teks = forms.CharField(label="Pertanyaan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    aktif = forms.BooleanField(label="Dipakai", required=False, initial=True)

    def __init__(self, *args: Any, area: list[tuple[str, str]], bank: BankTanya | None = None, **kwargs: Any) -> None:
        medan = ("area", "jenis", "teks", "aktif")
        super().__init__(*args, initial={m: getattr(bank, m) for m in medan} if bank else None, **kwargs)
        self.fields["area"].choices = area


class AturanDeskForm(FormulirZI):
    """How many answered questions of each kind a Pokja needs before a session closes."""

    teknis = BulatField(label="Pertanyaan teknis tiap Pokja", maksimum=20)
    inovasi = BulatField(label="Pertanyaan inovasi tiap Pokja", maksimum=20)
    program = BulatField(label="Pertanyaan program kerja tiap Pokja", maksimum=20)
    terbitkan_wawancara = forms.BooleanField(
        label="Satker membaca pertanyaan dan jawaban sesudah sesi selesai",
        required=False,
        help_text="Catatan tim tidak pernah ikut.",
    )
