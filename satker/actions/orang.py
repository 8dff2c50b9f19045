"""Writes to accounts and roles. No function takes or returns a password: people set their own through a link.

Every function raises ValidationError with a mapping field → Indonesian sentence when the state does not allow the
change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from allauth.account import app_settings as allauth
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from satker.actions.jejak import catat
from satker.models import Jejak, Penugasan, Satker, User
from satker.models.organisasi import Tingkat
from satker.pelaku import Pelaku
from satker.peran import KANWIL, POKJA, TIM_PENILAI, TIM_SATKER, Peran

AREA_POKJA = ("A1", "A2", "A3", "A4", "A5", "A6")
GELAR = ("", "Plh.", "Plt.")
POLA_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}")
_DINILAI = (Tingkat.SATKER, Tingkat.KANWIL, Tingkat.ESELON1, Tingkat.KAWASAN)
# peran → tingkat of the units it can be held at
PERAN_TINGKAT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TIM_SATKER | TIM_PENILAI, _DINILAI),
    **dict.fromkeys(KANWIL, (Tingkat.KANWIL, Tingkat.ESELON1)),
    Peran.ADMIN_INSPEKTORAT: (Tingkat.INSTANSI, Tingkat.ESELON1),
    Peran.PEMBACA_PUSAT: (Tingkat.INSTANSI, Tingkat.ESELON1),
    Peran.ADMIN_SISTEM: (Tingkat.INSTANSI,),
}
_BIDANG = ("username", "nip", "email", "nama")


def galat_penugasan(
    *, peran: str, area: str, gelar: str, tingkat: str, mulai: dt.date | None, selesai: dt.date | None
) -> dict[str, str]:
    """What is wrong with a role at a unit of this tingkat: field → sentence, empty when nothing is."""
    galat = {}
    if tingkat not in PERAN_TINGKAT[peran]:
        sah = ", ".join(Tingkat(t).label for t in PERAN_TINGKAT[peran])
        galat["unit"] = f"{Peran(peran).label} hanya untuk: {sah}."
    if peran in POKJA and area not in AREA_POKJA:
        galat["area"] = f"Pilih area {AREA_POKJA[0]} sampai {AREA_POKJA[-1]} untuk {Peran(peran).label}."
    if peran not in POKJA and area:
        galat["area"] = f"{Peran(peran).label} tidak terikat area. Kosongkan."
    if gelar not in GELAR:
        galat["gelar"] = "Isi Plh., Plt., atau kosongkan."
    if mulai and selesai and selesai < mulai:
        galat["selesai"] = "Tanggal selesai sebelum tanggal mulai."
    return galat


def galat_akun(*, username: str, nip: str, email: str, nama: str) -> dict[str, str]:
    """What is wrong with the form of the account's fields, whoever else exists."""
    galat = {}
    if not POLA_USERNAME.fullmatch(username):
        galat["username"] = "Pakai 3 sampai 60 huruf, angka, titik, strip, atau garis bawah, tanpa spasi."
    elif re.fullmatch(r"[0-9]{18}", username) and username != nip:
        galat["username"] = "Nama pengguna 18 angka hanya boleh NIP orang itu sendiri."
    if nip and not re.fullmatch(r"[0-9]{18}", nip):
        galat["nip"] = f"NIP berisi 18 angka, yang diisi {len(nip)} huruf. Salin ulang tanpa spasi."
    if not nama.strip():
        galat["nama"] = "Isi nama."
    return galat


def _pastikan_akun(isi: Mapping[str, Any], kecuali: User | None = None) -> None:
    galat = galat_akun(username=isi["username"], nip=isi["nip"] or "", email=isi["email"] or "", nama=isi["nama"] or "")
    lain = User.objects.exclude(pk=kecuali.pk) if kecuali else User.objects.all()
    if lain.filter(Q(username__iexact=isi["username"]) | Q(nip=isi["username"])).exists():
        galat.setdefault("username", "Nama pengguna ini sudah dipakai orang lain.")
    if isi["nip"] and lain.filter(Q(nip=isi["nip"]) | Q(username=isi["nip"])).exists():
        galat.setdefault("nip", "NIP ini sudah dipakai akun lain.")
    if isi["email"] and lain.filter(email__iexact=isi["email"]).exists():
        galat.setdefault("email", "Surel ini sudah dipakai akun lain.")
    if galat:
        raise ValidationError(galat)


def rumah_jejak(user: User, oleh: Pelaku | None = None) -> Satker | None:
    """The unit whose history shows what happens to an account: its newest role, else the actor's unit, else the unit
    of the oldest audit row about the account.
    """
    tugas = Penugasan.objects.filter(user=user).select_related("unit").order_by("-mulai").first()
    if tugas:
        return tugas.unit
    if oleh and oleh.penugasan:
        return oleh.unit
    baris = Jejak.objects.filter(objek=f"pengguna:{user.pk}").select_related("satker").order_by("pada").first()
    return baris.satker if baris else None


