"""Writing what an import preview showed: all of it or nothing.

The rows come validated from satker.impor, computed anew from the stored file in the same request. Each function locks
what it changes, writes in bulk, leaves one audit row per changed object and one for the batch, and raises
ValidationError when the data changed in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower, Upper
from django.utils import timezone

from satker.actions.jejak import catat
from satker.actions.organisasi import DINILAI, galat_induk, jalur_anak, kunci_struktur, pindahkan_satker
from satker.models import Jejak, Penugasan, RiwayatInduk, Satker, User
from satker.models.organisasi import ruas_baru
from satker.pelaku import Pelaku

KELOMPOK = 500  # rows of one bulk statement
BERUBAH = "Data berubah sejak pratinjau dibuat. Periksa pratinjau yang baru, lalu simpan lagi."


@dataclass
class BarisSatker:
    """A unit as a row of the import file; codes instead of ids."""

    kode: str = ""
    nama: str = ""
    tingkat: str = ""
    jenis: str = ""
    kelas: str = ""
    kode_induk: str = ""
    kode_pembina: str = ""
    provinsi: str = ""
    kabupaten_kota: str = ""
    zona: str = ""
    alamat: str = ""
    aktif_mulai: Any = None  # dt.date; None only while the row is being read


@dataclass
class BarisPengguna:
    """A person with one role as a row of the import file. `kode_unit` empty: only the account."""

    username: str = ""
    nip: str = ""
    email: str = ""
    nama: str = ""
    kode_unit: str = ""
    peran: str = ""
    area: str = ""
    mulai: Any = None  # dt.date; None without a role
    selesai: dt.date | None = None
    gelar: str = ""


@dataclass(frozen=True, slots=True)
class PerubahanBaris:
    """One row to write: `lama` None means the object is new."""

    baru: Any
    lama: Any = None

    @property
    def beda(self) -> dict[str, Any]:
        """Field → new value."""
        return {f.name: getattr(self.baru, f.name) for f in fields(self.baru) if self._berbeda(f.name)}

    def _berbeda(self, nama: str) -> bool:
        return self.lama is None or getattr(self.lama, nama) != getattr(self.baru, nama)


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """How many objects were made and changed."""

    baru: int
    berubah: int


def _teks(isi: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, dt.date) else v for k, v in isi.items()}


def _catat_kelompok(oleh: Pelaku, jenis: str, nama_berkas: str, sha256: str, hasil: HasilImpor) -> None:
    catat(
        oleh=oleh,
        satker=oleh.unit,
        aksi=f"impor_{jenis}",
        objek=f"impor:{sha256[:16]}",
        sesudah={"berkas": nama_berkas, "sha256": sha256, "baru": hasil.baru, "berubah": hasil.berubah},
    )


# --- satker -------------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan_impor_satker(
    *, oleh: Pelaku, perubahan: Sequence[PerubahanBaris], nama_berkas: str, sha256: str
) -> HasilImpor:
    """Make and change units: new ones under their parents first, then plain fields, then moves (dated today)."""
    kunci_struktur(*Satker.objects.terkelola_oleh(oleh).values_list("instansi_id", flat=True).distinct())
    peta = _peta_satker(oleh, perubahan)
    baru = [p.baru for p in perubahan if p.lama is None]
    lama = [p for p in perubahan if p.lama is not None]
    _pastikan_seperti_pratinjau(peta, lama)
    try:
        with transaction.atomic():
            _buat_semua(oleh, baru, peta)
            _ubah_semua(oleh, lama, peta)
    except IntegrityError as galat:
        raise ValidationError(BERUBAH) from galat
    _pindah_semua(oleh, [p.baru for p in lama if "kode_induk" in p.beda], peta, nama_berkas)
    _pastikan_susunan([peta[b.baru.kode.upper()] for b in perubahan])
    hasil = HasilImpor(len(baru), len(lama))
    _catat_kelompok(oleh, "satker", nama_berkas, sha256, hasil)
    return hasil


def _peta_satker(oleh: Pelaku, perubahan: Sequence[PerubahanBaris]) -> dict[str, Satker]:
    """Every unit the rows name, by upper-case code."""
    kode = {k.upper() for p in perubahan for k in (p.baru.kode, p.baru.kode_induk, p.baru.kode_pembina) if k}
    ada = Satker.objects.terkelola_oleh(oleh).annotate(besar=Upper("kode")).filter(besar__in=kode)
    return {s.kode.upper(): s for s in ada.select_related("induk", "pembina")}


def _pastikan_seperti_pratinjau(peta: dict[str, Satker], lama: Iterable[PerubahanBaris]) -> None:
    for p in lama:
        satker = peta.get(p.lama.kode.upper())
        if satker is None or satker.nama != p.lama.nama or _kode(satker.induk).upper() != p.lama.kode_induk.upper():
            raise ValidationError(BERUBAH)


def _kode(satker: Satker | None) -> str:
    return satker.kode if satker else ""


def _buat_semua(oleh: Pelaku, baris: list[BarisSatker], peta: dict[str, Satker]) -> None:
    """Level by level, so that every parent has its path before its children. Pembina follow when all units exist."""
    sisa, semua = list(baris), []
    while sisa:
        siap = [b for b in sisa if b.kode_induk.upper() in peta]
        if not siap:
            raise ValidationError(BERUBAH)
        for b in siap:
            semua.append(_bakal(b, peta[b.kode_induk.upper()]))
        peta.update((s.kode.upper(), s) for s in semua[-len(siap) :])
        sisa = [b for b in sisa if b.kode.upper() not in peta]
    Satker.objects.bulk_create(semua, batch_size=KELOMPOK)
    RiwayatInduk.objects.bulk_create(
        [RiwayatInduk(satker=s, induk=s.induk, mulai=s.aktif_mulai) for s in semua], batch_size=KELOMPOK
    )
    berpembina = [b for b in baris if b.kode_pembina]
    for b in berpembina:
        peta[b.kode.upper()].pembina = peta[b.kode_pembina.upper()]
    Satker.objects.bulk_update([peta[b.kode.upper()] for b in berpembina], ["pembina"], batch_size=KELOMPOK)
    _catat_satker(oleh, "buat_satker", [(peta[b.kode.upper()], None, _teks(asdict(b))) for b in baris])


def _bakal(baris: BarisSatker, induk: Satker) -> Satker:
    ruas = ruas_baru()
    return Satker(
        kode=baris.kode,
        nama=baris.nama,
        tingkat=baris.tingkat,
        jenis_id=baris.jenis,
        kelas=baris.kelas,
        provinsi=baris.provinsi,
        kabupaten_kota=baris.kabupaten_kota,
        zona=baris.zona,
        alamat=baris.alamat,
        aktif_mulai=baris.aktif_mulai,
        dinilai=baris.tingkat in DINILAI,
        instansi_id=induk.instansi_id,
        induk=induk,
        ruas=ruas,
        jalur=jalur_anak(induk, ruas),
    )


_BIDANG = {"kode_pembina": "pembina", "jenis": "jenis_id"}  # column → attribute, where they differ


def _ubah_semua(oleh: Pelaku, lama: Sequence[PerubahanBaris], peta: dict[str, Satker]) -> None:
    kolom: set[str] = set()
    jejak, diubah = [], []
    for p in lama:
        satker = peta[p.lama.kode.upper()]
        biasa = {k: v for k, v in p.beda.items() if k != "kode_induk"}
        for nama, nilai in biasa.items():
            isi = nilai if nama != "kode_pembina" else peta[nilai.upper()] if nilai else None
            setattr(satker, _BIDANG.get(nama, nama), isi)
            kolom.add(_BIDANG.get(nama, nama))
        if biasa:
            diubah.append(satker)
            jejak.append((satker, _teks({k: getattr(p.lama, k) for k in biasa}), _teks(biasa)))
    if diubah:
        Satker.objects.bulk_update(diubah, sorted(kolom), batch_size=KELOMPOK)
        _catat_satker(oleh, "ubah_satker", jejak)


def _pindah_semua(oleh: Pelaku, baris: list[BarisSatker], peta: dict[str, Satker], nama_berkas: str) -> None:
    """Parents before children of the new tree: then no intermediate step is a cycle."""
    tujuan = {b.kode.upper(): b.kode_induk.upper() for b in baris}

    def dalam(kode: str) -> int:
        n = 0
        while kode in tujuan:
            kode, n = tujuan[kode], n + 1
        return n

    for b in sorted(baris, key=lambda b: dalam(b.kode.upper())):
        pindahkan_satker(
            oleh=oleh,
            satker=peta[b.kode.upper()],
            induk=peta[b.kode_induk.upper()],
            tanggal=timezone.localdate(),
            alasan=f"impor {nama_berkas}"[:200],
        )


def _pastikan_susunan(satker: Sequence[Satker]) -> None:
    """No touched unit, and no child of one, stands under a parent of a wrong tingkat."""
    kunci = [s.pk for s in satker]
    for anak in (
        Satker.objects.filter(pk__in=kunci).select_related("induk"),
        Satker.objects.filter(induk__in=kunci).select_related("induk"),
    ):
        for s in anak:
            if galat := galat_induk(s.tingkat, s.induk.tingkat if s.induk else None):
                raise ValidationError(f"{s.kode}: {galat}")


def _catat_satker(oleh: Pelaku, aksi: str, isi: Iterable[tuple[Satker, Any, Any]]) -> None:
    Jejak.objects.bulk_create(
        [
            catat(
                oleh=oleh,
                satker=s,
                aksi=aksi,
                objek=f"satker:{s.pk}",
                sebelum=sebelum,
                sesudah=sesudah,
                alasan="impor",
                simpan=False,
            )
            for s, sebelum, sesudah in isi
        ],
        batch_size=KELOMPOK,
    )


# --- pengguna -----------------------------------------------------------------------------------------------------

_AKUN = ("username", "nip", "email", "nama")
_KUNCI_TUGAS = ("kode_unit", "peran", "area", "mulai")


@transaction.atomic
def simpan_impor_pengguna(
    *, oleh: Pelaku, perubahan: Sequence[PerubahanBaris], nama_berkas: str, sha256: str
) -> HasilImpor:
    """Make and change accounts and their roles. New accounts have no password; the admin sends each a link."""
    kode = {p.baru.kode_unit.upper() for p in perubahan if p.baru.kode_unit}
    ada = Satker.objects.terkelola_oleh(oleh).annotate(besar=Upper("kode")).filter(besar__in=kode)
    unit = {s.kode.upper(): s for s in ada}
    if kode - unit.keys():
        raise ValidationError(BERUBAH)
    user = _kunci_akun(perubahan)
    baru = [p for p in perubahan if p.lama is None]
    lama = [p for p in perubahan if p.lama is not None]
    try:
        with transaction.atomic():
            jejak = _buat_akun(oleh, baru, user, unit) + _ubah_akun(oleh, lama, user, unit)
            jejak += _tambah_tugas(oleh, lama, user, unit) + _ubah_tugas(oleh, lama, user, unit)
            Jejak.objects.bulk_create(jejak, batch_size=KELOMPOK)
    except IntegrityError as galat:
        raise ValidationError(BERUBAH) from galat
    hasil = HasilImpor(len(baru), len(lama))
    _catat_kelompok(oleh, "pengguna", nama_berkas, sha256, hasil)
    return hasil


def _kunci_akun(perubahan: Sequence[PerubahanBaris]) -> dict[str, User]:
    """Locked accounts the rows name, by lower-case username; those of new rows must not exist yet."""
    nama = {(p.lama or p.baru).username.lower() for p in perubahan}
    terkunci = User.objects.select_for_update().annotate(kecil=Lower("username")).filter(kecil__in=nama).order_by("pk")
    user: dict[str, User] = {u.username.lower(): u for u in terkunci}
    for p in perubahan:
        if (p.lama is None) == (((p.lama or p.baru).username.lower()) in user):
            raise ValidationError(BERUBAH)
    return user


def _catatan(oleh: Pelaku, satker: Satker, aksi: str, user: User, **isi: Any) -> Jejak:
    return catat(oleh=oleh, satker=satker, aksi=aksi, objek=f"pengguna:{user.pk}", alasan="impor", simpan=False, **isi)


def _rumah(oleh: Pelaku, baris: BarisPengguna, unit: Mapping[str, Satker]) -> Satker:
    return unit[baris.kode_unit.upper()] if baris.kode_unit else oleh.unit


def _buat_akun(
    oleh: Pelaku, baru: Sequence[PerubahanBaris], user: dict[str, User], unit: Mapping[str, Satker]
) -> list[Jejak]:
    """New accounts with the roles of their rows; adds them to `user`."""
    jejak, tugas = [], []
    for p in baru:
        b, kecil = p.baru, p.baru.username.lower()
        pertama = kecil not in user
        if pertama:
            user[kecil] = User(
                username=b.username, nip=b.nip or None, email=b.email, nama=b.nama, password=make_password(None)
            )
        if b.kode_unit:
            tugas.append(_bakal_tugas(b, user[kecil], unit))
        aksi = "buat_pengguna" if pertama else "tugaskan"
        jejak.append(_catatan(oleh, _rumah(oleh, b, unit), aksi, user[kecil], area=b.area, sesudah=_teks(asdict(b))))
    nama = {p.baru.username.lower() for p in baru}
    User.objects.bulk_create([user[n] for n in sorted(nama)], batch_size=KELOMPOK)
    Penugasan.objects.bulk_create(tugas, batch_size=KELOMPOK)
    return jejak


def _ubah_akun(
    oleh: Pelaku, lama: Sequence[PerubahanBaris], user: dict[str, User], unit: Mapping[str, Satker]
) -> list[Jejak]:
    """Changed fields of accounts, once for a person on several rows."""
    jejak, diubah = [], {}
    for p in lama:
        orang = user[p.lama.username.lower()]
        beda = {b: n for b, n in p.beda.items() if b in _AKUN}
        if not beda or orang.pk in diubah:
            continue
        for bidang, nilai in beda.items():
            setattr(orang, bidang, nilai or None if bidang == "nip" else nilai)
        diubah[orang.pk] = orang
        sebelum = {b: getattr(p.lama, b) for b in beda}
        jejak.append(_catatan(oleh, _rumah(oleh, p.baru, unit), "ubah_pengguna", orang, sebelum=sebelum, sesudah=beda))
    User.objects.bulk_update(diubah.values(), list(_AKUN), batch_size=KELOMPOK)
    return jejak


def _bakal_tugas(baris: BarisPengguna, user: User, unit: Mapping[str, Satker]) -> Penugasan:
    return Penugasan(
        user=user,
        unit=unit[baris.kode_unit.upper()],
        peran=baris.peran,
        area=baris.area,
        gelar=baris.gelar,
        mulai=baris.mulai,
        selesai=baris.selesai,
    )


def _tambah_tugas(
    oleh: Pelaku, lama: Sequence[PerubahanBaris], user: dict[str, User], unit: Mapping[str, Satker]
) -> list[Jejak]:
    """Further roles of people who have an account."""
    jejak, tugas = [], []
    for p in lama:
        if not p.baru.kode_unit or not p.beda.keys() & set(_KUNCI_TUGAS):
            continue
        bakal = _bakal_tugas(p.baru, user[p.lama.username.lower()], unit)
        tugas.append(bakal)
        sesudah = {"orang": bakal.user.nama, "peran": bakal.label, "mulai": str(bakal.mulai)}
        jejak.append(_catatan(oleh, bakal.unit, "tugaskan", bakal.user, area=bakal.area, sesudah=sesudah))
    Penugasan.objects.bulk_create(tugas, batch_size=KELOMPOK)
    return jejak


def _ubah_tugas(
    oleh: Pelaku, lama: Sequence[PerubahanBaris], user: dict[str, User], unit: Mapping[str, Satker]
) -> list[Jejak]:
    """Changed last day or title of roles that exist."""
    sasaran = {}
    for p in lama:
        if p.baru.kode_unit and p.beda.keys() & {"selesai", "gelar"} and not p.beda.keys() & set(_KUNCI_TUGAS):
            orang, satker = user[p.lama.username.lower()], unit[p.baru.kode_unit.upper()]
            sasaran[(orang.pk, satker.pk, p.baru.peran, p.baru.area, p.baru.mulai)] = p.baru
    ada = Penugasan.objects.select_for_update(of=("self",)).filter(user__in={k[0] for k in sasaran})
    jejak, diubah = [], []
    for t in ada.select_related("unit", "user").order_by("pk"):
        baris = sasaran.get((t.user_id, t.unit_id, t.peran, t.area, t.mulai))
        if baris is None:
            continue
        sebelum = _teks({"peran": t.label, "selesai": t.selesai})
        t.gelar, t.selesai = baris.gelar, baris.selesai
        diubah.append(t)
        sesudah = _teks({"orang": t.user.nama, "peran": t.label, "selesai": t.selesai})
        jejak.append(_catatan(oleh, t.unit, "ubah_penugasan", t.user, area=t.area, sebelum=sebelum, sesudah=sesudah))
    Penugasan.objects.bulk_update(diubah, ["gelar", "selesai"], batch_size=KELOMPOK)
    return jejak
