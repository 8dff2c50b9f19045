"""Composing evaluator teams. Every action that changes who may judge a unit makes Penugasan equal in the same
transaction (satker.actions.sumber): rights begin and end with the task and with membership.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from penilaian.models import AnggotaTim, PembagianButir, PernyataanKepentingan, Tim, TugasTim
from penilaian.pembagian import halangan_tim, peringatan_tim
from penilaian.queries.tim import calon_tim, hari_unit, pernyataan_kini, riwayat_tim
from satker.actions.jejak import catat
from satker.actions.sumber import samakan_penugasan
from satker.models import Periode, Satker, User
from satker.pelaku import Pelaku
from satker.peran import TEMPAT_DI_TIM, Peran

_TUNGGAL = frozenset({Peran.TPI_KETUA, Peran.TPI_DALNIS})


@transaction.atomic
def buat_tim(
    *, oleh: Pelaku | None, periode: Periode, nama: str, nomor_sk: str = "", tanggal_sk: dt.date | None = None
) -> Tim:
    """A new, empty team of a year."""
    _pastikan_nama(periode, nama)
    tim = Tim.objects.create(
        satker_id=periode.instansi_id, periode=periode, nama=nama, nomor_sk=nomor_sk, tanggal_sk=tanggal_sk
    )
    _catat_tim(oleh, tim, "buat_tim", sesudah=_isi_tim(tim))
    return tim


@transaction.atomic
def ubah_tim(*, oleh: Pelaku, tim: Tim, nama: str, nomor_sk: str, tanggal_sk: dt.date | None) -> None:
    """Name and decree of a team."""
    tim = Tim.objects.select_for_update().get(pk=tim.pk)
    _pastikan_nama(tim.periode, nama, kecuali=tim)
    sebelum = _isi_tim(tim)
    tim.nama, tim.nomor_sk, tim.tanggal_sk = nama, nomor_sk, tanggal_sk
    tim.save(update_fields=["nama", "nomor_sk", "tanggal_sk"])
    if sebelum != _isi_tim(tim):
        _catat_tim(oleh, tim, "ubah_tim", sebelum=sebelum, sesudah=_isi_tim(tim))


@transaction.atomic
def tambah_anggota(
    *, oleh: Pelaku | None, tim: Tim, user: User, peran: str, mulai: dt.date | None = None
) -> AnggotaTim:
    """A person joins; the rights to the team's units begin with that day (today)."""
    tim = Tim.objects.select_for_update().get(pk=tim.pk)
    ada = list(AnggotaTim.objects.filter(tim=tim, keluar_pada=None).select_related("user"))
    if not user.is_active:
        raise ValidationError({"orang": f"Akun {user.nama} nonaktif. Aktifkan dulu, atau pilih orang lain."})
    if any(a.user_id == user.pk for a in ada):
        raise ValidationError({"orang": f"{user.nama} sudah di tim ini."})
    if peran in _TUNGGAL and (lama := next((a for a in ada if a.peran == peran), None)):
        sebut = TEMPAT_DI_TIM[peran].lower()
        raise ValidationError({"peran": f"Tim ini sudah punya {sebut}: {lama.user.nama}. Keluarkan dulu."})
    anggota = AnggotaTim.objects.create(
        satker_id=tim.satker_id, tim=tim, user=user, peran=peran, mulai=mulai or timezone.localdate()
    )
    _catat_tim(oleh, tim, "tambah_anggota_tim", sesudah={"orang": user.nama, "peran": TEMPAT_DI_TIM[peran]})
    _samakan_tim(oleh, tim)
    return anggota


@transaction.atomic
def keluarkan_anggota(*, oleh: Pelaku, anggota: AnggotaTim, alasan: str) -> None:
    """A person leaves; the rights end now. The butir given to them become everybody's."""
    tim = Tim.objects.select_for_update().get(pk=anggota.tim_id)
    baris = AnggotaTim.objects.select_for_update(of=("self",)).select_related("user").get(pk=anggota.pk)
    if baris.keluar_pada is not None:
        raise ValidationError(f"{baris.user.nama} sudah tidak di tim ini.")
    baris.keluar_pada, baris.alasan_keluar = timezone.now(), alasan
    baris.save(update_fields=["keluar_pada", "alasan_keluar"])
    PembagianButir.objects.filter(tugas__tim=tim, tugas__dicabut_pada=None, user=baris.user_id).delete()
    isi = {"orang": baris.user.nama, "peran": TEMPAT_DI_TIM[baris.peran]}
    _catat_tim(oleh, tim, "keluarkan_anggota_tim", sebelum=isi, alasan=alasan)
    _samakan_tim(oleh, tim, alasan)


