"""Zips with one bad member, or with a bad directory: the rest is read, and the report names the member."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.services.imports import archives, zips
from apps.favorites.services.imports.formats import check
from apps.favorites.services.imports.rows import ImportRefusedError
from apps.favorites.tests.zips import MB, archive, with_flags

RATINGS = "Name,Year,Rating\nHeat,1995,4\n"
OTHER = "Name,Year,Rating\nAlien,1979,5\n"
BAD, GOOD = "diary.csv", "ratings.csv"


def two(bad: str = OTHER * 50, **options) -> bytes:
    return archive((GOOD, RATINGS), (BAD, bad), **options)


def streamed(*entries: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """As programs write to a stream: sizes and checksum follow the content."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *args: int) -> int:
            raise io.UnsupportedOperation

    stream = Stream()
    with zipfile.ZipFile(stream, "w", method) as target:
        for name, text in entries:
            with target.open(name, "w") as member:
                member.write(text.encode())
    return stream.getvalue()


def without_directory(content: bytes) -> bytes:
    return content[: content.find(b"PK\x01\x02")]


def patched(content: bytes, magic: bytes, offset: int, value: bytes, *, last: bool = True) -> bytes:
    """The zip with other bytes in a header of its last or its first member."""
    changed = bytearray(content)
    start = (changed.rfind(magic) if last else changed.find(magic)) + offset
    changed[start : start + len(value)] = value
    return bytes(changed)


def renamed(name: bytes, *, flag: bool) -> bytes:
    """A second member with such bytes for a name, marked as UTF-8 or not."""
    stand_in = "x" * (len(name) - 4) + ".csv"
    content = archive((GOOD, RATINGS), (stand_in, OTHER)).replace(stand_in.encode(), name)
    flags = struct.pack("<H", zips.UTF_8 if flag else 0)
    return patched(patched(content, b"PK\x03\x04", 6, flags), b"PK\x01\x02", 8, flags)


def damaged_content(content: bytes) -> bytes:
    at = content.rfind(b"PK\x03\x04") + zips.LAYOUT.size + len(BAD) + 4
    return content[:at] + b"\xff" * 8 + content[at + 8 :]


def extra_field(field: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        target.writestr(GOOD, RATINGS)
        info = zipfile.ZipInfo(BAD)
        info.extra = b"\x99\x99\x04\x00abcd"
        target.writestr(info, OTHER)
    return content.getvalue().replace(b"\x99\x99\x04\x00abcd", field)


# Both files are read.
READ_WHOLE: dict[str, Callable[[], bytes]] = {
    "name marked as UTF-8 that is not": lambda: renamed("Ähnliches.csv".encode("cp1252"), flag=True),
    "name of code page 437 that is not marked": lambda: renamed("Ähnliches.csv".encode("cp437"), flag=False),
    "name in UTF-8 that is not marked": lambda: renamed("Ähnliches.csv".encode(), flag=False),
    "name in Shift JIS": lambda: renamed("評価.csv".encode("shift_jis"), flag=False),
    "name marked in the directory only": lambda: patched(
        renamed("Ähnliches.csv".encode(), flag=True), b"PK\x03\x04", 6, b"\0\0"
    ),
    "another name in the directory": lambda: patched(two(), b"PK\x01\x02", 46, b"DIARY"),
    "no directory": lambda: without_directory(two()),
    "no directory, sizes behind the contents": lambda: without_directory(
        streamed((GOOD, RATINGS), (BAD, OTHER))
    ),
    "half a directory": lambda: two()[: two().rfind(b"PK\x01\x02") + 20],
    "no end of the directory": lambda: two()[: two().rfind(b"PK\x05\x06")],
    "a wrong entry of the directory": lambda: patched(two(), b"PK\x01\x02", 0, b"PK\xff\xff"),
    "a newer version of the format": lambda: patched(two(), b"PK\x01\x02", 6, b"\xff\x00"),
    "an extra field that is too long": lambda: extra_field(b"\x99\x99\xff\xffabcd"),
    "a 64-bit size that is missing": lambda: patched(
        extra_field(b"\x01\x00\x04\x00abcd"), b"PK\x01\x02", 24, b"\xff" * 4
    ),
    "unknown compression in the directory": lambda: patched(two(), b"PK\x01\x02", 10, b"\x63\0"),
    "sizes behind the contents": lambda: streamed((GOOD, RATINGS), (BAD, OTHER)),
    "stored, sizes behind the contents": lambda: streamed(
        (GOOD, RATINGS), (BAD, OTHER), method=zipfile.ZIP_STORED
    ),
    "bzip2": lambda: two(compression=zipfile.ZIP_BZIP2),
    "a colon in a name": lambda: archive((GOOD, RATINGS), ("Alien: all.csv", OTHER)),
}
# The first file is read, the second one named.
READ_IN_PART: dict[str, tuple[Callable[[], bytes], str]] = {
    "wrong checksum": (lambda: patched(two(), b"PK\x01\x02", 16, b"\0\1\2\3"), "damaged"),
    "damaged content": (lambda: damaged_content(two()), "damaged"),
    "unknown compression": (
        lambda: patched(patched(two(), b"PK\x01\x02", 10, b"\x63\0"), b"PK\x03\x04", 8, b"\x63\0"),
        "compressed",
    ),
    "password": (lambda: with_flags(two(), 8, lambda flags: b"\x01\0" + flags[2:]), "password"),
    "a place outside the zip": (lambda: patched(two(), b"PK\x01\x02", 42, b"\xf0\xff\xff\0"), "damaged"),
    "cut off within the last file": (lambda: two()[: two().rfind(b"PK\x03\x04") + 60], "damaged"),
    "cut off, stored": (
        lambda: two(compression=zipfile.ZIP_STORED)[:300],
        "damaged",
    ),
    "absolute path": (lambda: archive((GOOD, RATINGS), ("/diary.csv", OTHER)), "leads out"),
    "path to a parent": (lambda: archive((GOOD, RATINGS), ("a/../../diary.csv", OTHER)), "leads out"),
    "drive": (lambda: archive((GOOD, RATINGS), ("C:\\diary.csv", OTHER)), "leads out"),
    "a size of 4 GB": (
        lambda: patched(two(), b"PK\x01\x02", 24, b"\xfe\xff\xff\xff"),
        "more than 60 MB",
    ),
    "workbook": (
        lambda: archive((GOOD, RATINGS), ("x.zip", archive(("content.xml", "<x/>")))),
        "workbook",
    ),
    "empty": (lambda: archive((GOOD, RATINGS), (BAD, "")), "empty"),
    "zeros": (lambda: archive((GOOD, RATINGS), (BAD, bytes(5000))), "empty"),
}


@pytest.fixture
def upload(as_owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15))
    make_movie("Alien", release_date=date(1979, 5, 25))

    def upload(content: bytes):
        body = {"file": SimpleUploadedFile("export.zip", content)}
        return as_owner.post("/api/v1/favorites/import/", body, format="multipart")

    return upload


