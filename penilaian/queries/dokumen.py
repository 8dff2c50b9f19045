"""The page of the evaluation's papers: which can be written now, by whom, and what is there already."""

from __future__ import annotations

from dataclasses import dataclass

from berkas.izin import boleh_siapkan
from berkas.models import DokumenTerbit, KeadaanDokumen
from penilaian.acara_baku import DIBATALKAN
from penilaian.models import LembarKerja, SesiDesk, Usulan
from penilaian.queries.berita_acara_resmi import halangan_susun
from penilaian.queries.lhe import potret_lhe
from penilaian.queries.surat_pendahuluan import potret_pendahuluan
from satker.pelaku import Pelaku

JENIS = ("lhe", "berita_acara", "surat_pendahuluan")


@dataclass(frozen=True, slots=True)
class KartuDokumen:
    """One paper of the year. `halangan`: why it cannot be written yet ('' = it can); `dokumen`: as far as readable.

    `sesi` only for a berita acara.
    """

    jenis: str
    judul: str
    halangan: str
    boleh: bool
    dokumen: tuple[DokumenTerbit, ...]
    sesi: SesiDesk | None = None

    @property
    def kata(self) -> str:
        """What pressing the button makes."""
        if self.draf:
            return "Susun lagi draf"
        return "Susun versi baru" if any(d.sudah_terbit for d in self.dokumen) else "Susun draf"

    @property
    def draf(self) -> DokumenTerbit | None:
        return next((d for d in self.dokumen if d.keadaan == KeadaanDokumen.DRAF), None)


def pendahulu(lembar: LembarKerja | Usulan, jenis: str, kunci: str) -> DokumenTerbit | None:
    """The issued or withdrawn paper (of a sheet or proposal) that the next one replaces; None for the first. One
    statement."""
    milik = DokumenTerbit.objects.ringan().filter(
        satker=lembar.satker_id, periode=lembar.periode_id, jenis=jenis, kunci=kunci
    )
    berlaku = milik.filter(keadaan__in=[KeadaanDokumen.TERBIT, KeadaanDokumen.DITARIK])
    jadi = [KeadaanDokumen.DRAF, KeadaanDokumen.BATAL]
    diganti = milik.filter(menggantikan__isnull=False).exclude(keadaan__in=jadi).values("menggantikan")
    return berlaku.exclude(pk__in=diganti).order_by("-versi").first()


def susun_halaman_dokumen(pelaku: Pelaku, lembar: LembarKerja) -> tuple[KartuDokumen, ...]:
    """LHE, one berita acara for each desk, the letter of the pendahuluan. Four statements."""
    terlihat = DokumenTerbit.objects.ringan().terlihat_oleh(pelaku)
    milik = terlihat.filter(satker=lembar.satker_id, periode=lembar.periode_id, jenis__in=JENIS)
    dokumen: dict[tuple[str, str], list[DokumenTerbit]] = {}
    for d in milik.select_related("satker", "periode").order_by("-dibuat_pada"):
        dokumen.setdefault((d.jenis, d.kunci), []).append(d)

    def kartu(jenis: str, judul: str, halangan: str, kunci: str, sesi: SesiDesk | None = None) -> KartuDokumen:
        ada = tuple(dokumen.get((jenis, kunci), ()))
        return KartuDokumen(jenis, judul, halangan, boleh_siapkan(pelaku, jenis), ada, sesi)

    kunci = str(lembar.pk)
    belum_lhe = "" if potret_lhe(lembar) else "Menunggu pengendali teknis mengunci nilai tim."
    belum_surat = "" if potret_pendahuluan(lembar) else "Menunggu putusan penilaian pendahuluan."
    sesi = SesiDesk.objects.filter(lembar=lembar).exclude(keadaan=DIBATALKAN).order_by("-mulai")
    return (
        kartu("lhe", "Laporan hasil evaluasi (LHE)", belum_lhe, kunci),
        *(kartu("berita_acara", "Berita acara desk evaluasi", halangan_susun(s), str(s.pk), s) for s in sesi),
        kartu("surat_pendahuluan", "Surat pengantar penilaian pendahuluan", belum_surat, kunci),
    )
