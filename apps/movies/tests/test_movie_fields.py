"""Every field of a movie belongs to a group, and every place reads the groups."""

import pytest

from apps.movies.admin.movies import MovieAdmin, with_unplaced_fields
from apps.movies.models import Movie
from apps.movies.models.fields import FIELDS, LOCKABLE_PARTS, movie_fields
from apps.movies.serializers.details import MovieDetailSerializer
from apps.movies.serializers.lists import MovieListSerializer
from apps.movies.serializers.writing import MovieWriteSerializer
from apps.movies.services.bundled_catalogue import BUNDLED, read_lines

GROUPS = {"list", "detail", "heavy", "write", "lock", "merge", "bundled", "export", "internal"}
COLUMNS = {field.name for field in (*Movie._meta.fields, *Movie._meta.many_to_many)}


def test_every_field_belongs_to_a_known_group():
    assert set(FIELDS) == COLUMNS
    for name, groups in FIELDS.items():
        assert groups.split(), name
        assert set(groups.split()) <= GROUPS, name


def test_groups_do_not_contradict_each_other():
    lists, details = set(movie_fields("list")), set(movie_fields("detail"))
    assert not lists & details
    assert not lists & set(movie_fields("heavy"))
    assert set(movie_fields("bundled")) <= lists | details
    assert not set(movie_fields("internal")) - set(movie_fields("heavy")) & set(movie_fields("write"))


def test_lockable_parts_are_relations_of_a_movie():
    assert set(LOCKABLE_PARTS) <= {relation.related_name for relation in Movie._meta.related_objects}


@pytest.mark.parametrize(
    ("serializer", "groups"),
    [(MovieListSerializer, ["list"]), (MovieDetailSerializer, ["list", "detail"]), (MovieWriteSerializer, ["write"])],
)  # fmt: skip
def test_the_api_has_exactly_the_fields_of_its_groups(serializer, groups):
    expected = {name for group in groups for name in movie_fields(group)}
    assert set(serializer.Meta.fields) & COLUMNS == expected


def test_the_admin_shows_every_field_but_internal_ones():
    shown = set()
    for _, options in MovieAdmin.fieldsets:
        for entry in options["fields"]:
            names = entry if isinstance(entry, tuple) else (entry,)
            shown |= {name.removeprefix("shown_") for name in names}  # as text instead of JSON
    assert COLUMNS - shown <= {*movie_fields("internal"), "id"}


def test_a_field_that_no_fieldset_places_is_editable_in_the_last_one():
    fieldsets = with_unplaced_fields([("Titles", {"fields": ("title",)})])
    assert "tagline" in fieldsets[-1][1]["fields"]
    assert "title" not in fieldsets[-1][1]["fields"]


def test_the_bundled_catalogue_has_the_fields_of_its_group():
    line = next(read_lines(BUNDLED))
    assert tuple(line.values) == (*movie_fields("bundled"), "other_titles")
    for name, value in line.values.items():
        Movie._meta.get_field(name).clean(value, None)
