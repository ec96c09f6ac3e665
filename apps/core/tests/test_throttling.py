"""Request limits, on whichever cache the suite runs with: memory, or a Redis that processes share."""

import pytest
import time_machine

from conftest import PASSWORD

AUTH = "/api/v1/auth"
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
    statuses = [anonymous.get("/api/v1/core/info/").status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    throttled.shift(3600)
    assert anonymous.get("/api/v1/core/info/").status_code == 200


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
