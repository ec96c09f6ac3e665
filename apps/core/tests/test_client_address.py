import pytest

from apps.core.http.client_address import ClientAddressMiddleware


@pytest.fixture
def seen(rf, settings):
    """What the product sees of a request from `peer` with these forwarding headers."""

    def ask(peer: str, *, trusted: tuple[str, ...] = (), **headers: str):
        settings.TRUSTED_PROXIES = list(trusted)
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        return ClientAddressMiddleware(lambda request: request)(rf.get("/", REMOTE_ADDR=peer, **headers))

    return ask


def test_without_trusted_proxies_a_client_cannot_choose_its_address(seen):
    request = seen("203.0.113.9", HTTP_X_FORWARDED_FOR="1.2.3.4", HTTP_X_FORWARDED_PROTO="https")
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_FOR" not in request.META
    assert not request.is_secure()
    assert request.was_forwarded


@pytest.mark.parametrize(
    ("forwarded_for", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("10.0.0.7", "10.0.0.7"),
        ("203.0.113.9, <script>", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_behind_a_trusted_proxy_it_is_the_nearest_address_that_is_none(seen, forwarded_for, client):
    request = seen("10.0.0.1", trusted=("10.0.0.0/8",), HTTP_X_FORWARDED_FOR=forwarded_for)
    assert request.META["REMOTE_ADDR"] == client


def test_a_trusted_proxy_says_whether_it_was_https(seen):
    trusted = ("10.0.0.0/8",)
    assert seen("10.0.0.1", trusted=trusted, HTTP_X_FORWARDED_PROTO="https").is_secure()
    assert not seen("10.0.0.1", trusted=trusted, HTTP_X_FORWARDED_PROTO="http").is_secure()


def test_a_socket_without_an_address_is_no_error(seen):
    assert seen("", trusted=("10.0.0.0/8",)).META["REMOTE_ADDR"] == ""


@pytest.mark.django_db
def test_a_forged_header_does_not_escape_the_throttle(client, settings):
    settings.THROTTLES = True
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"public": "3/hour"}
    answers = [
        client.get("/api/v1/core/info/", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
