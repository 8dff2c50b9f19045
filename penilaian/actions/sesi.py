"""Planning, opening and closing a desk session. Lock order: lembar is never taken here, the session row is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian import acara_baku as baku
from penilaian.actions.sesi_dasar import (
    SesiBerubah,
    SesiDitolak,
    hentikan_jam,
    jejak_sesi,
    kunci_sesi,
    pastikan_berlangsung,
    pastikan_terbuka,
)
from penilaian.models import AcaraSesi, AturanDesk, DilihatSesi, LembarKerja, PesertaSesi, Pihak, RuangSesi, SesiDesk
from penilaian.queries.alur import keadaan_lembar, nama_keadaan
from penilaian.queries.wawancara import kekurangan_wawancara
from satker.actions.jejak import catat
from satker.models import Penugasan
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI, Peran

JADWAL = ("mulai", "selesai", "tempat", "tautan")
_DIUNDANG = frozenset({Peran.KEPALA, Peran.KOORDINATOR, Peran.KETUA_POKJA}) | TIM_PENILAI


@transaction.atomic
def jadwalkan_sesi(
    *, oleh: Pelaku, lembar: LembarKerja, mulai: dt.datetime, selesai: dt.datetime, tempat: str, tautan: str
) -> SesiDesk:
    """Plan a session with the usual rundown, the main room and the people of both sides. Raises SesiDitolak."""
    LembarKerja.objects.select_for_update().get(pk=lembar.pk)
    keadaan = keadaan_lembar(lembar).keadaan
    if keadaan not in baku.LEMBAR_JADWAL:
        raise SesiDitolak(
            f"Lembar ini sedang {nama_keadaan(keadaan).lower()}. Desk dijadwalkan setelah LKE diterima tim penilai."
        )
    if SesiDesk.objects.filter(lembar=lembar, keadaan__in=(baku.DIJADWALKAN, baku.BERLANGSUNG)).exists():
        raise SesiDitolak("Satker ini sudah punya sesi desk yang belum selesai. Ubah jadwal sesi itu.")
    sesi = SesiDesk.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        mulai=mulai,
        selesai=selesai,
        tempat=tempat,
        tautan=tautan,
        dibuat_oleh=oleh.user,
        diubah_pada=timezone.now(),
    )
    _susun_baku(sesi)
    _undang(sesi)
    jejak_sesi(oleh, sesi, "jadwalkan_sesi", sesudah=_jadwal(sesi))
    return sesi


def _jadwal(sesi: SesiDesk) -> dict[str, str]:
    return {
        "mulai": sesi.mulai.isoformat(),
        "selesai": sesi.selesai.isoformat(),
        "tempat": sesi.tempat,
        "tautan": sesi.tautan,
    }


def _susun_baku(sesi: SesiDesk) -> None:
    lembar = sesi.lembar
    ruang = RuangSesi.objects.create(satker_id=sesi.satker_id, sesi=sesi, nomor=1, nama=baku.UTAMA)
    area = instrumen_untuk(lembar.periode.instrumen).area
    isi = []
    for jenis in baku.SUSUNAN_BAKU:
        acara = baku.JENIS_ACARA[jenis]
        if jenis == "wawancara":
            isi += [(jenis, f"Wawancara Pokja {s.nomor} {s.nama}"[:120], s.kode, acara.menit) for s in area]
        else:
            isi.append((jenis, acara.nama, "", acara.menit))
    AcaraSesi.objects.bulk_create(
        AcaraSesi(satker_id=sesi.satker_id, sesi=sesi, ruang=ruang, urutan=n, jenis=j, judul=t, area=a, menit=m)
        for n, (j, t, a, m) in enumerate(isi, 1)
    )


def _undang(sesi: SesiDesk) -> None:
    """Everybody of the team, and kepala, koordinator and ketua Pokja of the unit, each once."""
    hari = timezone.localdate(sesi.mulai)
    tugas = Penugasan.objects.berlaku(hari).filter(unit_id=sesi.satker_id, peran__in=_DIUNDANG)
    orang: dict[Any, tuple[Penugasan, list[str]]] = {}
    for p in tugas.select_related("user", "unit__instansi__setelan").order_by("peran", "area"):
        orang.setdefault(p.user_id, (p, []))[1].append(p.sebutan)
    PesertaSesi.objects.bulk_create(
        PesertaSesi(
            satker_id=sesi.satker_id,
            sesi=sesi,
            pihak=Pihak.TIM if p.peran in TIM_PENILAI else Pihak.SATKER,
            user=p.user,
            nama=p.user.nama,
            jabatan=", ".join(sebutan)[:120],
        )
        for p, sebutan in orang.values()
    )


@transaction.atomic
def ubah_sesi(
    *,
    oleh: Pelaku,
    sesi: SesiDesk,
    mulai: dt.datetime,
    selesai: dt.datetime,
    tempat: str,
    tautan: str,
    urutan_dilihat: int,
) -> bool:
    """Change time or place; False when nothing changed. Raises SesiDitolak, SesiBerubah."""
    kini = kunci_sesi(sesi)
    pastikan_terbuka(kini)
    isi = {"mulai": mulai, "selesai": selesai, "tempat": tempat, "tautan": tautan}
    if all(getattr(kini, k) == v for k, v in isi.items()):
        return False
    if kini.urutan != urutan_dilihat:
        raise SesiBerubah
    sebelum = _jadwal(kini)
    for kunci, nilai in isi.items():
        setattr(kini, kunci, nilai)
    kini.urutan, kini.diubah_pada = kini.urutan + 1, timezone.now()
    kini.save(update_fields=[*JADWAL, "urutan", "diubah_pada"])
    sesudah = _jadwal(kini)
    beda = [k for k in JADWAL if sebelum[k] != sesudah[k]]
    jejak_sesi(oleh, kini, "ubah_sesi", sebelum={k: sebelum[k] for k in beda}, sesudah={k: sesudah[k] for k in beda})
    return True


@transaction.atomic
def mulai_sesi(*, oleh: Pelaku, sesi: SesiDesk) -> SesiDesk:
    """Open the session. Raises SesiDitolak (state of the session or of the sheet)."""
    kini = kunci_sesi(sesi)
    if kini.keadaan != baku.DIJADWALKAN:
        raise SesiDitolak(f"Sesi ini sudah {baku.KEADAAN_SESI[kini.keadaan][0].lower()}.")
    keadaan = keadaan_lembar(kini.lembar).keadaan
    if keadaan not in baku.LEMBAR_MULAI:
        raise SesiDitolak(f"Lembar ini sedang {nama_keadaan(keadaan).lower()}. Mulai evaluasi lebih dahulu.")
    kini.keadaan, kini.dibuka_pada, kini.dibuka_oleh = baku.BERLANGSUNG, timezone.now(), oleh.user
    kini.save(update_fields=["keadaan", "dibuka_pada", "dibuka_oleh"])
    jejak_sesi(oleh, kini, "mulai_sesi", sebelum={"keadaan": baku.DIJADWALKAN}, sesudah={"keadaan": kini.keadaan})
    return kini


@transaction.atomic
def tutup_sesi(*, oleh: Pelaku, sesi: SesiDesk, alasan: str = "") -> SesiDesk:
    """Close the session and stop its clocks.

    Raises SesiDitolak while a Pokja lacks one of the kinds of questions, unless the lead gives a reason.
    """
    kini = kunci_sesi(sesi)
    pastikan_berlangsung(kini)
    kurang = kekurangan_wawancara(kini)
    if kurang and not alasan.strip():
        raise SesiDitolak("Wawancara belum lengkap: " + "; ".join(k.kalimat for k in kurang) + ".")
    hentikan_jam(oleh, kini)
    kini.keadaan, kini.alasan = baku.SELESAI, alasan.strip() if kurang else ""
    kini.ditutup_pada, kini.ditutup_oleh = timezone.now(), oleh.user
    kini.save(update_fields=["keadaan", "alasan", "ditutup_pada", "ditutup_oleh"])
    jejak_sesi(
        oleh,
        kini,
        "tutup_sesi",
        sebelum={"keadaan": baku.BERLANGSUNG},
        sesudah={"keadaan": kini.keadaan, "pokja_kurang": len({k.area for k in kurang})},
        alasan=kini.alasan,
    )
    return kini


@transaction.atomic
def batalkan_sesi(*, oleh: Pelaku, sesi: SesiDesk, alasan: str) -> SesiDesk:
    """Call a planned session off. Raises SesiDitolak (already opened, no reason)."""
    kini = kunci_sesi(sesi)
    if kini.keadaan != baku.DIJADWALKAN:
        kata = baku.KEADAAN_SESI[kini.keadaan][0].lower()
        raise SesiDitolak(f"Sesi ini {kata}. Hanya sesi yang dijadwalkan dapat dibatalkan.")
    if not alasan.strip():
        raise SesiDitolak("Tulis alasan pembatalan.")
    kini.keadaan, kini.alasan = baku.DIBATALKAN, alasan.strip()
    kini.urutan, kini.diubah_pada = kini.urutan + 1, timezone.now()
    kini.save(update_fields=["keadaan", "alasan", "urutan", "diubah_pada"])
    jejak_sesi(
        oleh,
        kini,
        "batalkan_sesi",
        sebelum={"keadaan": baku.DIJADWALKAN},
        sesudah={"keadaan": kini.keadaan},
        alasan=kini.alasan,
    )
    return kini


@transaction.atomic
def akui_jadwal(*, oleh: Pelaku, sesi: SesiDesk, urutan: int) -> None:
    """The person has read the schedule up to `urutan`; a later change shows again."""
    kini = kunci_sesi(sesi)
    dibaca = min(urutan, kini.urutan)
    DilihatSesi.objects.update_or_create(
        satker_id=kini.satker_id,
        sesi=kini,
        user=oleh.user,
        defaults={"urutan": dibaca, "pada": timezone.now()},
    )
    jejak_sesi(oleh, kini, "lihat_jadwal_sesi", sesudah={"urutan": dibaca})


@transaction.atomic
def atur_desk(*, oleh: Pelaku, periode: Any, satker: Any, isi: dict[str, Any]) -> bool:
    """Rules of a year for desks; `satker` is the instansi the audit row belongs to. False without a change."""
    baris = AturanDesk.objects.select_for_update().filter(periode=periode).first() or AturanDesk(periode=periode)
    sebelum = {k: getattr(baris, k) for k in isi}
    if sebelum == isi and not baris._state.adding:
        return False
    for kunci, nilai in isi.items():
        setattr(baris, kunci, nilai)
    baris.save()
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="atur_desk",
        objek=f"periode:{periode.pk}",
        sebelum=sebelum,
        sesudah=isi,
    )
    return True
