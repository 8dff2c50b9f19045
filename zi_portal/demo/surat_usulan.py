"""Demo of the letter and the SPTJM: a draft this year that cannot be issued yet, an issued SPTJM last year.

What was proposed last year had all its papers and conditions, or it could not have been proposed.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from berkas.actions.terbit import terbitkan
from penilaian.actions.surat_usulan import siapkan_surat_usulan
from penilaian.actions.usulan import simpan_dokumen_usulan
from penilaian.models import CatatanSyarat, JenisDokumen, UnitUsulan, Usulan
from penilaian.naskah_usulan import TUJUAN
from penilaian.queries.daftar_administrasi import periksa_usulan
from penilaian.queries.surat_usulan import Ketikan
from satker.models import Fakta
from satker.pelaku import Pelaku
from satker.peran import Peran
from zi_portal.demo.organisasi import Bentuk
from zi_portal.demo.usulan import _pelaku, berkas_surat

_INSTANSI = {"OPINI_BPK": "WTP", "SAKIP_INSTANSI": "BB", "INDEKS_RB_KL": "BB", "MATURITAS_SPIP": "3.1"}
_UNIT = {"LAYANAN_INTI": "ya", "SAKIP_INTERNAL": "BB"}
_FAKTA = {
    "lhkpn_wajib_kepala": 1, "lhkpn_wajib_pejabat": 2, "lhkpn_wajib_lain": 1, "lhkpn_sudah": 4,
    "lhkan_wajib_administrator": 1, "lhkan_wajib_pengawas": 5, "lhkan_wajib_pelaksana": 40, "lhkan_sudah": 46,
    "tlhp_rekomendasi": 6, "tlhp_selesai": 6,
}  # fmt: skip
_KETIK = Ketikan("Jakarta", TUJUAN, "Menteri Contoh", "Pejabat Contoh", "", "Inspektur Jenderal\nKepala Biro Umum")


def buat_surat_usulan(bentuk: Bentuk) -> None:
    admin = _pelaku(Peran.ADMIN_INSPEKTORAT, bentuk.instansi)
    lalu, kini = (Usulan.objects.select_related("satker", "periode").get(periode=p) for p in bentuk.periode[-2:])
    _lengkapi(admin, lalu)
    hari = dt.date(lalu.periode.tahun, 5, 24)
    draf = siapkan_surat_usulan(
        oleh=admin, usulan=lalu, jenis=JenisDokumen.SPTJM, nomor=f"B-0122/CTH/{hari.year}", tanggal=hari, ketik=_KETIK
    )
    if not periksa_usulan(lalu, hari).belum:
        terbitkan(oleh=admin, dokumen=draf)
    siapkan_surat_usulan(
        oleh=admin,
        usulan=kini,
        jenis=JenisDokumen.SURAT,
        nomor=f"B-0145/CTH/{kini.periode.tahun}",
        tanggal=dt.date(kini.periode.tahun, 5, 25),
        ketik=_KETIK,
    )


def _lengkapi(admin: Pelaku, usulan: Usulan) -> None:
    """Conditions, counts and survey reports of everything that was proposed."""
    hari, sekarang = dt.date(usulan.periode.tahun, 3, 10), timezone.now()
    unit = list(UnitUsulan.objects.filter(usulan=usulan).select_related("satker"))
    syarat = [(usulan.satker, kode, nilai) for kode, nilai in _INSTANSI.items()]
    for u in unit:
        syarat += [(u.satker, kode, nilai) for kode, nilai in _UNIT.items()]
        syarat.append((u.satker, "PENCANANGAN", f"{usulan.periode.tahun - 2}-02-01"))
    tetap = {"periode": usulan.periode, "tanggal": hari, "oleh": admin.user, "pada": sekarang}
    CatatanSyarat.objects.bulk_create(
        CatatanSyarat(satker=s, kode=k, nilai=n, sumber="Surat hasil evaluasi", penjamin="Inspektur wilayah", **tetap)
        for s, k, n in syarat
    )
    Fakta.objects.filter(periode=usulan.periode, satker__in=[u.satker_id for u in unit], kode__in=_FAKTA).delete()
    Fakta.objects.bulk_create(
        Fakta(satker=u.satker, kode=k, nilai=n, sumber="Rekap satker", **tetap) for u in unit for k, n in _FAKTA.items()
    )
    for u in unit:
        berkas_surat(
            lambda lampiran, u=u: simpan_dokumen_usulan(
                oleh=admin, usulan=usulan, jenis=JenisDokumen.SURVEI, lampiran=lampiran, unit=u
            ),
            usulan.satker,
            f"Laporan survei {u.satker.nama} {usulan.periode.tahun}",
            hari,
        )