@transaction.atomic
def beri_tugas(
    *, oleh: Pelaku | None, tim: Tim, satker: Satker, mulai: dt.date, selesai: dt.date, alasan: str = ""
) -> TugasTim:
    """Give a unit to a team for some days. Raises ValidationError: already given, a leader's conflict, or a warning
    (own or former post, judged last year) without a reason.
    """
    tim = Tim.objects.select_for_update().get(pk=tim.pk)
    lain = TugasTim.objects.filter(satker=satker, periode=tim.periode_id, dicabut_pada=None).select_related("tim")
    if ada := lain.first():
        raise ValidationError(f"{satker.nama} sudah dipegang {ada.tim.nama}.")
    _pastikan_rentang(satker, mulai, selesai)
    pastikan_boleh(tim, satker, alasan)
    tugas = TugasTim.objects.create(
        satker=satker, periode_id=tim.periode_id, tim=tim, mulai=mulai, selesai=selesai, alasan=alasan
    )
    _catat_tugas(oleh, tugas, "beri_tugas_tim", sesudah=_isi_tugas(tugas), alasan=alasan)
    samakan_hak(oleh, tugas, alasan)
    return tugas


@transaction.atomic
def ubah_tugas(*, oleh: Pelaku, tugas: TugasTim, tim: Tim, mulai: dt.date, selesai: dt.date, alasan: str) -> TugasTim:
    """Other days, or another team; rights follow at once. Another team begins with nothing divided."""
    tugas = _kunci_tugas(tugas)
    _pastikan_rentang(tugas.satker, mulai, selesai, mulai_lama=tugas.mulai)
    pindah = tim.pk != tugas.tim_id
    if pindah:
        pastikan_boleh(tim, tugas.satker, alasan)
    sebelum = _isi_tugas(tugas)
    tugas.tim, tugas.mulai, tugas.selesai, tugas.alasan = tim, mulai, selesai, alasan
    tugas.save(update_fields=["tim", "mulai", "selesai", "alasan"])
    if pindah:
        PembagianButir.objects.filter(satker=tugas.satker_id, tugas=tugas).delete()
    _catat_tugas(oleh, tugas, "ubah_tugas_tim", sebelum=sebelum, sesudah=_isi_tugas(tugas), alasan=alasan)
    samakan_hak(oleh, tugas, alasan)
    return tugas


@transaction.atomic
def cabut_tugas(*, oleh: Pelaku, tugas: TugasTim, alasan: str) -> None:
    """Take the unit from its team; all rights end now."""
    tugas = _kunci_tugas(tugas)
    tugas.dicabut_pada = timezone.now()
    tugas.save(update_fields=["dicabut_pada"])
    _catat_tugas(oleh, tugas, "cabut_tugas_tim", sebelum=_isi_tugas(tugas), alasan=alasan)
    samakan_hak(oleh, tugas, alasan)


@transaction.atomic
def nyatakan_kepentingan(
    *, oleh: Pelaku, satker: Satker, periode: Periode, bertentangan: bool, uraian: str = ""
) -> PernyataanKepentingan:
    """A member signs for a unit. A stated conflict ends the person's right to the unit now; taking it back by a new
    statement does not give it again: that is for the inspectorate. The words stay out of the log.
    """
    if bertentangan and not uraian.strip():
        raise ValidationError({"uraian": "Tulis benturannya dengan singkat."})
    User.objects.select_for_update().get(pk=oleh.user.pk)
    lalu = pernyataan_kini([satker], periode).get((satker.pk, oleh.user.pk))
    if lalu and lalu.bertentangan:
        raise ValidationError("Anda sudah menyatakan benturan. Hubungi admin inspektorat bila itu keliru.")
    baris = PernyataanKepentingan.objects.create(
        satker=satker,
        periode=periode,
        user=oleh.user,
        nomor=(lalu.nomor if lalu else 0) + 1,
        bertentangan=bertentangan,
        uraian=uraian.strip() if bertentangan else "",
        pada=timezone.now(),
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="nyatakan_kepentingan",
        objek=f"pernyataan:{baris.pk}",
        sesudah={"benturan": bertentangan},
    )
    if bertentangan:
        _lepas_karena_benturan(oleh, satker, periode)
    return baris


