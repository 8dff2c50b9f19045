"""Reads about people: who an admin may manage, what a person is, which demo accounts can be entered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.query import QuerySet
from django.utils import timezone

from satker.models import Jejak, Penugasan, Satker, User
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.jejak import BarisJejak, baca


@dataclass(frozen=True, slots=True)
class RincianPengguna:
    """A person as an admin may see them: only roles at units the admin administers."""

    user: User
    penugasan: tuple[Penugasan, ...]
    jejak: tuple[BarisJejak, ...]
    dikuasai: bool
    hari_ini: dt.date


def pengguna_terkelola(pelaku: Pelaku) -> QuerySet[User]:
    """People who hold or held a role at a unit the actor administers; the system admin sees everybody."""
    if pelaku.peran == Peran.ADMIN_SISTEM:
        return User.objects.all()
    unit = Satker.objects.terkelola_oleh(pelaku)
    return User.objects.filter(Exists(Penugasan.objects.filter(user=OuterRef("pk"), unit__in=unit)))


def daftar_pengguna(
    pelaku: Pelaku, *, cari: str = "", peran: str = "", unit: str = "", keadaan: str = "aktif"
) -> QuerySet[User]:
    """People by name, their current roles in `.kini`. `unit` is a unit code; `keadaan` aktif, nonaktif or semua."""
    hasil = pengguna_terkelola(pelaku)
    if cari:
        hasil = hasil.filter(
            Q(nama__icontains=cari) | Q(username__icontains=cari) | Q(nip__startswith=cari) | Q(email__icontains=cari)
        )
    if keadaan != "semua":
        hasil = hasil.filter(is_active=keadaan == "aktif")
    kini = Penugasan.objects.berlaku(timezone.localdate()).filter(unit__in=Satker.objects.terkelola_oleh(pelaku))
    if peran or unit:
        cocok = kini.filter(user=OuterRef("pk"))
        cocok = cocok.filter(peran=peran) if peran else cocok
        cocok = cocok.filter(unit__kode__iexact=unit) if unit else cocok
        hasil = hasil.filter(Exists(cocok))
    return hasil.order_by("nama", "pk").prefetch_related(
        Prefetch("penugasan", kini.select_related("unit"), to_attr="kini")
    )


def dikuasai(pelaku: Pelaku, user: User) -> bool:
    """Whether the actor may change the account itself (name, e-mail, link, active): only when every current or coming
    role lies at units the actor administers, and only a system admin for a system admin. Otherwise an admin of one
    instansi could take over a person's rights in another.
    """
    if pelaku.peran == Peran.ADMIN_SISTEM:
        return True
    berjalan = Penugasan.objects.filter(Q(selesai=None) | Q(selesai__gte=timezone.localdate()), user=user)
    luar = ~Q(unit__in=Satker.objects.terkelola_oleh(pelaku)) | Q(peran=Peran.ADMIN_SISTEM)
    return not berjalan.filter(luar).exists()


def peran_boleh_diberi(pelaku: Pelaku) -> list[tuple[str, str]]:
    """Roles the actor may hand out, as choices: admin_sistem only by an admin_sistem."""
    return [(p.value, p.label) for p in Peran if p != Peran.ADMIN_SISTEM or pelaku.peran == Peran.ADMIN_SISTEM]


def rincian_pengguna(pelaku: Pelaku, user: User) -> RincianPengguna:
    """The person's page: four statements."""
    unit = Satker.objects.terkelola_oleh(pelaku)
    tugas = tuple(user.penugasan.filter(unit__in=unit).select_related("unit").order_by("-mulai", "unit__kode"))
    rumah = {t.unit_id for t in tugas} | {pelaku.unit.pk}
    jejak = Jejak.objects.filter(satker__in=rumah, objek=f"pengguna:{user.pk}").select_related("oleh")
    return RincianPengguna(
        user=user,
        penugasan=tugas,
        jejak=tuple(baca(j, pelaku.zona) for j in jejak[:30]),
        dikuasai=dikuasai(pelaku, user),
        hari_ini=timezone.localdate(),
    )


def akun_demo() -> list[Penugasan]:
    """The roles to enter a demo database with: for each account of settings.AKUN_DEMO its first one. One statement."""
    baris = (
        Penugasan.objects.berlaku(timezone.localdate())
        .filter(user__is_active=True, user__username__in=settings.AKUN_DEMO)
        .select_related("user", "unit")
        .order_by("-mulai", "peran", "unit__kode")
    )
    hasil: dict[str, Penugasan] = {}
    for p in baris:
        hasil.setdefault(p.user.username, p)
    return [hasil[nama] for nama in settings.AKUN_DEMO if nama in hasil]


@dataclass(frozen=True, slots=True)
class RincianProfil:
    """What a person sees about themselves."""

    kini: tuple[Penugasan, ...]
    lampau: tuple[Penugasan, ...]
    aktif: Penugasan | None
    admin: str


def rincian_profil(pelaku: Pelaku) -> RincianProfil:
    """Own roles, current and other; for a person without a current role also whom to ask. At most two statements."""
    hari_ini = timezone.localdate()
    semua = list(
        Penugasan.objects.filter(user=pelaku.user)
        .select_related("unit__instansi__setelan")
        .order_by("-mulai", "peran", "unit__kode")
    )
    kini = [p for p in semua if p.mulai <= hari_ini and (p.selesai is None or p.selesai >= hari_ini)]
    return RincianProfil(
        kini=tuple(kini),
        lampau=tuple(p for p in semua if p not in kini),
        aktif=pelaku.penugasan,
        admin="" if kini else _nama_admin(semua),
    )


def _nama_admin(penugasan: list[Penugasan]) -> str:
    """Name of an admin of the person's last instansi, else of any system admin."""
    admin = Penugasan.objects.berlaku(timezone.localdate()).filter(user__is_active=True).select_related("user")
    if penugasan:
        admin = admin.filter(peran=Peran.ADMIN_INSPEKTORAT, unit__instansi_id=penugasan[0].unit.instansi_id)
    else:
        admin = admin.filter(peran=Peran.ADMIN_SISTEM)
    baris = admin.order_by("user__nama").first()
    return baris.user.nama if baris else ""
