"""Posters that curators upload: checked by their bytes, stored once, served under a name that never changes."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.movies.models import Movie
from apps.movies.services.uploaded_posters import (
    MAX_BYTES,
    UnusablePoster,
    is_whole,
    read_picture,
    store_poster,
)

pytestmark = pytest.mark.django_db


def png(width: int = 300, height: int = 450, *, tail: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\x10\x20\x30" * width) * min(height, 500))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"") + tail


def jpeg(width: int, height: int) -> bytes:
    """Grey: every block differs by 0 from the one before."""

    def segment(marker: bytes, body: bytes) -> bytes:
        return b"\xff" + marker + struct.pack(">H", len(body) + 2) + body

    one_code = b"\1" + b"\0" * 15 + b"\0"
    blocks = -(-width // 8) * -(-height // 8)
    return (
        b"\xff\xd8"
        + segment(b"\xe0", b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(b"\xdb", b"\0" + b"\1" * 64)
        + segment(b"\xc4", b"\0" + one_code)  # C4 has the number of a frame, and is none
        + segment(b"\xc4", b"\x10" + one_code)
        + segment(b"\xc0", struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
        + segment(b"\xda", b"\1\1\0\0\x3f\0")
        + bytes(blocks // 4 + 1)
        + b"\xff\xd9"
    )


def webp(chunk: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 12 + len(body)) + b"WEBP" + chunk + struct.pack("<I", len(body)) + body


def lossless_webp(width: int, height: int) -> bytes:
    """One colour: each of its prefix codes has one symbol."""
    bits: list[int] = []

    def put(value: int, count: int) -> None:
        bits.extend(value >> place & 1 for place in range(count))

    for value, count in ((width - 1, 14), (height - 1, 14), (0, 4), (0, 3)):
        put(value, count)
    for symbol in (200, 100, 50, 255):
        put(0b101 | symbol << 3, 11)
    put(0b0001, 4)
    packed = sum(bit << place for place, bit in enumerate(bits)).to_bytes(
        -(-len(bits) // 16) * 2 + 1, "little"
    )
    return webp(b"VP8L", b"\x2f" + packed)


def sizes24(*values: int) -> bytes:
    return b"".join((value - 1).to_bytes(3, "little") for value in values)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (png(300, 450), "png", (300, 450)),
        (jpeg(301, 451), "jpg", (301, 451)),
        (webp(b"VP8 ", b"\0" * 6 + struct.pack("<HH", 302, 452)), "webp", (302, 452)),
        (webp(b"VP8L", b"\x2f" + struct.pack("<I", 302 | 452 << 14)), "webp", (303, 453)),
        (webp(b"VP8X", b"\0" * 4 + sizes24(304, 454)), "webp", (304, 454)),
    ],
)
def test_format_and_size_are_read_from_the_header(content, kind, size):
    picture = read_picture(content)
    assert (picture.kind, (picture.width, picture.height)) == (kind, size)


@pytest.mark.parametrize("content", [png(), jpeg(301, 451), webp(b"VP8X", b"\0" * 4 + sizes24(304, 454))])
def test_no_beginning_of_a_picture_is_a_fault(content):
    for end in range(len(content)):
        read_picture(content[:end])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload=alert(1)>", "no JPEG, PNG or WebP"),
        (b"", "no JPEG, PNG or WebP"),
        (png(99, 450), "99 × 450 pixels"),
        (png(300, 6001), "300 × 6001 pixels"),
        (png(tail=b"x" * MAX_BYTES), "more than 4 MB"),
    ],
)
def test_unusable_pictures_are_refused_with_a_sentence(content, sentence, media):
    with pytest.raises(UnusablePoster, match=sentence):
        store_poster(SimpleUploadedFile("poster.png", content, "image/png"))
    assert not media.exists()


WHOLE = {"png": png(), "jpg": jpeg(301, 451), "webp": lossless_webp(302, 452)}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_pictures_are_stored(kind, media):
    assert store_poster(SimpleUploadedFile("poster", WHOLE[kind])).endswith(f".{kind}")


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_pictures_that_are_cut_off_are_refused(kind, part, media):
    content = WHOLE[kind][: int(len(WHOLE[kind]) * part)]
    assert read_picture(content) is None or not is_whole(content, kind)


@pytest.mark.parametrize(
    "content",
    [
        png()[:33],
        png().replace(b"IDAT", b"iDAT"),
        png()[:-12] + b"junk",
        png()[:60] + b"\0\1\2" + png()[63:],
        jpeg(300, 450).replace(b"\xff\xda", b"\xff\xdd"),
        webp(b"VP8 ", b"\0" * 6 + struct.pack("<HH", 302, 452)),
    ],
    ids=["header only", "no pixels", "no end", "damaged", "no scan", "WebP header only"],
)
def test_damaged_pictures_are_refused_with_a_sentence(content, media):
    with pytest.raises(UnusablePoster, match="cut off or damaged"):
        store_poster(SimpleUploadedFile("poster.png", content))
    assert not media.exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("in the way")
    with pytest.raises(UnusablePoster, match="MEDIA_ROOT"):
        store_poster(SimpleUploadedFile("poster.png", png()))


@pytest.fixture
def saved(client, superuser, make_movie):
    """Returns a function that saves the admin's form of one movie with an upload."""
    movie = make_movie("Alien", poster_path="/tmdb.jpg")
    client.force_login(superuser)
    url = f"/admin/movies/movie/{movie.pk}/change/"

    def save(content: bytes, **changes):
        page = client.get(url).context
        form = page["adminform"].form
        values = {name: form[name].value() for name in form.fields}
        data = {
            name: value for name, value in values.items() if value not in (None, []) and value is not False
        }
        for formset in page["inline_admin_formsets"]:
            data |= {f"{formset.formset.prefix}-{part}": 0 for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
        data |= {"poster_upload": SimpleUploadedFile("x.exe", content, "text/html")} | changes
        answer = client.post(url, data)
        movie.refresh_from_db()
        return answer, movie

    return save


def test_a_curator_uploads_a_poster(client, saved, media, django_capture_on_commit_callbacks):
    answer, movie = saved(png())
    assert answer.status_code == 302
    assert movie.locked_fields == ["poster_path"]
    shown = client.get(f"/api/v1/movies/movies/{movie.pk}/").json()
    assert shown["poster_url"].startswith("http://testserver/posters/uploaded/")
    picture = client.get(shown["poster_url"])
    assert (picture.content, picture["Content-Type"]) == (png(), "image/png")
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in picture["Cache-Control"]
    with django_capture_on_commit_callbacks(execute=True):
        saved(jpeg(300, 450))
    assert [file.suffix for file in (media / "posters").iterdir()] == [".jpg"]
    assert client.get(shown["poster_url"]).status_code == 404
    assert 'property="og:image" content="http://testserver/posters/uploaded/' in (
        client.get(f"/share/movies/{movie.pk}/").content.decode()
    )


def test_the_api_names_the_host_that_the_client_used(client, make_movie, settings):
    settings.ALLOWED_HOSTS = ["movies.example.org", "testserver"]
    make_movie("Alien", poster_path="/uploaded/a.png")
    for host, scheme in (("movies.example.org", "https"), ("testserver", "http")):
        page = client.get("/api/v1/movies/movies/", headers={"Host": host}, secure=scheme == "https").json()
        assert page["results"][0]["poster_url"] == f"{scheme}://{host}/posters/uploaded/a.png"


def test_what_is_refused_changes_nothing(saved):
    answer, movie = saved(b"GIF89a")
    assert answer.status_code == 200
    assert "no JPEG, PNG or WebP" in answer.content.decode()
    assert (movie.poster_path, movie.locked_fields) == ("/tmdb.jpg", [])


def test_a_picture_of_two_movies_stays_when_one_gets_another(
    saved, make_movie, media, django_capture_on_commit_callbacks
):
    _, movie = saved(png())
    other = make_movie("Aliens", poster_path=movie.poster_path)
    with django_capture_on_commit_callbacks(execute=True):
        saved(jpeg(300, 450))
    assert len(list((media / "posters").iterdir())) == 2
    assert Movie.objects.get(pk=other.pk).poster_path != movie.poster_path


@pytest.mark.parametrize(
    "name", ["../../db.sqlite3", "x.png", "0" * 32 + ".svg", "0" * 32 + ".png", "%2e%2e/a.png"]
)
def test_other_names_are_404(client, name):
    assert client.get(f"/posters/uploaded/{name}").status_code == 404
