"""WSGI entry point for granian and gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")
application = get_wsgi_application()
# Load every view before the first request: each server process would otherwise let one visitor wait for it.
get_resolver().url_patterns  # noqa: B018 - read for its effect
