"""The one error of the launcher."""

import errno


class GagalError(Exception):
    """A start that cannot go on. The text is one or two plain Indonesian sentences for the person at the terminal."""


def jelaskan(galat: OSError) -> str:
    """Say what the operating system refused: disk full, foreign owner, or the system's own words."""
    tempat = galat.filename or "var/"
    if galat.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Disk penuh: {tempat} tidak dapat ditulis. Kosongkan ruang, lalu jalankan lagi."
    if galat.errno in (errno.EACCES, errno.EPERM):
        return f"Tidak berhak membuka {tempat}. Jalankan sebagai pengguna yang pertama kali memasang aplikasi ini."
    if galat.errno == errno.EROFS:
        return f"{tempat} berada di disk yang hanya dapat dibaca. Setel ZI_VAR ke direktori yang dapat ditulis."
    return f"Sistem menolak {tempat}: {galat.strerror}."
