"""Two satkers of one kanwil, one of another kanwil, one of another instansi; documents with text and images."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from berkas.actions import unggah_langsung
from berkas.actions.setelah_olah import setelah_olah
from berkas.models import Berkas, Bukti, Olahan, StatusOlahan, VersiBerkas, kunci_turunan
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import KODE, instrumen_2021
from tests.berkas.kembar.pasangan import SATKER, laporan

BUTIR = "A5.P.i.b"  # P5.1b


def kenari(satker: Satker) -> str:
    return f"ZIK{satker.kode}X"


@dataclass
class DuniaKembar:
    a: Satker  # the unit whose pages are opened …
    b: Satker  # … beside it in the same kanwil
    c: Satker  # of another kanwil of the instansi
    asing: Satker  # of another instansi
    kanwil: Satker
    periode: Periode
    lama: Periode
    oleh: dict[Any, Pelaku] = field(default_factory=dict)

    def pelaku(self, unit: Satker, peran: Peran, **isi: Any) -> Pelaku:
        return pabrik.pelaku_untuk(unit, peran, **isi)

    def simpan(
        self,
        satker: Satker,
        nama: str,
        teks: list[str] | None = None,
        *,
        isi: str = "",
        tahun: Periode | None = None,
        gambar: tuple[Image.Image, ...] = (),
        tetap: bool = False,
        baca: bool = True,
    ) -> Bukti:
        """Upload a file under BUTIR and let the steps after reading run on the given text and page images."""
        periode = tahun or self.periode
        if satker.instansi_id != periode.instansi_id:
            periode = Periode.objects.get(instansi_id=satker.instansi_id, tahun=periode.tahun)
        if satker.pk not in self.oleh:
            self.oleh[satker.pk] = self.pelaku(satker, Peran.KOORDINATOR)
        bukti = unggah_langsung(
            oleh=self.oleh[satker.pk],
            satker=satker,
            periode=periode,
            kode_butir=BUTIR,
            area="A5",
            nama=nama,
            blok=[(isi or f"{satker.kode} {nama}").encode()],
            tetap=tetap,
        )
        if baca:
            self.baca(bukti.berkas, teks or [], gambar)
        return bukti

    def baca(self, berkas: Berkas, teks: list[str], gambar: tuple[Image.Image, ...] = ()) -> Olahan:
        isi = VersiBerkas.objects.filter(berkas=berkas).order_by("-nomor")[0].isi
        for nomor, satu in enumerate(gambar, 1):
            keluar = io.BytesIO()
            satu.save(keluar, "WEBP")
            kunci = f"{kunci_turunan(isi.satker_id, isi.sha256)}/h{nomor:04d}.webp"
            if not default_storage.exists(kunci):
                default_storage.save(kunci, ContentFile(keluar.getvalue()))
        olahan, _ = Olahan.objects.update_or_create(
            satker_id=isi.satker_id,
            isi=isi,
            defaults={"status": StatusOlahan.SELESAI, "teks": teks, "gambar": len(gambar), "halaman": len(teks)},
        )
        setelah_olah(olahan)
        return olahan

    def url(self, satker: Satker, ekor: str = "") -> str:
        return f"/{self.periode.tahun}/satker/{satker.kode}/kemiripan/{ekor}"


def bangun() -> DuniaKembar:
    from instrumen.actions import muat_versi
    from instrumen.queries import instrumen_untuk

    muat_versi(instrumen_2021())
    instrumen_untuk(KODE)
    instansi, lain = pabrik.buat_instansi(), pabrik.buat_instansi()
    kw1, kw2, kw3 = (pabrik.buat_kanwil(i) for i in (instansi, instansi, lain))
    unit = []
    for induk, (nama, kota) in zip((kw1, kw1, kw2, kw3), SATKER, strict=False):
        satker = pabrik.buat_satker(induk, kabupaten_kota=kota)
        Satker.objects.filter(pk=satker.pk).update(nama=f"{nama} {kenari(satker)}")
        satker.refresh_from_db()
        unit.append(satker)
    periode = pabrik.buat_periode(instansi)
    lama = pabrik.buat_periode(instansi, periode.tahun - 1)
    pabrik.buat_periode(lain, periode.tahun)
    return DuniaKembar(*unit, kw1, periode, lama)


def salinan(n: int) -> list[str]:
    """The same report as every other satker hands it in, with the own name, place, chief, dates and figures."""
    return [h.replace("2026", "2027") if n % 2 else h for h in laporan("pengaduan", n, n)]
