"""What hangs behind the end of a file: a second file that another program would open (polyglots).

Phones append films, depth maps and thumbnails to photographs, and some writers leave bytes behind; those are kept. Only
what a browser, a shell or an archive program would take for its own is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

from berkas.periksa.putusan import Alasan, TolakError

_EOCD = b"PK\x05\x06"
_JENDELA = 22 + 65_535  # where an archive's end record can stand
# Long words only: a film of some megabytes holds every combination of three bytes by chance.
_AKTIF = re.compile(rb"<(?:!doctype\s+html|html|script|iframe|\?php|object|embed)\b", re.IGNORECASE)
_PROGRAM = (b"MZ\x90", b"\x7fELF", b"#!/", b"%PDF-")


def periksa_ekor(ekor: bytes) -> None:
    """Bytes after the proper end. Raises TolakError when they are a page, a script, a program or a PDF."""
    bersih = ekor.lstrip(b"\0 \t\r\n")
    if bersih.startswith(_PROGRAM) or _AKTIF.search(bersih):
        raise TolakError(Alasan.TIDAK_SAH)


def tolak_zip(jalur: Path) -> None:
    """An archive glued to, or hidden in, a file of another kind: its end record closes exactly where the file ends."""
    with jalur.open("rb") as isi:
        isi.seek(max(0, jalur.stat().st_size - _JENDELA))
        ekor = isi.read()
    letak = ekor.rfind(_EOCD)
    while letak >= 0:
        if len(ekor) - letak >= 22 and letak + 22 + int.from_bytes(ekor[letak + 20 : letak + 22], "little") == len(
            ekor
        ):
            raise TolakError(Alasan.TIDAK_SAH)
        letak = ekor.rfind(_EOCD, 0, letak)
