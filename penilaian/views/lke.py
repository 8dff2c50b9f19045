"""The LKE page (ux W2): six areas and Hasil, and the list of one area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from berkas.queries.bukti import jumlah_bukti
from berkas.queries.kesegaran import tanpa_segar
from instrumen.pohon.tipe import Butir, Simpul
from penilaian.forms.tugas import KETUA
from penilaian.queries.kembali import ButirKembali, butir_kembali
from penilaian.queries.lke import SARINGAN, URUTAN, HalamanLke, sumber_salin, susun_lke
from penilaian.views.akses import Ruang, dengan_ruang
from satker.models.organisasi import Predikat
from satker.queries.pantau import AnggotaTim, batas_terbaca, tim_satker

Pilihan = tuple[tuple[str, str], ...]


@require_safe
@dengan_ruang("lihat_lke")
def lke(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """All areas; `?area=A5` opens one list, `?saring=` and `?urut=` shape the lists."""
    return halaman_lke(request, ruang, dibuka=request.GET.get("area", ""))


@require_safe
@dengan_ruang("lihat_lke")
def lke_area(request: HttpRequest, ruang: Ruang, nomor: int) -> HttpResponse:
    """One area of pengungkit."""
    simpul = next((s for s in ruang.instrumen.area if s.nomor == str(nomor)), None)
    if simpul is None:
        raise Http404("area")
    return halaman_lke(request, ruang, hanya=(simpul,))


@require_safe
@dengan_ruang("lihat_lke")
def lke_hasil(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The areas of hasil."""
    return halaman_lke(request, ruang, hanya=ruang.instrumen.area_hasil)


def halaman_lke(
    request: HttpRequest,
    ruang: Ruang,
    *,
    hanya: tuple[Simpul, ...] = (),
    dibuka: str = "",
    galat: list[str] | None = None,
    terpilih: frozenset[str] = frozenset(),
    petugas: str = "",
    saringan: QueryDict | None = None,
) -> HttpResponse:
    """The page, or its empty state while the year has not been started. `galat` shows it again after a refused POST."""
    konteks = _dasar(ruang, hanya)
    if ruang.lembar is None:
        konteks["sumber"] = sumber_salin(ruang.satker, ruang.periode) if ruang.hak.boleh else None
        return render(request, "penilaian/belum_mulai.html", konteks)
    saringan = request.GET if saringan is None else saringan
    saring, urut = pilihan_tampilan(saringan)
    tim = tim_satker(ruang.satker)
    kembali = butir_kembali(ruang.lembar)
    halaman = susun(request, ruang, tim, saring, urut, kembali)
    tampil = [a for a in halaman.semua if not hanya or a.simpul in hanya]
    bagi_tugas = ruang.hak.boleh and request.pelaku.punya("tugaskan_butir")
    konteks |= {
        "halaman": halaman,
        "tampil": tampil,
        "kembali": [(ruang.instrumen.butir[k], x) for k, x in kembali.items() if _di(ruang.instrumen.butir[k], hanya)],
        "terbuka": _terbuka(request, tampil, hanya, dibuka, saring),
        "saring": saring,
        "urut": urut,
        "saringan": [
            (
                kata,
                _dengan(saringan, "saring", "" if k == "semua" else k),
                sum(a.jumlah[k] for a in tampil),
                k == saring,
            )
            for k, kata in SARINGAN.items()
        ],
        "urutan": [
            (kata, _dengan(saringan, "urut", "" if k == "baca" else k), k == urut) for k, kata in URUTAN.items()
        ],
        "nama_saring": SARINGAN[saring],
        "tanpa_saring": _dengan(saringan, "saring", ""),
        "banyak": sum(a.banyak for a in tampil),
        "bagi_tugas": bagi_tugas,
        "calon": calon_petugas(tim) if bagi_tugas else (),
        "galat_tugas": galat or [],
        "terpilih": terpilih,
        "petugas": petugas,
        "pilihan_target": Predikat.choices,
        "sumber": None,
        "tanpa_segar": len(tanpa_segar(request.pelaku, ruang.satker, ruang.periode)),
    }
    if ruang.hak.boleh and halaman.total.terisi < halaman.total.jumlah:
        konteks["sumber"] = sumber_salin(ruang.satker, ruang.periode)
    return render(request, "penilaian/lke.html", konteks, status=422 if galat else 200)


def _di(butir: Butir, hanya: tuple[Simpul, ...]) -> bool:
    return not hanya or any(butir.area == s.kode for s in hanya)


