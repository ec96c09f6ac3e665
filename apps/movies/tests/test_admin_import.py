"""CSV imports of curators: a preview that changes nothing, then all rows or none, and everything wrong is told."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.core.http.permissions import CURATORS, OPERATORS
from apps.movies.models import Genre, Movie, Person, Tag


@pytest.fixture
def curator(client, make_user):
    user = make_user("curator", is_staff=True)
    user.groups.add(Group.objects.get(name=CURATORS))
    client.force_login(user)
    return client


def preview(client, model: str, text: str | bytes):
    """Upload the file. Returns the page, which has the form that confirms it if the file can be imported."""
    file = SimpleUploadedFile(
        "rows.csv", text if isinstance(text, bytes) else text.encode(), content_type="text/csv"
    )
    return client.post(reverse(f"admin:movies_{model}_import"), {"format": "0", "import_file": file})


def confirm(client, model: str, page) -> None:
    form = page.context["confirm_form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert client.post(reverse(f"admin:movies_{model}_process_import"), data).status_code == 302


def test_movies_are_previewed_then_imported_and_locked(curator, make_movie):
    Genre.objects.create(name="Western")
    known = make_movie("Old title", tmdb_id=603)
    page = preview(
        curator,
        "movie",
        "tmdb_id,title,release_date,genres\n603,The Matrix,1999-03-30,Western\n7,New,2001-01-01,\n",
    )
    assert page.status_code == 200, page.content[:300]
    known.refresh_from_db()
    assert known.title == "Old title" and not Movie.objects.filter(tmdb_id=7).exists()
    confirm(curator, "movie", page)
    known.refresh_from_db()
    assert known.title == "The Matrix"
    assert [genre.name for genre in known.genres.all()] == ["Western"]
    assert {"title", "release_date", "genres"} <= set(known.locked_fields)
    assert Movie.objects.get(tmdb_id=7).title == "New"
    assert Movie.objects.search_text("matrix").filter(pk=known.pk).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tmdb_id,titel\n1,Up\n", "Unknown columns: titel."),
        ("tmdb_id,title\n,Up\n", "tmdb_id is empty"),
        ("tmdb_id,title,genres\n1,Up,Nonsense\n", "There is no genre named Nonsense"),
        ('tmdb_id,title,genres\n1,Up,"Action, Drama"\n', "Separate several names by “|”."),
        ("tmdb_id,title,release_date\n1,Up,yesterday\n", "date"),
        ("tmdb_id,title\n1,Up\n2,\n", "title"),
        ("tmdb_id,title\n1.5,Up\n", "1.5 is not a whole number"),
        ("tmdb_id,title\nabc,Up\n", "abc is not a whole number"),
        ("tmdb_id,title,runtime\n1,Up,99999999999\n", "99999999999 is not a whole number"),
        ("tmdb_id,title,title\n1,Up,Down\n", "Two columns have the same name"),
        ("tmdb_id,title\n1,U\0p\n", "NUL byte"),
        ("tmdb_id;title\n1;Up\n", "Separate columns by commas"),
        ("title\nUp\n", "The column tmdb_id is missing"),
        ("\n\n \n", "The file is empty"),
        ("tmdb_id,title\n", "no rows below"),
        ("tmdb_id,title\n1,Up,Down\n", "Line 2: 3 values for 2 columns"),
        ("tmdb_id,title,tagline\n1,Up\n", "Line 2: 2 values for 3 columns"),
        ("\n\ntmdb_id,title\n1,Up\n\n1,Down\n", "Line 6: tmdb_id 1 is in line 4 too"),
        ('tmdb_id,title\n1,"Up\n', "is no CSV"),
        ("tmdb_id,title\n" + "1,Up\n" * 1001, "The file has 1001 rows"),
        (b"tmdb_id,title\n1,Am\xe9lie\n", "Save it as CSV in UTF-8"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_imported(curator, db, text, words):
    page = preview(curator, "movie", text)
    assert page.status_code == 200 and words in page.content.decode()
    assert "confirm_form" not in page.context or page.context["confirm_form"] is None
    assert not Movie.all_objects.exists()


def test_a_preview_that_is_gone_is_told(curator, db):
    page = preview(curator, "tag", "name\nnoir\n")
    confirm(curator, "tag", page)
    again = reverse("admin:movies_tag_process_import")
    form = page.context["confirm_form"]
    data = {name: form[name].value() or "" for name in form.fields}
    for sent in (data, data | {"import_file_name": "../nothing"}, data | {"format": "99"}, {}):
        answer = curator.post(again, sent, follow=True)
        assert answer.redirect_chain == [(reverse("admin:movies_tag_import"), 302)]
        assert "Upload the file again" in answer.content.decode()
    assert Tag.objects.count() == 1


def test_tags_and_people_are_imported_too(curator, db):
    confirm(curator, "tag", preview(curator, "tag", "name,tmdb_id\nrobot,12\n"))
    assert Tag.objects.get(name="robot").tmdb_id == 12
    confirm(curator, "person", preview(curator, "person", "tmdb_id,name,known_for\n5,Ana,Acting\n"))
    assert Person.objects.get(tmdb_id=5).name == "Ana"


@pytest.mark.parametrize("model", ["movie", "tag", "person"])
def test_the_list_has_the_button(curator, db, model):
    page = curator.get(reverse(f"admin:movies_{model}_changelist")).content.decode()
    assert reverse(f"admin:movies_{model}_import") in page


def test_only_those_who_may_add_and_edit_import(client, make_user, db):
    user = make_user("staff", is_staff=True)
    user.groups.add(Group.objects.get(name=OPERATORS))
    client.force_login(user)
    for codename in ("view_movie", "change_movie"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
        assert client.get(reverse("admin:movies_movie_import")).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="add_movie"))
    assert client.get(reverse("admin:movies_movie_import")).status_code == 200
