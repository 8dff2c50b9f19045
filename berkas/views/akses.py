"""Loads and authorises what the views of the app work on; foreign and absent are the same 404."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from berkas.izin import TAHAP_TULIS, boleh_peran, boleh_titip, boleh_tulis
from berkas.models import Berkas, Bukti, Sematan, TautanLuar, Titipan
from berkas.queries.hak import hak_ganti
from common.tanggal import format_tgl_waktu
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI
from satker.queries.waktu import KeadaanJendela, keadaan_jendela


def ambil_butir(periode: Periode, kode: str) -> Butir:
    """The question by either form of its code."""
    butir = instrumen_untuk(periode.instrumen).cari(kode)
    if butir is None:
        raise Http404("butir")
    return butir


def ambil_berkas(request: HttpRequest, satker: Satker, pk: uuid.UUID, *, nomor_tersemat: int = 0) -> Berkas:
    """A document that is not in the trash. `nomor_tersemat`: evaluators read that version also from there, if it is
    part of what was sent.
    """
    daftar = Berkas.objects.terlihat_oleh(request.pelaku).filter(satker=satker, pk=pk)
    ada = Q(dihapus_pada__isnull=True)
    if nomor_tersemat and request.pelaku.peran in TIM_PENILAI:
        ada |= Exists(Sematan.objects.filter(satker=satker, versi__berkas=OuterRef("pk"), versi__nomor=nomor_tersemat))
    berkas = daftar.filter(ada).select_related("pemilik").first()
    if berkas is None:
        raise Http404("berkas")
    return berkas


def ambil_bukti(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> tuple[Bukti, Butir]:
    """The link and its question, also when it has been unlinked."""
    bukti = (
        Bukti.objects.terlihat_oleh(request.pelaku)
        .filter(satker=satker, periode=periode, pk=pk)
        .select_related("berkas")
        .first()
    )
    if bukti is None:
        raise Http404("bukti")
    return bukti, ambil_butir(periode, bukti.kode_butir)


def ambil_tautan(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> tuple[TautanLuar, Butir]:
    """The link to outside and its question, also when it has been removed."""
    tautan = TautanLuar.objects.terlihat_oleh(request.pelaku).filter(satker=satker, periode=periode, pk=pk).first()
    if tautan is None:
        raise Http404("tautan")
    return tautan, ambil_butir(periode, tautan.kode_butir)


def jendela_tulis(pelaku: Pelaku, satker: Satker, periode: Periode) -> KeadaanJendela:
    return keadaan_jendela(satker=satker, periode=periode, tahap=TAHAP_TULIS, peran=pelaku.peran)


def wajib_tulis(request: HttpRequest, satker: Satker, periode: Periode, butir: Butir) -> None:
    """Raises PermissionDenied with the reason: another area, or a closed window."""
    pelaku = request.pelaku
    if not boleh_peran(pelaku, satker, butir.area):
        raise PermissionDenied(f"Soal {butir.kode_pendek} bukan bagian peran Anda.")
    jendela = jendela_tulis(pelaku, satker, periode)
    if not boleh_tulis(pelaku, satker, butir.area, jendela.terbuka):
        raise PermissionDenied(sebab_tertutup(jendela))


def wajib_titip(request: HttpRequest, satker: Satker, periode: Periode) -> None:
    """The inbox belongs to whoever may answer some question of the satker. Raises PermissionDenied with the reason."""
    pelaku = request.pelaku
    if not boleh_titip(pelaku, satker):
        raise PermissionDenied("Kotak masuk hanya untuk tim satker ini.")
    wajib_terbuka(request, satker, periode)


def wajib_ganti(request: HttpRequest, satker: Satker, periode: Periode, berkas: Berkas) -> None:
    """Raises PermissionDenied with the reason: who may change this document as a whole, or a closed window."""
    hak = hak_ganti(request.pelaku, satker, periode, [berkas])[berkas.pk]
    if not hak.boleh:
        raise PermissionDenied(hak.sebab)
    wajib_terbuka(request, satker, periode)


def wajib_terbuka(request: HttpRequest, satker: Satker, periode: Periode) -> None:
    """Raises PermissionDenied when the window of the role is closed."""
    jendela = jendela_tulis(request.pelaku, satker, periode)
    if not jendela.terbuka:
        raise PermissionDenied(sebab_tertutup(jendela))


def ambil_titipan(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> Titipan:
    """An item of the actor's inbox, also one that has left it."""
    titipan = (
        Titipan.objects.terlihat_oleh(request.pelaku)
        .filter(satker=satker, periode=periode, pk=pk)
        .select_related("isi", "satker", "periode")
        .first()
    )
    if titipan is None:
        raise Http404("titipan")
    return titipan


def sebab_tertutup(jendela: KeadaanJendela) -> str:
    if jendela.buka is None or jendela.tutup is None:
        return "Pengisian belum dijadwalkan untuk peran Anda. Hubungi admin inspektorat."
    zona = timezone.get_current_timezone()
    if timezone.now() < jendela.buka:
        return f"Pengisian baru dibuka {format_tgl_waktu(jendela.buka, zona)}."
    return f"Pengisian ditutup sejak {format_tgl_waktu(jendela.tutup, zona)}. Data dukung hanya dapat dibaca."
