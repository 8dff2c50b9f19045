"""SAKIP internal and layanan inti move from the units of proposals to the prasyarat of the unit: one source."""

from typing import Any

from django.db import migrations


def pindahkan(apps: Any, schema_editor: Any) -> None:
    """What is recorded as a prasyarat stays; only what the proposal alone knew is carried over."""
    unit_usulan, catatan_syarat = (apps.get_model("penilaian", n) for n in ("UnitUsulan", "CatatanSyarat"))
    for unit in unit_usulan.objects.exclude(status="dikeluarkan").select_related("usulan").order_by("pada"):
        tetap = {"satker_id": unit.satker_id, "periode_id": unit.usulan.periode_id}
        asal = {"tanggal": unit.pada.date(), "penjamin": "Inspektorat", "oleh_id": unit.oleh_id, "pada": unit.pada}
        if unit.sakip_internal:
            isi = {"nilai": unit.sakip_internal, "sumber": unit.sakip_sumber or "Data usulan"}
            catatan_syarat.objects.get_or_create(**tetap, kode="SAKIP_INTERNAL", defaults=asal | isi)
        if unit.layanan_inti:
            isi = {"nilai": "ya", "uraian": unit.layanan_inti, "sumber": "Data usulan"}
            catatan, baru = catatan_syarat.objects.get_or_create(**tetap, kode="LAYANAN_INTI", defaults=asal | isi)
            if not baru and not catatan.uraian:
                catatan.uraian = unit.layanan_inti
                catatan.save(update_fields=["uraian"])


class Migration(migrations.Migration):
    dependencies = [("penilaian", "0010_surat_usulan")]

    operations = [
        migrations.RunPython(pindahkan, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="unitusulan", name="unitusulan_sakip_sah"),
        migrations.RemoveField(model_name="unitusulan", name="layanan_inti"),
        migrations.RemoveField(model_name="unitusulan", name="sakip_internal"),
        migrations.RemoveField(model_name="unitusulan", name="sakip_sumber"),
    ]
