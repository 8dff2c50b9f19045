"""Makers of test data: small, explicit, with defaults a reader can ignore. Names and numbers are impossible ones."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Any

from django.utils import timezone

from satker.models import Jendela, JenisSatker, Penugasan, Periode, Satker, TitikPantau, User
from satker.models.organisasi import Tingkat, ruas_baru
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import POKJA, Peran
from satker.tahap import TAHAP

_nomor = itertools.count(1)
MULAI = dt.date(2020, 1, 1)
SANDI = "kuda benar baterai 77"


def buat_jenis(kode: str = "lapas") -> JenisSatker:
    return JenisSatker.objects.get_or_create(kode=kode, defaults={"nama": kode.title()})[0]


def buat_instansi(**isi: Any) -> Satker:
    n = next(_nomor)
    ruas = ruas_baru()
    bakal = Satker(
        **{
            "kode": f"INS{n}",
            "nama": f"Instansi Contoh {n}",
            "tingkat": Tingkat.INSTANSI,
            "jenis": buat_jenis("instansi"),
            "aktif_mulai": MULAI,
            "dinilai": False,
            "ruas": ruas,
            "jalur": f"{ruas}/",
            **isi,
        }
    )
    bakal.instansi = bakal
    bakal.save()
    return bakal


def buat_satker(induk: Satker | None = None, **isi: Any) -> Satker:
    """A unit under `induk` (a new instansi by default). For a kanwil pass tingkat=Tingkat.KANWIL."""
    induk = induk or buat_instansi()
    n = next(_nomor)
    ruas = ruas_baru()
    return Satker.objects.create(
        **{
            "kode": f"S{n:03d}",
            "nama": f"Satker Contoh {n}",
            "tingkat": Tingkat.SATKER,
            "jenis": buat_jenis(),
            "aktif_mulai": MULAI,
            "instansi_id": induk.instansi_id,
            "induk": induk,
            "ruas": ruas,
            "jalur": f"{induk.jalur}{ruas}/",
            **isi,
        }
    )


def buat_kanwil(induk: Satker | None = None, **isi: Any) -> Satker:
    return buat_satker(induk, **{"tingkat": Tingkat.KANWIL, "jenis": buat_jenis("kanwil"), **isi})


def buat_user(**isi: Any) -> User:
    n = next(_nomor)
    sandi = isi.pop("password", None)
    return User.objects.create_user(
        **{"username": f"orang{n}", "nama": f"Orang Contoh {n}", "email": f"orang{n}@contoh.invalid", **isi},
        password=sandi,
    )


def buat_penugasan(unit: Satker, peran: Peran | str, user: User | None = None, **isi: Any) -> Penugasan:
    area = "A1" if peran in POKJA else ""
    return Penugasan.objects.create(
        **{"unit": unit, "user": user or buat_user(), "peran": peran, "area": area, "mulai": MULAI, **isi}
    )


def pelaku_untuk(unit: Satker, peran: Peran | str, **isi: Any) -> Pelaku:
    """A person in that role, as the middleware would build it."""
    tugas = buat_penugasan(unit, peran, **isi)
    return muat_pelaku(tugas.user, str(tugas.pk))


def buat_periode(instansi: Satker, tahun: int | None = None, *, buka: bool = True, **isi: Any) -> Periode:
    """A year with every window open now (buka=True) or already closed."""
    tahun = tahun or timezone.localdate().year
    periode = Periode.objects.create(
        **{
            "instansi_id": instansi.instansi_id,
            "tahun": tahun,
            "instrumen": "LKE-ZI-2021",
            "batas_usulan": dt.date(tahun, 5, 31),
            **isi,
        }
    )
    sekarang = timezone.now()
    awal, akhir = (-1, 30) if buka else (-30, -1)
    Jendela.objects.bulk_create(
        Jendela(
            periode=periode,
            tahap=tahap.kode,
            peran=peran,
            buka=sekarang + dt.timedelta(days=awal),
            tutup=sekarang + dt.timedelta(days=akhir),
        )
        for tahap in TAHAP
        for peran in tahap.peran
    )
    TitikPantau.objects.bulk_create(
        TitikPantau(periode=periode, kode=f"B{b:02d}", tanggal=dt.date(tahun, b, 28)) for b in (3, 6, 9, 12)
    )
    return periode


def masuk(client: Any, pelaku: Pelaku) -> None:
    """Log the test client in, in exactly the role of the actor."""
    client.force_login(pelaku.user)
    sesi = client.session
    sesi["penugasan"] = str(pelaku.penugasan.pk)
    sesi.save()


def tetap(isi: bytes | str) -> str:
    """A page without what differs between two equal requests: form tokens and the clock (foot line and print line).

    Two answers are compared by this and never raw: the minute may turn between them.
    """
    teks = isi.decode() if isinstance(isi, bytes) else isi
    teks = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", teks)
    return re.sub(r"(Waktu server|dicetak) \d+ \w+ \d{4}, \d\d\.\d\d (WIB|WITA|WIT)", r"\1", teks)
