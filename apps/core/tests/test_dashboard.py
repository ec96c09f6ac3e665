"""The staff's dashboard: quick whatever the tables hold, and to each what their groups may see."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.core.extensions import DashboardPanel, registered
from apps.core.http.permissions import CURATORS, OPERATORS
from apps.core.models import DashboardSnapshot
from apps.core.observability.dashboard import Panel, build_panels, today
from apps.core.tests.world import fill

INDEX = reverse("admin:index")
MOST_QUERIES = 15


@pytest.fixture
def boss(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser(email="boss@example.com", password="x"))
    return client


@pytest.fixture
def member(client, make_user):
    def login(group):
        user = make_user(group.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return login


def shown(answer):
    return {title: panel for title, panel, _, _ in answer.context["panels"]}


def test_it_shows_every_panel_with_charts_that_a_browser_can_draw(boss, make_movie):
    fill(1, make_movie(release_date=today().replace(year=1994), genres=("Drama",)))
    answer = boss.get(INDEX)
    assert set(shown(answer)) == {source.name for source in registered(DashboardPanel)}
    for _, _, _, charts in answer.context["panels"]:
        for chart in charts:
            data = json.loads(chart["data"])
            assert all(len(dataset["data"]) == len(data["labels"]) for dataset in data["datasets"])
    catalogue = shown(answer)["Catalogue"]
    assert dict(catalogue.figures)["movies"] == 1
    assert catalogue.charts[0].labels == ["1990s"]
    assert dict(shown(answer)["Activity"].figures) == {
        "active today": 1,
        "ratings in 30 days": 1,
        "watched in 30 days": 1,
        "favorites in 30 days": 1,
        "watchlist in 30 days": 1,
    }


def test_making_all_panels_and_a_first_visit_take_few_queries(
    boss, make_movie, django_assert_max_num_queries
):
    for number in range(3):
        fill(number + 1, make_movie())
    with django_assert_max_num_queries(MOST_QUERIES):
        for source in registered(DashboardPanel):
            source.build()
    boss.get(INDEX)
    with django_assert_max_num_queries(3):
        assert boss.get(INDEX).context["counting"] is False


def test_old_snapshots_are_made_anew_and_new_ones_are_left_alone(boss, make_movie, empty_cache):
    boss.get(INDEX)
    make_movie()
    assert dict(shown(boss.get(INDEX))["Catalogue"].figures)["movies"] == 0
    empty_cache()
    DashboardSnapshot.objects.update(made_at=timezone.now() - timedelta(minutes=6))
    boss.get(INDEX)
    assert dict(shown(boss.get(INDEX))["Catalogue"].figures)["movies"] == 1


def test_a_panel_that_fails_stops_no_other(db, replace_extensions, caplog):
    def fail() -> Panel:
        raise ZeroDivisionError

    broken = DashboardPanel(name="Broken", permission="core.view_scheduledjob", build=fail)
    replace_extensions(broken, *registered(DashboardPanel))
    assert build_panels() == f"{len(registered(DashboardPanel)) - 1} panels built"
    assert "Broken" in [record.panel for record in caplog.records if record.exc_info]


def test_curators_and_operators_see_their_own_panels(member):
    assert set(shown(member(CURATORS).get(INDEX))) == {"Catalogue", "Activity"}


def test_operators_see_the_engine_and_the_jobs(member):
    assert {"Health", "Recommendations", "Engine"} <= set(shown(member(OPERATORS).get(INDEX)))


def test_staff_without_a_group_are_told_so(client, staff):
    client.force_login(staff)
    assert "Your groups have no panels here." in client.get(INDEX).content.decode()


def test_the_list_behind_a_figure_has_as_many_rows(boss, make_movie, make_user):
    make_movie(poster_path="", details_synced_at=timezone.now())
    make_movie(poster_path="/a.jpg", hidden_from_recommendations=True)
    make_movie(poster_path="").delete()
    type(make_user("imported")).objects.filter(username="imported").update(origin="imported")
    build_panels()
    followed = 0
    for _, panel, figures, _ in boss.get(INDEX).context["panels"]:
        for what, number, url in figures:
            if url:
                assert boss.get(url).context["cl"].result_count == number, (panel, what)
                followed += 1
    assert followed == 6


def test_figures_lead_to_their_rows_and_empty_charts_say_what_to_run(boss, make_movie):
    make_movie(hidden_from_recommendations=True)
    build_panels()
    page = boss.get(reverse("admin:index")).content.decode()
    address = f"{reverse('admin:movies_movie_changelist')}?hidden_from_recommendations__exact=1"
    assert f'href="{address}"' in page
    assert boss.get(address).context["cl"].result_count == 1
    assert "Run: python manage.py evaluate_recommender" in page
    assert "Counted when users see recommendations in an app." in page
    assert "Nothing yet." not in page
