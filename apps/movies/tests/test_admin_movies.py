import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from apps.movies.admin.movies import MovieAdmin
from apps.movies.models import Movie
from apps.movies.services.catalogue import persist_tmdb_movie_detail

CHANGELIST = reverse("admin:movies_movie_changelist")


@pytest.fixture
def boss(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser(email="boss@example.com", password="x"))
    return client


def form_of(client, movie):
    """The change form's own answers, as a browser would send them back unchanged."""
    page = client.get(reverse("admin:movies_movie_change", args=[movie.pk]))
    form = page.context["adminform"].form
    answers = {name: form[name].value() for name in form.fields}
    for formset in (inline.formset for inline in page.context["inline_admin_formsets"]):
        answers |= {
            f"{formset.prefix}-{name}": formset.management_form[name].value()
            for name in formset.management_form.fields
        }
    return {name: value for name, value in answers.items() if value is not None and value is not False}


def test_what_an_editor_changes_is_locked_and_told_in_the_history(boss, make_movie):
    movie = make_movie("Aliem", overview="In space.")
    url = reverse("admin:movies_movie_change", args=[movie.pk])
    answer = boss.post(url, form_of(boss, movie) | {"title": "Alien", "runtime": "117"})
    assert answer.status_code == 302, answer.context["errors"]
    movie.refresh_from_db()
    assert (movie.title, movie.runtime, movie.search_text) == ("Alien", 117, "| alien |")
    assert movie.locked_fields == ["runtime", "title"]
    assert "Title: “Aliem” → “Alien”" in LogEntry.objects.get().get_change_message()


def test_a_lock_is_taken_off_by_hand_and_stays_off(boss, make_movie):
    movie = make_movie("Alien", locked_fields=["runtime", "title"])
    url = reverse("admin:movies_movie_change", args=[movie.pk])
    assert boss.post(url, form_of(boss, movie) | {"locked_fields": ["title"]}).status_code == 302
    movie.refresh_from_db()
    assert movie.locked_fields == ["title"]


def test_deleting_marks_and_the_filter_brings_it_back_to_sight(boss, make_movie):
    movie = make_movie("Alien")
    boss.post(CHANGELIST, {"action": "delete_selected", "_selected_action": [movie.pk], "post": "yes"})
    assert Movie.all_objects.get().deleted_at is not None
    assert "Alien" not in boss.get(CHANGELIST).content.decode()
    assert "Alien" in boss.get(CHANGELIST, {"deleted": "only"}).content.decode()


def test_search_finds_by_words_without_accents_and_by_both_outside_ids(boss, make_movie):
    make_movie("Le Fabuleux Destin d'Amélie Poulain", tmdb_id=194, imdb_id="tt0211915")
    make_movie("Alien", tmdb_id=348)
    for term in ("amelie FABULEUX", "194", "tt0211915"):
        page = boss.get(CHANGELIST, {"q": term}).content.decode()
        assert "Poulain" in page
        assert "Alien" not in page


def test_questions_before_a_deletion_load_no_scripts_of_fields(boss, make_movie):
    """They need translations, which these pages do not load."""
    movie = make_movie("Alien")
    one = boss.get(reverse("admin:movies_movie_delete", args=[movie.pk])).content.decode()
    selected = {"action": "delete_selected", "_selected_action": [movie.pk]}
    several = boss.post(CHANGELIST, selected).content.decode()
    for page in (one, several):
        assert "Are you sure" in page
        assert "calendar.js" not in page and "cancel.js" in page


def test_other_titles_are_listed(boss, make_movie):
    movie = make_movie("Alien", other_titles=[{"title": "Obcy", "country": "PL"}])
    page = boss.get(reverse("admin:movies_movie_change", args=[movie.pk])).content.decode()
    assert "Obcy" in page and "&#x27;country&#x27;" not in page


def test_autocomplete_offers_no_deleted_movie(boss, make_movie):
    make_movie("Alien")
    make_movie("Alien Resurrection").delete()
    asked = {"app_label": "favorites", "model_name": "favorite", "field_name": "movie", "term": "alien"}
    results = boss.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [result["text"][:5] for result in results] == ["Alien"]


def test_the_selected_movies_leave_as_csv(boss, make_movie):
    make_movie("Left here")
    movie = make_movie("Alien", genres=("Horror", "Science Fiction"))
    fields = {"format": "0", "resource": "", "export_items": [movie.pk]}
    answer = boss.post(reverse("admin:movies_movie_export"), fields)
    header, line = answer.content.decode().splitlines()
    assert header.startswith("id,tmdb_id,imdb_id,title")
    assert "Alien" in line
    assert "Horror|Science Fiction" in line


def test_an_export_with_impossible_filters_leads_to_the_list(boss):
    answer = boss.get(reverse("admin:movies_movie_export"), {"id__exact": "x"}, follow=True)
    assert answer.redirect_chain == [(reverse("admin:movies_movie_changelist"), 302)]
    assert "The filters in the address cannot be used." in answer.content.decode()


def test_no_lock_can_be_put_on_a_field_that_no_sync_writes(boss, make_movie):
    movie = make_movie("Alien")
    url = reverse("admin:movies_movie_change", args=[movie.pk])
    assert boss.post(url, form_of(boss, movie) | {"locked_fields": ["created_at"]}).status_code == 200
    assert MovieAdmin.form.base_fields["locked_fields"].choices


def test_a_certification_that_an_editor_added_survives_the_next_sync(boss, make_movie):
    movie = make_movie("Alien", tmdb_id=348)
    added = {
        "certifications-TOTAL_FORMS": "1",
        "certifications-0-country": "DE",
        "certifications-0-rating": "16",
        "certifications-0-min_age": "16",
    }
    url = reverse("admin:movies_movie_change", args=[movie.pk])
    answer = boss.post(url, form_of(boss, movie) | added)
    assert answer.status_code == 302, answer.context["errors"]
    released = {"results": [{"iso_3166_1": "US", "release_dates": [{"certification": "R", "type": 3}]}]}
    persist_tmdb_movie_detail(detail={"id": 348, "title": "Alien", "release_dates": released})
    movie.refresh_from_db()
    assert movie.locked_fields == ["certifications"]
    assert [row.country for row in movie.certifications.all()] == ["DE"]