def _catat_akun(
    oleh: Pelaku | None, user: User, aksi: str, sesudah: Mapping[str, Any] | None = None, **isi: Any
) -> None:
    """One audit row about an account; it always names the account, for the readers of the unit's history."""
    if satker := rumah_jejak(user, oleh):
        sesudah = {"akun": user.username, **(sesudah or {})}
        catat(oleh=oleh, satker=satker, aksi=aksi, objek=f"pengguna:{user.pk}", sesudah=sesudah, **isi)


@transaction.atomic
def buat_pengguna(
    *, oleh: Pelaku | None, satker: Satker, username: str, nama: str, email: str = "", nip: str = ""
) -> User:
    """Make an account without a password; the person sets one by buat_tautan_sandi. `satker` keeps the audit row."""
    isi = {"username": username.strip(), "nip": nip or None, "email": email.lower(), "nama": nama.strip()}
    _pastikan_akun(isi)
    user = User(**isi)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as galat:  # the same form sent twice: now the other row can be read
        _pastikan_akun(isi)
        raise ValidationError({"username": "Nama pengguna ini sudah dipakai orang lain."}) from galat
    catat(oleh=oleh, satker=satker, aksi="buat_pengguna", objek=f"pengguna:{user.pk}", sesudah=isi)
    return user


@transaction.atomic
def ubah_pengguna(*, oleh: Pelaku | None, user: User, **perubahan: Any) -> dict[str, Any]:
    """Change username, nip, email or nama; returns what changed. A new e-mail makes earlier reset links void."""
    user = User.objects.select_for_update().get(pk=user.pk)
    perubahan = {b: (n or None if b == "nip" else n) for b, n in perubahan.items()}
    beda = {b: n for b, n in perubahan.items() if b in _BIDANG and getattr(user, b) != n}
    if not beda:
        return {}
    sebelum = {b: getattr(user, b) for b in beda}
    for bidang, nilai in beda.items():
        setattr(user, bidang, nilai)
    _pastikan_akun({b: getattr(user, b) for b in _BIDANG}, kecuali=user)
    user.save(update_fields=list(beda))
    _catat_akun(oleh, user, "ubah_pengguna", sebelum=sebelum, sesudah=beda)
    return beda


@transaction.atomic
def nonaktifkan_pengguna(*, oleh: Pelaku, user: User, alasan: str) -> None:
    """Close an account. All its sessions and reset links end at once and for good: the password is made unusable."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == oleh.user.pk:
        raise ValidationError({"alasan": "Anda tidak dapat menonaktifkan akun sendiri."})
    if not user.is_active:
        raise ValidationError({"alasan": "Akun ini sudah nonaktif."})
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    _catat_akun(oleh, user, "nonaktifkan_pengguna", sebelum={"aktif": True}, sesudah={"aktif": False}, alasan=alasan)


@transaction.atomic
def aktifkan_pengguna(*, oleh: Pelaku, user: User, alasan: str) -> None:
    """Open a closed account again; the person needs a new link to set a password."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise ValidationError({"alasan": "Akun ini masih aktif."})
    user.is_active = True
    user.save(update_fields=["is_active"])
    _catat_akun(oleh, user, "aktifkan_pengguna", sebelum={"aktif": False}, sesudah={"aktif": True}, alasan=alasan)


@transaction.atomic
def tugaskan(
    *,
    oleh: Pelaku | None,
    user: User,
    unit: Satker,
    peran: str,
    mulai: dt.date,
    selesai: dt.date | None = None,
    area: str = "",
    gelar: str = "",
) -> Penugasan:
    """Give a person a dated role at a unit. Refuses the same role twice on one day."""
    User.objects.select_for_update().get(pk=user.pk)
    galat = galat_penugasan(peran=peran, area=area, gelar=gelar, tingkat=unit.tingkat, mulai=mulai, selesai=selesai)
    if unit.aktif_selesai and (selesai is None or selesai > unit.aktif_selesai):
        galat.setdefault("unit", f"{unit.nama} hanya aktif sampai {unit.aktif_selesai:%d-%m-%Y}.")
    if galat:
        raise ValidationError(galat)
    bentrok = Penugasan.objects.filter(
        Q(selesai=None) | Q(selesai__gte=mulai), user=user, unit=unit, peran=peran, area=area
    )
    if (bentrok.filter(mulai__lte=selesai) if selesai else bentrok).exists():
        raise ValidationError({"mulai": "Orang ini sudah memegang peran itu pada tanggal tersebut."})
    tugas = Penugasan.objects.create(
        user=user, unit=unit, peran=peran, area=area, gelar=gelar, mulai=mulai, selesai=selesai
    )
    catat(
        oleh=oleh,
        satker=unit,
        aksi="tugaskan",
        objek=f"pengguna:{user.pk}",
        area=area,
        sesudah={
            "orang": user.nama,
            "peran": tugas.label,
            "mulai": str(mulai),
            "selesai": str(selesai) if selesai else None,
        },
    )
    return tugas


