"""Building the scoring page (ux W7): shared by opening it and by showing it again after a refused save."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from berkas.queries import BuktiTerbuka, bukti_tersemat, gambar_pertama
from common.hemat import cara_lihat, hemat_data
from common.tanggal import format_waktu
from penilaian.actions.ganda_nilai import catat_terbuka
from penilaian.forms.meja import NilaiForm, UsulKonsensus
from penilaian.forms.tim import PutusanForm
from penilaian.models import Jawaban, Lapisan, PutusanBerkas
from penilaian.queries.bacaan import PutusanBerkasIni, putusan_bukti
from penilaian.queries.butir import cara_hitung, jawaban_singkat
from penilaian.queries.diskusi import ringkas_diskusi
from penilaian.queries.frasa import frasa_butir
from penilaian.queries.ganda import GandaButir, perlu_dicatat_terbuka
from penilaian.queries.konsensus import konsensus_berikut
from penilaian.queries.meja import HalamanMeja, susun_meja
from penilaian.views.akses_meja import RuangButirMeja, RuangMeja

KONSENSUS = "konsensus"  # `?jalan=`: the ketua goes through what the members differ on, not through the sheet
JEDA = (2, 2, 3, 5)  # seconds before an unfinished preview is looked at again; 10 after that


def url_butir(ruang: RuangMeja, kode_pendek: str, nama: str = "meja_butir", **lain: Any) -> str:
    return reverse(nama, kwargs={**ruang.alamat, "kode_butir": kode_pendek, **lain})


def url_sesudah(ruang: RuangButirMeja, versi: int, jalan: str = "") -> str:
    """Where a save leads: the next butir, which offers to take it back, or the end; never round again."""
    if jalan == KONSENSUS:
        berikut = konsensus_berikut(ruang.lembar)
        tujuan = url_butir(ruang, berikut.kode_pendek) if berikut else reverse("konsensus", kwargs=ruang.alamat)
        return f"{tujuan}?jalan={KONSENSUS}&dari={ruang.butir.kode_pendek}&v={versi}"
    sesudah = ruang.instrumen.sesudah(ruang.butir.kode)
    tujuan = url_butir(ruang, sesudah.kode_pendek) if sesudah else reverse("meja_selesai", kwargs=ruang.alamat)
    return f"{tujuan}?dari={ruang.butir.kode_pendek}&v={versi}"


def bilangan(teks: str, baku: int) -> int:
    return int(teks) if re.fullmatch(r"[0-9]{1,6}", teks) else baku


def buka_bukti(request: HttpRequest, ruang: RuangButirMeja, halaman: HalamanMeja, nomor: int) -> BuktiTerbuka:
    """The pinned files; `?hal=` page and `?cara=` gambar, besar or teks of the open one."""
    return bukti_tersemat(
        request.pelaku,
        ruang.satker,
        ruang.periode,
        ruang.butir,
        halaman.sematan,
        nomor=nomor,
        hal=bilangan(request.GET.get("hal", ""), 1),
        cara=cara_lihat(request),
    )


def tampilkan(
    request: HttpRequest,
    ruang: RuangButirMeja,
    *,
    form: NilaiForm | None = None,
    nomor: int = 1,
    status: int = 200,
    galat: str = "",
    frasa: tuple[str, ...] = (),
    putusan: PutusanForm | None = None,
) -> HttpResponse:
    """The whole page, or for htmx only the preview. `galat`: why a save was refused; `frasa`: ids in the note;
    `putusan`: a refused verdict on the open file.
    """
    halaman = susun_meja(
        pelaku=request.pelaku,
        lembar=ruang.lembar,
        pengajuan=ruang.pengajuan,
        instrumen=ruang.instrumen,
        butir=ruang.butir,
    )
    bukti = buka_bukti(request, ruang, halaman, nomor)
    isi = {**_bingkai(request, ruang), **_pratinjau(request, ruang, bukti), "halaman": halaman, "bukti": bukti}
    if request.htmx:
        return render(request, "penilaian/meja/_pratinjau.html", isi)
    if form is None:
        form = NilaiForm(
            ruang.butir,
            kiriman=halaman.kiriman,
            milik=halaman.milik,
            terkunci=not ruang.boleh,
            konsensus=konsensus_form(ruang, halaman.ganda),
        )
    catat_dilihat(request, ruang, halaman)
    simpul = ruang.instrumen.simpul
    isi |= {
        **_putusan(request, ruang, halaman, bukti, putusan),
        "diskusi": ringkas_diskusi(request.pelaku, ruang.lembar, ruang.butir.kode),
        "form": form,
        "area": simpul[ruang.butir.area],
        "sub_area": simpul[ruang.butir.induk],
        "cara_hitung": cara_hitung(ruang.butir),
        "galat": galat,
        "frasa": frasa_butir(request.pelaku, ruang.satker, ruang.butir) if ruang.boleh else (),
        "frasa_dipakai": frasa,
        "terakhir": _terakhir(request, ruang, halaman),
        "muka": _muka(request, ruang, halaman),
        "gambar_segera": True,
        "jalan": jalan(request),
        "usul": usul_tampil(ruang, halaman),
        "remah": remah(ruang, ruang.butir.kode_pendek),
    }
    return render(request, "penilaian/meja/butir.html", isi, status=status)


def jalan(request: HttpRequest) -> str:
    """KONSENSUS when the person goes through the members' differences, else ''."""
    return KONSENSUS if KONSENSUS in (request.GET.get("jalan"), request.POST.get("jalan")) else ""


