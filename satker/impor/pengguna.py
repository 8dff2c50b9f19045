"""Import and export of people and their roles: one row per role; a person may stand on several rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from import_export.fields import Field

from common.tanggal import TanggalTidakTerbaca, baca_tanggal
from satker.actions.impor import BarisPengguna
from satker.actions.orang import AREA_POKJA, GELAR, galat_akun, galat_penugasan
from satker.impor.dasar import BarisRencana, Pilihan, SumberImpor, Tanggal, Teks
from satker.models import Penugasan, Satker, User
from satker.peran import POKJA, Peran
from satker.queries.orang import peran_boleh_diberi

_AKUN = ("username", "nip", "email", "nama")


class _Surel(Teks):
    def baca(self, value: str) -> str:
        try:
            validate_email(value)
        except ValidationError as galat:
            raise ValueError("Alamat surel tidak terbaca. Contoh: nama@contoh.go.id.") from galat
        return value.lower()


class _Nip(Teks):
    def baca(self, value: str) -> str:
        if value.endswith("(bilangan)"):
            raise ValueError("Sel terbaca sebagai bilangan dan angkanya sudah terpotong. Ubah format sel ke Teks.")
        return "".join(value.split())


class _KodeUnit(Teks):
    """A unit's code in the spelling of the database, so that "s1" and "S1" are no difference."""

    ejaan: Mapping[str, str] = {}

    def baca(self, value: str) -> str:
        return self.ejaan.get(value.upper(), value)


