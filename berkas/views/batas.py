"""A limit per address and minute for public pages. It slows machines down; nothing is safe because of it."""

from __future__ import annotations

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MENIT = 60


def _kunci(request: HttpRequest, apa: str) -> str:
    """The address as login counts it (PROKSI_JUMLAH); of IPv6 the network of one household."""
    alamat = get_adapter().get_client_ip(request)
    try:
        ip = ipaddress.ip_address(alamat)
        if ip.version == 6:
            alamat = str(ipaddress.ip_network(f"{alamat}/64", strict=False).network_address)
    except ValueError:
        pass
    return f"batas:{apa}:{alamat}:{int(time.time() // MENIT)}"


def lewat_batas(request: HttpRequest, apa: str, banyak: int) -> bool:
    """Whether the address has used up its `banyak` in this minute."""
    return int(cache.get(_kunci(request, apa), 0)) >= banyak


def hitung(request: HttpRequest, apa: str) -> None:
    """One more in this minute."""
    kunci = _kunci(request, apa)
    cache.add(kunci, 0, 2 * MENIT)
    try:
        cache.incr(kunci)
    except ValueError:  # culled between the two
        cache.set(kunci, 1, 2 * MENIT)
