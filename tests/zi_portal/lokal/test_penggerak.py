"""The database driver: Django takes psycopg 3 without a word as soon as any package brings it in."""

from django.db.backends.postgresql.psycopg_any import is_psycopg3


def test_django_uses_psycopg2() -> None:
    assert is_psycopg3 is False
