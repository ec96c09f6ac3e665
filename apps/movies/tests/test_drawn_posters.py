from xml.etree import ElementTree

from apps.movies.services.posters import GENRE_COLOURS, draw_poster, poster_address


def test_a_movie_without_a_poster_gets_a_drawn_one(client, make_movie):
    movie = make_movie("Metropolis & <Friends>", genres=("Science Fiction",))
    answer = client.get(poster_address(movie))
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "max-age=86400" in answer.headers["Cache-Control"]
    words = " ".join(ElementTree.fromstring(answer.content).itertext())
    assert "Metropolis" in words
    assert str(movie.release_date.year) in words
    assert "SCIENCE FICTION" in words


def test_a_movie_with_a_poster_shows_tmdbs(make_movie):
    movie = make_movie(poster_path="/abc.jpg")
    assert poster_address(movie) == "https://image.tmdb.org/t/p/w342/abc.jpg"


def test_a_long_title_ends_in_an_ellipsis_and_an_empty_one_still_draws():
    long = draw_poster(title="word " * 60, year=None, genre="")
    assert any("…" in text for text in ElementTree.fromstring(long).itertext())
    assert ElementTree.fromstring(draw_poster(title="", year=2000, genre="Unheard of")) is not None


def test_an_unknown_movie_has_no_poster(client, db):
    assert client.get("/posters/999999999999999999999999.svg").status_code == 404


def contrast_with_white(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_white_text_is_readable_on_every_genre():
    for upper, lower in GENRE_COLOURS.values():
        assert contrast_with_white(upper) >= 4.5
        assert contrast_with_white(lower) >= 4.5
