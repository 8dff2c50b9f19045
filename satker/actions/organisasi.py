"""Writes to the organisation tree: units, their parents, their predikat, requests to register.

Every function raises ValidationError with a mapping field → Indonesian sentence when the state does not allow the
change. Changes of the tree take a row lock on the instansi first, so that two moves can never make a cycle.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Q, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils import timezone

from satker.actions.jejak import catat
from satker.models import (
    JenisSatker,
    Pendaftaran,
    Penugasan,
    Periode,
    RiwayatInduk,
    RiwayatPredikat,
    Satker,
    SetelanInstansi,
)
from satker.models.organisasi import StatusPendaftaran, Tingkat, Zona, ruas_baru
from satker.pelaku import Pelaku

POLA_KODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
PESAN_KODE = "Kode hanya boleh huruf, angka, titik, strip, dan garis bawah; paling panjang 40."
PANJANG_JALUR = 120  # Satker.jalur: ten levels
# tingkat → tingkat of the parents it may have
INDUK_SAH: dict[str, tuple[str, ...]] = {
    Tingkat.INSTANSI: (),
    Tingkat.ESELON1: (Tingkat.INSTANSI,),
    Tingkat.KANWIL: (Tingkat.INSTANSI, Tingkat.ESELON1),
    Tingkat.SATKER: (Tingkat.INSTANSI, Tingkat.ESELON1, Tingkat.KANWIL, Tingkat.SATKER),
    Tingkat.KAWASAN: (Tingkat.INSTANSI, Tingkat.ESELON1, Tingkat.KANWIL),
}
DINILAI = frozenset({Tingkat.KANWIL, Tingkat.SATKER, Tingkat.KAWASAN})
_BIASA = ("kode", "nama", "tingkat", "jenis_id", "kelas", "provinsi", "kabupaten_kota", "zona", "alamat")
BIDANG_UBAH = (*_BIASA, "aktif_mulai", "pembina_id", "dinilai")


def periksa_kode(kode: str) -> str:
    """The code without surrounding blanks; raises ValidationError when it cannot stand in a URL."""
    rapi = kode.strip()
    if not POLA_KODE.fullmatch(rapi):
        raise ValidationError({"kode": PESAN_KODE})
    return rapi


def galat_induk(tingkat: str, tingkat_induk: str | None) -> str:
    """Why a unit of this tingkat may not stand under such a parent; empty when it may."""
    sah = INDUK_SAH[tingkat]
    if not sah and tingkat_induk is None:
        return ""
    if not sah:
        return "Instansi tidak punya induk."
    if tingkat_induk in sah:
        return ""
    return f"Induk {Tingkat(tingkat).label} harus {' atau '.join(Tingkat(t).label for t in sah)}."


def galat_antarinstansi(instansi: str, tahun: int) -> str:
    """Why no unit leaves this instansi (by name or code) while it has a Periode of the running year."""
    return (
        f"Periode {tahun} {instansi} sudah dibuat, jadi satker tidak dapat pindah ke instansi lain tahun ini. "
        f"Pindahkan sesudah {tahun} berakhir, sebelum periode tahun berikutnya dibuat."
    )


def kunci_struktur(*instansi: Any) -> None:
    """Hold the instansi rows until the end of the transaction, always in the same order."""
    baris = Satker.objects.select_for_update().filter(pk__in={i for i in instansi if i}).order_by("pk")
    list(baris.values_list("pk"))


def _pastikan_kode_bebas(kode: str, kecuali: Satker | None = None) -> None:
    lain = Satker.objects.filter(kode__iexact=kode)
    if (lain.exclude(pk=kecuali.pk) if kecuali else lain).exists():
        raise ValidationError({"kode": f"Kode {kode} sudah dipakai satker lain."})


def _pastikan_jenis(kode: str) -> None:
    if not JenisSatker.objects.filter(pk=kode).exists():
        raise ValidationError({"jenis": f"Jenis “{kode}” belum ada di daftar jenis."})


def jalur_anak(induk: Satker, ruas: str) -> str:
    """Path of a child; raises ValidationError at more than ten levels."""
    jalur = f"{induk.jalur}{ruas}/"
    if len(jalur) > PANJANG_JALUR:
        raise ValidationError({"induk": "Susunan organisasi paling dalam sepuluh tingkat."})
    return jalur


def _potret(satker: Satker) -> dict[str, Any]:
    """Values of a unit as the audit log prints them."""
    return {bidang.removesuffix("_id"): _sebut(bidang, getattr(satker, bidang)) for bidang in BIDANG_UBAH}


def _sebut(bidang: str, nilai: Any) -> Any:
    """A value in the words people read: labels of choices, the code of a pembina, ISO dates."""
    if bidang == "zona":
        return Zona(nilai).label
    if bidang == "tingkat":
        return Tingkat(nilai).label
    if bidang == "pembina_id":
        return Satker.objects.filter(pk=nilai).values_list("kode", flat=True).first()
    return _teks(nilai)


def _teks(nilai: Any) -> Any:
    return nilai if isinstance(nilai, bool | int | str) or nilai is None else str(nilai)


@transaction.atomic
def buat_jenis(*, oleh: Pelaku, kode: str, nama: str) -> JenisSatker:
    """Add a kind of unit to the list."""
    if JenisSatker.objects.filter(Q(pk=kode) | Q(nama__iexact=nama)).exists():
        raise ValidationError({"kode": "Kode atau nama jenis itu sudah ada."})
    jenis = JenisSatker.objects.create(kode=kode, nama=nama)
    catat(oleh=oleh, satker=oleh.unit, aksi="buat_jenis", objek=f"jenis:{kode}", sesudah={"nama": nama})
    return jenis


@transaction.atomic
def buat_instansi(
    *,
    oleh: Pelaku | None,
    kode: str,
    nama: str,
    zona: str = Zona.WIB,
    aktif_mulai: dt.date | None = None,
    singkatan_tim: str = "TPI",
    nama_tim: str = "Tim Penilai Internal",
    demo: bool = False,
) -> Satker:
    """Make the root of a tree with its settings. `oleh` None means the system (first start, demo)."""
    kode = periksa_kode(kode)
    _pastikan_kode_bebas(kode)
    jenis, _ = JenisSatker.objects.get_or_create(kode="instansi", defaults={"nama": "Instansi"})
    ruas = ruas_baru()
    instansi = Satker(
        kode=kode,
        nama=nama,
        tingkat=Tingkat.INSTANSI,
        jenis=jenis,
        zona=zona,
        aktif_mulai=aktif_mulai or timezone.localdate(),
        dinilai=False,
        ruas=ruas,
        jalur=f"{ruas}/",
    )
    instansi.instansi = instansi
    instansi.save(force_insert=True)
    SetelanInstansi.objects.create(instansi=instansi, singkatan_tim=singkatan_tim, nama_tim=nama_tim, demo=demo)
    catat(oleh=oleh, satker=instansi, aksi="buat_satker", objek=f"satker:{instansi.pk}", sesudah=_potret(instansi))
    return instansi


@transaction.atomic
def atur_setelan(*, oleh: Pelaku | None, instansi: Satker, singkatan_tim: str, nama_tim: str) -> bool:
    """Name the evaluator team of an instansi; returns whether anything changed."""
    if instansi.tingkat != Tingkat.INSTANSI:
        raise ValidationError({"nama_tim": "Nama tim penilai diatur di instansinya."})
    baru = {"singkatan_tim": singkatan_tim.strip(), "nama_tim": nama_tim.strip()}
    if kosong := [bidang for bidang, nilai in baru.items() if not nilai]:
        raise ValidationError(dict.fromkeys(kosong, "Isi nama dan singkatan tim penilai."))
    kunci_struktur(instansi.pk)
    setelan, _ = SetelanInstansi.objects.get_or_create(instansi=instansi)
    beda = [bidang for bidang, nilai in baru.items() if getattr(setelan, bidang) != nilai]
    if not beda:
        return False
    sebelum = {bidang: getattr(setelan, bidang) for bidang in beda}
    sesudah = {bidang: baru[bidang] for bidang in beda}
    SetelanInstansi.objects.filter(pk=setelan.pk).update(**sesudah)
    catat(
        oleh=oleh,
        satker=instansi,
        aksi="atur_setelan",
        objek=f"setelan:{instansi.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
    )
    return True


@transaction.atomic
def buat_satker(
    *,
    oleh: Pelaku | None,
    induk: Satker,
    kode: str,
    nama: str,
    tingkat: str,
    jenis: str,
    aktif_mulai: dt.date,
    kelas: str = "",
    provinsi: str = "",
    kabupaten_kota: str = "",
    zona: str = Zona.WIB,
    alamat: str = "",
    pembina: Satker | None = None,
    dinilai: bool | None = None,
    alasan: str = "",
) -> Satker:
    """Make a unit under `induk`. `jenis` is the code of a JenisSatker; `dinilai` None follows the tingkat."""
    kunci_struktur(induk.instansi_id)
    induk.refresh_from_db()
    kode = periksa_kode(kode)
    _pastikan_kode_bebas(kode)
    _pastikan_jenis(jenis)
    if galat := galat_induk(tingkat, induk.tingkat):
        raise ValidationError({"induk": galat})
    ruas = ruas_baru()
    satker = Satker.objects.create(
        kode=kode,
        nama=nama,
        tingkat=tingkat,
        jenis_id=jenis,
        kelas=kelas,
        provinsi=provinsi,
        kabupaten_kota=kabupaten_kota,
        zona=zona,
        alamat=alamat,
        aktif_mulai=aktif_mulai,
        dinilai=tingkat in DINILAI if dinilai is None else dinilai,
        instansi_id=induk.instansi_id,
        induk=induk,
        pembina=pembina,
        ruas=ruas,
        jalur=jalur_anak(induk, ruas),
    )
    RiwayatInduk.objects.create(satker=satker, induk=induk, mulai=aktif_mulai)
    sesudah = {**_potret(satker), "induk": induk.kode}
    catat(oleh=oleh, satker=satker, aksi="buat_satker", objek=f"satker:{satker.pk}", sesudah=sesudah, alasan=alasan)
    return satker


@transaction.atomic
def ubah_satker(*, oleh: Pelaku | None, satker: Satker, alasan: str = "", **perubahan: Any) -> dict[str, Any]:
    """Change fields of BIDANG_UBAH (foreign keys as `jenis_id`, `pembina_id`); returns field → new value.

    The parent is changed by pindahkan_satker only.
    """
    kunci_struktur(satker.instansi_id)
    satker.refresh_from_db()
    beda = {b: n for b, n in perubahan.items() if b in BIDANG_UBAH and getattr(satker, b) != n}
    if not beda:
        return {}
    if "kode" in beda:
        beda["kode"] = periksa_kode(beda["kode"])
        _pastikan_kode_bebas(beda["kode"], kecuali=satker)
    if "jenis_id" in beda:
        _pastikan_jenis(beda["jenis_id"])
    if "tingkat" in beda:
        _pastikan_tingkat(satker, beda["tingkat"])
    if beda.get("pembina_id") == satker.pk:
        raise ValidationError({"pembina": "Satker tidak dapat menjadi pembina dirinya sendiri."})
    sebelum = {b.removesuffix("_id"): _sebut(b, getattr(satker, b)) for b in beda}
    for bidang, nilai in beda.items():
        setattr(satker, bidang, nilai)
    satker.save(update_fields=list(beda))
    sesudah = {b.removesuffix("_id"): _sebut(b, n) for b, n in beda.items()}
    catat(
        oleh=oleh,
        satker=satker,
        aksi="ubah_satker",
        objek=f"satker:{satker.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
        alasan=alasan,
    )
    return beda


def _pastikan_tingkat(satker: Satker, tingkat: str) -> None:
    if galat := galat_induk(tingkat, satker.induk.tingkat if satker.induk else None):
        raise ValidationError({"tingkat": galat})
    for anak in satker.anak.all():
        if galat_induk(anak.tingkat, tingkat):
            raise ValidationError({"tingkat": f"{anak.nama} di bawahnya tidak dapat berinduk pada tingkat ini."})


@transaction.atomic
def pindahkan_satker(*, oleh: Pelaku | None, satker: Satker, induk: Satker, tanggal: dt.date, alasan: str) -> None:
    """Give a unit another parent from `tanggal` on; the whole branch moves with it in one SQL statement.

    Refuses a parent inside the branch, a wrong tingkat, a date before the last move or in the future, no reason, and
    another instansi while the present one has a Periode of the running year: the sheets of the branch hang on it. A
    second move on the same day corrects the first.
    """
    kunci_struktur(satker.instansi_id, induk.instansi_id)
    satker.refresh_from_db()
    induk.refresh_from_db()
    _pastikan_boleh_pindah(satker, induk, tanggal, alasan)
    lama, baru = satker.jalur, jalur_anak(induk, satker.ruas)
    _pastikan_muat(lama, baru)
    induk_lama = satker.induk
    _catat_induk(satker, induk, tanggal, alasan)
    Satker.objects.filter(pk=satker.pk).update(induk=induk)
    Satker.objects.filter(jalur__startswith=lama).update(
        jalur=Concat(Value(baru), Substr("jalur", len(lama) + 1)), instansi_id=induk.instansi_id
    )
    satker.refresh_from_db()
    catat(
        oleh=oleh,
        satker=satker,
        aksi="pindahkan_satker",
        objek=f"satker:{satker.pk}",
        sebelum={"induk": induk_lama.kode if induk_lama else None},
        sesudah={"induk": induk.kode, "mulai": str(tanggal)},
        alasan=alasan,
    )


def _pastikan_boleh_pindah(satker: Satker, induk: Satker, tanggal: dt.date, alasan: str) -> None:
    if not alasan.strip():
        raise ValidationError({"alasan": "Isi alasan pemindahan."})
    if satker.induk_id is None:
        raise ValidationError({"induk": "Instansi tidak punya induk."})
    if induk.pk == satker.induk_id:
        raise ValidationError({"induk": f"{satker.nama} sudah berada di bawah {induk.nama}."})
    if induk.jalur.startswith(satker.jalur):
        raise ValidationError({"induk": "Induk baru berada di bawah satker ini. Pilih induk lain."})
    if galat := galat_induk(satker.tingkat, induk.tingkat):
        raise ValidationError({"induk": galat})
    tahun = timezone.localdate().year
    if induk.instansi_id != satker.instansi_id and (
        Periode.objects.filter(instansi_id=satker.instansi_id, tahun=tahun).exists()
    ):
        raise ValidationError({"induk": galat_antarinstansi(satker.instansi.nama, tahun)})
    if tanggal > timezone.localdate():
        raise ValidationError({"tanggal": "Pemindahan dicatat pada harinya, tidak untuk tanggal yang akan datang."})
    mulai = satker.riwayat_induk.filter(selesai=None).values_list("mulai", flat=True).first() or satker.aktif_mulai
    if tanggal < mulai:
        raise ValidationError({"tanggal": f"Induk sekarang berlaku sejak {mulai:%d-%m-%Y}. Pilih hari sesudahnya."})


def _pastikan_muat(lama: str, baru: str) -> None:
    dalam = Satker.objects.filter(jalur__startswith=lama).aggregate(n=Max(Length("jalur")))["n"]
    if dalam - len(lama) + len(baru) > PANJANG_JALUR:
        raise ValidationError({"induk": "Susunan organisasi paling dalam sepuluh tingkat."})


def _catat_induk(satker: Satker, induk: Satker, tanggal: dt.date, alasan: str) -> None:
    """Close the open row on the eve of the move and open the next; a move on the first day replaces the row.

    A unit without history gets the row it should have had.
    """
    kemarin = tanggal - dt.timedelta(days=1)
    terbuka = RiwayatInduk.objects.filter(satker=satker, selesai=None)
    if terbuka.filter(mulai=tanggal).update(induk=induk, alasan=alasan):
        return
    if not terbuka.update(selesai=kemarin) and satker.induk and satker.aktif_mulai <= kemarin:
        RiwayatInduk.objects.create(satker=satker, induk=satker.induk, mulai=satker.aktif_mulai, selesai=kemarin)
    RiwayatInduk.objects.create(satker=satker, induk=induk, mulai=tanggal, alasan=alasan)


@transaction.atomic
def nonaktifkan_satker(*, oleh: Pelaku | None, satker: Satker, tanggal: dt.date, alasan: str) -> int:
    """Close a unit on `tanggal` (its last day) and end the roles held there; returns how many roles were ended."""
    kunci_struktur(satker.instansi_id)
    satker.refresh_from_db()
    if tanggal < satker.aktif_mulai:
        raise ValidationError({"tanggal": f"Satker ini aktif sejak {satker.aktif_mulai:%d-%m-%Y}. Pilih hari lain."})
    if satker.anak.filter(Q(aktif_selesai=None) | Q(aktif_selesai__gt=tanggal)).exists():
        raise ValidationError({"tanggal": "Masih ada satker aktif di bawahnya. Pindahkan atau nonaktifkan dulu."})
    terbuka = Penugasan.objects.filter(Q(selesai=None) | Q(selesai__gt=tanggal), unit=satker)
    if terbuka.filter(mulai__gt=tanggal).exists():
        raise ValidationError({"tanggal": "Ada penugasan yang baru mulai sesudah tanggal itu. Akhiri dulu."})
    jumlah = terbuka.update(selesai=tanggal)
    sebelum = {"aktif_selesai": _teks(satker.aktif_selesai)}
    satker.aktif_selesai = tanggal
    satker.save(update_fields=["aktif_selesai"])
    catat(
        oleh=oleh,
        satker=satker,
        aksi="nonaktifkan_satker",
        objek=f"satker:{satker.pk}",
        sebelum=sebelum,
        sesudah={"aktif_selesai": str(tanggal), "penugasan_diakhiri": jumlah},
        alasan=alasan,
    )
    return jumlah


@transaction.atomic
def aktifkan_satker(*, oleh: Pelaku | None, satker: Satker, alasan: str) -> None:
    """Take back the closing of a unit. Roles that ended with it stay ended."""
    satker = Satker.objects.select_for_update().get(pk=satker.pk)
    if satker.aktif_selesai is None:
        raise ValidationError({"alasan": "Satker ini masih aktif."})
    sebelum = {"aktif_selesai": str(satker.aktif_selesai)}
    satker.aktif_selesai = None
    satker.save(update_fields=["aktif_selesai"])
    catat(
        oleh=oleh,
        satker=satker,
        aksi="aktifkan_satker",
        objek=f"satker:{satker.pk}",
        sebelum=sebelum,
        sesudah={"aktif_selesai": None},
        alasan=alasan,
    )


@transaction.atomic
def catat_predikat(
    *,
    oleh: Pelaku | None,
    satker: Satker,
    predikat: str,
    tahun: int,
    nomor_sk: str,
    tanggal_sk: dt.date | None = None,
) -> RiwayatPredikat:
    """Record a predikat as a decree gives it."""
    try:
        with transaction.atomic():
            baris = RiwayatPredikat.objects.create(
                satker=satker, predikat=predikat, tahun=tahun, nomor_sk=nomor_sk, tanggal_sk=tanggal_sk
            )
    except IntegrityError as galat:  # recorded before, or a moment ago by the same form sent twice
        raise ValidationError({"tahun": f"{predikat} {tahun} sudah tercatat."}) from galat
    sesudah = {"predikat": predikat, "tahun": tahun, "nomor_sk": nomor_sk, "tanggal_sk": _teks(tanggal_sk)}
    catat(oleh=oleh, satker=satker, aksi="catat_predikat", objek=f"predikat:{baris.pk}", sesudah=sesudah)
    return baris


@transaction.atomic
def cabut_predikat(*, oleh: Pelaku | None, predikat: RiwayatPredikat, tanggal: dt.date, alasan: str) -> None:
    """Record that a predikat was revoked; the row stays."""
    baris = RiwayatPredikat.objects.select_for_update().get(pk=predikat.pk)
    if baris.dicabut_pada:
        raise ValidationError({"tanggal": f"Predikat ini sudah dicabut {baris.dicabut_pada:%d-%m-%Y}."})
    if not alasan.strip():
        raise ValidationError({"alasan": "Isi alasan pencabutan."})
    if tanggal.year < baris.tahun:
        raise ValidationError({"tanggal": f"Predikat ini diberikan tahun {baris.tahun}."})
    baris.dicabut_pada, baris.alasan_cabut = tanggal, alasan
    baris.save(update_fields=["dicabut_pada", "alasan_cabut"])
    catat(
        oleh=oleh,
        satker=baris.satker,
        aksi="cabut_predikat",
        objek=f"predikat:{baris.pk}",
        sebelum={"predikat": baris.predikat, "tahun": baris.tahun},
        sesudah={"dicabut_pada": str(tanggal)},
        alasan=alasan,
    )


@transaction.atomic
def daftarkan_satker(*, oleh: Pelaku, induk: Satker, isi: dict[str, Any]) -> Pendaftaran:
    """File a request to register a unit under `induk`. `isi` holds the arguments of buat_satker as JSON values."""
    kode = periksa_kode(isi["kode"])
    kunci_struktur(induk.instansi_id)
    _pastikan_kode_bebas(kode)
    _pastikan_jenis(isi["jenis"])
    if galat := galat_induk(isi["tingkat"], induk.tingkat):
        raise ValidationError({"induk": galat})
    if Pendaftaran.objects.filter(status=StatusPendaftaran.DIAJUKAN, isi__kode__iexact=kode).exists():
        raise ValidationError({"kode": f"Kode {kode} sudah ada di antrean pendaftaran."})
    pendaftaran = Pendaftaran.objects.create(
        induk=induk, isi={**isi, "kode": kode}, diajukan_oleh=oleh.user, diajukan_pada=timezone.now()
    )
    catat(oleh=oleh, satker=induk, aksi="daftarkan_satker", objek=f"pendaftaran:{pendaftaran.pk}", sesudah=isi)
    return pendaftaran


def _buka_pendaftaran(pendaftaran: Pendaftaran) -> Pendaftaran:
    baris = Pendaftaran.objects.select_for_update(of=("self",)).select_related("induk").get(pk=pendaftaran.pk)
    if baris.status != StatusPendaftaran.DIAJUKAN:
        raise ValidationError({"alasan": f"Pendaftaran ini sudah diputus: {baris.get_status_display().lower()}."})
    return baris


def _putuskan(baris: Pendaftaran, oleh: Pelaku, status: str, alasan: str) -> None:
    baris.status, baris.alasan = status, alasan
    baris.diputus_oleh, baris.diputus_pada = oleh.user, timezone.now()
    baris.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada", "satker"])
    catat(
        oleh=oleh,
        satker=baris.induk,
        aksi="setujui_pendaftaran" if status == StatusPendaftaran.DISETUJUI else "tolak_pendaftaran",
        objek=f"pendaftaran:{baris.pk}",
        sebelum={"status": StatusPendaftaran.DIAJUKAN},
        sesudah={"status": status, "kode": baris.isi["kode"]},
        alasan=alasan,
    )


@transaction.atomic
def setujui_pendaftaran(*, oleh: Pelaku, pendaftaran: Pendaftaran) -> Satker:
    """Make the unit that was asked for and link it to the request."""
    baris = _buka_pendaftaran(pendaftaran)
    isi = {**baris.isi, "aktif_mulai": dt.date.fromisoformat(baris.isi["aktif_mulai"])}
    baris.satker = buat_satker(oleh=oleh, induk=baris.induk, **isi)
    _putuskan(baris, oleh, StatusPendaftaran.DISETUJUI, "")
    return baris.satker


@transaction.atomic
def tolak_pendaftaran(*, oleh: Pelaku, pendaftaran: Pendaftaran, alasan: str) -> None:
    """Refuse a request with a reason."""
    if not alasan.strip():
        raise ValidationError({"alasan": "Isi alasan penolakan."})
    _putuskan(_buka_pendaftaran(pendaftaran), oleh, StatusPendaftaran.DITOLAK, alasan)
