"""Calendar file of one session (RFC 5545). Pure: everything is given, times leave in UTC."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_LEBAR = 75  # bytes of a line; longer ones continue after a line end and a space


@dataclass(frozen=True, slots=True)
class AcaraKalender:
    """`uid` never changes; `urutan` is SEQUENCE; instants carry a zone."""

    uid: str
    urutan: int
    diubah: dt.datetime
    mulai: dt.datetime
    selesai: dt.datetime
    judul: str
    tempat: str
    uraian: str
    url: str
    batal: bool = False


def tulis_ics(acara: AcaraKalender) -> str:
    """The whole file, lines ended by CRLF and folded at 75 bytes."""
    baris = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ZI Portal//Desk evaluasi//ID",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if acara.batal else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{acara.uid}",
        f"SEQUENCE:{acara.urutan}",
        f"DTSTAMP:{_utc(acara.diubah)}",
        f"LAST-MODIFIED:{_utc(acara.diubah)}",
        f"DTSTART:{_utc(acara.mulai)}",
        f"DTEND:{_utc(acara.selesai)}",
        f"SUMMARY:{_teks(acara.judul)}",
        f"LOCATION:{_teks(acara.tempat)}",
        f"DESCRIPTION:{_teks(acara.uraian)}",
        f"URL:{acara.url}",
        f"STATUS:{'CANCELLED' if acara.batal else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_lipat(b)}\r\n" for b in baris)


def _utc(saat: dt.datetime) -> str:
    if saat.utcoffset() is None:
        raise ValueError("waktu tanpa zona")
    return f"{saat.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _teks(isi: str) -> str:
    for dari, ke in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        isi = isi.replace(dari, ke)
    return isi


def _lipat(baris: str) -> str:
    """Never inside a letter: the limit is in bytes, the cut between characters."""
    bagian, kini, besar = [], "", 0
    for huruf in baris:
        ukuran = len(huruf.encode())
        if besar + ukuran > _LEBAR:
            bagian.append(kini)
            kini, besar = " ", 1
        kini, besar = kini + huruf, besar + ukuran
    return "\r\n".join([*bagian, kini])