class PenggunaSumber(SumberImpor):
    """One row per person and role."""

    baris = BarisPengguna
    wajib = ("username", "nama")
    kolom_kunci = ("username",)

    username = Field("username", "username", Teks(60, wajib=True), saves_null_values=False)
    nip = Field("nip", "nip", _Nip(40), saves_null_values=False)
    email = Field("email", "email", _Surel(254), saves_null_values=False)
    nama = Field("nama", "nama", Teks(120, wajib=True), saves_null_values=False)
    kode_unit = Field("kode_unit", "kode_unit", _KodeUnit(40, wajib=True), saves_null_values=False)
    peran = Field("peran", "peran", Pilihan(Peran.choices, wajib=True), saves_null_values=False)
    area = Field("area", "area", Pilihan([(a, a[1:]) for a in AREA_POKJA]), saves_null_values=False)
    mulai = Field("mulai", "mulai", Tanggal(wajib=True), saves_null_values=False)
    selesai = Field("selesai", "selesai", Tanggal(), saves_null_values=False)
    gelar = Field("gelar", "gelar", Pilihan([(g, g.rstrip(".")) for g in GELAR]), saves_null_values=False)

    def siapkan(self, data: tablib.Dataset) -> None:
        """Five statements: accounts, roles, units, and who else uses the same NIP or e-mail."""
        self.fields["peran"].widget.atur(peran_boleh_diberi(self.pelaku))
        nama = {n.lower() for n in data["username"] if n}
        nip = {"".join(n.split()) for n in data["nip"] if n}
        email = {n.lower() for n in data["email"] if n}
        kembar = Q(kecil__in=nama) | Q(nip__in=nip | nama) | Q(username__in=nip) | Q(email__in=email)
        semua = list(User.objects.annotate(kecil=Lower("username")).filter(kembar))
        self.akun = {u.kecil: u for u in semua}
        self.pemilik = {("nip", u.nip): u.kecil for u in semua if u.nip}
        self.pemilik |= {("email", u.email.lower()): u.kecil for u in semua if u.email}
        unit = Satker.objects.terkelola_oleh(self.pelaku)
        self.unit = {k.upper(): (k, t, s) for k, t, s in unit.values_list("kode", "tingkat", "aktif_selesai")}
        self.fields["kode_unit"].widget.ejaan = {k: ejaan for k, (ejaan, _, _) in self.unit.items()}
        self.bebas_diubah = self._bebas_diubah([u.pk for u in semua])
        self.tugas: dict[str, list[Penugasan]] = {}
        for p in Penugasan.objects.filter(user__in=semua, unit__in=unit).select_related("user", "unit"):
            self.tugas.setdefault(p.user.username.lower(), []).append(p)
        # the rule of satker.queries.orang.pengguna_terkelola
        segala = self.pelaku.peran == Peran.ADMIN_SISTEM
        self.luar = set() if segala else {u.kecil for u in semua if u.kecil not in self.tugas}

    def _bebas_diubah(self, user: list[Any]) -> set[Any]:
        """Accounts satker.queries.orang.dikuasai would allow to change, in one statement."""
        if self.pelaku.peran == Peran.ADMIN_SISTEM:
            return set(user)
        berjalan = Q(selesai=None) | Q(selesai__gte=timezone.localdate())
        luar = ~Q(unit__in=Satker.objects.terkelola_oleh(self.pelaku)) | Q(peran=Peran.ADMIN_SISTEM)
        return set(user) - set(Penugasan.objects.filter(berjalan, luar, user__in=user).values_list("user", flat=True))

    def cari(self, row: Mapping[str, str]) -> BarisPengguna | None:
        """The account of the row and, where the same role already exists, that role."""
        user = self.akun.get(row["username"].lower())
        if user is None or user.kecil in self.luar:
            return None
        baris = BarisPengguna(username=user.username, nip=user.nip or "", email=user.email, nama=user.nama)
        tugas = self._tugas_sama(user.kecil, row)
        if tugas:
            baris.kode_unit, baris.peran, baris.area = tugas.unit.kode, tugas.peran, tugas.area
            baris.mulai, baris.selesai, baris.gelar = tugas.mulai, tugas.selesai, tugas.gelar
        return baris

    def _tugas_sama(self, kecil: str, row: Mapping[str, str]) -> Penugasan | None:
        peran = self.fields["peran"].widget.kamus.get(row["peran"].lower())
        area = self.fields["area"].widget.kamus.get(row["area"].lower(), "")
        try:
            mulai = baca_tanggal(row["mulai"])
        except TanggalTidakTerbaca:
            return None
        kunci = (row["kode_unit"].upper(), peran, area, mulai)
        cocok = (p for p in self.tugas.get(kecil, []) if (p.unit.kode.upper(), p.peran, p.area, p.mulai) == kunci)
        return next(cocok, None)

    def periksa(self, baris: list[BarisRencana]) -> None:
        pertama: dict[str, BarisRencana] = {}
        terpakai: dict[tuple[str, str], str] = {}
        tugas: dict[tuple[Any, ...], int] = {}
        for b in baris:
            kecil = b.data.username.lower()
            self._periksa_akun(b, kecil, pertama.setdefault(kecil, b))
            self._periksa_kembar(b, kecil, terpakai)
            self._periksa_tugas(b)
            kunci = (kecil, b.data.kode_unit.upper(), b.data.peran, b.data.area, b.data.mulai)
            if tugas.setdefault(kunci, b.nomor) != b.nomor:
                self.salahkan(b, "username", f"Orang dan peran yang sama sudah ada di baris {tugas[kunci]}.")

    def _periksa_akun(self, b: BarisRencana, kecil: str, pertama: BarisRencana) -> None:
        data = b.data
        akun = {k: getattr(data, k) for k in _AKUN}
        for kolom, kalimat in galat_akun(**akun).items():
            self.salahkan(b, kolom, kalimat)
        if kecil in self.luar:
            self.salahkan(b, "username", "Akun ini sudah ada di luar kewenangan Anda. Hubungi admin sistem.")
        if b.lama and any(getattr(b.lama, k) != v for k, v in akun.items()):
            user = self.akun[kecil]
            if user.pk not in self.bebas_diubah:
                self.salahkan(
                    b, "username", "Orang ini juga bertugas di luar kewenangan Anda; data akunnya tidak dapat diubah."
                )
        if pertama is not b and akun != {k: getattr(pertama.data, k) for k in _AKUN}:
            self.salahkan(b, "username", f"Data orang ini berbeda dengan baris {pertama.nomor}. Samakan.")
        if b.lama is None and not data.kode_unit:
            self.salahkan(b, "kode_unit", "Akun baru perlu satu peran: isi kode_unit, peran, dan mulai.")

    def _periksa_kembar(self, b: BarisRencana, kecil: str, terpakai: dict[tuple[str, str], str]) -> None:
        for kolom in ("nip", "email"):
            nilai = getattr(b.data, kolom)
            if not nilai:
                continue
            pemilik = self.pemilik.get((kolom, nilai)) or terpakai.setdefault((kolom, nilai), kecil)
            if pemilik != kecil:
                self.salahkan(b, kolom, f"{'NIP' if kolom == 'nip' else 'Surel'} ini sudah dipakai orang lain.")

    def _periksa_tugas(self, b: BarisRencana) -> None:
        data = b.data
        if not (data.kode_unit or data.peran or data.mulai):
            return
        for kolom in ("kode_unit", "peran", "mulai"):
            if not getattr(data, kolom):
                self.salahkan(b, kolom, "Wajib diisi bersama kode_unit, peran, dan mulai.")
                return
        unit = self.unit.get(data.kode_unit.upper())
        if unit is None:
            self.salahkan(b, "kode_unit", f"Tidak ada satker berkode {data.kode_unit}.")
            return
        _, tingkat, tutup = unit
        isi = {k: getattr(data, k) for k in ("peran", "area", "gelar", "mulai", "selesai")}
        for kolom, kalimat in galat_penugasan(tingkat=tingkat, **isi).items():
            self.salahkan(b, "kode_unit" if kolom == "unit" else kolom, kalimat)
        if tutup and (data.selesai is None or data.selesai > tutup) and b.keadaan != "sama":
            self.salahkan(b, "selesai", f"Satker ini hanya aktif sampai {tutup:%d-%m-%Y}.")
        self._periksa_bentrok(b)
        kini = self.pelaku.penugasan
        if (
            b.keadaan == "berubah"
            and kini
            and kini in self.tugas.get(data.username.lower(), [])
            and self._sama(b, kini)
        ):
            self.salahkan(b, "selesai", "Ini peran yang sedang Anda pakai. Minta admin lain mengubahnya.")

    @staticmethod
    def _sama(b: BarisRencana, tugas: Penugasan) -> bool:
        kunci = (b.data.kode_unit.upper(), b.data.peran, b.data.area, b.data.mulai)
        return (tugas.unit.kode.upper(), tugas.peran, tugas.area, tugas.mulai) == kunci and (
            (tugas.selesai, tugas.gelar) != (b.data.selesai, b.data.gelar)
        )

    def _periksa_bentrok(self, b: BarisRencana) -> None:
        """The same role held already on other dates of the same time."""
        data, akhir = b.data, b.data.selesai or dt.date.max
        for p in self.tugas.get(data.username.lower(), []):
            sama = (p.unit.kode.upper(), p.peran, p.area) == (data.kode_unit.upper(), data.peran, data.area)
            if sama and p.mulai != data.mulai and p.mulai <= akhir and (p.selesai or dt.date.max) >= data.mulai:
                self.salahkan(
                    b, "mulai", f"Peran ini sudah dipegang sejak {p.mulai:%d-%m-%Y}. Pakai tanggal mulai itu."
                )
                return

    def sebut(self, isi: Mapping[str, str]) -> str:
        return " · ".join(n for n in (isi["username"], isi["kode_unit"], isi["peran"], isi["area"]) if n)

    def ekspor(self) -> tablib.Dataset:
        """Current and coming roles at the units the actor administers; importing it again changes nothing."""
        hari_ini = timezone.localdate()
        tugas = Penugasan.objects.filter(
            Q(selesai=None) | Q(selesai__gte=hari_ini),
            unit__in=Satker.objects.terkelola_oleh(self.pelaku),
            peran__in=[kode for kode, _ in peran_boleh_diberi(self.pelaku)],
        )
        return self.export(
            [_baris(p) for p in tugas.select_related("user", "unit").order_by("unit__kode", "peran", "user__username")]
        )

    def petunjuk(self) -> tablib.Dataset:
        """What each column takes, for the template."""
        peran = "; ".join(f"{k} ({n})" for k, n in peran_boleh_diberi(self.pelaku))
        isi = {
            "username": (
                "wajib",
                "Nama untuk masuk, tanpa spasi. Satu orang boleh di beberapa baris, satu peran per baris.",
            ),
            "nip": ("", "18 angka, format sel Teks"),
            "email": ("", "Untuk tautan lupa sandi"),
            "nama": ("wajib", ""),
            "kode_unit": ("wajib untuk akun baru", "Kode satker"),
            "peran": ("wajib untuk akun baru", peran),
            "area": (f"wajib untuk {', '.join(sorted(POKJA))}", ", ".join(AREA_POKJA)),
            "mulai": ("wajib untuk akun baru", "Contoh: 17-08-2026"),
            "selesai": ("", "Kosong: tanpa batas"),
            "gelar": ("", "Plh. atau Plt."),
        }
        data = tablib.Dataset(headers=["kolom", "wajib", "isi yang diterima"])
        for kolom, (wajib, keterangan) in isi.items():
            data.append([kolom, wajib, keterangan])
        data.append(["", "", "Sel kosong: nilai lama tetap. Tanda -: nilai dikosongkan. Sandi tidak pernah diimpor."])
        return data


def _baris(p: Penugasan) -> BarisPengguna:
    return BarisPengguna(
        username=p.user.username,
        nip=p.user.nip or "",
        email=p.user.email,
        nama=p.user.nama,
        kode_unit=p.unit.kode,
        peran=p.peran,
        area=p.area,
        mulai=p.mulai,
        selesai=p.selesai,
        gelar=p.gelar,
    )