@pytest.mark.parametrize("name", READ_WHOLE)
def test_all_members_are_read(upload, name):
    job = upload(READ_WHOLE[name]())
    assert job.status_code == 202, job.data
    assert {line["title"] for line in job.data["report"]} == {"Heat", "Alien"}
    assert job.data["counts"]["ratings"]["added"] == 2


@pytest.mark.parametrize("name", READ_IN_PART)
def test_a_bad_member_is_named_and_the_rest_is_read(upload, name):
    content, word = READ_IN_PART[name]
    job = upload(content())
    assert job.status_code == 202, job.data
    assert job.data["counts"]["ratings"]["added"] == 1
    [line] = [line for line in job.data["report"] if line["kind"] == "file"]
    assert word in line["reason"]
    assert "diary" in line["file"] or name == "workbook"


def test_members_of_one_name_are_both_read(upload):
    with pytest.warns(UserWarning, match="Duplicate"):
        job = upload(archive((GOOD, RATINGS), (GOOD, OTHER)))
    assert job.data["counts"]["ratings"]["added"] == 2


@pytest.mark.parametrize(
    ("raw", "flag", "shown"),
    [
        ("Ähnliches.csv".encode("cp437"), False, "ähnliches.csv"),
        ("Ähnliches.csv".encode(), False, "ähnliches.csv"),
        ("Ähnliches.csv".encode(), True, "ähnliches.csv"),
    ],
)
def test_names_have_their_letters(raw, flag, shown):
    sources = archives.open_upload("export.zip", renamed(raw, flag=flag)).sources
    assert [source.path for source in sources] == ["ratings.csv", shown]


def test_a_zip_without_members_is_refused():
    for content in (b"PK\x03\x04" + bytes(40), b"PK\x05\x06" + bytes(18), b"PK\x03\x04"):
        with pytest.raises(ImportRefusedError):
            check(archives.open_upload("export.zip", content))


def test_a_bomb_without_a_directory_is_refused():
    bomb = without_directory(archive(*((f"{n}.csv", "a" * 20 * MB) for n in range(4))))
    with pytest.raises(ImportRefusedError, match="60 MB"):
        archives.open_upload("export.zip", bomb)


def test_bytes_of_damaged_members_count():
    """Else a zip of many such members would be work without an end."""
    content = bytearray(archive(*((f"{n}.csv", "a" * 15 * MB) for n in range(5))))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 16 : place + 20] = b"\0\1\2\3"
        content[place + 24 : place + 28] = struct.pack("<I", 15 * MB)
        place = content.find(b"PK\x01\x02", place + 4)
    with pytest.raises(ImportRefusedError, match="60 MB"):
        archives.open_upload("export.zip", bytes(content))
