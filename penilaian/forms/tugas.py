"""Forms of the sheet as a whole: who is responsible for which butir, and the target."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from satker.models import User
from satker.models.organisasi import Predikat

KETUA = "ketua"


class TugaskanForm(forms.Form):
    """`petugas`: the id of a member of the team, or KETUA to give the butir back to the ketua Pokja."""

    petugas = forms.ChoiceField(
        label="Penanggung jawab",
        error_messages={
            "required": "Pilih nama dulu.",
            "invalid_choice": "Nama itu tidak lagi di tim. Pilih yang lain.",
        },
    )
    pilih = forms.MultipleChoiceField(
        label="Soal",
        error_messages={
            "required": "Centang paling sedikit satu soal.",
            "invalid_choice": "Ada soal yang tidak dikenal. Muat ulang halaman.",
        },
    )

    def __init__(self, data: object = None, *, tim: Iterable[User], butir: Iterable[str], semua: bool = False) -> None:
        super().__init__(data)
        self._tim = {str(u.pk): u for u in tim}
        self.fields["petugas"].choices = [(k, u.nama) for k, u in self._tim.items()] + [(KETUA, "Ketua Pokja")]
        self.fields["pilih"].choices = [(k, k) for k in butir]
        self.fields["pilih"].required = not semua

    @property
    def user(self) -> User | None:
        """The chosen person; None gives the butir back to the ketua Pokja."""
        return self._tim.get(self.cleaned_data["petugas"])


class TargetForm(forms.Form):
    target = forms.ChoiceField(choices=Predikat, error_messages={"invalid_choice": "Pilih WBK atau WBBM."})
