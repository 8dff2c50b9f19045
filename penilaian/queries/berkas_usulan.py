"""Which letter and which statement of a proposal count: issued here and signed, or filed from outside.

The newest of the two counts. A paper that was issued here counts once its signed scan is there, and only for the units
it names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from berkas.models import DokumenTerbit, KeadaanDokumen, PutusanVersi, TandaTanganBasah
from common.tanggal import format_tgl
from penilaian.models import DokumenUsulan, JenisDokumen, UnitUsulan, Usulan

JENIS_TERBIT: Mapping[str, str] = {JenisDokumen.SURAT: "surat_usulan", JenisDokumen.SPTJM: "sptjm"}
"""Kind of filed document → kind in the register."""


@dataclass(frozen=True, slots=True)
class BerkasUsulan:
    """The papers of one kind. `terbit`: issued and still holding; `salinan`: its newest signed scan; `unggah`: the
    newest filed one that passed the checks. `nomor`/`tanggal` as typed on the proposal, for a filed letter.
    """

    jenis: str
    nomor: str
    tanggal: dt.date | None
    terbit: DokumenTerbit | None
    salinan: TandaTanganBasah | None
    unggah: DokumenUsulan | None

    @property
    def pakai_terbit(self) -> bool:
        """Whether the issued one is the newest that is signed."""
        if self.terbit is None or self.salinan is None:
            return False
        return self.unggah is None or self.salinan.pada >= self.unggah.pada

    def memuat(self, unit: UnitUsulan) -> bool:
        """Whether an issued paper names the unit for its kategori. What is in a filed one nobody here can know."""
        if self.terbit is None:
            return False
        return any(u["kode"] == unit.satker.kode and u["kategori"] == unit.kategori for u in self.isi["unit"])

    @property
    def isi(self) -> Mapping[str, list[Mapping[str, str]]]:
        return self.terbit.data["isi"] if self.terbit else {"unit": []}

    def kurang(self, unit: Iterable[UnitUsulan]) -> str:
        """What is missing before the paper counts for these units, in words; '' = nothing."""
        if self.pakai_terbit:
            luar = [u.satker.nama for u in unit if not self.memuat(u)]
            return f"Dokumen yang terbit belum memuat {', '.join(luar)}." if luar else ""
        bernomor = self.jenis != JenisDokumen.SURAT or bool(self.nomor and self.tanggal)
        if self.unggah is not None and bernomor:
            return ""
        if self.terbit is not None:
            return f"Nomor {self.terbit.nomor} sudah terbit; salinan bertanda tangannya belum diunggah."
        kata = [] if bernomor else ["Nomor dan tanggal belum diisi."]
        if self.unggah is None:
            kata.append("Belum terbit, dan berkasnya belum ada atau belum lolos pemeriksaan.")
        return " ".join(kata)

    @property
    def sebut(self) -> str:
        """Which paper counts."""
        if self.pakai_terbit and self.terbit and self.salinan:
            d = self.terbit
            return f"Nomor {d.nomor}, {format_tgl(d.tanggal)}, kode {d.kode}, bertanda tangan V{self.salinan.nomor}."
        if self.nomor and self.tanggal:
            return f"Nomor {self.nomor}, {format_tgl(self.tanggal)}."
        return "Berkas ada."


def berkas_usulan(usulan: Usulan) -> Mapping[str, BerkasUsulan]:
    """The letter and the statement of a proposal. Three statements."""
    unggah: dict[str, DokumenUsulan] = {}
    filed = DokumenUsulan.objects.filter(usulan=usulan, jenis__in=JENIS_TERBIT, versi__putusan=PutusanVersi.LOLOS)
    for d in filed.select_related("versi__isi").order_by("-pada"):
        unggah.setdefault(d.jenis, d)
    terbit: dict[str, DokumenTerbit] = {}
    for t in terbitan(usulan).filter(keadaan=KeadaanDokumen.TERBIT).select_related("isi").order_by("-terbit_pada"):
        terbit.setdefault(t.jenis, t)
    salinan: dict[object, TandaTanganBasah] = {}
    ttd = TandaTanganBasah.objects.filter(satker=usulan.satker_id, dokumen__in=[t.pk for t in terbit.values()])
    for s in ttd.select_related("isi").order_by("-nomor"):
        if s.terbuka:
            salinan.setdefault(s.dokumen_id, s)
    return {
        jenis: BerkasUsulan(
            jenis,
            usulan.nomor_surat if jenis == JenisDokumen.SURAT else "",
            usulan.tanggal_surat if jenis == JenisDokumen.SURAT else None,
            terbit.get(kode),
            salinan.get(terbit[kode].pk) if kode in terbit else None,
            unggah.get(jenis),
        )
        for jenis, kode in JENIS_TERBIT.items()
    }


def terbitan(usulan: Usulan) -> QuerySet[DokumenTerbit]:
    """Every letter and statement of the proposal in the register, drafts and old ones too."""
    return DokumenTerbit.objects.filter(
        satker=usulan.satker_id,
        periode=usulan.periode_id,
        jenis__in=JENIS_TERBIT.values(),
        kunci=str(usulan.pk),
    )
