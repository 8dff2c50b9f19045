"""The shape of the database: keys that can be partitioned by satker, and no choice without a CHECK."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

RUANG = {"satker", "berkas", "penilaian", "pemantauan", "instrumen"}
# Tables without a tenant, or keyed by the unit under another name. Each with its reason.
TANPA_SATKER = {
    "satker_satker": "the tenant itself",
    "satker_jenissatker": "reference data",
    "satker_user": "people belong to no single unit",
    "satker_setelaninstansi": "keyed by instansi",
    "satker_periode": "keyed by instansi",
    "satker_penugasan": "keyed by unit, which is the satker",
    "satker_pendaftaran": "filed under the parent before the unit exists",
    "satker_jendela": "hangs on Periode, same for every unit",
    "satker_titikpantau": "hangs on Periode, same for every unit",
    "satker_garispendahuluan": "hangs on Periode, same for every unit",
    "penilaian_aturanevaluasi": "hangs on Periode, same for every unit",
    "penilaian_aturandesk": "hangs on Periode, same for every unit",
    "penilaian_aturanpengurangperiode": "hangs on Periode, same for every unit",
    "penilaian_naskahusulan": "hangs on Periode, same for every unit",
    "satker_kotaksurat": "mail of the installation",
    "instrumen_versiinstrumen": "reference data",
}


def tabel() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_label in RUANG]


def test_tenant_tables_carry_satker_not_null():
    salah = [
        m._meta.db_table
        for m in tabel()
        if m._meta.db_table not in TANPA_SATKER
        and not any(f.name == "satker" and not f.null for f in m._meta.concrete_fields)
    ]
    assert salah == []


def test_exceptions_exist():
    ada = {m._meta.db_table for m in tabel()}
    assert set(TANPA_SATKER) - ada == set()


@pytest.mark.django_db
def test_unique_constraints_of_tenant_tables_lead_with_satker():
    """Read from pg_constraint, not from the models: what the database enforces is what counts."""
    with connection.cursor() as kursor:
        kursor.execute(
            """
            SELECT t.relname, c.conname, a.attname
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'u' AND t.relnamespace = 'public'::regnamespace
            """
        )
        baris = kursor.fetchall()
    tenant = {m._meta.db_table for m in tabel()} - set(TANPA_SATKER)
    salah = [(t, c, kolom) for t, c, kolom in baris if t in tenant and kolom != "satker_id"]
    assert salah == []


def test_primary_keys_are_single_random_columns():
    bukan = {
        m._meta.db_table: type(m._meta.pk).__name__ for m in tabel() if not isinstance(m._meta.pk, models.UUIDField)
    }
    # reference data, and one-to-one rows that share the key of their instansi, satker, year or sheet
    assert bukan == {
        "satker_jenissatker": "SlugField",
        "satker_setelaninstansi": "OneToOneField",
        "instrumen_versiinstrumen": "BigAutoField",
        "berkas_pemakaian": "OneToOneField",
        "penilaian_kirimantanggapan": "OneToOneField",
        "penilaian_aturanevaluasi": "OneToOneField",
        "penilaian_aturanpengurangperiode": "OneToOneField",
        "penilaian_naskahusulan": "OneToOneField",
        "penilaian_alurlembar": "OneToOneField",
        "penilaian_aturandesk": "OneToOneField",
    }


def test_choice_fields_have_a_check():
    salah = []
    for model in tabel():
        dijaga = {
            kunci.split("__")[0]
            for c in model._meta.constraints
            if isinstance(c, models.CheckConstraint)
            for kunci, _ in _daun(c.condition)
        }
        salah += [
            f"{model._meta.db_table}.{f.name}"
            for f in model._meta.concrete_fields
            if f.choices and f.name not in dijaga
        ]
    assert salah == []


def _daun(q: models.Q) -> list[tuple[str, object]]:
    hasil: list[tuple[str, object]] = []
    for anak in q.children:
        hasil += _daun(anak) if isinstance(anak, models.Q) else [anak]
    return hasil


def test_foreign_keys_never_point_upward():
    urutan = ["common", "instrumen", "satker", "berkas", "penilaian", "pemantauan"]
    salah = [
        f"{m._meta.label}.{f.name}"
        for m in tabel()
        for f in m._meta.concrete_fields
        if f.is_relation
        and f.related_model._meta.app_label in urutan
        and urutan.index(f.related_model._meta.app_label) > urutan.index(m._meta.app_label)
    ]
    assert salah == []


def test_single_unique_columns_of_tenant_tables():
    """unique=True on a tenant column would be a global key."""
    salah = [
        f"{m._meta.db_table}.{f.name}"
        for m in tabel()
        if m._meta.db_table not in TANPA_SATKER
        for f in m._meta.concrete_fields
        if f.unique and not f.primary_key and f.name != "satker"
    ]
    assert salah == []
