"""The client's address behind reverse proxies. Only trusted proxies are believed."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDING_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
Network = IPv4Network | IPv6Network


@cache
def networks(words: tuple[str, ...]) -> tuple[Network, ...]:
    """Addresses and networks as words ("10.0.0.0/8", "::1"). Raises ValueError for anything else."""
    return tuple(ip_network(word, strict=False) for word in words)


def is_within(address: str, words: Iterable[str]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:  # a Unix socket has no address
        return False
    return any(_unmapped(parsed) in network for network in networks(tuple(words)))


def client_network(address: str) -> str:
    """What a limit counts as one client: an IPv4 address, or the /64 of an IPv6 address, which one host may fill."""
    try:
        parsed = _unmapped(ip_address(address))
    except ValueError:
        return address
    return str(parsed) if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """A dual-stack socket shows 10.0.0.1 as ::ffff:10.0.0.1."""
    return getattr(address, "ipv4_mapped", None) or address


class ClientAddressMiddleware:
    """Sets REMOTE_ADDR to the client's address and removes forwarding headers of untrusted senders.

    X-Forwarded-For is read from its end, where our proxies wrote: the first address that is not
    one of TRUSTED_PROXIES is the client. Addresses before it were written by the client.
    `request.was_forwarded` says whether there were such headers, trusted or not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.was_forwarded = any(header in request.META for header in FORWARDING_HEADERS)
        if is_within(request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES):
            request.META["REMOTE_ADDR"] = client_of(request.META)[0]
        else:
            for header in FORWARDING_HEADERS:
                request.META.pop(header, None)
        return self.get_response(request)


def client_of(environ: Mapping[str, Any]) -> tuple[str, bool]:
    """The client's address, and whether it speaks HTTPS, of a request that no middleware has seen."""
    peer, scheme = environ.get("REMOTE_ADDR", ""), environ.get("wsgi.url_scheme", "http")
    if settings.TRUSTED_PROXIES and is_within(peer, settings.TRUSTED_PROXIES):
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", scheme).partition(",")[0].strip()
        peer = client_behind(peer, environ.get("HTTP_X_FORWARDED_FOR", ""))
    return peer, scheme == "https"


def client_behind(peer: str, forwarded_for: str) -> str:
    """The address nearest to us that no trusted proxy has; the farthest known one if all are trusted."""
    client = peer
    for word in reversed(forwarded_for.split(",")):
        address = without_port(word.strip())
        if not address:
            break
        client = address
        if not is_within(address, settings.TRUSTED_PROXIES):
            break
    return client


def without_port(word: str) -> str:
    """The address in "1.2.3.4:567", "[::1]:567" or "::1"; nothing if it is none."""
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        return str(ip_address(word))
    except ValueError:
        return ""
