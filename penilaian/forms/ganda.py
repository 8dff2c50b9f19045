"""Forms of blind double scoring: which butir, why it ends, and who scores."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from common.formulir import BulatField, FormulirZI
from instrumen.pohon.tipe import Instrumen
from penilaian.models import CaraGanda
from penilaian.pembagian import Orang
from penilaian.queries.atur_ganda import PERSEN_BAKU, BarisGanda


class GandaForm(FormulirZI):
    """Which butir are scored by two. After is_valid(): cleaned_data cara, persen, and `kode` as canonical codes."""

    cara = forms.ChoiceField(label="Soal yang dinilai dua orang", choices=CaraGanda.choices, widget=forms.RadioSelect)
    persen = BulatField(
        label="Persen sampel",
        required=False,
        help_text="Hanya untuk sampel. Soal paling berisiko di urutan baca yang diambil. Contoh: 15.",
    )
    kode = forms.CharField(
        label="Kode soal yang dipilih",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hanya untuk soal yang dipilih. Pisahkan dengan spasi. Contoh: P5.1b R2.1a.",
    )

    def __init__(self, data: Mapping[str, Any] | None, *, instrumen: Instrumen) -> None:
        super().__init__(data, initial={"cara": CaraGanda.SAMPEL, "persen": PERSEN_BAKU})
        self.instrumen = instrumen

    def clean_kode(self) -> frozenset[str]:
        kode = [k for k in re.split(r"[\s,;]+", self.cleaned_data["kode"]) if k]
        butir = {k: self.instrumen.cari(k) for k in kode}
        if asing := [k[:20] for k, b in butir.items() if b is None]:
            raise forms.ValidationError(f"Kode tidak ditemukan: {', '.join(asing[:10])}. Kode berbentuk P5.1b.")
        return frozenset(b.kode for b in butir.values() if b)

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        persen = bersih.get("persen")
        if bersih.get("cara") == CaraGanda.SAMPEL and "persen" in bersih and not (persen and 1 <= persen <= 100):
            self.add_error("persen", "Isi persen sampel, 1 sampai 100.")
        if bersih.get("cara") == CaraGanda.PILIHAN and "kode" in bersih and not bersih["kode"]:
            self.add_error("kode", "Tulis paling sedikit satu kode soal.")
        return bersih


class AlasanGandaForm(FormulirZI):
    """Why scores are opened; `wajib` once a member has scored."""

    alasan = forms.CharField(label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, wajib: bool) -> None:
        super().__init__(data)
        self.fields["alasan"].required = wajib


class PenilaiGandaForm(forms.Form):
    """Two choices per butir. Names: pertama-<kode>, kedua-<kode>. A choice that is not sent stays as it is."""

    alasan = forms.CharField(max_length=500, required=False)

    def __init__(self, data: Any = None, *, baris: Sequence[BarisGanda], orang: Sequence[Orang]) -> None:
        super().__init__(data)
        self.baris = baris
        siapa = {o.kunci: o.nama for o in orang}
        for b in baris:
            dua = dict(zip((b.pertama, b.kedua), b.nama, strict=True)) | siapa
            for tempat in ("pertama", "kedua"):
                self.fields[f"{tempat}-{b.butir.kode}"] = forms.ChoiceField(
                    choices=[(str(k), n) for k, n in dua.items()], required=False
                )

    def pasangan(self) -> dict[str, tuple[uuid.UUID, uuid.UUID]]:
        """Canonical code → the two people."""
        isi = self.cleaned_data
        return {
            b.butir.kode: (
                uuid.UUID(isi[f"pertama-{b.butir.kode}"] or str(b.pertama)),
                uuid.UUID(isi[f"kedua-{b.butir.kode}"] or str(b.kedua)),
            )
            for b in self.baris
        }
