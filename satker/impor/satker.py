"""Import and export of units, idempotent by kode. Parents may stand anywhere in the same file."""

from __future__ import annotations

import re
from collections.abc import Mapping

import tablib
from django.db.models.functions import Upper
from django.utils import timezone
from import_export.fields import Field

from satker.actions.impor import BarisSatker
from satker.actions.organisasi import PESAN_KODE, POLA_KODE, galat_antarinstansi, galat_induk
from satker.impor.dasar import BarisRencana, Pilihan, Pola, SumberImpor, Tanggal, Teks
from satker.models import JenisSatker, Periode, Satker
from satker.models.organisasi import Tingkat, Zona
from satker.queries.organisasi import urut_pohon


class SatkerSumber(SumberImpor):
    """One row per unit."""

    baris = BarisSatker
    wajib = ("kode", "nama", "tingkat", "jenis", "zona", "aktif_mulai")
    kolom_kunci = ("kode",)

    kode = Field("kode", "kode", Pola(40, POLA_KODE, PESAN_KODE, wajib=True), saves_null_values=False)
    nama = Field("nama", "nama", Teks(200, wajib=True), saves_null_values=False)
    tingkat = Field("tingkat", "tingkat", Pilihan(Tingkat.choices, wajib=True), saves_null_values=False)
    jenis = Field("jenis", "jenis", Pilihan([], wajib=True), saves_null_values=False)
    kelas = Field("kelas", "kelas", Teks(60), saves_null_values=False)
    kode_induk = Field("kode_induk", "kode_induk", Teks(40, wajib=True), saves_null_values=False)
    kode_pembina = Field("kode_pembina", "kode_pembina", Teks(40), saves_null_values=False)
    provinsi = Field("provinsi", "provinsi", Teks(80), saves_null_values=False)
    kabupaten_kota = Field("kabupaten_kota", "kabupaten_kota", Teks(80), saves_null_values=False)
    zona = Field("zona", "zona", Pilihan(Zona.choices, wajib=True, sebut_label=True), saves_null_values=False)
    alamat = Field("alamat", "alamat", Teks(500, banyak_baris=True), saves_null_values=False)
    aktif_mulai = Field("aktif_mulai", "aktif_mulai", Tanggal(wajib=True), saves_null_values=False)

    def siapkan(self, data: tablib.Dataset) -> None:
        """Four statements: kinds, units of the file, the tree of the actor's scope, instansi with a running year."""
        self.fields["jenis"].widget.atur([(j.kode, j.nama) for j in JenisSatker.objects.all()])
        kode = {k.upper() for k in data["kode"] if k}
        ada = Satker.objects.annotate(besar=Upper("kode")).filter(besar__in=kode)
        semua = {s.besar: s for s in ada.select_related("induk", "pembina")}
        terkelola = Satker.objects.terkelola_oleh(self.pelaku)
        pohon = terkelola.annotate(besar=Upper("kode")).values_list("besar", "tingkat", Upper("induk__kode"))
        self.pohon: dict[str, tuple[str, str]] = {k: (t, i or "") for k, t, i in pohon}
        self.luar = semua.keys() - self.pohon.keys()
        self.ada = {k: _baris(s) for k, s in semua.items() if k in self.pohon}
        self.tahun = timezone.localdate().year
        berjalan = Periode.objects.filter(tahun=self.tahun).annotate(besar=Upper("instansi__kode"))
        self.berjalan = set(berjalan.values_list("besar", flat=True))

    def cari(self, row: Mapping[str, str]) -> BarisSatker | None:
        lama = self.ada.get(row["kode"].upper())
        return BarisSatker(**vars(lama)) if lama else None

    def periksa(self, baris: list[BarisRencana]) -> None:
        self._periksa_ganda(baris)
        depan = dict(self.pohon)
        for b in baris:
            depan[b.data.kode.upper()] = (b.data.tingkat, b.data.kode_induk.upper())
        anak: dict[str, list[str]] = {}
        for kode, (_, induk) in depan.items():
            anak.setdefault(induk, []).append(kode)
        for b in baris:
            if b.keadaan != "sama":
                self._periksa_induk(b, depan)
                self._periksa_anak(b, depan, anak)
            if b.data.kode.upper() in self.luar:
                self.salahkan(b, "kode", f"Kode {b.data.kode} sudah dipakai satker di luar kewenangan Anda.")

    def _periksa_ganda(self, baris: list[BarisRencana]) -> None:
        pertama: dict[str, int] = {}
        for b in baris:
            nomor = pertama.setdefault(b.data.kode.upper(), b.nomor)
            if nomor != b.nomor:
                self.salahkan(b, "kode", f"Kode {b.data.kode} sudah ada di baris {nomor}.")

    def _periksa_induk(self, b: BarisRencana, depan: dict[str, tuple[str, str]]) -> None:
        data, induk = b.data, b.data.kode_induk.upper()
        if data.tingkat == Tingkat.INSTANSI and b.lama is None:
            self.salahkan(b, "tingkat", "Instansi tidak dibuat lewat impor. Minta admin sistem.")
            return
        if data.tingkat != Tingkat.INSTANSI and not induk:
            self.salahkan(b, "kode_induk", "Wajib diisi, kecuali untuk instansi.")
            return
        if induk and induk not in depan:
            self.salahkan(
                b, "kode_induk", f"Tidak ada satker berkode {data.kode_induk}, di aplikasi maupun di berkas ini."
            )
            return
        if galat := galat_induk(data.tingkat, depan[induk][0] if induk else None):
            self.salahkan(b, "kode_induk", galat)
        if _melingkar(data.kode.upper(), depan):
            self.salahkan(b, "kode_induk", "Induk melingkar: satker ini berada di bawah dirinya sendiri.")
        else:
            self._periksa_instansi(b, depan)
        pembina = data.kode_pembina.upper()
        if pembina and (pembina not in depan or pembina == data.kode.upper()):
            self.salahkan(b, "kode_pembina", f"Tidak ada satker lain berkode {data.kode_pembina}.")

    def _periksa_instansi(self, b: BarisRencana, depan: dict[str, tuple[str, str]]) -> None:
        """The rule of pindahkan_satker: no move to another instansi in a year that has begun in the present one."""
        if b.lama is None or b.lama.kode_induk.upper() == b.data.kode_induk.upper():
            return
        kini, nanti = _puncak(b.lama.kode.upper(), self.pohon), _puncak(b.data.kode.upper(), depan)
        if kini != nanti and kini in self.berjalan:
            self.salahkan(b, "kode_induk", galat_antarinstansi(kini, self.tahun))

    def _periksa_anak(self, b: BarisRencana, depan: dict[str, tuple[str, str]], anak: dict[str, list[str]]) -> None:
        """A changed tingkat must still suit the units below."""
        if b.lama is None or b.lama.tingkat == b.data.tingkat:
            return
        for kode in anak.get(b.data.kode.upper(), []):
            if galat_induk(depan[kode][0], b.data.tingkat):
                self.salahkan(b, "tingkat", f"Satker {kode} di bawahnya tidak dapat berinduk pada tingkat ini.")
                return

    def ekspor(self) -> tablib.Dataset:
        """All units the actor administers, as a tree; importing it again changes nothing."""
        semua = urut_pohon(Satker.objects.terkelola_oleh(self.pelaku)).select_related("induk", "pembina")
        return self.export([_baris(s) for s in semua])

    def petunjuk(self) -> tablib.Dataset:
        """What each column takes, for the template."""
        jenis = ", ".join(JenisSatker.objects.values_list("kode", flat=True))
        isi = {
            "kode": ("wajib", "Kode unik. Baris dengan kode yang sudah ada mengubah satker itu."),
            "nama": ("wajib", ""),
            "tingkat": ("wajib", ", ".join(t for t in Tingkat.values if t != Tingkat.INSTANSI)),
            "jenis": ("wajib", jenis),
            "kelas": ("", "Contoh: IIA"),
            "kode_induk": ("wajib", "Kode satker di atasnya, boleh dari berkas ini"),
            "kode_pembina": ("", "Kode pembina teknis"),
            "provinsi": ("", ""),
            "kabupaten_kota": ("", ""),
            "zona": ("wajib", ", ".join(Zona.labels)),
            "alamat": ("", ""),
            "aktif_mulai": ("wajib", "Contoh: 17-08-2026"),
        }
        data = tablib.Dataset(headers=["kolom", "wajib", "isi yang diterima"])
        for kolom, (wajib, keterangan) in isi.items():
            data.append([kolom, wajib, keterangan])
        data.append(["", "", "Sel kosong: nilai lama tetap. Tanda -: nilai dikosongkan."])
        return data


def _baris(s: Satker) -> BarisSatker:
    return BarisSatker(
        kode=s.kode,
        nama=s.nama,
        tingkat=s.tingkat,
        jenis=s.jenis_id,
        kelas=s.kelas,
        kode_induk=s.induk.kode if s.induk else "",
        kode_pembina=s.pembina.kode if s.pembina else "",
        provinsi=s.provinsi,
        kabupaten_kota=s.kabupaten_kota,
        zona=s.zona,
        alamat=re.sub(r"\s+", " ", s.alamat),
        aktif_mulai=s.aktif_mulai,
    )


def _puncak(kode: str, pohon: dict[str, tuple[str, str]]) -> str:
    """Code of the top above a unit; where the tree turns in a circle, the unit at which it closes."""
    dilalui = {kode}
    while (induk := pohon[kode][1]) in pohon and induk not in dilalui:
        dilalui.add(induk)
        kode = induk
    return kode


def _melingkar(kode: str, depan: dict[str, tuple[str, str]]) -> bool:
    """Whether following the parents of the planned tree comes back to the start."""
    dilalui, kini = {kode}, depan[kode][1]
    while kini and kini in depan:
        if kini in dilalui:
            return True
        dilalui.add(kini)
        kini = depan[kini][1]
    return False
