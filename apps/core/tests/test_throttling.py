"""Request limits, on whichever cache the suite runs with: memory, or a Redis that processes share."""

import pytest
import time_machine

from conftest import PASSWORD

AUTH = "/api/v1/auth"
RECOMMENDATIONS = "/api/v1/recommendations/"
AT_THE_START_OF_A_WINDOW = 1_700_006_400.0  # divisible by an hour


@pytest.fixture(autouse=True)
def throttled(settings, db):
    settings.THROTTLES = True
    with time_machine.travel(AT_THE_START_OF_A_WINDOW, tick=False) as clock:
        yield clock


def login(api, email="unknown@example.com", address="1.2.3.4"):
    return api.post(f"{AUTH}/login/", {"email": email, "password": "wrong"}, REMOTE_ADDR=address)


def test_one_address_may_log_in_ten_times_a_minute(anonymous, throttled):
    statuses = [login(anonymous, f"user{n}@example.com").status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]
    assert login(anonymous, "user@example.com", "1.2.3.5").status_code == 401
    throttled.shift(60)
    assert login(anonymous).status_code == 401


def test_one_account_may_be_tried_ten_times_a_minute_from_all_addresses(anonymous, owner):
    names = [owner.email, owner.email.upper(), f" {owner.email}"]
    statuses = [login(anonymous, names[n % 3], f"1.2.3.{n}").status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]


def test_a_known_and_an_unknown_account_are_counted_alike(anonymous, owner):
    for email in (owner.email, "unknown@example.com"):
        statuses = [login(anonymous, email, f"{len(email)}.2.3.{n}").status_code for n in range(11)]
        assert statuses == [401] * 10 + [429]


def test_429_has_retry_after(anonymous, throttled):
    throttled.shift(20)
    for _ in range(10):
        login(anonymous)
    response = login(anonymous)
    assert response.status_code == 429
    assert int(response["Retry-After"]) == 40
    assert response.json()["code"] == "throttled"


def test_password_reset_emails_are_limited_to_ten_a_minute_per_account(anonymous):
    def ask(n, email="a@example.com"):
        return anonymous.post(f"{AUTH}/password/reset/", {"email": email}, REMOTE_ADDR=f"1.2.3.{n}")

    assert [ask(n).status_code for n in range(11)] == [202] * 10 + [429]
    assert ask(99, "b@example.com").status_code == 202


def test_registrations_are_limited_to_twenty_an_hour_per_address(anonymous):
    statuses = [anonymous.post(f"{AUTH}/users/", {}).status_code for _ in range(21)]
    assert statuses == [400] * 20 + [429]


def test_anonymous_requests_are_limited_to_a_hundred_an_hour(anonymous, throttled):
    statuses = [anonymous.get(RECOMMENDATIONS).status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    throttled.shift(3600)
    assert anonymous.get(RECOMMENDATIONS).status_code == 200


def test_anonymous_reads_of_the_catalogue_have_a_larger_budget_of_their_own(anonymous, settings):
    assert settings.THROTTLE_RATES["public"] == "600/minute"
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"public": "110/minute"}
    statuses = [anonymous.get("/api/v1/core/info/").status_code for _ in range(111)]
    assert statuses == [200] * 110 + [429]
    assert anonymous.get(RECOMMENDATIONS).status_code == 200
    assert anonymous.post("/api/v1/movies/genres/", {}).status_code == 401


def test_visitors_of_one_office_share_the_larger_budget_for_the_first_pages(anonymous, settings):
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"anon": "1/hour"}
    for path in ("feed", "onboarding"):
        statuses = [anonymous.get(f"{RECOMMENDATIONS}{path}/").status_code for _ in range(3)]
        assert statuses == [200] * 3, path


def test_refreshing_does_not_share_the_budget_of_anonymous_requests(anonymous, settings):
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {
        "anon": "1/hour",
        "public": "1/hour",
        "refresh": "2/minute",
    }
    for _ in range(2):
        anonymous.get(RECOMMENDATIONS)
    statuses = [anonymous.post(f"{AUTH}/token/refresh/", {"refresh": "x"}).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]


