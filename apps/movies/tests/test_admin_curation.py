"""What curators and operators do in the admin, and that they can do nothing else."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.core.http.permissions import CURATORS, OPERATORS
from apps.core.models import ScheduledJob
from apps.favorites.models import Rating, ReviewReport
from apps.movies.models import Merge, Movie

MOVIES = reverse("admin:movies_movie_changelist")
REPORTS = reverse("admin:favorites_reviewreport_changelist")
MAY_SEE = {
    CURATORS: {
        *(
            "movies.genre",
            "movies.tag",
            "movies.collection",
            "movies.movie",
            "movies.person",
            "movies.credit",
        ),
        *("movies.certification", "movies.watchoption", "movies.provider", "movies.merge"),
        *("favorites.rating", "favorites.reviewreport", "favorites.withheldreview"),
    },
    OPERATORS: {
        *(
            "core.queuedtask",
            "core.scheduledjob",
            "movies.syncrun",
            "movies.movie",
            "movies.genre",
            "favorites.importjob",
        ),
        *("recommendations.modelartifact", "recommendations.weightprofile"),
        "recommendations.evaluationrun",
    },
}


@pytest.fixture
def member(client, make_user):
    def login(group):
        user = make_user(group.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return login


@pytest.fixture
def curating(member):
    return member(CURATORS)


def act(client, url, action, rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(url, data, follow=True).content.decode()


@pytest.mark.parametrize("group", MAY_SEE)
def test_members_see_just_what_their_group_says(member, group):
    client = member(group)
    for model in admin.site._registry:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        allowed = model._meta.label_lower in MAY_SEE[group]
        assert client.get(url).status_code == (200 if allowed else 403), model


def test_curators_hide_movies_from_recommendations_and_the_history_tells_who(curating, make_movie):
    movies = [make_movie(), make_movie()]
    before = Movie.objects.get(pk=movies[0].pk).updated_at
    act(curating, MOVIES, "hide", movies)
    assert set(Movie.objects.values_list("hidden_from_recommendations", flat=True)) == {True}
    assert Movie.objects.get(pk=movies[0].pk).updated_at > before
    assert {entry.user.username for entry in LogEntry.objects.all()} == {"curators"}


def test_curators_merge_after_choosing_which_one_stays(curating, make_movie):
    keep, other = make_movie("Alien", vote_count=10), make_movie("Aliem", vote_count=5)
    page = act(curating, MOVIES, "merge", [keep, other])
    assert "Which one stays?" in page
    assert Movie.objects.count() == 2
    again = act(curating, MOVIES, "merge", [keep, other], keep=keep.pk)
    assert "probably different films" in again
    answer = act(curating, MOVIES, "merge", [keep, other], keep=keep.pk, same_film="on")
    assert "1 movie merged" in answer
    assert Movie.objects.get() == keep
    answer = act(curating, MOVIES, "merge", [keep, other], keep=keep.pk, same_film="on")
    assert "1 selected row is not in this list any more" in answer


def test_curators_find_the_merges_and_undo_one(curating, make_movie):
    keep, other = make_movie("Alien"), make_movie("Aliem")
    merges = reverse("admin:movies_merge_changelist")
    page = act(curating, MOVIES, "merge", [keep, other], keep=keep.pk, same_film="on")
    assert f'<a href="{merges}">Undo under Merges</a>' in page
    assert "was undone" in act(curating, merges, "undo", [Merge.objects.get()])
    assert set(Movie.objects.all()) == {keep, other}


def test_curators_restore_what_was_deleted(curating, make_movie):
    movie = make_movie()
    movie.delete()
    act(curating, f"{MOVIES}?deleted=only", "restore", [movie])
    assert Movie.objects.get() == movie


def test_a_merged_movie_that_is_restored_is_merged_no_longer(curating, make_movie):
    keep, other = make_movie("Alien"), make_movie("Alien")
    act(curating, MOVIES, "merge", [keep, other], keep=keep.pk, same_film="on")
    assert "1 movie restored" in act(curating, f"{MOVIES}?deleted=only", "restore", [other])
    other.refresh_from_db()
    assert other.merged_into is None


def test_without_a_key_a_refresh_says_what_is_missing(curating, make_movie):
    assert "Set TMDB_API_KEY first" in act(curating, MOVIES, "refresh", [make_movie()])


def test_operators_look_at_movies_and_change_none(member, make_movie):
    operating, movie = member(OPERATORS), make_movie("Alien")
    assert (
        operating.post(reverse("admin:movies_movie_change", args=[movie.pk]), {"title": "x"}).status_code
        == 403
    )
    assert (
        operating.post(reverse("admin:movies_movie_delete", args=[movie.pk]), {"post": "yes"}).status_code
        == 403
    )
    for action in ("hide", "merge", "restore", "delete_selected"):
        act(operating, MOVIES, action, [movie], post="yes", keep=movie.pk)
    movie.refresh_from_db()
    assert (movie.title, movie.hidden_from_recommendations, movie.deleted_at) == ("Alien", False, None)


def test_a_report_upheld_withholds_the_review(curating, make_movie, owner, stranger):
    rating = Rating.objects.create(user=owner, movie=make_movie(), rating=2, review="Rude words.")
    report = ReviewReport.objects.create(user=stranger, rating=rating, reason="abuse")
    act(curating, REPORTS, "uphold", [report])
    report.refresh_from_db()
    rating.refresh_from_db()
    assert (report.status, report.handled_by.username, rating.is_withheld) == ("upheld", "curators", True)
    act(curating, REPORTS, "reopen", [report])
    rating.refresh_from_db()
    assert rating.is_withheld is False


def test_a_decision_from_an_old_page_overrules_nobody(curating, make_movie, owner, stranger, make_user):
    rating = Rating.objects.create(user=owner, movie=make_movie(), rating=2, review="Rude words.")
    report = ReviewReport.objects.create(user=stranger, rating=rating, reason="abuse")
    colleague = make_user("colleague", is_staff=True)
    ReviewReport.objects.filter(pk=report.pk).update(status="upheld", handled_by=colleague)
    for action in ("dismiss", "uphold"):
        page = act(curating, REPORTS, action, [report])
        assert "is upheld already. Reopen it to decide again." in page
        report.refresh_from_db()
        assert (report.status, report.handled_by) == ("upheld", colleague)
    assert "1 report reopened." in act(curating, REPORTS, "reopen", [report])
    assert "is open already." in act(curating, REPORTS, "reopen", [report])
    assert "1 report dismissed." in act(curating, REPORTS, "dismiss", [report])
    rating.delete()
    page = act(curating, REPORTS, "uphold", [report])
    assert "1 selected row is not in this list any more" in page and "upheld." not in page


def test_operators_run_a_job_now(member, settings):
    operating = member(OPERATORS)
    url = reverse("admin:core_scheduledjob_changelist")
    operating.get(url)
    job = ScheduledJob.objects.get(name="dashboard")
    assert "Started: dashboard." in act(operating, url, "run_now", [job])
    job.refresh_from_db()
    assert (job.runs, job.last_error) == (1, "")


def test_operators_start_a_sync_only_by_a_post(member):
    operating = member(OPERATORS)
    url = reverse("admin:movies_syncrun_sync_lists")
    assert "Fetch from TMDb" in operating.get(url).content.decode()
    assert operating.post(url, {"_form_submitted": "on"}).headers["HX-Redirect"].endswith("/syncrun/")


def test_curators_start_no_sync(curating):
    assert (
        curating.post(reverse("admin:movies_syncrun_sync_lists"), {"_form_submitted": "on"}).status_code
        == 403
    )


def test_the_page_of_a_report_decides_it_and_shows_the_reviewers_history(curating, make_user, make_movie):
    reviewer, reader = make_user("bob"), make_user("reader")
    ratings = [
        Rating.objects.create(
            user=reviewer, movie=make_movie(title), rating=3, review="Rude.", rated_at=timezone.now()
        )
        for title in ("Up", "Alien")
    ]
    earlier, report = (
        ReviewReport.objects.create(rating=rating, user=reader, reason="abuse") for rating in ratings
    )
    ReviewReport.objects.filter(pk=earlier.pk).update(status="upheld")
    url = reverse("admin:favorites_reviewreport_change", args=[report.pk])
    page = curating.get(url).content.decode()
    assert 'value="uphold"' in page and 'value="dismiss"' in page
    assert "1 upheld" in page and reverse("admin:favorites_reviewreport_change", args=[earlier.pk]) in page
    assert f"{reverse('admin:favorites_rating_changelist')}?user__id__exact={report.rating.user_id}" in page
    curating.post(REPORTS, {"action": "uphold", "_selected_action": report.pk})
    report.refresh_from_db()
    assert report.status == "upheld"
    assert 'value="reopen"' in curating.get(url).content.decode()
