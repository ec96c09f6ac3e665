"""What other people read, like and report; what the staff decides."""

import pytest
from django.apps import apps
from rest_framework.exceptions import NotFound

from apps.favorites.models import Rating, ReviewLike, ReviewReport
from apps.favorites.services.reviews import decide_report

RATINGS = "/api/v1/favorites/ratings/"
REPORTS = "/api/v1/favorites/reports/"


@pytest.fixture
def movie(make_movie):
    return make_movie("Heat")


@pytest.fixture
def review(owner, movie):
    return Rating.objects.create(user=owner, movie=movie, rating=9, review="The diner.", has_spoilers=True)


@pytest.fixture
def hide_profile(owner):
    profiles = apps.get_model("users", "UserProfile").objects
    profiles.update_or_create(user=owner, defaults={"is_public": False})


def reviews_of(client, movie, **query):
    return client.get(f"/api/v1/movies/movies/{movie.pk}/ratings/", query).data["results"]


def test_everybody_reads_public_reviews_newest_first(anonymous, stranger, review, movie):
    Rating.objects.create(user=stranger, movie=movie, rating=5)
    newest, oldest = reviews_of(anonymous, movie)
    assert newest["user"]["username"] == "stranger"
    assert (oldest["review"], oldest["has_spoilers"], oldest["likes"]) == ("The diner.", True, 0)
    assert set(oldest["user"]) == {"id", "username", "avatar_url"}
    assert len(reviews_of(anonymous, movie, has_review=True)) == 1


def test_a_private_review_is_nobodys_business(anonymous, as_stranger, as_owner, review, movie):
    as_owner.patch(f"{RATINGS}{review.pk}/", {"is_public": False})
    assert reviews_of(anonymous, movie) == reviews_of(as_stranger, movie) == []
    assert as_stranger.post(f"{RATINGS}{review.pk}/like/").status_code == 404
    assert as_stranger.post(f"{RATINGS}{review.pk}/report/", {"reason": "spam"}).status_code == 404


def test_a_private_profile_hides_its_reviews(anonymous, as_stranger, review, movie, hide_profile):
    assert reviews_of(anonymous, movie) == []
    assert as_stranger.post(f"{RATINGS}{review.pk}/like/").status_code == 404


def test_a_deactivated_account_shows_no_reviews(anonymous, owner, review, movie):
    owner.is_active = False
    owner.save()
    assert reviews_of(anonymous, movie) == []


def test_the_reviews_of_a_movie_that_is_not_there_are_a_404(anonymous, db):
    assert anonymous.get("/api/v1/movies/movies/999999/ratings/").status_code == 404


def test_liking_twice_is_one_like_and_can_be_taken_back(as_stranger, anonymous, review, movie):
    path = f"{RATINGS}{review.pk}/like/"
    assert [as_stranger.post(path).status_code for _ in range(2)] == [201, 200]
    [shown] = reviews_of(as_stranger, movie)
    assert (shown["likes"], shown["liked"]) == (1, True)
    assert reviews_of(anonymous, movie)[0]["liked"] is False
    assert as_stranger.delete(path).data == {"liked": False, "likes": 0}
    assert anonymous.post(path).status_code == 401
    assert not ReviewLike.objects.exists()


def test_an_upheld_report_withholds_the_review_until_it_is_dismissed(
    as_stranger, as_staff, as_owner, anonymous, review, movie
):
    path = f"{RATINGS}{review.pk}/report/"
    assert as_stranger.post(path, {"reason": "spoiler", "comment": "Tells the end"}).status_code == 201
    assert as_stranger.post(path, {"reason": "abuse"}).status_code == 200
    [report] = as_staff.get(REPORTS, {"status": "open"}).data["results"]
    assert (report["reason"], report["review"]["author"]) == ("abuse", "owner")
    as_staff.patch(f"{REPORTS}{report['id']}/", {"status": "upheld"})
    assert reviews_of(anonymous, movie) == []
    assert as_owner.get(f"{RATINGS}{review.pk}/").data["is_withheld"] is True
    as_owner.patch(f"{RATINGS}{review.pk}/", {"is_public": True})
    assert reviews_of(anonymous, movie) == []
    as_staff.patch(f"{REPORTS}{report['id']}/", {"status": "dismissed"})
    assert len(reviews_of(anonymous, movie)) == 1


def test_deciding_a_deleted_report_is_not_found(owner):
    with pytest.raises(NotFound):
        decide_report(report_id=1, status=ReviewReport.Status.UPHELD, staff_id=owner.pk)


@pytest.mark.parametrize("body", [{}, {"reason": "boring"}, {"reason": "spam", "comment": "x" * 1001}])
def test_a_report_needs_a_reason(as_stranger, review, body):
    assert as_stranger.post(f"{RATINGS}{review.pk}/report/", body).status_code == 400
    assert not ReviewReport.objects.exists()


def test_only_staff_sees_the_queue(as_owner, as_stranger, anonymous, as_curator):
    assert anonymous.get(REPORTS).status_code == 401
    for person in (as_owner, as_stranger, as_curator):
        assert person.get(REPORTS).status_code == 403


@pytest.mark.parametrize("count", [3, 30])
def test_reviews_cost_a_constant_number_of_queries(
    make_user, as_stranger, movie, django_assert_max_num_queries, count
):
    Rating.objects.bulk_create(Rating(user=make_user(), movie=movie, rating=8) for _ in range(count))
    with django_assert_max_num_queries(4):
        assert len(reviews_of(as_stranger, movie, page_size=100)) == count