def test_a_name_cannot_use_up_the_limit_of_an_address_or_a_user(anonymous, owner, as_owner):
    for number in range(10):
        for name in (str(owner.pk), f"user:{owner.pk}", "203.0.113.9", "address:203.0.113.9"):
            login(anonymous, name, f"10.{number}.{len(name)}.1")
    change = {"old_password": "wrong", "new_password": "another-horse-entirely"}
    assert as_owner.post(f"{AUTH}/password/change/", change).status_code == 400
    assert login(anonymous, "somebody@example.com", "203.0.113.9").status_code == 401


def test_a_name_that_is_sent_as_a_number_is_counted_as_the_same_name(anonymous):
    names = [1234567, "1234567", " 1234567 ", "１２３４５６７"]
    statuses = [login(anonymous, names[n % 4], f"1.2.3.{n}").status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]


def test_addresses_of_one_ipv6_network_are_one_client(anonymous):
    def register(address):
        return anonymous.post(f"{AUTH}/users/", {}, REMOTE_ADDR=address).status_code

    assert [register(f"2001:db8:1:2::{n:x}") for n in range(21)] == [400] * 20 + [429]
    assert register("2001:db8:1:3::1") == 400


def test_a_mapped_ipv4_address_is_that_address(anonymous):
    statuses = [
        login(anonymous, f"u{n}@example.com", "::ffff:1.2.3.4" if n % 2 else "1.2.3.4").status_code
        for n in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_responses_say_how_much_is_left(anonymous, as_owner, throttled):
    throttled.shift(20)
    response = login(anonymous)
    assert response["RateLimit-Policy"] == '"login";q=10;w=60'
    assert response["RateLimit"] == '"login";r=9;t=40'
    login(anonymous, address="1.2.3.5")
    assert login(anonymous, "other@example.com")["RateLimit"] == '"login";r=8;t=40'
    assert login(anonymous, address="1.2.3.6")["RateLimit"] == '"login";r=7;t=40'
    for _ in range(8):
        refused = login(anonymous)
    assert (refused.status_code, refused["RateLimit"]) == (429, '"login";r=0;t=40')
    assert as_owner.get(f"{AUTH}/users/me/")["RateLimit-Policy"] == '"user";q=1000;w=3600'
    first = anonymous.get("/api/v1/movies/genres/")
    again = anonymous.get("/api/v1/movies/genres/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["RateLimit"]) == (304, '"public";r=598;t=40')


def test_a_forged_forwarding_header_does_not_evade_the_limit(anonymous):
    statuses = [
        anonymous.post(
            f"{AUTH}/login/",
            {"email": f"p{n}@example.com", "password": "wrong"},
            headers={"X-Forwarded-For": f"9.9.9.{n}"},
        ).status_code
        for n in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_users_are_counted_separately(client_of, owner, stranger, settings):
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"user": "3/hour"}
    statuses = [client_of(owner).get(f"{AUTH}/users/me/").status_code for _ in range(4)]
    assert statuses == [200] * 3 + [429]
    assert client_of(stranger).get(f"{AUTH}/users/me/").status_code == 200


def test_password_guesses_with_a_token_are_limited_to_ten_a_minute(as_owner):
    body = {"old_password": "wrong", "new_password": "another-horse-entirely"}
    statuses = [as_owner.post(f"{AUTH}/password/change/", body).status_code for _ in range(9)]
    statuses += [as_owner.delete(f"{AUTH}/users/me/", {"password": "wrong"}).status_code for _ in range(2)]
    assert statuses == [400] * 10 + [429]


@pytest.mark.parametrize("body", [[], "text", {"email": ["a"]}, {"email": {}}, {}])
def test_a_body_without_an_account_name_is_counted_by_address_only(anonymous, body):
    assert anonymous.post(f"{AUTH}/login/", body).status_code == 400


def test_throttles_can_be_disabled(anonymous, settings):
    settings.THROTTLES = False
    assert {login(anonymous).status_code for _ in range(15)} == {401}


def test_requests_pass_while_the_cache_is_down(anonymous, owner, monkeypatch):
    monkeypatch.setattr("apps.core.http.throttling.cache.incr", lambda key: None)
    monkeypatch.setattr("apps.core.http.throttling.cache.add", lambda *args, **kw: None)
    body = {"email": owner.email, "password": PASSWORD}
    assert {anonymous.post(f"{AUTH}/login/", body).status_code for _ in range(11)} == {200}
