"""Who may change evidence (decisions §3): Pokja in its area, the koordinator everywhere, nobody else, in the window."""

from __future__ import annotations

from berkas.models import Berkas, DokumenTerbit
from berkas.terbit.jenis import JENIS_DOKUMEN
from satker.models import Satker
from satker.pelaku import Pelaku
from satker.peran import Peran

TAHAP_TULIS = "pengisian"


def boleh_tulis(pelaku: Pelaku, satker: Satker, area_butir: str, terbuka: bool) -> bool:
    """`terbuka` is the caller's verdict on the window of the role; a closed one makes everything read-only."""
    return terbuka and boleh_peran(pelaku, satker, area_butir)


def boleh_titip(pelaku: Pelaku, satker: Satker) -> bool:
    """Whether the inbox of the unit is the actor's own: whoever may answer there may leave files in it."""
    return pelaku.penugasan is not None and pelaku.punya("isi_lke") and pelaku.unit.pk == satker.pk


def boleh_peran(pelaku: Pelaku, satker: Satker, area_butir: str) -> bool:
    """The same without the window: the right that the window opens."""
    return boleh_titip(pelaku, satker) and pelaku.boleh_area(area_butir)


def boleh_batasi(pelaku: Pelaku, berkas: Berkas) -> bool:
    """Who says who may read a document: whoever sent it and the koordinator, inside their own satker, at any time."""
    return (
        pelaku.penugasan is not None
        and pelaku.punya("isi_lke")
        and pelaku.unit.pk == berkas.satker_id
        and (berkas.pemilik_id == pelaku.user.pk or pelaku.peran == Peran.KOORDINATOR)
    )


def boleh_terbitkan(pelaku: Pelaku, jenis: str) -> bool:
    """Who issues and replaces documents of a kind; for which unit: terlihat_oleh of the caller."""
    return pelaku.penugasan is not None and pelaku.punya(JENIS_DOKUMEN[jenis].izin)


def boleh_siapkan(pelaku: Pelaku, jenis: str) -> bool:
    """Who prepares and edits drafts of a kind: the issuer, and the role that writes them for the issuer."""
    izin = JENIS_DOKUMEN[jenis].izin_draf
    return boleh_terbitkan(pelaku, jenis) or bool(izin and pelaku.penugasan is not None and pelaku.punya(izin))


def boleh_tarik(pelaku: Pelaku, dokumen: DokumenTerbit) -> bool:
    """The role that issued it, and the admin of the instansi."""
    return boleh_terbitkan(pelaku, dokumen.jenis) or (pelaku.penugasan is not None and pelaku.punya("kelola_dokumen"))


def boleh_unggah_ttd(pelaku: Pelaku, dokumen: DokumenTerbit) -> bool:
    """Whoever may withdraw it also keeps its signed scans."""
    return boleh_tarik(pelaku, dokumen)
