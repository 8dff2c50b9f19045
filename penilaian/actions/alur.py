"""Moving a sheet along its way. The only writer of AlurLembar; each step is one row, one audit row, one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from penilaian.actions.potret import ambil_potret
from penilaian.alur import LANGKAH, LangkahDitolak, terapkan
from penilaian.models import AlurLembar, LangkahAlur, Lapisan, LembarKerja, Peristiwa
from penilaian.queries.alur import aturan_evaluasi, fakta_langkah, kata_langkah, pengajuan_terakhir
from penilaian.queries.pengurang import kalimat_belum
from satker.actions.jejak import catat
from satker.pelaku import Pelaku

# Steps that start a clock: code → the column of AturanEvaluasi that says how many days
_TENGGAT = {
    "minta_perbaikan": "hari_perbaikan",
    "kunci": "hari_tanggapan",
    "seleksi_tidak_sesuai": "hari_sanggah",
}
# Events that freeze a layer as soon as the step is taken; kirim_lembar freezes its own after the answers are written.
_POTRET: dict[str, Lapisan] = {
    Peristiwa.PENDAHULUAN: Lapisan.PENDAHULUAN,
    Peristiwa.KUNCI: Lapisan.TPI,
    Peristiwa.LHE: Lapisan.TPI,
    Peristiwa.DIUSULKAN: Lapisan.TPI,
}


@transaction.atomic
def kunci_alur(lembar: LembarKerja) -> AlurLembar:
    """The state of a sheet, made on first use, held until the end of the transaction. Lock order: lembar, then this."""
    LembarKerja.objects.select_for_update().get(pk=lembar.pk)
    lembar._state.fields_cache.pop("alur", None)  # a state read together with the sheet is old from here on
    awal = {"satker_id": lembar.satker_id, "sejak": timezone.now()}
    alur, _ = AlurLembar.objects.select_for_update().get_or_create(lembar=lembar, defaults=awal)
    return alur


@transaction.atomic
def jalankan_langkah(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    kode: str,
    alasan: str = "",
    keadaan_dilihat: str | None = None,
    rincian: Mapping[str, object] | None = None,
) -> AlurLembar:
    """Take one step; callers that also write something do it in the same transaction. Raises LangkahDitolak.

    Conditions are read again under the lock, by the database clock; the layer that the step settles is frozen.
    `keadaan_dilihat` is the state the page showed: a step decided on an older one is refused. `rincian` goes to the
    audit row.
    """
    alur = kunci_alur(lembar)
    if keadaan_dilihat is not None and keadaan_dilihat != alur.keadaan:
        raise LangkahDitolak("berubah", "Keadaan lembar ini baru saja berubah. Muat ulang halaman lalu putuskan lagi.")
    fakta = fakta_langkah(oleh, lembar, alur, LANGKAH[kode]) if kode in LANGKAH else {}
    kata = kata_langkah(lembar, LANGKAH[kode]) if kode in LANGKAH else {}
    ke = terapkan(alur.keadaan, kode, peran=oleh.peran, fakta=fakta, alasan=alasan, kata=kata)
    if kode == "lhe_belum":  # belum by a pengurang cites clause and decree in the log, whatever else is written
        alasan = f"{alasan.strip()} {kalimat_belum(lembar)}".strip()
    sekarang, dari = _jam_basis_data(alur), alur.keadaan
    hari = getattr(aturan_evaluasi(lembar.periode), _TENGGAT[kode]) if kode in _TENGGAT else None
    alur.keadaan, alur.sejak, alur.versi = ke, sekarang, alur.versi + 1
    alur.tenggat = sekarang + dt.timedelta(days=hari) if hari else None
    alur.save(update_fields=["keadaan", "sejak", "versi", "tenggat"])
    LangkahAlur.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        nomor=alur.versi,
        kode=kode,
        dari=dari,
        ke=ke,
        alasan=alasan.strip(),
        oleh=oleh.user,
        peran=oleh.peran_label[:40],
        pada=sekarang,
    )
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        aksi=f"alur_{kode}",
        objek=f"lembar:{lembar.pk}",
        sebelum={"keadaan": dari},
        sesudah={"keadaan": ke, **(rincian or {})},
        alasan=alasan.strip(),
    )
    if lapisan := _POTRET.get(LANGKAH[kode].potret):
        ambil_potret(
            oleh=oleh,
            lembar=lembar,
            lapisan=lapisan,
            peristiwa=Peristiwa(LANGKAH[kode].potret),
            pengajuan=pengajuan_terakhir(lembar),
        )
    return alur


@transaction.atomic
def perpanjang_tenggat(*, oleh: Pelaku, lembar: LembarKerja, sampai: dt.datetime, alasan: str) -> AlurLembar:
    """More time for the running repair, reply or objection; after its end it is a grace, and the log says so.

    Raises LangkahDitolak (no clock runs, not later).
    """
    alur = kunci_alur(lembar)
    if alur.tenggat is None:
        raise LangkahDitolak("keadaan", "Tidak ada tenggat yang sedang berjalan.")
    if not alasan.strip():
        raise LangkahDitolak("alasan", "Tulis alasannya.")
    if sampai <= alur.tenggat:
        raise LangkahDitolak("tenggat", "Tenggat baru harus sesudah tenggat yang sekarang.")
    lewat = alur.tenggat <= _jam_basis_data(alur)
    sebelum, alur.tenggat = alur.tenggat, sampai
    alur.save(update_fields=["tenggat"])
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        aksi="perpanjang_tenggat",
        objek=f"lembar:{lembar.pk}",
        sebelum={"tenggat": sebelum.isoformat()},
        sesudah={"tenggat": sampai.isoformat(), **({"kelonggaran": "sesudah tenggat lewat"} if lewat else {})},
        alasan=alasan.strip(),
    )
    return alur


def _jam_basis_data(alur: AlurLembar) -> dt.datetime:
    return AlurLembar.objects.filter(pk=alur.pk).annotate(kini=Now()).values_list("kini", flat=True).get()
