"""Calibration sets: the inspectorate composes and publishes one, evaluators answer it blind.

Each file that is picked leaves an audit row at the unit it belongs to, which says "kalibrasi" and nothing more.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from berkas.actions.kunci import kunci_versi
from berkas.models import VersiBerkas
from berkas.queries.berbagi import VersiBerbagi, versi_berbagi
from instrumen.pohon.kode import kode_pendek
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.kalibrasi import PALING_BANYAK, PALING_SEDIKIT
from penilaian.models import (
    BerkasKalibrasi,
    BuktiPengajuan,
    ButirKalibrasi,
    ButirPengajuan,
    JawabanKalibrasi,
    KerjaKalibrasi,
    SetKalibrasi,
)
from penilaian.queries.kalibrasi_wajib import PENILAI
from penilaian.skor.hitung import nilai_butir, periksa_jawaban
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


class KalibrasiDitolak(ValueError):
    """What was asked cannot be done; the message says why, in Indonesian, and what to do."""


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One picked file with the page numbers that are shown."""

    versi: uuid.UUID
    halaman: tuple[int, ...]


@transaction.atomic
def buat_set(*, oleh: Pelaku, periode: Periode, judul: str) -> SetKalibrasi:
    """A new draft."""
    instansi = Satker.objects.select_for_update().get(pk=periode.instansi_id)
    lama = SetKalibrasi.objects.filter(satker=instansi, periode=periode).aggregate(n=Max("nomor"))["n"] or 0
    baru = SetKalibrasi.objects.create(
        satker=instansi,
        periode=periode,
        nomor=lama + 1,
        judul=judul,
        dibuat_oleh=oleh.user,
        dibuat_pada=timezone.now(),
    )
    _catat(oleh, baru, "buat_kalibrasi", sesudah={"judul": judul})
    return baru


@transaction.atomic
def tambah_kasus(
    *,
    oleh: Pelaku,
    set_kalibrasi: SetKalibrasi,
    kiriman: ButirPengajuan,
    butir: Butir,
    sepakat: str | Mapping[str, str],
    penjelasan: str,
    berkas: Sequence[Pilihan],
) -> ButirKalibrasi:
    """Put a frozen answer with its picked files into a draft. Raises KalibrasiDitolak.

    Only files of that sending, and only what may be shown to others (berkas.queries.berbagi).
    """
    draf = _kunci_draf(set_kalibrasi)
    ada = list(ButirKalibrasi.objects.filter(set=draf).order_by("urutan"))
    if len(ada) >= PALING_BANYAK:
        raise KalibrasiDitolak(f"Set ini sudah berisi {PALING_BANYAK} soal. Buang satu dulu, lalu tambah lagi.")
    if any(b.kode_butir == butir.kode and b.asal_id == kiriman.satker_id for b in ada):
        raise KalibrasiDitolak(f"{butir.kode_pendek} dari satker itu sudah ada di set ini.")
    if periksa_jawaban(butir, sepakat) or not penjelasan.strip():
        raise KalibrasiDitolak("Isi jawaban yang disepakati dan penjelasannya.")
    periksa = _periksa_berkas(kiriman, berkas)
    kasus = ButirKalibrasi.objects.create(
        satker=draf.satker,
        set=draf,
        urutan=(ada[-1].urutan if ada else 0) + 1,
        kode_butir=butir.kode,
        samaran=_samaran(ada, kiriman.satker_id),
        asal_id=kiriman.satker_id,
        pengajuan=kiriman.pengajuan,
        isi_satker=kiriman.isi,
        sepakat=sepakat,
        penjelasan=penjelasan.strip(),
        oleh=oleh.user,
        pada=timezone.now(),
    )
    for n, (pilih, versi) in enumerate(periksa, 1):
        BerkasKalibrasi.objects.create(
            satker=draf.satker,
            butir=kasus,
            urutan=n,
            versi_id=versi.versi_id,
            sha256=versi.sha256,
            halaman=list(pilih.halaman) or _tanpa_nama(versi),
        )
        _catat_asal(oleh, draf, kiriman.satker, versi, "pilih_kalibrasi")
    _catat(oleh, draf, "tambah_kalibrasi", kode_butir=butir.kode, area=butir.area, sesudah={"berkas": len(periksa)})
    return kasus