def konsensus_form(ruang: RuangButirMeja, ganda: GandaButir | None) -> UsulKonsensus | None:
    """What the form of who settles a butir has to know of the two scores."""
    if ganda is None or ruang.lapisan != Lapisan.TPI or ganda.menunggu:
        return None
    return UsulKonsensus(ganda.usul, ganda.catatan_usul)


def usul_tampil(ruang: RuangButirMeja, halaman: HalamanMeja) -> str:
    """What both gave alike, in words, for the key that takes it over."""
    usul = konsensus_form(ruang, halaman.ganda)
    return jawaban_singkat(ruang.butir, usul.isi) if usul and usul.isi is not None else ""


def catat_dilihat(request: HttpRequest, ruang: RuangButirMeja, halaman: HalamanMeja) -> None:
    """A member's page now shows what the other gave: from here on a change counts as made after seeing it. Like the
    read log of evidence, this row is written by reading."""
    if ruang.lapisan != Lapisan.TPI_ANGGOTA or halaman.ganda is None or not halaman.ganda.buta or not halaman.suara:
        return
    if perlu_dicatat_terbuka(request.pelaku, ruang.lembar, ruang.butir):
        catat_terbuka(oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir)


def _bingkai(request: HttpRequest, ruang: RuangButirMeja) -> dict[str, Any]:
    return {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "butir": ruang.butir,
        "boleh": ruang.boleh,
        "sebab": ruang.sebab,
        "tanpa_nav": True,
        "meja_kunci": True,  # "/" goes to a code here, not to the search of the header
    }


def _pratinjau(request: HttpRequest, ruang: RuangButirMeja, bukti: BuktiTerbuka) -> dict[str, Any]:
    """What templates/berkas/_pratinjau.html asks for: its links stay on this page."""
    ke = bilangan(request.GET.get("ke", ""), 0)
    return {
        "pratinjau": bukti.pratinjau,
        "lihat_url": url_butir(ruang, ruang.butir.kode_pendek, "meja_berkas", nomor=max(1, bukti.dibuka)),
        "kode_satker": ruang.satker.kode,
        "boleh_ulang": False,
        "ke": ke + 1,
        "jeda": JEDA[ke] if ke < len(JEDA) else 10,
        "fokus": bool(request.htmx and "ke" not in request.GET),
    }


def _putusan(
    request: HttpRequest, ruang: RuangButirMeja, halaman: HalamanMeja, bukti: BuktiTerbuka, form: PutusanForm | None
) -> dict[str, Any]:
    """Each file with its verdict, and what _putusan.html asks for about the open one."""
    if not bukti.terbuka:
        return {"berkas_meja": ()}
    kini = putusan_bukti(request.pelaku, ruang.lembar, [b for b, _ in halaman.sematan])
    semua = {b: kini.get((b, v)) for b, v in halaman.sematan}
    buka = bukti.terbuka.baris.id
    return {
        "berkas_meja": [(b, semua[b.baris.id]) for b in bukti.berkas],
        "berkas_putusan": isi_putusan(semua[buka], buka, bukti.dibuka, form),
    }


def isi_putusan(
    putusan: PutusanBerkasIni | None, bukti: uuid.UUID, nomor: int, form: PutusanForm | None = None
) -> dict[str, Any]:
    """What templates/penilaian/meja/_putusan.html shows of file `nomor`; a refused form keeps what was typed."""
    return {
        "putusan": putusan,
        "bukti": bukti,
        "berkas": nomor,
        "nomor": putusan.nomor if putusan else 0,
        "pilihan": PutusanBerkas.choices,
        "dipilih": form["putusan"].value() if form else putusan.kini.putusan if putusan else "",
        "catatan": form["catatan"].value() if form else putusan.kini.catatan if putusan else "",
        "galat": [g for daftar in form.errors.values() for g in daftar] if form else [],
    }


def _terakhir(request: HttpRequest, ruang: RuangButirMeja, halaman: HalamanMeja) -> dict[str, Any] | None:
    """What was saved just before this page (`?dari=P1.1a&v=2`), if it is still the newest: it can be taken back."""
    butir = ruang.instrumen.cari(request.GET.get("dari", "")[:20])
    jawaban = halaman.semua.get(butir.kode) if butir else None
    if butir is None or jawaban is None or str(jawaban.versi) != request.GET.get("v"):
        return None
    return kabar_simpan(ruang, butir.kode_pendek, jawaban, jawaban_singkat(butir, jawaban.isi))


def kabar_simpan(ruang: RuangMeja, kode_pendek: str, jawaban: Jawaban, singkat: str) -> dict[str, Any]:
    """A stored score as the page reports it; the time is the server's."""
    return {
        "kode": kode_pendek,
        "versi": jawaban.versi,
        "singkat": singkat,
        "pada": format_waktu(jawaban.pada, timezone.get_current_timezone()),
        "batal": url_butir(ruang, kode_pendek, "meja_batal"),
    }


def _muka(request: HttpRequest, ruang: RuangButirMeja, halaman: HalamanMeja) -> str:
    """Address of the next butir's first page image, to be fetched ahead; never for who saves data."""
    if halaman.versi_berikut is None or hemat_data(request):
        return ""
    gambar = gambar_pertama(ruang.satker, halaman.versi_berikut)
    if gambar is None:
        return ""
    berkas, nomor = gambar
    return reverse("berkas:gambar", kwargs={**ruang.alamat, "berkas": berkas, "nomor": nomor, "hal": 1})


def remah(ruang: RuangMeja, *akhir: str) -> list[tuple[str, str]]:
    return [
        (ruang.satker.nama, reverse("dasbor", kwargs=ruang.alamat)),
        (f"Nilai {ruang.periode.tahun}", reverse("meja", kwargs=ruang.alamat) if akhir else ""),
        *((kata, "") for kata in akhir),
    ]