@transaction.atomic
def akhiri_penugasan(*, oleh: Pelaku, penugasan: Penugasan, selesai: dt.date, alasan: str = "") -> None:
    """Set the last day of a role; it may be made earlier or later, but not before its first day, not after the closing
    of the unit, and not into the days of a later row of the same role.
    """
    User.objects.select_for_update().get(pk=penugasan.user_id)
    tugas = Penugasan.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=penugasan.pk)
    if oleh.penugasan and tugas.pk == oleh.penugasan.pk:
        raise ValidationError({"selesai": "Ini peran yang sedang Anda pakai. Minta admin lain mengakhirinya."})
    if tugas.sumber is not None:
        raise ValidationError({"selesai": "Peran ini mengikuti tugas tim penilai. Ubah di halaman Tim penilai."})
    if selesai < tugas.mulai:
        raise ValidationError({"selesai": f"Peran ini mulai {tugas.mulai:%d-%m-%Y}. Pilih hari itu atau sesudahnya."})
    _pastikan_akhir(tugas, selesai)
    sebelum = {"peran": tugas.label, "selesai": str(tugas.selesai) if tugas.selesai else None}
    tugas.selesai = selesai
    tugas.save(update_fields=["selesai"])
    catat(
        oleh=oleh,
        satker=tugas.unit,
        aksi="akhiri_penugasan",
        objek=f"pengguna:{tugas.user_id}",
        area=tugas.area,
        sebelum=sebelum,
        sesudah={"orang": tugas.user.nama, "peran": tugas.label, "selesai": str(selesai)},
        alasan=alasan,
    )


def _pastikan_akhir(tugas: Penugasan, selesai: dt.date) -> None:
    """What tugaskan refuses for a new role. Making a role shorter never makes an overlap."""
    tutup = tugas.unit.aktif_selesai
    if tutup and selesai > tutup:
        raise ValidationError({"selesai": f"{tugas.unit.nama} hanya aktif sampai {tutup:%d-%m-%Y}."})
    if tugas.selesai is None or selesai <= tugas.selesai:
        return
    sama = Penugasan.objects.filter(user_id=tugas.user_id, unit=tugas.unit, peran=tugas.peran, area=tugas.area)
    lain = sama.exclude(pk=tugas.pk).filter(mulai__gt=tugas.selesai, mulai__lte=selesai).order_by("mulai").first()
    if lain:
        raise ValidationError(
            {"selesai": f"Orang ini memegang peran itu lagi sejak {lain.mulai:%d-%m-%Y}. Pilih hari sebelumnya."}
        )


def _tautan(user: User) -> str:
    kunci = allauth.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    jalur = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": kunci})
    return f"{settings.ASAL}{jalur}"


@transaction.atomic
def buat_tautan_sandi(*, oleh: Pelaku | None, user: User) -> str:
    """Absolute link with which the person sets a password once; void after use, after PASSWORD_RESET_TIMEOUT, and when
    the password or e-mail changes. The link itself is not in the audit log.
    """
    if not user.is_active:
        raise ValidationError({"alasan": "Akun ini nonaktif. Aktifkan dulu."})
    _catat_akun(oleh, user, "buat_tautan_sandi")
    return _tautan(user)


@transaction.atomic
def kirim_tautan_sandi(*, oleh: Pelaku, user: User) -> None:
    """Send that link to the person's e-mail address."""
    if not user.email:
        raise ValidationError({"alasan": "Akun ini tidak punya surel. Tampilkan tautannya saja."})
    tautan = buat_tautan_sandi(oleh=oleh, user=user)
    isi = render_to_string("account/email/tautan_sandi.txt", {"user": user, "tautan": tautan})
    send_mail("[ZI Portal] Tautan untuk membuat sandi", isi, None, [user.email])


def catat_ganti_peran(*, oleh: Pelaku) -> None:
    """Audit row of a role switch, on the unit of the new role."""
    catat(
        oleh=oleh,
        satker=oleh.unit,
        aksi="ganti_peran",
        objek=f"penugasan:{oleh.penugasan.pk if oleh.penugasan else ''}",
        area=oleh.area,
        sesudah={"peran": oleh.peran_label},
    )


def catat_masuk_demo(*, oleh: Pelaku) -> None:
    """Audit row of a one-click login with demo data."""
    _catat_akun(oleh, oleh.user, "masuk_demo")


def catat_ganti_sandi(*, user: User, oleh: Pelaku | None) -> None:
    """Audit row of a password the person set; `oleh` None when it came through a link."""
    _catat_akun(oleh, user, "ganti_sandi")


@transaction.atomic
def atur_pintasan(*, oleh: Pelaku, nyala: bool) -> None:
    """Switch one-key shortcuts on or off for the person."""
    if oleh.user.pintasan == nyala:
        return
    User.objects.filter(pk=oleh.user.pk).update(pintasan=nyala)
    _catat_akun(oleh, oleh.user, "atur_pintasan", sebelum={"pintasan": not nyala}, sesudah={"pintasan": nyala})
