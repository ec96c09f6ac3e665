"""Pictures of movies without pictures: they differ, they are safe, and text on them can be read."""

import gzip
import struct
import zlib
from itertools import product
from xml.etree import ElementTree

import pytest

from apps.movies.services.artwork import MOTIFS, PALETTES, by_rarity, draw_scene
from apps.movies.services.posters import draw_backdrop, draw_poster, poster_address


def poster(**facts):
    return draw_poster(**{"movie_id": 1, "title": "Up", "year": 2009, "genres": ["Comedy"]} | facts)


def words_of(svg) -> str:
    """What is written on the picture, without its accessible name."""
    root = ElementTree.fromstring(svg)
    return " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))


def test_a_movie_without_a_poster_gets_a_drawn_one(client, make_movie):
    movie = make_movie("Metropolis & <Friends>", genres=("Science Fiction",))
    answer = client.get(poster_address(movie))
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert words_of(answer.content) == ""  # the page prints the title
    named = ElementTree.fromstring(answer.content).find("{http://www.w3.org/2000/svg}title")
    assert named.text == "Metropolis & <Friends>"
    titled = client.get(poster_address(movie), {"titled": "1"})
    assert "Metropolis" in words_of(titled.content)
    assert str(movie.release_date.year) in words_of(titled.content)


def test_a_backdrop_is_wide_and_has_the_colours_of_its_poster(client, make_movie):
    movie = make_movie("Alien", genres=("Horror", "Science Fiction"))
    answer = client.get(f"/posters/{movie.pk}/backdrop.svg")
    assert answer.status_code == 200
    assert ElementTree.fromstring(answer.content).get("viewBox") == "0 0 1280 720"
    ground = client.get(poster_address(movie)).content.split(b'stop-color="')[1][:7]
    assert ground in answer.content


def test_a_movie_with_a_poster_shows_tmdbs(make_movie):
    movie = make_movie(poster_path="/abc.jpg")
    assert poster_address(movie) == "https://image.tmdb.org/t/p/w342/abc.jpg"


def test_posters_of_one_genre_and_year_differ_and_one_movie_keeps_its_own():
    drawn = {poster(movie_id=number, title=f"Movie {number}") for number in range(100)}
    assert len(drawn) == 100
    assert poster() == poster()


def test_genre_and_decade_change_the_picture():
    pictures = {
        poster(genres=[genre], year=year) for genre, year in product(PALETTES, (1950, 1970, 1990, 2005, 2020))
    }
    assert len(pictures) == len(PALETTES) * 5


def test_every_genre_has_a_motif_and_draws_valid_xml():
    assert set(MOTIFS) == set(PALETTES)
    for genre, year, seed in product(
        [*PALETTES, "", "Unheard of"], (None, 1930, 1965, 1985, 2003, 2024), range(5)
    ):
        for width, height in ((300, 450), (1280, 720)):
            scene = draw_scene(genres=[genre], year=year, seed=seed, width=width, height=height)
            assert ElementTree.fromstring(f"<svg>{scene}</svg>") is not None
            assert "nan" not in scene and len(scene) < 20_000


def test_the_rarest_genre_leads():
    assert by_rarity(["Action", "Western", "Unheard of"]) == ["Western", "Action"]
    assert by_rarity([]) == []


def test_a_long_title_ends_in_an_ellipsis_and_an_empty_one_still_draws():
    long = poster(title="word " * 60, year=None, genres=[], titled=True)
    assert "…" in words_of(long)
    assert ElementTree.fromstring(poster(title="", titled=True)) is not None
    assert ElementTree.fromstring(draw_backdrop(movie_id=1, title="", year=None, genres=[])) is not None


@pytest.mark.parametrize(
    "path", ["999999999999999999999999.svg", "999999/backdrop.svg", "999999/preview.png"]
)
def test_an_unknown_movie_has_no_picture(client, db, path):
    assert client.get(f"/posters/{path}").status_code == 404


def test_the_preview_of_a_link_is_a_wide_png(client, make_movie):
    answer = client.get(f"/posters/{make_movie('Jaws', genres=['Horror']).pk}/preview.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", answer.content[16:24])
    assert (width, height) == (600, 338)
    assert len(set(zlib.decompress(_pixels(answer.content)))) > 50  # not one colour


def _pixels(png: bytes) -> bytes:
    """The joined data of its IDAT chunks."""
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return data


def contrast_with_white(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_white_text_is_readable_on_every_ground():
    for palettes in PALETTES.values():
        for ground, deep, _, _ in palettes:
            assert contrast_with_white(ground) >= 4.5, ground
            assert contrast_with_white(deep) >= 4.5, deep


@pytest.mark.parametrize("path", ["/posters/{}.svg", "/posters/{}/backdrop.svg"])
def test_drawn_pictures_are_compressed_for_browsers(client, make_movie, path):
    address = path.format(make_movie("Alien").pk)
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed["Vary"]