def _periksa_berkas(kiriman: ButirPengajuan, berkas: Sequence[Pilihan]) -> list[tuple[Pilihan, VersiBerbagi]]:
    dikirim = set(
        BuktiPengajuan.objects.filter(
            pengajuan=kiriman.pengajuan_id, kode_butir=kiriman.kode_butir, ke=kiriman.ke
        ).values_list("versi", flat=True)
    )
    if not berkas or not dikirim.issuperset(p.versi for p in berkas):
        raise KalibrasiDitolak("Pilih paling sedikit satu berkas yang dikirim satker untuk soal ini.")
    versi = versi_berbagi(p.versi for p in berkas)
    for p in berkas:
        satu = versi[p.versi]
        if not satu.dipilih:
            raise KalibrasiDitolak(f"{satu.nama} tidak dapat dipilih. {satu.sebab}")
        if any(not 1 <= h <= satu.halaman for h in p.halaman):
            raise KalibrasiDitolak(f"{satu.nama} punya {satu.halaman} halaman bergambar. Perbaiki nomor halamannya.")
    return [(p, versi[p.versi]) for p in berkas]


def _tanpa_nama(versi: VersiBerbagi) -> list[int]:
    """The pages that are shown when nobody said which: those that do not name the unit."""
    hasil = [h for h in range(1, versi.halaman + 1) if h not in versi.bernama]
    if not hasil:
        raise KalibrasiDitolak(
            f"Setiap halaman {versi.nama} memuat nama satker. Tulis halaman yang tetap diperlihatkan."
        )
    return hasil


def _samaran(ada: Sequence[ButirKalibrasi], asal: uuid.UUID) -> str:
    """One letter per unit, in the order in which units came into the set; gaps are filled."""
    sama = next((b.samaran for b in ada if b.asal_id == asal), "")
    dipakai = {b.samaran for b in ada}
    return sama or next(s for i in range(PALING_BANYAK) if (s := f"Satker {chr(ord('A') + i)}") not in dipakai)


@transaction.atomic
def buang_kasus(*, oleh: Pelaku, kasus: ButirKalibrasi) -> None:
    """Take a butir out of a draft. Raises KalibrasiDitolak once it is published."""
    draf = _kunci_draf(kasus.set)
    berkas = list(BerkasKalibrasi.objects.filter(butir=kasus).values_list("versi", flat=True))
    versi = versi_berbagi(berkas)
    for pk in berkas:
        _catat_asal(oleh, draf, kasus.asal, versi[pk], "lepas_kalibrasi")
    BerkasKalibrasi.objects.filter(butir=kasus).delete()
    area = instrumen_untuk(draf.periode.instrumen).butir[kasus.kode_butir].area
    _catat(oleh, draf, "buang_kalibrasi", kode_butir=kasus.kode_butir, area=area)
    kasus.delete()


@transaction.atomic
def terbitkan_set(*, oleh: Pelaku, set_kalibrasi: SetKalibrasi) -> None:
    """Publish a draft for good: its files are judged once more and pinned. Raises KalibrasiDitolak."""
    draf = _kunci_draf(set_kalibrasi)
    banyak = ButirKalibrasi.objects.filter(set=draf).count()
    if not PALING_SEDIKIT <= banyak <= PALING_BANYAK:
        raise KalibrasiDitolak(
            f"Set berisi {banyak} soal. Yang dapat diterbitkan {PALING_SEDIKIT} sampai {PALING_BANYAK} soal."
        )
    berkas = list(BerkasKalibrasi.objects.filter(butir__set=draf).values_list("versi", "butir__kode_butir"))
    versi = versi_berbagi(pk for pk, _ in berkas)
    for pk, kode in berkas:
        if not versi[pk].dipilih:
            raise KalibrasiDitolak(f"{kode_pendek(kode)}: {versi[pk].nama} tidak dapat dipakai lagi. {versi[pk].sebab}")
    per_satker: dict[uuid.UUID, list[VersiBerkas]] = {}
    for v in VersiBerkas.objects.filter(pk__in=list(versi)).select_related("satker"):
        per_satker.setdefault(v.satker_id, []).append(v)
    for isi in per_satker.values():
        kunci_versi(satker=isi[0].satker, versi=isi, sebab=f"Kalibrasi {draf.periode.tahun}")
    draf.diterbitkan_oleh, draf.diterbitkan_pada = oleh.user, timezone.now()
    draf.save(update_fields=["diterbitkan_oleh", "diterbitkan_pada"])
    _catat(oleh, draf, "terbitkan_kalibrasi", sesudah={"soal": banyak, "berkas": len(berkas)})


