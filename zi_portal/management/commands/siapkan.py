"""Bring the database and the static files to the state of this code. Run by the launcher as the owning role."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from satker.models import User
from satker.queries.organisasi import basis_demo
from zi_portal.demo.akun import baris_akun


class Command(BaseCommand):
    help = "Migrasi, tabel cache, instrumen, data contoh (hanya basis data kosong dengan DEMO=1), berkas statis."

    def handle(self, *args: Any, **options: Any) -> None:
        # A web request has seconds; a migration or the first demo data may take minutes.
        with connection.cursor() as kursor:
            kursor.execute("SET statement_timeout = 0; SET lock_timeout = '30s'")
        if self._belum_migrasi():
            call_command("migrate", verbosity=0)
            self.stdout.write("Skema basis data siap.")
        if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
            call_command("createcachetable", verbosity=0)
        call_command("muat_instrumen", verbosity=0)
        if settings.DEMO and not User.objects.exists():
            self.stdout.write("Membuat data contoh (sekali saja) …")
            self.stdout.flush()
            call_command("demo", verbosity=0)
        call_command("muat_wawancara", verbosity=0)
        self._statis()
        if settings.DEMO and basis_demo():
            self.stdout.write(baris_akun())

    def _belum_migrasi(self) -> bool:
        pelaksana = MigrationExecutor(connection)
        return bool(pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()))

    def _statis(self) -> None:
        """Hashing and compressing every file takes a second or two; skip it while nothing changed."""
        stempel = settings.STATIC_ROOT / ".stempel"
        sidik = hashlib.sha256(settings.VERSI.encode())
        for berkas in sorted(p for dasar in settings.STATICFILES_DIRS for p in dasar.rglob("*") if p.is_file()):
            keadaan = berkas.stat()
            sidik.update(f"{berkas}|{keadaan.st_size}|{keadaan.st_mtime_ns}\n".encode())
        if stempel.exists() and stempel.read_text() == sidik.hexdigest():
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stempel.write_text(sidik.hexdigest())
        self.stdout.write("Berkas statis siap.")
