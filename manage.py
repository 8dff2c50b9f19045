"""Django's command line.

Commands that change the schema run as the owning database role; so does `demo`, whose audit rows lie in the past.
"""

import os
import sys

PERINTAH_PEMILIK = {"migrate", "siapkan", "createcachetable", "sqlmigrate", "flush", "demo"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")
    if len(sys.argv) > 1 and sys.argv[1] in PERINTAH_PEMILIK and os.environ.get("DATABASE_URL_PEMILIK"):
        os.environ["DATABASE_URL"] = os.environ["DATABASE_URL_PEMILIK"]
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
