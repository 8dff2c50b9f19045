"""Words of letter and SPTJM, recommendations out of an issued LHE, the filed SK of a team."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("berkas", "0010_terbit"),
        ("penilaian", "0009_pengurang"),
        ("satker", "0003_kertas_sampul"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalonRekomendasi",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kode_butir", models.CharField(max_length=20)),
                ("dipakai", models.BooleanField(default=True)),
                ("teks", models.TextField(max_length=2000)),
                ("jabatan", models.CharField(max_length=120)),
                ("tenggat", models.DateField(null=True)),
                ("pada", models.DateTimeField()),
                (
                    "lembar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calon_rekomendasi",
                        to="penilaian.lembarkerja",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "satker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="satker.satker"
                    ),
                ),
            ],
            options={
                "ordering": ["lembar", "kode_butir"],
                "constraints": [
                    models.UniqueConstraint(fields=("satker", "lembar", "kode_butir"), name="calonrekomendasi_satu"),
                    models.CheckConstraint(condition=~Q(teks="") & ~Q(jabatan=""), name="calonrekomendasi_berisi"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NaskahUsulan",
            fields=[
                (
                    "periode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="naskah_usulan",
                        serialize=False,
                        to="satker.periode",
                    ),
                ),
                ("tujuan", models.TextField(max_length=300)),
                ("tempat", models.CharField(blank=True, max_length=80)),
                ("tembusan", models.TextField(blank=True, max_length=1000)),
                ("pernyataan", models.TextField(max_length=4000)),
                ("sumber", models.CharField(max_length=300)),
                ("pada", models.DateTimeField()),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(tujuan="") & ~Q(pernyataan="") & ~Q(sumber=""), name="naskahusulan_berisi"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="aturanevaluasi",
            name="hari_rekomendasi",
            field=models.PositiveSmallIntegerField(default=90),
        ),
        migrations.AddField(
            model_name="catatansyarat", name="uraian", field=models.CharField(blank=True, max_length=200)
        ),
        migrations.AddField(
            model_name="rekomendasi",
            name="dokumen",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="berkas.dokumenterbit",
            ),
        ),
        migrations.AddField(
            model_name="tim",
            name="berkas_sk",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="penilaian.lampiraninspektorat",
            ),
        ),
        migrations.AddConstraint(
            model_name="aturanevaluasi",
            constraint=models.CheckConstraint(
                condition=Q(hari_rekomendasi__gte=1), name="aturanevaluasi_hari_rekomendasi"
            ),
        ),
        migrations.AddConstraint(
            model_name="rekomendasi",
            constraint=models.UniqueConstraint(
                condition=Q(dokumen__isnull=False),
                fields=("satker", "lembar", "kode_butir"),
                name="rekomendasi_lhe_sekali",
            ),
        ),
    ]
