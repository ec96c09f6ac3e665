"""Files that cannot be imported are refused with a sentence, and nothing is written."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import ImportJob, Rating
from apps.favorites.services.imports import archives
from apps.favorites.services.imports.formats import read_rows
from apps.favorites.services.imports.rows import ImportRefusedError

URL = "/api/v1/favorites/import/"
UTC = ZoneInfo("UTC")
RATINGS = "Name,Year,Rating\nHeat,1995,4\n"


def archive(*entries, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as target:
        for name, text in entries:
            target.writestr(name, text)
    return content.getvalue()


def lying_zip():
    """A bomb whose directory says that it is small."""
    content = bytearray(archive(("ratings.csv", "a" * 70 * 1024 * 1024)))
    start = content.rfind(b"PK\x01\x02")
    content[start + 24 : start + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def encrypted_zip():
    content = bytearray(archive(("ratings.csv", RATINGS)))
    start = content.rfind(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


def damaged_lzma_zip():
    content = bytearray(archive(("ratings.csv", RATINGS * 50), compression=zipfile.ZIP_LZMA))
    start = len(b"PK\x03\x04") + 26 + len("ratings.csv")
    content[start + 4 : start + 10] = b"\xff" * 6
    return bytes(content)


HOSTILE = {
    "zip bomb": lambda: archive(("ratings.csv", "a" * 70 * 1024 * 1024)),
    "zip bomb that lies": lying_zip,
    "zip of many": lambda: archive(*((f"{n}.csv", RATINGS) for n in range(501))),
    "zip slip": lambda: archive(("../../ratings.csv", RATINGS)),
    "zip slip on Windows": lambda: archive(("..\\..\\ratings.csv", RATINGS)),
    "absolute path": lambda: archive(("/etc/ratings.csv", RATINGS)),
    "drive": lambda: archive(("C:ratings.csv", RATINGS)),
    "password": encrypted_zip,
    "half a zip": lambda: archive(("ratings.csv", RATINGS * 100))[:80],
    "empty zip": archive,
    "nothing of ours": lambda: archive(("photo.jpg", "x")),
    "Cyrillic without a declared encoding": lambda: "Name,Year,Rating\nДовлатов,2018,4\n".encode("cp1251"),
    "damaged LZMA": damaged_lzma_zip,
    "more lines than rows": lambda: b"Name,Year,Rating\n" + b"\n" * 600_000,
    "binary": lambda: bytes(range(256)) * 10,
    "empty": lambda: b"",
    "blank": lambda: b" \n ",
    "other table": lambda: b"colour,shape\nred,round\n",
    "movies for nothing": lambda: b"Name,Year\nHeat,1995\n",
    "broken JSON": lambda: b'[{"rating": 10,',
    "deep JSON": lambda: b"[" * 100_000,
    "JSON of nothing": lambda: b'{"a": 1}',
}


@pytest.fixture
def upload(as_owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15))

    def upload(content, name="upload.csv"):
        return as_owner.post(URL, {"file": SimpleUploadedFile(name, content)}, format="multipart")

    return upload


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_a_400_with_a_sentence_and_nothing_is_written(upload, name):
    refused = upload(HOSTILE[name]())
    assert refused.status_code == 400, refused.data
    assert refused.json()["file"][0].endswith(".")
    assert not Rating.objects.exists()
    assert not ImportJob.objects.exists()


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


@pytest.mark.parametrize("body", [{}, {"file": "text"}])
def test_a_form_without_a_file_is_a_400(as_owner, body):
    assert as_owner.post(URL, body, format="multipart").status_code == 400


def test_a_body_that_is_no_form_is_a_415(as_owner):
    assert as_owner.post(URL, {"file": "x"}, format="json").status_code == 415


def test_limits_of_upload_and_unpacking_are_what_the_sentences_say():
    assert archives.UPLOAD_MAX_BYTES == 20 * 1024 * 1024
    assert archives.UNPACKED_MAX_BYTES == 60 * 1024 * 1024
