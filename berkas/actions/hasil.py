"""What an upload can end in besides success. Every message is a sentence for the user."""

from __future__ import annotations

import uuid

from berkas.periksa.putusan import Alasan


class TidakTersimpanError(Exception):
    """Base: the file was not stored; `str()` is the sentence."""


class DitolakError(TidakTersimpanError):
    """The checks refused the file."""

    def __init__(self, alasan: Alasan, pesan: str) -> None:
        super().__init__(pesan)
        self.alasan = alasan


class DuplikatError(TidakTersimpanError):
    """The same bytes are already in the satker. `kode_butir` '' = not linked to any question now."""

    def __init__(
        self,
        pesan: str,
        *,
        berkas_id: uuid.UUID,
        judul: str,
        kode_butir: str,
        bukti_id: uuid.UUID | None,
        di_sini: bool,
    ) -> None:
        super().__init__(pesan)
        self.berkas_id, self.judul, self.kode_butir, self.bukti_id = berkas_id, judul, kode_butir, bukti_id
        self.di_sini = di_sini


class KuotaPenuhError(TidakTersimpanError):
    """The satker's quota would be exceeded."""


class KeadaanBerubahError(Exception):
    """What the user saw is no longer so (already unlinked, in the trash, …); `str()` is the sentence."""
