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


def login(api, email="nobody@example.com", address="1.2.3.4"):
    return api.post(f"{AUTH}/login/", {"email": email, "password": "wrong"}, REMOTE_ADDR=address)


def test_an_address_tries_ten_logins_a_minute(anonymous, throttled):
    statuses = [login(anonymous, f"person{n}@example.com").status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]
    assert login(anonymous, "person@example.com", "1.2.3.5").status_code == 401
    throttled.shift(60)
    assert login(anonymous).status_code == 401


def test_an_account_is_tried_ten_times_a_minute_from_wherever(anonymous, owner):
    names = [owner.email, owner.email.upper(), f" {owner.email}"]
    statuses = [login(anonymous, names[n % 3], f"1.2.3.{n}").status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]


def test_a_known_and_an_unknown_account_are_counted_alike(anonymous, owner):
    for email in (owner.email, "nobody@example.com"):
        statuses = [login(anonymous, email, f"{len(email)}.2.3.{n}").status_code for n in range(11)]
        assert statuses == [401] * 10 + [429]


def test_the_answer_says_when_to_come_back(anonymous, throttled):
    throttled.shift(20)
    for _ in range(10):
        login(anonymous)
    response = login(anonymous)
    assert response.status_code == 429
    assert int(response["Retry-After"]) == 40
    assert response.json()["code"] == "throttled"


def test_letters_are_asked_for_ten_times_a_minute(anonymous):
    def ask(n, email="a@example.com"):
        return anonymous.post(f"{AUTH}/password/reset/", {"email": email}, REMOTE_ADDR=f"1.2.3.{n}")

    assert [ask(n).status_code for n in range(11)] == [202] * 10 + [429]
    assert ask(99, "b@example.com").status_code == 202


def test_an_address_registers_twenty_accounts_an_hour(anonymous):
    statuses = [anonymous.post(f"{AUTH}/users/", {}).status_code for _ in range(21)]
    assert statuses == [400] * 20 + [429]


def test_nobody_in_particular_asks_a_hundred_times_an_hour(anonymous, throttled):
    statuses = [anonymous.get("/api/v1/core/info/").status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    throttled.shift(3600)
    assert anonymous.get("/api/v1/core/info/").status_code == 200


def test_a_forged_forwarding_header_opens_no_new_account_of_tries(anonymous):
    statuses = [
        anonymous.post(
            f"{AUTH}/login/",
            {"email": f"p{n}@example.com", "password": "wrong"},
            headers={"X-Forwarded-For": f"9.9.9.{n}"},
        ).status_code
        for n in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_a_person_is_counted_apart_from_others(client_of, owner, stranger, settings):
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"user": "3/hour"}
    statuses = [client_of(owner).get(f"{AUTH}/users/me/").status_code for _ in range(4)]
    assert statuses == [200] * 3 + [429]
    assert client_of(stranger).get(f"{AUTH}/users/me/").status_code == 200


def test_whoever_holds_a_token_guesses_ten_passwords_a_minute(as_owner):
    body = {"old_password": "wrong", "new_password": "another-horse-entirely"}
    statuses = [as_owner.post(f"{AUTH}/password/change/", body).status_code for _ in range(9)]
    statuses += [as_owner.delete(f"{AUTH}/users/me/", {"password": "wrong"}).status_code for _ in range(2)]
    assert statuses == [400] * 10 + [429]


@pytest.mark.parametrize("body", [[], "text", {"email": ["a"]}, {"email": {}}, {}])
def test_a_body_without_an_address_counts_for_its_sender_only(anonymous, body):
    assert anonymous.post(f"{AUTH}/login/", body).status_code == 400


def test_off_means_off(anonymous, settings):
    settings.THROTTLES = False
    assert {login(anonymous).status_code for _ in range(15)} == {401}


def test_a_cache_that_is_down_lets_requests_pass(anonymous, owner, monkeypatch):
    monkeypatch.setattr("apps.core.http.throttling.cache.incr", lambda key: None)
    monkeypatch.setattr("apps.core.http.throttling.cache.add", lambda *args, **kw: None)
    body = {"email": owner.email, "password": PASSWORD}
    assert {anonymous.post(f"{AUTH}/login/", body).status_code for _ in range(11)} == {200}
