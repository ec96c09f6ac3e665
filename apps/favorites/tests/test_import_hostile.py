"""Files that cannot be imported are refused with a sentence, and nothing is written."""

import time
from contextlib import suppress
from datetime import date
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.tests.sampling import sampled
from apps.favorites.models import ImportJob, Playlist, PlaylistItem, Rating, WatchlistItem
from apps.favorites.services.imports import archives
from apps.favorites.services.imports.formats import read_rows
from apps.favorites.services.imports.journal import snapshot
from apps.favorites.services.imports.rows import ImportRefusedError
from apps.favorites.tests.hostile_files import RATINGS, READ, REFUSED, SAMPLE
from apps.favorites.tests.import_files import zipped
from apps.movies.models import Movie, WatchHistory

URL = "/api/v1/favorites/import/"
UTC = ZoneInfo("UTC")


@pytest.fixture
def upload(as_owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15), tmdb_id=949, imdb_id="tt0113277")

    def upload(content, name="upload.csv"):
        return as_owner.post(URL, {"file": SimpleUploadedFile(name, content)}, format="multipart")

    return upload


def file_of(made):
    return made if isinstance(made, tuple) else (made, "upload.csv")


@pytest.mark.parametrize("name", sampled(REFUSED, SAMPLE))
def test_it_is_a_400_with_a_sentence_and_nothing_is_written(upload, name):
    refused = upload(*file_of(REFUSED[name]()))
    assert refused.status_code == 400, refused.data
    assert refused.json()["file"][0].endswith((".", "…"))
    assert not Rating.objects.exists()
    assert not ImportJob.objects.exists()


def library_of(user):
    """Everything that an import can write, by kind and id."""
    movies = set(Movie.objects.values_list("pk", flat=True))
    return snapshot(user.pk, movies)


@pytest.mark.parametrize("name", sampled(READ, SAMPLE))
def test_what_can_be_read_is_imported_whole_and_can_be_taken_back(upload, as_owner, owner, name):
    before = library_of(owner)
    content, filename = file_of(READ[name]())
    job = upload(content, filename)
    assert job.status_code == 202, job.data
    assert (job.data["status"], job.data["error"]) == ("done", "")
    assert job.data["rows_done"] == job.data["rows_total"]
    assert all(
        line["result"] and (line["reason"] or line["result"] != "skipped") for line in job.data["report"]
    )
    for model in (Rating, WatchHistory, WatchlistItem, Playlist, PlaylistItem):
        for row in model.objects.all():
            row.full_clean()
    written = library_of(owner)
    again = upload(content, filename)
    assert not {"added", "updated"} & set(again.data["counts"]["rows"])
    assert library_of(owner) == written
    assert as_owner.post(f"{URL}{job.data['id']}/undo/").data["status"] == "undone"
    assert library_of(owner) == before


def test_the_set_has_hundreds_of_files():
    assert len(REFUSED) + len(READ) >= 180
    assert REFUSED.keys() | READ.keys() >= SAMPLE


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(upload):
    refused = upload(b"x" * 100 * 1024 * 1024)
    assert refused.status_code == 413
    assert refused.json()["detail"] == "The body is larger than 22 MiB."
    assert not ImportJob.objects.exists()


def test_a_file_of_21_megabytes_is_a_400_at_its_field(upload):
    refused = upload(b"x" * 21 * 1024 * 1024)
    assert refused.status_code == 400
    assert "20 MB" in refused.json()["file"][0]


def test_too_many_rows_are_refused(upload, monkeypatch):
    monkeypatch.setattr("apps.favorites.services.imports.formats.ROWS_MAX", 3)
    assert upload((RATINGS + "Heat,1995,4\n" * 3).encode()).status_code == 400


FORMULAS = [
    '=HYPERLINK(""http://evil"",""x"")', "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "=1+1",
    "=( so sad", "=D loved it", "@someone(thanks) told me", "-Loved it (mostly)", "+1", "-30-", "@Home",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_text(upload, text):
    job = upload(f'Name,Year,Rating,Review\n"{text}",2013,4,\nHeat,1995,4,"{text}"\n'.encode())
    assert job.status_code == 202
    assert [line["result"] for line in job.data["report"]] == ["not_found", "added"]
    assert Rating.objects.get().review == text.replace('""', '"')


def adversarial_texts():
    """About a megabyte each: what makes a regular expression that backtracks slow."""
    for piece in ("a.", "-a.", "=", "tt1", "A" * 50 + ",", "lists-list-1-", " ", "\xe9a", "_", "('|"):
        yield piece * (1_000_000 // len(piece))


@pytest.mark.parametrize("text", list(adversarial_texts()))
def test_the_work_on_an_upload_grows_with_its_size(text):
    for content in (
        f"-{text},1999,4",
        f"Name,Year,Rating\n{text},1999,4",
        f'[{{"movie": {{"title": "{text}"}}}}]',
    ):
        started = time.process_time()
        with suppress(ImportRefusedError):
            read_rows(archives.open_upload("ratings.csv", content.encode()), zone=UTC)
        assert time.process_time() - started < 4, "about 2 s per MB at most, on a slow machine"


@pytest.mark.parametrize("text", sampled(["a", ",", '"', "[", "a,", "\n", "\u200b"], ["["]))
def test_a_small_zip_of_a_large_file_is_no_work_for_minutes(text):
    """Its size says nothing of the work: of 50 MB none is done letter by letter in Python."""
    content = zipped(diary=text * (50 * 1024 * 1024 // len(text.encode())), ratings=RATINGS)
    started = time.process_time()
    with suppress(ImportRefusedError):
        read_rows(archives.open_upload("export.zip", content), zone=UTC)
    assert time.process_time() - started < 20, "about 4 s"


def test_a_small_zip_of_a_large_file_is_read_in_the_background(upload, monkeypatch):
    monkeypatch.setattr(
        "apps.favorites.services.imports.jobs.run_task", lambda pk: pytest.fail("in the request")
    )
    monkeypatch.setattr(
        "apps.favorites.services.imports.jobs.enqueue", lambda *args, **options: SimpleNamespace(pk=1)
    )
    content = zipped(diary="Name,Year,Rating\n" + "\n" * 400_000 + " " * 1024 * 1024, ratings=RATINGS)
    assert len(content) < 10_000
    assert upload(content, "export.zip").data["status"] == "pending"


@pytest.mark.parametrize(
    ("name", "word"),
    [("workbook", "workbook"), ("workbook of 1997", "workbook"), ("PDF", "PDF"), ("gzip", "gzip")],
)
def test_a_refusal_names_the_kind_of_file(upload, name, word):
    assert word in upload(*file_of(REFUSED[name]())).json()["file"][0]


@pytest.mark.parametrize("body", [{}, {"file": "text"}])
def test_a_form_without_a_file_is_a_400(as_owner, body):
    assert as_owner.post(URL, body, format="multipart").status_code == 400


def test_a_body_that_is_no_form_is_a_415(as_owner):
    assert as_owner.post(URL, {"file": "x"}, format="json").status_code == 415


def test_limits_of_upload_and_unpacking_are_what_the_sentences_say():
    assert archives.UPLOAD_MAX_BYTES == 20 * 1024 * 1024
    assert archives.UNPACKED_MAX_BYTES == 60 * 1024 * 1024