def susun(
    request: HttpRequest,
    ruang: Ruang,
    tim: tuple[AnggotaTim, ...],
    saring: str,
    urut: str,
    kembali: Mapping[str, ButirKembali] | None = None,
) -> HalamanLke:
    """The figures and rows of the sheet for the person asking."""
    return susun_lke(
        pelaku=request.pelaku,
        lembar=ruang.lembar,
        instrumen=ruang.instrumen,
        tim=tim,
        berkas=jumlah_bukti(request.pelaku, ruang.satker, ruang.periode),
        saring=saring,
        urut=urut,
        kembali=butir_kembali(ruang.lembar) if kembali is None else kembali,
    )


def pilihan_tampilan(saringan: QueryDict) -> tuple[str, str]:
    """(saring, urut) of the query string; an unknown word is the usual page: links age."""
    saring, urut = saringan.get("saring", ""), saringan.get("urut", "")
    return saring if saring in SARINGAN else "semua", urut if urut in URUTAN else "baca"


def calon_petugas(tim: tuple[AnggotaTim, ...]) -> Pilihan:
    """Everybody of the team who writes answers, once, with the roles; then the way back to the ketua Pokja."""
    orang: dict[str, tuple[str, list[str]]] = {}
    for a in tim:
        if a.peran != "kepala":
            orang.setdefault(str(a.user_id), (a.nama, []))[1].append(a.label)
    isi = sorted(orang.items(), key=lambda o: o[1][0])
    return (*((pk, f"{nama} ({', '.join(label)})") for pk, (nama, label) in isi), (KETUA, "Ketua Pokja (baku)"))


def area_tampil(ruang: Ruang, data: QueryDict) -> tuple[Simpul, ...]:
    """The areas of the page a form stood on; empty for the whole sheet."""
    diminta = set(data.getlist("area"))
    return tuple(s for s in (*ruang.instrumen.area, *ruang.instrumen.area_hasil) if s.kode in diminta)


def url_tampilan(ruang: Ruang, data: QueryDict) -> str:
    """The list a form came from, with its filter."""
    alamat: dict[str, Any] = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    hanya = area_tampil(ruang, data)
    nama = "lke" if not hanya else "lke_hasil" if hanya[0].induk == "B" else "lke_area"
    if nama == "lke_area":
        alamat["nomor"] = hanya[0].nomor
    saring, urut = pilihan_tampilan(data)
    isi = QueryDict(mutable=True)
    for kunci, nilai, baku in (("saring", saring, "semua"), ("urut", urut, "baca")):
        if nilai != baku:
            isi[kunci] = nilai
    return reverse(nama, kwargs=alamat) + (f"?{isi.urlencode()}" if isi else "")


def _dasar(ruang: Ruang, hanya: tuple[Simpul, ...]) -> dict[str, Any]:
    tutup = ruang.hak.jendela.tutup
    return {
        "ruang": ruang,
        "tahun": ruang.periode.tahun,
        "satker": ruang.satker,
        "kini": timezone.now(),
        "tenggat": batas_terbaca(tutup) if tutup and ruang.hak.jendela.terbuka else None,
        "remah": _remah(ruang, hanya),
        "hanya": hanya,
    }


def _terbuka(
    request: HttpRequest, tampil: list[Any], hanya: tuple[Simpul, ...], dibuka: str, saring: str
) -> frozenset[str]:
    """Codes of the lists that stand open: the ones asked for, every hit of a filter, or the area of the Pokja."""
    if hanya or saring != "semua":
        return frozenset(a.kode for a in tampil if a.banyak)
    return frozenset({dibuka or request.pelaku.area})


def _dengan(saringan: QueryDict, kunci: str, nilai: str) -> str:
    salinan = QueryDict(mutable=True)
    for k in ("area", "saring", "urut"):
        if isi := (nilai if k == kunci else saringan.get(k, "")):
            salinan[k] = isi
    return f"?{salinan.urlencode()}"


def _remah(ruang: Ruang, hanya: tuple[Simpul, ...]) -> list[tuple[str, str]]:
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    remah = [
        (ruang.satker.nama, reverse("dasbor", kwargs=alamat)),
        (f"LKE {ruang.periode.tahun}", reverse("lke", kwargs=alamat)),
    ]
    if hanya:
        remah.append(("Hasil" if len(hanya) > 1 else f"{hanya[0].nomor} {hanya[0].nama}", ""))
    return remah
