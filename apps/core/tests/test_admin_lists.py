"""Every model in the admin: there, quick whatever its size, and without a secret on the page."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db import connection
from django.db.models import UUIDField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.admin import BoundedPaginator
from apps.core.tests.sampling import one_in, sampled
from apps.core.tests.world import SECRET, fill, our_models
from apps.movies.models import Movie
from apps.recommendations.models import EvaluationRun

MODELS = [*our_models(), LogEntry]
# A page of the admin takes long to render.
by_model = pytest.mark.parametrize("models", one_in(5, MODELS))
impossible_ids = sampled(["x", "9" * 21], ["9" * 21])
MOST_QUERIES = 15


@pytest.fixture
def boss(client, django_user_model):
    user = django_user_model.objects.create_superuser(email="boss@example.com", password="a-long-password")
    client.force_login(user)
    return client


def address(model, page="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_registered_with_search_and_a_bounded_count(model):
    registered = admin.site.get_model_admin(model)
    assert registered.search_fields
    assert registered.paginator is BoundedPaginator
    assert not registered.show_full_result_count


def test_a_list_offers_all_rows_only_where_a_search_leaves_some_out(boss, make_movies):
    make_movies(2)
    url = reverse("admin:movies_movie_changelist")
    assert "Show all" not in boss.get(url).content.decode()
    assert "Show all" in boss.get(url, {"q": "1"}).content.decode()


def test_an_empty_list_says_what_fills_it_and_an_empty_search_leads_back(boss):
    evaluations = address(EvaluationRun)
    page = boss.get(evaluations).content.decode()
    assert "There are no evaluation runs yet. manage.py evaluate_recommender" in page
    assert "Add one" not in page and "Add one" in boss.get(address(Movie)).content.decode()
    found = boss.get(f"{evaluations}?q=nothing").content.decode()
    assert "No row fits the search and the filters." in found and 'href="?"' in found


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(queries), response.content.decode()


@by_model
def test_every_list_takes_the_same_few_queries_for_one_row_and_for_three(boss, make_movie, models):
    counts = []
    for wanted in (1, 3):
        for number in range(len(counts), wanted):
            fill(number + 1, make_movie(genres=("Drama", "Comedy")))
        counts.append({model.__name__: queries_of(boss, address(model))[0] for model in models})
    assert counts[0] == counts[1]
    assert max(counts[1].values()) < MOST_QUERIES, counts[1]


@by_model
def test_every_list_can_be_searched_by_anything(boss, make_movie, models):
    fill(1, make_movie("Alien"))
    for model in models:
        for term in ("person1", "9" * 30, "a 'quoted' % term"):
            assert boss.get(address(model), {"q": term}).status_code == 200, (model, term)


@pytest.mark.parametrize("selected", impossible_ids)
def test_actions_of_ids_that_no_row_can_have_are_refused(boss, make_movie, rf, selected):
    fill(1, make_movie())
    request = rf.get("/admin/")
    request.user = get_user_model().objects.get(is_superuser=True)
    for model in our_models():
        actions = admin.site._registry[model].get_actions(request)
        if actions:
            sent = {"action": next(iter(actions)), "_selected_action": [selected]}
            assert boss.post(address(model), sent).status_code == 302, model


def test_actions_of_rows_that_are_gone_are_refused(boss, rf, db):
    request = rf.get("/admin/")
    request.user = get_user_model().objects.get(is_superuser=True)
    for model in our_models():
        gone = uuid4() if isinstance(model._meta.pk, UUIDField) else 987654
        for action in admin.site._registry[model].get_actions(request):
            response = boss.post(address(model), {"action": action, "_selected_action": [gone]})
            said = [str(message) for message in get_messages(response.wsgi_request)]
            assert said[-1:] == ["1 selected row is not in this list any more. Nothing was changed."], model


@pytest.mark.parametrize("value", impossible_ids)
def test_ids_that_no_row_can_have_are_errors_of_a_form(boss, make_movie, value):
    url = address(Movie, "change", make_movie().pk)
    inlines = ("credits", "certifications", "watch_options")
    counts = {f"{name}-{part}_FORMS": "0" for name in inlines for part in ("TOTAL", "INITIAL")}
    credit = {"credits-TOTAL_FORMS": "1", "credits-0-person": value, "credits-0-kind": "cast"}
    for fields in ({"genres": value}, {"tags": value}, {"collection": value}, credit):
        page = boss.post(url, {"title": "Up", **counts, **fields})
        assert page.status_code == 200 and "Please correct the error" in page.content.decode(), fields
    assert boss.get(address(Movie, "add"), {"collection": value, "genres": value}).status_code == 200


@by_model
def test_every_row_opens_and_shows_no_secret(boss, make_movie, models):
    made = fill(1, make_movie())
    for model in models:
        row = made.get(model.__name__) or model.objects.first()
        for url in (address(model), address(model, "change", row.pk)):
            page = queries_of(boss, url)[1]
            assert SECRET[:8] not in page, url
            assert "md5$" not in page, url
            assert "eyJhbGci" not in page, url


def test_a_count_stops_at_its_limit(monkeypatch, make_movies):
    make_movies(12)
    monkeypatch.setattr("apps.core.admin.base.COUNT_LIMIT", 5)
    assert BoundedPaginator(Movie.objects.all(), 2).count == 5
