"""Who may change what on a sheet: role table × stage table (decisions §3), as data and one function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from common.tanggal import format_tgl_waktu
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import KANWIL, Peran
from satker.queries.waktu import KeadaanJendela, keadaan_jendela
from satker.tahap import NAMA_TAHAP

TAHAP_ISI = "pengisian"


@dataclass(frozen=True, slots=True)
class HakTulis:
    """Whether the actor may write answers now; `sebab` says in Indonesian why not."""

    boleh: bool
    sebab: str
    jendela: KeadaanJendela


def hak_tulis(pelaku: Pelaku, satker: Satker, periode: Periode) -> HakTulis:
    """Judge role, unit and window once per request (at most one query); the area is asked by boleh_tulis_butir()."""
    jendela = keadaan_jendela(satker=satker, periode=periode, tahap=TAHAP_ISI, peran=pelaku.peran)
    if not pelaku.punya("isi_lke") or pelaku.unit.pk != satker.pk:
        return HakTulis(False, "Peran Anda hanya membaca LKE ini.", jendela)
    if not jendela.terbuka:
        return HakTulis(False, _di_luar_waktu(jendela), jendela)
    return HakTulis(True, "", jendela)


def boleh_tulis_butir(pelaku: Pelaku, hak: HakTulis, area: str) -> tuple[bool, str]:
    """(allowed, why not) for one butir: Pokja only in its own area, Hasil by the koordinator."""
    if not hak.boleh:
        return False, hak.sebab
    if not pelaku.boleh_area(area):
        return False, f"Soal ini di luar area Anda. {pelaku.peran_label} hanya mengisi areanya sendiri."
    return True, ""


def _di_luar_waktu(jendela: KeadaanJendela) -> str:
    if jendela.buka is None or jendela.tutup is None:
        return "Waktu pengisian belum diatur untuk peran Anda. Hubungi admin inspektorat."
    zona = timezone.get_current_timezone()
    if timezone.now() < jendela.buka:
        return f"Pengisian baru dibuka {format_tgl_waktu(jendela.buka, zona)}. Sampai saat itu LKE hanya dapat dibaca."
    return f"Pengisian ditutup sejak {format_tgl_waktu(jendela.tutup, zona)}. LKE hanya dapat dibaca."


def di_luar_waktu_nilai(jendela: KeadaanJendela, tahap: str) -> str:
    """Why a stage of evaluators is closed to a role now, what is kept and what to do; empty while it is open."""
    if jendela.terbuka:
        return ""
    nama = NAMA_TAHAP[tahap][0].lower() + NAMA_TAHAP[tahap][1:]
    if jendela.buka is None or jendela.tutup is None:
        return f"Waktu {nama} belum diatur untuk peran Anda. Nilai hanya dapat dibaca. Hubungi admin inspektorat."
    zona = timezone.get_current_timezone()
    if timezone.now() < jendela.buka:
        return f"Waktu {nama} baru dibuka {format_tgl_waktu(jendela.buka, zona)}. Sampai saat itu nilai hanya dibaca."
    return (
        f"Waktu {nama} ditutup sejak {format_tgl_waktu(jendela.tutup, zona)}. Nilai yang tersimpan tetap ada. "
        "Minta kelonggaran kepada admin inspektorat bila masih ada yang harus diubah."
    )


# --- what was sent (decisions §4) ----------------------------------------------------------------------------------

# Who reviews the butir of a sending, by the state of the sheet: the office above, then the team. The dalnis approves
# the whole and returns no single butir.
PEMERIKSA: Mapping[str, frozenset[str]] = {
    "pendahuluan": frozenset(KANWIL),
    "siap_tpi": frozenset({Peran.TPI_ANGGOTA, Peran.TPI_KETUA}),
    "evaluasi": frozenset({Peran.TPI_ANGGOTA, Peran.TPI_KETUA}),
}
# States in which the satker sees what was returned and sends it again.
BUKA_BUTIR = frozenset({"pendahuluan", "perbaikan"})


def boleh_kirim_ulang(pelaku: Pelaku, satker: Satker, area: str) -> bool:
    """Who sends a repaired butir again: the koordinator, or the ketua Pokja of its area.

    A member repairs; the person who answers for the area says that it is ready. The kepala approved the sending that
    this butir belongs to, and sends the whole repair where the team asked for it.
    """
    if not pelaku.penugasan or pelaku.unit.pk != satker.pk:
        return False
    return pelaku.peran == Peran.KOORDINATOR or (pelaku.peran == Peran.KETUA_POKJA and pelaku.boleh_area(area))


def boleh_perbaiki(pelaku: Pelaku, satker: Satker, area: str) -> bool:
    """Who writes the answer of a returned butir, whatever the window says: everybody who answers in its area."""
    sendiri = pelaku.penugasan is not None and pelaku.unit.pk == satker.pk
    return sendiri and pelaku.punya("isi_lke") and pelaku.boleh_area(area)
