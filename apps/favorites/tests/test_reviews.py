"""What other people read, like and report; what the staff decides."""

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.exceptions import NotFound

from apps.favorites.models import Rating, ReviewLike, ReviewReport, WithheldReview, WithheldText
from apps.favorites.services.reviews import decide_report, publish_again
from apps.movies.models import Merge
from apps.movies.services.merge import merge_movies
from apps.movies.services.undo_merge import undo_merge
from apps.users.services.accounts import delete_user

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


def test_an_upheld_report_withholds_the_review_until_it_is_reopened(
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
    refused = as_staff.patch(f"{REPORTS}{report['id']}/", {"status": "dismissed"})
    assert (refused.status_code, reviews_of(anonymous, movie)) == (409, [])
    assert refused.json()["detail"] == "This report is upheld already. Reopen it to decide again."
    for status in ("open", "dismissed"):
        assert as_staff.patch(f"{REPORTS}{report['id']}/", {"status": status}).data["status"] == status
        assert len(reviews_of(anonymous, movie)) == 1


def test_a_patch_that_decides_nothing_leaves_the_decision_of_a_colleague(
    as_staff, make_user, review, stranger
):
    report = withhold(review, stranger, colleague := make_user("colleague", is_staff=True))
    for body in ({}, {"status": "upheld"}):
        assert as_staff.patch(f"{REPORTS}{report.pk}/", body).data["status"] == "upheld"
        report.refresh_from_db()
        assert report.handled_by == colleague


@pytest.fixture
def boss(client, superuser):
    client.force_login(superuser)
    return client


def withhold(review, stranger, staff) -> ReviewReport:
    report = ReviewReport.objects.create(user=stranger, rating=review, reason="abuse")
    return decide_report(report_id=report.pk, status=ReviewReport.Status.UPHELD, staff_id=staff.pk)


BACK = {
    "request": lambda client, movie: client.post(
        RATINGS, {"movie": movie.pk, "rating": 9, "review": "The diner."}
    ),
    "sync": lambda client, movie: client.post(
        "/api/v1/favorites/sync/",
        {"ratings": {"add": [{"movie": movie.pk, "rating": 9, "review": "The diner."}]}},
    ),
    "import": lambda client, movie: client.post(
        "/api/v1/favorites/import/",
        {"file": SimpleUploadedFile("reviews.csv", b"Name,Year,Rating,Review\nHeat,1995,4.5,The diner.\n")},
        format="multipart",
    ),
}


@pytest.mark.parametrize("way", BACK)
def test_a_withheld_review_stays_withheld_when_it_is_deleted_and_posted_again(
    way, as_owner, as_stranger, anonymous, owner, stranger, superuser, review, movie
):
    movie.release_date = "1995-12-15"
    movie.save()
    withhold(review, stranger, superuser)
    assert as_owner.delete(f"{RATINGS}{review.pk}/").status_code == 204
    assert BACK[way](as_owner, movie).status_code in (200, 201, 202)
    again = Rating.objects.get(user=owner)
    assert (again.pk != review.pk, again.review, again.is_withheld) == (True, "The diner.", True)
    assert reviews_of(anonymous, movie) == []
    as_stranger.post(RATINGS, {"movie": movie.pk, "rating": 5})
    assert len(reviews_of(anonymous, movie)) == 1


LONG = "The whole second half is stolen from a better film."


@pytest.fixture
def erased(as_owner, owner, stranger, superuser, review, movie):
    """The JSON export of an account with a withheld review, which is erased."""
    movie.release_date = "1995-12-15"
    movie.save()
    Rating.objects.update(review=LONG)
    withhold(Rating.objects.get(), stranger, superuser)
    exported = as_owner.get("/api/v1/auth/users/me/export/").content
    delete_user(owner)
    return exported


def post_review(client, movie, review):
    body = {"movie": movie.pk, "rating": 9, "review": review, "is_public": True}
    return client.post(RATINGS, body).data


def test_a_withheld_review_stays_withheld_when_its_account_is_erased_and_restored(
    erased, make_user, client_of, anonymous, movie
):
    again = make_user("again")
    file = SimpleUploadedFile("export.json", erased)
    client_of(again).post("/api/v1/favorites/import/", {"file": file}, format="multipart")
    rating = Rating.objects.get(user=again)
    assert (rating.review, rating.is_public, rating.is_withheld) == (LONG, True, True)
    assert reviews_of(anonymous, movie) == []
    decision = WithheldReview.objects.get()
    assert (decision.user, decision.movie, decision.reason) == (again, movie, "abuse")
    delete_user(again)
    other = make_user("once_more")
    assert post_review(client_of(other), movie, LONG)["is_withheld"] is True


@pytest.mark.parametrize(
    ("words", "is_withheld"),
    [
        (LONG.upper(), True),
        (f"  {LONG[:20]}\n{LONG[20:]}!!", True),
        (LONG.replace("stolen", "stölen"), True),
        (LONG.replace("stolen", "taken"), False),
        ("", False),
    ],
)
def test_the_same_words_are_withheld_whoever_posts_them(
    erased, words, is_withheld, as_stranger, stranger, anonymous, movie
):
    """Also when a rating without them gets them later."""
    post_review(as_stranger, movie, "")
    assert len(reviews_of(anonymous, movie)) == 1
    assert post_review(as_stranger, movie, words)["is_withheld"] is is_withheld
    assert Rating.objects.get(user=stranger).is_withheld is is_withheld
    assert len(reviews_of(anonymous, movie)) == (0 if is_withheld else 1)


def test_the_same_words_about_another_movie_are_not_withheld(erased, as_stranger, make_movie):
    assert post_review(as_stranger, make_movie("Another"), LONG)["is_withheld"] is False


@pytest.mark.parametrize("both_know", [False, True])
def test_the_words_stay_withheld_when_the_movie_is_merged_and_when_that_is_undone(
    erased, both_know, make_movie, as_stranger, make_user, client_of, movie
):
    kept = make_movie("The other entry")
    if both_know:
        WithheldText.objects.create(movie=kept, fingerprint=WithheldText.objects.get().fingerprint)
    merge_movies(keep=kept, duplicates=[movie])
    assert WithheldText.objects.get().movie == kept
    assert post_review(as_stranger, kept, LONG)["is_withheld"] is True
    undo_merge(merge_id=Merge.objects.get().pk)
    assert post_review(client_of(make_user("third")), movie, LONG)["is_withheld"] is True
    assert WithheldText.objects.filter(movie=kept).exists() is both_know


def test_a_short_withheld_review_is_forgotten_with_its_account(
    owner, as_stranger, stranger, superuser, review, movie
):
    """Others write the same few words."""
    withhold(review, stranger, superuser)
    delete_user(owner)
    assert not WithheldText.objects.exists()
    assert post_review(as_stranger, movie, "The diner.")["is_withheld"] is False


def test_words_that_the_staff_publishes_again_are_public_again(
    erased, as_stranger, make_user, client_of, anonymous, superuser, movie
):
    post_review(as_stranger, movie, LONG)
    publish_again(withheld_id=WithheldReview.objects.get().pk, staff_id=superuser.pk)
    assert not WithheldText.objects.exists()
    post_review(client_of(make_user()), movie, LONG)
    assert len(reviews_of(anonymous, movie)) == 2


def test_of_an_erased_account_only_a_fingerprint_is_left_that_follows_merges_and_keys(
    erased, as_stranger, stranger, movie, make_movie, settings
):
    text = WithheldText.objects.get()
    assert not {"user", "review"} & {field.name for field in WithheldText._meta.get_fields()}
    assert len(text.fingerprint) == 64
    kept = make_movie("Heat, again")
    merge_movies(keep=kept, duplicates=[movie])
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key" * 9
    as_stranger.force_authenticate(stranger)
    assert post_review(as_stranger, kept, LONG)["is_withheld"] is True


def test_the_staff_reads_what_was_withheld_and_can_publish_it_again(
    as_owner, anonymous, owner, stranger, boss, superuser, review, movie
):
    report = withhold(review, stranger, superuser)
    withheld = WithheldReview.objects.get()
    assert (withheld.user, withheld.movie, withheld.review, withheld.reason) == (
        owner,
        movie,
        "The diner.",
        "abuse",
    )
    url = reverse("admin:favorites_withheldreview_changelist")
    assert "The diner." in boss.get(url).content.decode()
    body = {"action": "publish_again", "_selected_action": [withheld.pk]}
    assert "1 review published again" in boss.post(url, body, follow=True).content.decode()
    report.refresh_from_db()
    assert (report.status, WithheldReview.objects.count()) == ("dismissed", 0)
    assert len(reviews_of(anonymous, movie)) == 1
    with pytest.raises(NotFound):
        publish_again(withheld_id=withheld.pk, staff_id=superuser.pk)


def test_a_decision_that_is_taken_back_before_the_review_returns_leaves_it_public(
    as_owner, anonymous, stranger, superuser, review, movie
):
    withhold(review, stranger, superuser)
    as_owner.delete(f"{RATINGS}{review.pk}/")
    publish_again(withheld_id=WithheldReview.objects.get().pk, staff_id=superuser.pk)
    BACK["request"](as_owner, movie)
    assert len(reviews_of(anonymous, movie)) == 1


def test_a_decision_moves_with_a_merge_and_back(
    as_owner, anonymous, owner, stranger, superuser, review, movie, make_movie
):
    withhold(review, stranger, superuser)
    as_owner.delete(f"{RATINGS}{review.pk}/")
    kept = make_movie("Heat, again")
    merge_movies(keep=kept, duplicates=[movie])
    BACK["request"](as_owner, kept)
    assert (reviews_of(anonymous, kept), Rating.objects.get().is_withheld) == ([], True)
    undo_merge(merge_id=Merge.objects.get().pk)
    assert WithheldReview.objects.filter(movie=movie).exists()
    assert reviews_of(anonymous, kept) == []  # posted again while they were one
    BACK["request"](as_owner, movie)
    assert reviews_of(anonymous, movie) == []


def test_an_undone_merge_leaves_what_the_staff_did_not_decide_on_public(
    anonymous, owner, stranger, superuser, review, movie, make_movie, rate
):
    withhold(review, stranger, superuser)
    other = make_movie("Heat, again")
    rate(owner, other, 7)
    merge_movies(keep=movie, duplicates=[other])
    undo_merge(merge_id=Merge.objects.get().pk)
    assert reviews_of(anonymous, movie) == []
    assert len(reviews_of(anonymous, other)) == 1


def test_a_decision_on_merged_movies_is_about_each_of_them_when_that_is_undone(
    as_owner, anonymous, stranger, superuser, review, movie, make_movie
):
    kept = make_movie("Heat, again")
    merge_movies(keep=kept, duplicates=[movie])
    withhold(Rating.objects.get(), stranger, superuser)
    undo_merge(merge_id=Merge.objects.get().pk)
    back = Rating.objects.get()
    assert (back.movie_id, back.is_withheld, reviews_of(anonymous, movie)) == (movie.pk, True, [])
    as_owner.delete(f"{RATINGS}{back.pk}/")
    for about in (movie, kept):
        BACK["request"](as_owner, about)
        assert reviews_of(anonymous, about) == []


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


def test_a_review_without_a_rating_is_told_where_it_belongs(as_owner, movie):
    refused = as_owner.post(RATINGS, {"movie": movie.pk, "review": "Long."})
    assert (refused.status_code, "movies/watch-history/" in str(refused.data)) == (400, True)
    diary = as_owner.post("/api/v1/movies/watch-history/", {"movie": movie.pk, "review": "Long."})
    assert (diary.status_code, diary.data["review"], diary.data["rating"]) == (201, "Long.", None)
