"""What is known of the client of a request, coarse enough to be stored and shown."""

from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.crypto import salted_hmac
from ua_parser import parse

IPV4_BITS, IPV6_BITS = 24, 48


@dataclass(frozen=True)
class Client:
    address: str = ""
    user_agent: str = ""

    def __bool__(self) -> bool:
        return bool(self.address)

    @property
    def network(self) -> str:
        """The /24 of an IPv4 address, the /48 of an IPv6 address; "" without an address."""
        try:
            address = ip_address(self.address)
        except ValueError:
            return ""
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        bits = IPV4_BITS if address.version == 4 else IPV6_BITS
        return str(ip_network(f"{address}/{bits}", strict=False))

    @property
    def address_hash(self) -> str:
        """Equal for equal addresses. Without SECRET_KEY nobody can try all addresses."""
        if not self.address:
            return ""
        return salted_hmac("apps.users.audit", self.address, algorithm="sha256").hexdigest()


# Set by ClientMiddleware. Outside of a request there is no client.
current_client: ContextVar[Client] = ContextVar("current_client", default=Client())  # noqa: B039  # it is frozen


def describe_client(user_agent: str) -> str:
    """The program and system of a User-Agent header: "Firefox on Windows"; "" if neither is known."""
    found = parse(user_agent)
    parts = (found.user_agent and found.user_agent.family, found.os and found.os.family)
    return " on ".join(part for part in parts if part and part != "Other")