@transaction.atomic
def cabut_benturan(*, oleh: Pelaku, satker: Satker, periode: Periode, user: User, alasan: str) -> None:
    """The inspectorate finds that a stated conflict is none: the person may be assigned again and has to sign anew."""
    User.objects.select_for_update().get(pk=user.pk)
    lalu = pernyataan_kini([satker], periode).get((satker.pk, user.pk))
    if lalu is None or not lalu.bertentangan:
        raise ValidationError("Tidak ada benturan yang sedang dinyatakan.")
    PernyataanKepentingan.objects.create(
        satker=satker,
        periode=periode,
        user=user,
        nomor=lalu.nomor + 1,
        bertentangan=False,
        ditarik=True,
        pada=timezone.now(),
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="cabut_benturan",
        objek=f"pengguna:{user.pk}",
        sebelum={"orang": user.nama, "benturan": True},
        sesudah={"orang": user.nama, "benturan": False},
        alasan=alasan,
    )
    for tugas in TugasTim.objects.filter(satker=satker, periode=periode, dicabut_pada=None):
        samakan_hak(oleh, tugas, alasan)


@transaction.atomic
def bagi_butir(*, oleh: Pelaku | None, tugas: TugasTim, pembagian: Mapping[str, User | None], alasan: str = "") -> int:
    """Say who judges which butir; None gives it to everybody. Returns how many changed. One audit row."""
    tugas = _kunci_tugas(tugas)
    lama = {p.kode_butir: p for p in PembagianButir.objects.filter(satker=tugas.satker_id, tugas=tugas)}
    ubah = {k: u for k, u in pembagian.items() if (lama[k].user_id if k in lama else None) != (u.pk if u else None)}
    if not ubah:
        return 0
    PembagianButir.objects.filter(satker=tugas.satker_id, tugas=tugas, kode_butir__in=ubah).delete()
    PembagianButir.objects.bulk_create(
        PembagianButir(satker_id=tugas.satker_id, tugas=tugas, kode_butir=k, user=u) for k, u in ubah.items() if u
    )
    jumlah: dict[str, int] = {}
    for u in ubah.values():
        nama = u.nama if u else "semua anggota"
        jumlah[nama] = jumlah.get(nama, 0) + 1
    _catat_tugas(oleh, tugas, "bagi_butir_tim", sesudah=jumlah, alasan=alasan)
    return len(ubah)


# --- Keeping rights equal --------------------------------------------------------------------------------------------


def samakan_hak(oleh: Pelaku | None, tugas: TugasTim, alasan: str = "") -> None:
    """Penugasan of the unit = members of the team without a stated conflict, for the days of the task."""
    orang: dict[Any, dt.date] = {}
    if tugas.dicabut_pada is None:
        bentur = pernyataan_kini([tugas.satker_id], tugas.periode)
        for a in AnggotaTim.objects.filter(tim=tugas.tim_id, keluar_pada=None):
            nyata = bentur.get((tugas.satker_id, a.user_id))
            if nyata is None or not nyata.bertentangan:
                orang[a.user_id, a.peran] = max(tugas.mulai, a.mulai)
    samakan_penugasan(oleh=oleh, unit=tugas.satker, sumber=tugas.pk, orang=orang, selesai=tugas.selesai, alasan=alasan)


def _samakan_tim(oleh: Pelaku | None, tim: Tim, alasan: str = "") -> None:
    for tugas in TugasTim.objects.filter(tim=tim, dicabut_pada=None).select_related("satker", "periode"):
        if tugas.selesai >= hari_unit(tugas.satker):
            samakan_hak(oleh, tugas, alasan)


