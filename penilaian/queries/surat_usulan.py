"""What the letter of a proposal and its SPTJM say, and what keeps them from being issued.

Both print the self-check as it stands on their day (penilaian.queries.daftar_administrasi): the list of the page, of
the warning on it and of the paper is one list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from berkas.models import BELUM_TERBIT, DokumenTerbit
from berkas.terbit.data import polos
from penilaian.models import JenisDokumen, NaskahUsulan, Usulan
from penilaian.naskah_usulan import PERNYATAAN, SUMBER, TUJUAN, baris
from penilaian.queries.berkas_usulan import JENIS_TERBIT, BerkasUsulan, berkas_usulan, terbitan
from penilaian.queries.daftar_administrasi import (
    DOKUMEN_SENDIRI,
    ButirAdministrasi,
    DaftarAdministrasi,
    DaftarUnit,
    periksa_usulan,
    potret_kunci,
)
from satker.models import Periode

TANPA_UNIT = "Surat disusun sesudah paling sedikit satu unit masuk usulan."
DRAF_LAMA = "Data usulan berubah sesudah draf ini disusun. Susun lagi drafnya, lalu terbitkan."


@dataclass(frozen=True, slots=True)
class Ketikan:
    """What a person types for a paper; printed exactly so."""

    tempat: str
    tujuan: str
    jabatan: str
    nama: str
    nip: str
    tembusan: str


@dataclass(frozen=True, slots=True)
class UnitSurat:
    """One row of the table, with the self-check of the unit. `nilai`: total of the team's locked layer, as text."""

    kode: str
    nama: str
    kategori: str
    nama_kategori: str
    nomor_penetapan: str
    ditetapkan: dt.date | None
    nilai: str
    butir: tuple[ButirAdministrasi, ...]


@dataclass(frozen=True, slots=True)
class IsiSuratUsulan:
    """The whole paper. `pernyataan` only in an SPTJM."""

    usulan: str
    jalur: str
    nama_jalur: str
    tahun: int
    instansi: str
    saluran: str
    ketik: Ketikan
    pernyataan: tuple[str, ...]
    unit: tuple[UnitSurat, ...]
    syarat: tuple[ButirAdministrasi, ...]


@dataclass(frozen=True, slots=True)
class Naskah:
    """The words of a year. `sendiri`: the instansi wrote its own."""

    tujuan: str
    tempat: str
    tembusan: str
    pernyataan: str
    sumber: str
    sendiri: bool


def naskah_usulan(periode: Periode) -> Naskah:
    """One statement."""
    ada = NaskahUsulan.objects.filter(periode=periode).first()
    if ada is None:
        return Naskah(TUJUAN, "", "", "\n".join(PERNYATAAN), SUMBER, sendiri=False)
    return Naskah(ada.tujuan, ada.tempat, ada.tembusan, ada.pernyataan, ada.sumber, sendiri=True)


def isi_surat_usulan(usulan: Usulan, jenis: str, hari: dt.date, ketik: Ketikan) -> IsiSuratUsulan:
    """The paper as of that day. A constant number of statements."""
    return _susun(usulan, jenis, ketik, periksa_usulan(usulan, hari))


def _susun(usulan: Usulan, jenis: str, ketik: Ketikan, daftar: DaftarAdministrasi) -> IsiSuratUsulan:
    potret = potret_kunci([u.unit.lembar_id for u in daftar.unit])
    nilai = {k: str(p.total) for k, p in potret.items() if p.total is not None}
    pernyataan = baris(naskah_usulan(usulan.periode).pernyataan) if jenis == JenisDokumen.SPTJM else ()
    return IsiSuratUsulan(
        usulan=str(usulan.pk),
        jalur=usulan.jalur,
        nama_jalur=usulan.get_jalur_display(),
        tahun=usulan.periode.tahun,
        instansi=usulan.satker.nama,
        saluran=usulan.saluran,
        ketik=ketik,
        pernyataan=pernyataan,
        unit=tuple(_unit(u, nilai.get(u.unit.lembar_id, "")) for u in daftar.unit),
        syarat=tuple(b for b in daftar.instansi if b.kode not in DOKUMEN_SENDIRI),
    )


def _unit(u: DaftarUnit, nilai: str) -> UnitSurat:
    return UnitSurat(
        kode=u.unit.satker.kode,
        nama=u.unit.satker.nama,
        kategori=u.unit.kategori,
        nama_kategori=u.unit.get_kategori_display(),
        nomor_penetapan=u.unit.nomor_penetapan,
        ditetapkan=u.unit.ditetapkan_pada,
        nilai=nilai,
        butir=u.butir,
    )


def halangan_terbit(dokumen: DokumenTerbit) -> str:
    """Why this draft cannot be issued: the self-check, line by line, or that the facts have changed since."""
    isi: Mapping[str, Any] = dokumen.data["isi"]
    usulan = (
        Usulan.objects.filter(satker=dokumen.satker_id, pk=isi["usulan"]).select_related("satker", "periode").first()
    )
    if usulan is None:
        return DRAF_LAMA
    daftar = periksa_usulan(usulan, dokumen.tanggal)
    if daftar.belum:
        return kata_belum(daftar.belum)
    jenis = {v: k for k, v in JENIS_TERBIT.items()}[dokumen.jenis]
    kini = polos(_susun(usulan, jenis, Ketikan(**isi["ketik"]), daftar))
    return "" if kini == isi else DRAF_LAMA


def kata_belum(belum: tuple[str, ...]) -> str:
    """The lines that are tidak sesuai, one below the other."""
    return "\n".join((f"Belum dapat diterbitkan. {len(belum)} butir periksa sendiri tidak sesuai:", *belum))


@dataclass(frozen=True, slots=True)
class KartuSurat:
    """One of the two papers on the page of the proposal: what is there, and what it still lacks to count."""

    jenis: str
    nama: str
    draf: DokumenTerbit | None
    berkas: BerkasUsulan
    kurang: str

    @property
    def kata(self) -> str:
        """What pressing the button makes."""
        if self.draf:
            return "Susun lagi draf"
        return "Susun versi baru" if self.berkas.terbit else "Susun draf"


def kartu_surat(usulan: Usulan, daftar: DaftarAdministrasi) -> tuple[KartuSurat, ...]:
    """Letter and SPTJM. Four statements."""
    draf = {d.jenis: d for d in terbitan(usulan).filter(keadaan__in=BELUM_TERBIT)}
    berkas, units = berkas_usulan(usulan), [u.unit for u in daftar.unit]
    return tuple(
        KartuSurat(jenis, JenisDokumen(jenis).label, draf.get(kode), berkas[jenis], berkas[jenis].kurang(units))
        for jenis, kode in JENIS_TERBIT.items()
    )


def ketikan_awal(usulan: Usulan, jenis: str) -> dict[str, str]:
    """What the form starts with: the last paper of the kind, else the words of the year. Two statements."""
    terakhir = terbitan(usulan).filter(jenis=JENIS_TERBIT[jenis]).order_by("-dibuat_pada").first()
    if terakhir is not None:
        return dict(terakhir.data["isi"]["ketik"])
    naskah = naskah_usulan(usulan.periode)
    return {
        "tempat": naskah.tempat,
        "tujuan": naskah.tujuan,
        "tembusan": naskah.tembusan,
        "jabatan": usulan.penanda_sptjm,
        "nama": "",
        "nip": "",
    }
