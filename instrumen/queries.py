"""Reading instruments at run time: the row is the truth, the overlay comes from the files of the application."""

from instrumen.models import StatusVersi, VersiInstrumen
from instrumen.pohon.baca import baca_hamparan, dari_isi, hash_isi
from instrumen.pohon.tipe import Instrumen, InstrumenRusak

_singgahan: dict[tuple[str, str], Instrumen] = {}
_beku: dict[str, Instrumen] = {}


class InstrumenTidakAda(LookupError):
    """No row of VersiInstrumen has this kode; the message says how to load it."""


def instrumen_untuk(kode: str) -> Instrumen:
    """The instrument `kode`, built once per process.

    A frozen version costs no SQL after the first call; a draft one statement, so that a change is seen at once.
    Raises InstrumenTidakAda, or InstrumenRusak when the stored facts do not match their hash.
    """
    if kode in _beku:
        return _beku[kode]
    baris = VersiInstrumen.objects.filter(kode=kode).first()
    if baris is None:
        raise InstrumenTidakAda(f"Instrumen {kode} belum dimuat. Jalankan ./run muat_instrumen.")
    instrumen = _singgahan.get((kode, baris.hash)) or _bangun(baris)
    if baris.status == StatusVersi.BEKU:
        _beku[kode] = instrumen
    return instrumen


def _bangun(baris: VersiInstrumen) -> Instrumen:
    if hash_isi(baris.isi) != baris.hash:
        raise InstrumenRusak(f"Isi {baris.kode} di basis data tidak cocok dengan hash-nya.")
    instrumen = dari_isi(baris.isi, baca_hamparan(baris.kode))
    _singgahan[baris.kode, baris.hash] = instrumen
    return instrumen


def kosongkan_singgahan() -> None:
    """Forget what this process has built (for tests and for a process that has just loaded a version)."""
    _singgahan.clear()
    _beku.clear()


def versi_beku() -> tuple[tuple[str, str], ...]:
    """(kode, nama) of every frozen version: the ones a Periode may use. One statement."""
    return tuple(VersiInstrumen.objects.filter(status=StatusVersi.BEKU).values_list("kode", "nama"))
