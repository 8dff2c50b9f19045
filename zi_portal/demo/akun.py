"""Accounts of the demo database. The password is public on purpose; it only exists in a database marked demo."""

SANDI = "contoh-sandi-untuk-mencoba"

# (username, what the button on the login page says)
AKUN: tuple[tuple[str, str], ...] = (
    ("kepala07", "Kepala satker 07"),
    ("koordinator07", "Ketua tim ZI satker 07"),
    *((f"pokja{n}.07", f"Ketua Pokja {n} satker 07") for n in range(1, 7)),
    ("kanwil", "Staf kantor wilayah"),
    ("kakanwil", "Pimpinan kantor wilayah"),
    ("tpi.ketua", "Ketua tim penilai"),
    ("tpi.anggota1", "Anggota tim penilai 1"),
    ("tpi.anggota2", "Anggota tim penilai 2"),
    ("tpi.dalnis", "Pengendali teknis"),
    ("admin", "Admin inspektorat"),
    ("pusat", "Pembaca pusat"),
    ("sistem", "Admin sistem"),
)


def baris_akun() -> str:
    """The line the start command prints."""
    nama = ", ".join(username for username, _ in AKUN)
    return f"Akun contoh (sandi: {SANDI}): {nama}"
