"""Files that mean harm, or are none: refused at the door with a sentence, and nothing is written."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import ImportJob, Rating
from apps.favorites.services.imports import files

URL = "/api/v1/favorites/import/"
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
    "wrong encoding": lambda: "Name,Year,Rating\nAmélie,2001,4\n".encode("latin-1"),
    "utf-16": lambda: RATINGS.encode("utf-16"),
    "binary": lambda: bytes(range(256)) * 10,
    "NUL bytes": lambda: b"Name,Year,Rating\nHe\0at,1995,4\n",
    "empty": lambda: b"",
    "blank": lambda: b" \n ",
    "formula": lambda: b'Name,Year,Rating,Review\nHeat,1995,4,"=HYPERLINK(""http://evil"",""x"")"\n',
    "command": lambda: b"Name,Year,Rating\n=cmd|' /C calc'!A0,1995,4\n",
    "plus command": lambda: b"Name,Year,Rating\n+cmd|' /C calc'!A0,1995,4\n",
    "at sum": lambda: b"Name,Year,Rating\n@SUM(1+1)*cmd|' /C calc'!A0,1995,4\n",
    "a later formula": f"{RATINGS}=1+1,1995,4\n".encode,
    "endless quote": lambda: b'Name,Year,Rating\n"Heat,1995,4\n',
    "giant cell": lambda: b"Name,Year,Rating\n" + b"x" * 200_000 + b",1995,4\n",
    "other table": lambda: b"colour,shape\nred,round\n",
    "movies for nothing": lambda: b"Name,Year\nHeat,1995\n",
    "broken JSON": lambda: b'[{"rating": 10,',
    "deep JSON": lambda: b"[" * 100_000,
    "JSON of nothing": lambda: b'{"a": 1}',
}


@pytest.fixture
def upload(as_owner, make_movie):
    make_movie("Heat")

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
    assert refused.status_code == 400
    assert "20 MB" in refused.json()["file"][0]


def test_too_many_rows_are_refused(upload, monkeypatch):
    monkeypatch.setattr("apps.favorites.services.imports.formats.ROWS_MAX", 3)
    assert upload((RATINGS + "Heat,1995,4\n" * 3).encode()).status_code == 400


@pytest.mark.parametrize("title", ["+1", "-30-", "@Home", "+ or - zero"])
def test_titles_that_only_look_odd_are_taken(upload, title):
    taken = upload(f"Name,Year,Rating\n{title},2013,4\n".encode())
    assert taken.status_code == 202
    assert taken.data["report"][0]["result"] == "not_found"


@pytest.mark.parametrize("body", [{}, {"file": "text"}])
def test_a_form_without_a_file_is_a_400(as_owner, body):
    assert as_owner.post(URL, body, format="multipart").status_code == 400


def test_a_body_that_is_no_form_is_a_415(as_owner):
    assert as_owner.post(URL, {"file": "x"}, format="json").status_code == 415


def test_limits_of_upload_and_unpacking_are_what_the_sentences_say():
    assert files.UPLOAD_MAX_BYTES == 20 * 1024 * 1024
    assert files.UNPACKED_MAX_BYTES == 60 * 1024 * 1024
