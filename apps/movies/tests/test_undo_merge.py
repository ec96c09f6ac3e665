"""A merge can be undone for 30 days; what users have done since stays."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import models
from django.utils import timezone

from apps.core.http.exceptions import Conflict
from apps.favorites.models import Favorite, LastActivity, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services.library import Remove, apply
from apps.movies.models import Merge, MergedRow, Movie, Person, WatchHistory
from apps.movies.services.merge import merge_movies
from apps.movies.services.undo_merge import UNDO_DAYS, forget_merges, tables, undo_merge

MOMENT = datetime(2020, 1, 1, 20, tzinfo=UTC)


@pytest.fixture
def pair(make_movie):
    keep = make_movie("Alien", genres=("Horror",), tmdb_id=348, overview="")
    return keep, make_movie("Alien (copy)", genres=("Horror", "Drama"), tmdb_id=993, overview="In space.")


def settled(pair):
    """The movies as they are in the database."""
    return [Movie.all_objects.get(pk=movie.pk) for movie in pair]


def merge(pair):
    keep, other = settled(pair)
    merge_movies(keep=keep, duplicates=[other])
    return Merge.objects.latest("pk")


def everything():
    """All rows that refer to movies, and the movies; without times of last changes."""
    rows = {}
    for model in {model for model, _ in tables()} | {Movie}:
        names = [f.attname for f in model._meta.concrete_fields if not isinstance(f, models.BinaryField)]
        names = [name for name in names if name != "updated_at"]
        rows[model._meta.label] = sorted(model._base_manager.values_list(*names), key=str)
    return rows


@pytest.fixture
def library(pair, owner, stranger, make_movie, rate):
    """Users with rows of both movies, of the copy alone, and lists with others between them."""
    keep, other = pair
    between = make_movie("Between")
    for user, movies in ((owner, (other, between, keep)), (stranger, (between, other))):
        playlist = Playlist.objects.create(user=user, title="Space")
        for position, movie in enumerate(movies, start=1):
            WatchlistItem.objects.create(user=user, movie=movie, position=position)
            PlaylistItem.objects.create(playlist=playlist, movie=movie, position=position, note=movie.title)
            Favorite.objects.create(user=user, movie=movie)
            WatchHistory.objects.create(user=user, movie=movie, watched_at=MOMENT, progress=50)
    rate(owner, keep, 9, review="Great", rated_at=MOMENT)
    rate(owner, other, 4, rated_at=MOMENT + timedelta(days=1))
    rate(stranger, other, 7, review="Fine", rated_at=MOMENT)
    person = Person.objects.create(tmdb_id=10205, name="Sigourney Weaver")
    for movie in pair:
        movie.credits.create(person=person, kind="cast", character="Ripley")


def test_a_merge_that_is_undone_leaves_everything_as_it_was(pair, library):
    before = everything()
    merged = merge(pair)
    assert everything() != before
    undo_merge(merge_id=merged.pk)
    assert everything() == before
    assert not MergedRow.objects.exists()


def test_what_users_did_since_stays(pair, library, owner, stranger, rate):
    keep, other = pair
    merged = merge(pair)
    rate(owner, keep, 2)
    rate(stranger, keep, 3)
    apply(user_id=owner.pk, changes=[Remove(kind="favorites", movie_id=keep.pk)])
    undo_merge(merge_id=merged.pk)
    assert Rating.objects.get(user=owner, movie=keep).rating == 2
    assert Rating.objects.get(user=stranger).rating == 3
    assert not Favorite.objects.filter(user=owner, movie__in=pair).exists()
    assert Favorite.objects.get(user=stranger, movie__in=pair).movie == other
    assert WatchHistory.objects.filter(user=owner, movie=other).count() == 1


def test_fields_and_ids_return_and_community_figures_follow(pair, library):
    keep, other = pair
    merged = merge(pair)
    assert settled(pair)[0].overview == "In space."
    Movie.objects.filter(pk=keep.pk).update(tagline="Since")
    undo_merge(merge_id=merged.pk)
    keep, other = settled(pair)
    assert (keep.overview, keep.tagline, keep.community_count, keep.community_average) == ("", "Since", 1, 9)
    assert (other.tmdb_id, other.deleted_at, other.merged_into_id, other.community_count) == (
        993,
        None,
        None,
        2,
    )
    assert other.community_average == 5.5


def test_clients_learn_that_their_lists_have_changed(pair, library, owner):
    merged = merge(pair)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        undo_merge(merge_id=merged.pk)
        moved = LastActivity.objects.filter(user=owner, changed_at=timezone.now())
        assert set(moved.values_list("kind", flat=True)) == set(LastActivity.Kind.values)


def test_a_merge_is_undone_once_within_its_time_and_before_later_ones(pair, make_movie):
    first = merge(pair)
    third = make_movie("Alien again")
    second = merge((third, pair[0]))
    with pytest.raises(Conflict, match="Undo the later merge first"):
        undo_merge(merge_id=first.pk)
    undo_merge(merge_id=second.pk)
    undo_merge(merge_id=first.pk)
    with pytest.raises(Conflict, match="undone already"):
        undo_merge(merge_id=first.pk)
    old = merge(pair)
    with time_machine.travel(timezone.now() + timedelta(days=UNDO_DAYS, hours=1)):
        with pytest.raises(Conflict, match="30 days"):
            undo_merge(merge_id=old.pk)
        assert forget_merges() == "3 merges forgotten"
    assert not Merge.objects.exists()


def test_an_account_that_is_erased_leaves_no_row_and_does_not_return(pair, library, owner):
    merged = merge(pair)
    assert MergedRow.objects.filter(user=owner).exists()
    owner_id = owner.pk
    owner.delete()
    assert not MergedRow.objects.filter(user=owner_id).exists()
    undo_merge(merge_id=merged.pk)
    assert not Rating.objects.filter(user=owner_id).exists()


def test_staff_undo_a_merge_in_the_admin(pair, library, admin_client):
    merged = merge(pair)
    body = {"action": "undo", "_selected_action": [merged.pk]}
    answer = admin_client.post("/admin/movies/merge/", body, follow=True)
    assert "was undone" in answer.content.decode()
    assert settled(pair)[1].deleted_at is None