def _lepas_karena_benturan(oleh: Pelaku, satker: Satker, periode: Periode) -> None:
    tugas = TugasTim.objects.filter(satker=satker, periode=periode, dicabut_pada=None).select_related("satker").first()
    if tugas is None:
        return
    PembagianButir.objects.filter(satker=satker, tugas=tugas, user=oleh.user).delete()
    samakan_hak(oleh, tugas, "Menyatakan benturan kepentingan.")


# --- Conditions ------------------------------------------------------------------------------------------------------


def pastikan_boleh(tim: Tim, satker: Satker, alasan: str) -> None:
    """Raises ValidationError when the team cannot take the unit, or only with a reason and there is none."""
    if satker.instansi_id != tim.satker_id or not satker.dinilai:
        raise ValidationError(f"{satker.nama} tidak dinilai oleh tim ini.")
    anggota = list(AnggotaTim.objects.filter(tim=tim, keluar_pada=None).select_related("user"))
    calon = calon_tim(tim, anggota)
    riwayat = riwayat_tim([a.user_id for a in anggota], [satker.pk], tim.periode)
    if sebab := halangan_tim(satker.pk, calon, riwayat):
        raise ValidationError(f"{tim.nama} tidak dapat memegang {satker.nama}. {sebab}")
    peringatan = peringatan_tim(satker.pk, calon, riwayat)
    if peringatan and not alasan.strip():
        raise ValidationError({"alasan": f"{' '.join(peringatan)} Tulis alasan bila tetap ditugaskan."})


def _pastikan_rentang(satker: Satker, mulai: dt.date, selesai: dt.date, mulai_lama: dt.date | None = None) -> None:
    hari = hari_unit(satker)
    if selesai < mulai:
        raise ValidationError({"selesai": "Hari terakhir sebelum hari pertama."})
    if selesai < hari:
        raise ValidationError({"selesai": "Hari terakhir sudah lewat. Untuk mengakhiri sekarang, pakai Cabut tugas."})
    if mulai_lama is not None and mulai_lama <= hari and mulai != mulai_lama:
        raise ValidationError({"mulai": "Tugas ini sudah berjalan. Hari pertamanya tidak dapat diubah."})
    if satker.aktif_selesai and selesai > satker.aktif_selesai:
        raise ValidationError({"selesai": f"{satker.nama} hanya aktif sampai {satker.aktif_selesai:%d-%m-%Y}."})


def _pastikan_nama(periode: Periode, nama: str, kecuali: Tim | None = None) -> None:
    sama = Tim.objects.filter(satker=periode.instansi_id, periode=periode, nama__iexact=nama)
    if (sama.exclude(pk=kecuali.pk) if kecuali else sama).exists():
        raise ValidationError({"nama": "Nama tim ini sudah dipakai tahun ini."})


def _kunci_tugas(tugas: TugasTim) -> TugasTim:
    baris = TugasTim.objects.select_for_update(of=("self",)).select_related("satker", "tim", "periode")
    kini = baris.get(pk=tugas.pk)
    if kini.dicabut_pada is not None:
        raise ValidationError("Tugas ini sudah dicabut. Muat ulang halaman.")
    return kini


def _isi_tim(tim: Tim) -> dict[str, Any]:
    return {"nama": tim.nama, "nomor_sk": tim.nomor_sk, "tanggal_sk": str(tim.tanggal_sk) if tim.tanggal_sk else None}


def _isi_tugas(tugas: TugasTim) -> dict[str, Any]:
    return {"tim": tugas.tim.nama, "mulai": str(tugas.mulai), "selesai": str(tugas.selesai)}


def _catat_tim(oleh: Pelaku | None, tim: Tim, aksi: str, **isi: Any) -> None:
    catat(oleh=oleh, satker=tim.satker, periode=tim.periode, aksi=aksi, objek=f"tim:{tim.pk}", **isi)


def _catat_tugas(oleh: Pelaku | None, tugas: TugasTim, aksi: str, **isi: Any) -> None:
    catat(oleh=oleh, satker=tugas.satker, periode=tugas.periode, aksi=aksi, objek=f"tugas:{tugas.pk}", **isi)
