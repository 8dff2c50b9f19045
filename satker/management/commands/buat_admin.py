"""Makes the first account of an installation and prints the link with which its owner sets a password."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from satker.actions.orang import buat_pengguna, buat_tautan_sandi, tugaskan
from satker.actions.organisasi import buat_instansi
from satker.models import Penugasan, Satker, User
from satker.models.organisasi import Tingkat, Zona
from satker.peran import Peran


class Command(BaseCommand):
    help = "Membuat admin sistem pertama beserta instansinya, lalu mencetak tautan sekali pakai."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--instansi-kode", required=True, help="kode instansi, misalnya KEMENCONTOH")
        parser.add_argument("--instansi-nama", required=True, help="nama instansi")
        parser.add_argument("--zona", choices=Zona.labels, default=Zona.WIB.label, help="zona waktu instansi")
        parser.add_argument("--username", default="admin", help="nama pengguna (bawaan: admin)")
        parser.add_argument("--nama", default="Admin sistem", help="nama orangnya")
        parser.add_argument("--email", default="", help="surel, untuk lupa sandi")

    def handle(self, *args: Any, **opsi: Any) -> None:
        admin = Penugasan.objects.berlaku(timezone.localdate()).filter(peran=Peran.ADMIN_SISTEM, user__is_active=True)
        belum_dipakai = admin.filter(user__last_login=None).select_related("user").first()
        if belum_dipakai and not belum_dipakai.user.has_usable_password() and admin.count() == 1:
            user = belum_dipakai.user
            self.stdout.write(f"Admin sistem {user.username} sudah ada dan belum pernah masuk. Tautan baru:")
        elif admin.exists():
            raise CommandError("Sudah ada admin sistem. Minta ia membuat akun lain di halaman Pengguna.")
        else:
            user = self._buat(**opsi)
            self.stdout.write(f"Admin sistem {user.username} dibuat. Tautan sekali pakai, berlaku tiga hari:")
        self.stdout.write(buat_tautan_sandi(oleh=None, user=user))

    @transaction.atomic
    def _buat(self, **opsi: Any) -> User:
        kode = opsi["instansi_kode"]
        try:
            instansi = Satker.objects.filter(kode__iexact=kode, tingkat=Tingkat.INSTANSI).first()
            instansi = instansi or buat_instansi(
                oleh=None, kode=kode, nama=opsi["instansi_nama"], zona=Zona.values[Zona.labels.index(opsi["zona"])]
            )
            user = buat_pengguna(
                oleh=None, satker=instansi, username=opsi["username"], nama=opsi["nama"], email=opsi["email"]
            )
            tugaskan(oleh=None, user=user, unit=instansi, peran=Peran.ADMIN_SISTEM, mulai=timezone.localdate())
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages)) from galat
        return user
