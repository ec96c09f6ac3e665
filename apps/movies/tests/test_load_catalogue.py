"""The catalogue that comes with the code is loaded as often as one likes. Its content: apps/core/tests/test_bundled_catalogue.py."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.movies.models import Movie, Person
from apps.movies.services.bundled_catalogue import BUNDLED, is_loaded, load_catalogue, read_lines

STAR_WARS = 11


def load() -> str:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    return out.getvalue()


@pytest.fixture
def loaded(small_bundle, db) -> str:
    return load()


def star_wars() -> Movie:
    return Movie.all_objects.get(tmdb_id=STAR_WARS)


def test_the_file_is_small_and_holds_thousands_of_plausible_facts():
    lines = list(read_lines(BUNDLED))
    assert BUNDLED.stat().st_size <= 1_000_000
    assert len({line.tmdb_id for line in lines}) == len(lines) >= 5000
    for line in lines:
        assert line.values["title"]
        assert line.values["release_date"].year >= 1870
        assert 0 < line.values["vote_average"] <= 10
        assert line.genres


def test_a_load_that_breaks_leaves_nothing_behind(small_bundle, db):
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_catalogue(progress=stop)
    assert not Movie.all_objects.exists()


def test_a_start_loads_again_only_what_has_changed(loaded, small_bundle, tmp_path):
    out = StringIO()
    call_command("load_catalogue", if_changed=True, stdout=out)
    assert not out.getvalue()
    other = tmp_path / "catalogue.csv.gz"
    other.write_bytes(small_bundle.read_bytes() + b"x")
    assert not is_loaded(other)
    genre = star_wars().genres.first()
    star_wars().genres.remove(genre)
    call_command("load_catalogue", if_changed=True, stdout=out)
    assert "Catalogue:" in out.getvalue()
    assert genre in star_wars().genres.all()
    assert is_loaded()


def test_it_mends_what_differs_but_not_what_is_locked_newer_or_deleted(loaded):
    genre = star_wars().genres.first()
    Movie.objects.filter(tmdb_id=STAR_WARS).update(title="Ours", runtime=1, locked_fields=["title", "genres"])
    star_wars().genres.set([genre])
    newer, deleted, forgotten = Movie.objects.exclude(tmdb_id=STAR_WARS)[:3]
    Movie.objects.filter(pk=newer.pk).update(vote_count=1, synced_at=timezone.now())
    deleted.delete()
    Movie.objects.filter(pk=forgotten.pk).update(search_text="")
    Person.objects.filter(name="Robert Downey Jr.").update(search_text="| outdated |")
    assert " 0 new, 1 changed, 1 newer" in load()
    assert "| robert downey jr |" in Person.objects.get(name="Robert Downey Jr.").search_text
    assert (star_wars().title, star_wars().runtime) == ("Ours", 121)
    assert list(star_wars().genres.all()) == [genre]
    assert Movie.objects.get(pk=newer.pk).vote_count == 1
    assert Movie.all_objects.get(pk=deleted.pk).deleted_at
    assert Movie.objects.get(pk=forgotten.pk).search_text