# --- evaluators ------------------------------------------------------------------------------------------------------


@transaction.atomic
def jawab_kasus(
    *, oleh: Pelaku, kasus: ButirKalibrasi, butir: Butir, isi: str | Mapping[str, str], catatan: str
) -> JawabanKalibrasi:
    """One answer of the actor, changeable until the set is finished. Raises KalibrasiDitolak."""
    kerja = _kerja(oleh, kasus.set)
    if kerja.selesai_pada is not None:
        raise KalibrasiDitolak("Kalibrasi ini sudah Anda selesaikan. Jawaban tidak berubah lagi.")
    if isi is None or periksa_jawaban(butir, isi) or nilai_butir(butir, isi).nilai is None:
        raise KalibrasiDitolak(f"Beri nilai {butir.kode_pendek} dulu.")
    jawaban, _ = JawabanKalibrasi.objects.update_or_create(
        satker_id=kasus.satker_id,
        butir=kasus,
        user=oleh.user,
        defaults={"isi": isi, "catatan": catatan, "pada": timezone.now()},
    )
    _catat(oleh, kasus.set, "jawab_kalibrasi", kode_butir=butir.kode, area=butir.area)
    return jawaban


@transaction.atomic
def selesaikan(*, oleh: Pelaku, set_kalibrasi: SetKalibrasi) -> KerjaKalibrasi:
    """Finish: only now the agreed answers are shown, and nothing changes any more. Raises KalibrasiDitolak."""
    kerja = _kerja(oleh, set_kalibrasi)
    if kerja.selesai_pada is not None:
        return kerja
    kasus = ButirKalibrasi.objects.filter(set=set_kalibrasi).order_by("urutan").values_list("pk", flat=True)
    jawab = JawabanKalibrasi.objects.filter(butir__set=set_kalibrasi, user=oleh.user)
    ada = set(jawab.values_list("butir", flat=True))
    if belum := [str(n) for n, pk in enumerate(kasus, 1) if pk not in ada]:
        raise KalibrasiDitolak(f"Soal {', '.join(belum)} belum dijawab.")
    kerja.selesai_pada = timezone.now()
    kerja.save(update_fields=["selesai_pada"])
    _catat(oleh, set_kalibrasi, "selesai_kalibrasi")
    return kerja


def _kerja(oleh: Pelaku, set_kalibrasi: SetKalibrasi) -> KerjaKalibrasi:
    """The actor's own work on a published set, locked; begun at the first answer."""
    if oleh.peran not in PENILAI:
        raise KalibrasiDitolak(f"{oleh.peran_label} membaca ringkasan. Yang menjawab adalah anggota dan ketua tim.")
    if not set_kalibrasi.terbit:
        raise KalibrasiDitolak("Set ini belum terbit.")
    KerjaKalibrasi.objects.get_or_create(
        satker_id=set_kalibrasi.satker_id, set=set_kalibrasi, user=oleh.user, defaults={"mulai": timezone.now()}
    )
    return KerjaKalibrasi.objects.select_for_update().get(
        satker_id=set_kalibrasi.satker_id, set=set_kalibrasi, user=oleh.user
    )


def _kunci_draf(set_kalibrasi: SetKalibrasi) -> SetKalibrasi:
    kini = SetKalibrasi.objects.select_for_update().get(pk=set_kalibrasi.pk)
    if kini.terbit:
        raise KalibrasiDitolak("Set ini sudah terbit dan tidak berubah lagi. Buat set baru untuk perbaikannya.")
    return kini


def _catat(oleh: Pelaku, milik: SetKalibrasi, aksi: str, **lain: Any) -> None:
    catat(oleh=oleh, satker=milik.satker, periode=milik.periode, aksi=aksi, objek=f"kalibrasi:{milik.pk}", **lain)


def _catat_asal(oleh: Pelaku, milik: SetKalibrasi, asal: Satker, versi: VersiBerbagi, aksi: str) -> None:
    catat(
        oleh=oleh,
        satker=asal,
        periode=milik.periode,
        aksi=aksi,
        objek=f"berkas:{versi.berkas_id}",
        sesudah={"berkas": versi.nama, "versi": versi.nomor},
    )
