"""What `manage.py check` and every start say about a configuration of this app that cannot work."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from berkas.terbit.ttd import TtdError, pemilik_sertifikat


@register
def kunci_tanda_tangan(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A configured key of the electronic signature must be usable."""
    if not settings.TTD_P12:
        return []
    try:
        pemilik_sertifikat(settings.TTD_P12, settings.TTD_SANDI)
    except TtdError as galat:
        return [Error(str(galat), hint="Kosongkan TTD_P12 bila dokumen tidak ditandatangani.", id="berkas.E001")]
    return []
