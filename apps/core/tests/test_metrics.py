import pytest

from apps.core.extensions import ServicePart

pytestmark = pytest.mark.django_db


@pytest.fixture
def metrics_on(settings):
    settings.METRICS = settings.DEBUG = True


def test_metrics_are_off_unless_asked_for(client):
    assert client.get("/metrics").status_code == 404


def test_a_request_shows_up_under_its_route(client, metrics_on):
    client.get("/health/live/")
    client.get("/no/such/page")
    text = client.get("/metrics").content.decode()
    assert 'http_requests_total{method="GET",route="health/live/",status="200"}' in text
    assert 'http_request_seconds_bucket{le="0.1",method="GET",route="health/live/"}' in text
    assert 'route="unmatched",status="404"' in text
    assert "no/such/page" not in text


def test_without_a_token_only_this_host_reads_them(client, metrics_on):
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    for address in ("10.1.2.3", "172.18.0.1", "203.0.113.9"):
        assert client.get("/metrics", REMOTE_ADDR=address).status_code == 404
    by_proxy = client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.9"})
    assert by_proxy.status_code == 404


def test_without_a_token_nobody_reads_them_in_production(client, metrics_on, settings):
    settings.DEBUG = False
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 404


@pytest.mark.parametrize(("given", "status"), [("Bearer open", 200), ("Bearer shut", 404), ("", 404)])
def test_with_a_token_only_its_bearer_reads_them(client, metrics_on, settings, given, status):
    settings.METRICS_TOKEN = "open"
    assert client.get("/metrics", headers={"Authorization": given}).status_code == status


@pytest.mark.parametrize(("token", "status"), [("scrape-me", 200), ("guess", 400)])
def test_prometheus_comes_by_address_over_plain_http(client, metrics_on, settings, token, status):
    settings.METRICS_TOKEN, settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = (
        "scrape-me",
        True,
        ["example.org"],
    )
    answer = client.get("/metrics", headers={"Host": "web:8000", "Authorization": f"Bearer {token}"})
    assert answer.status_code == status


def test_a_gauge_is_read_with_the_page_and_left_out_without_a_value(client, metrics_on, replace_extensions):
    gauges = {"answer_to_all": lambda: 42, "unknown_yet": lambda: None}
    replace_extensions(ServicePart(name="test", gauges=gauges))
    text = client.get("/metrics").content.decode()
    assert "answer_to_all 42.0" in text
    assert "unknown_yet" not in text
