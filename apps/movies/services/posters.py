"""Posters: TMDb's where there is one, else one that we draw, so that no page has a hole in it.

A drawn poster is an SVG of 300 × 450: title, year and leading genre on a colour of that genre.
"""

import textwrap
from collections.abc import Iterable
from zlib import crc32

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.movies.models import Movie
from apps.movies.services.images import image_url

# (upper, lower) end of the gradient; white text on either has a contrast of at least 4.5 : 1.
# The first of these genres that a movie has gives the colour: rare genres come first.
GENRE_COLOURS = {
    "Western": ("#96501b", "#402008"),
    "War": ("#5b6236", "#24270f"),
    "Documentary": ("#3f6212", "#1a2e05"),
    "Music": ("#9d174d", "#4a0624"),
    "Animation": ("#0b6e99", "#04334a"),
    "Horror": ("#7f1d1d", "#190505"),
    "Science Fiction": ("#1d5fa8", "#0a1f45"),
    "Fantasy": ("#5b3fa6", "#251450"),
    "Romance": ("#b02a55", "#52081f"),
    "History": ("#735a36", "#33261a"),
    "Mystery": ("#334872", "#111a30"),
    "Crime": ("#4a4e59", "#16181d"),
    "Family": ("#0f766e", "#053b37"),
    "Comedy": ("#8f4f00", "#4d1f00"),
    "Thriller": ("#2f5d62", "#0e2224"),
    "Adventure": ("#6f6000", "#2e2800"),
    "Action": ("#9c2f17", "#4a1208"),
    "Drama": ("#6b2d5c", "#2b0f2f"),
    "TV Movie": ("#52525b", "#232327"),
}
PALETTE = tuple(GENRE_COLOURS.values())
LINE_CHARACTERS, MAX_LINES = 13, 6
LINE_HEIGHT, TITLE_BOTTOM = 37, 376


def poster_address(movie: Movie, *, size: str = "w342") -> str:
    """Where a browser gets the movie's poster; `size` is one of TMDb's."""
    return image_url(movie.poster_path, size) or drawn_address(movie)


def drawn_address(movie: Movie) -> str:
    return reverse("drawn-poster", args=[movie.pk])


def leading_genre(names: Iterable[str]) -> str:
    """The one that a movie's drawn poster is coloured by; "" for none."""
    ranks = {name: rank for rank, name in enumerate(GENRE_COLOURS)}
    return min(names, key=lambda name: (ranks.get(name, len(ranks)), name), default="")


def draw_poster(*, title: str, year: int | None, genre: str) -> SafeString:
    upper, lower = GENRE_COLOURS.get(genre) or PALETTE[crc32((genre or title).encode()) % len(PALETTE)]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 450" width="300" height="450" role="img">'
        "<title>{title}</title>"
        '<defs><linearGradient id="g" x1="0" y1="0" x2="0.4" y2="1">'
        '<stop stop-color="{upper}"/><stop offset="1" stop-color="{lower}"/></linearGradient></defs>'
        '<rect width="300" height="450" fill="url(#g)"/>'
        "{shapes}"
        '<g fill="#fff" font-family="Inter, system-ui, -apple-system, \'Segoe UI\', Roboto, sans-serif">'
        '<text x="24" y="46" font-size="16" letter-spacing="2" fill-opacity=".92">{genre}</text>'
        '<g font-size="29" font-weight="700">{lines}</g>'
        '<text x="24" y="420" font-size="20" fill-opacity=".92">{year}</text></g></svg>',
        title=title,
        upper=upper,
        lower=lower,
        shapes=_shapes(title),
        genre=genre.upper(),
        lines=_title_lines(title),
        year=year or "",
    )


def _shapes(title: str) -> SafeString:
    """Three faint rings, placed by the title, so that two posters of one genre are not the same."""
    seed = crc32(title.encode())
    rings = [
        (60 + (seed >> shift) % 220, 60 + (seed >> (shift + 3)) % 200, 40 + (seed >> shift) % 90)
        for shift in (0, 8, 16)
    ]
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}" fill="#fff" fill-opacity=".04" stroke="#fff" stroke-opacity=".14"/>',
        rings,
    )


def _title_lines(title: str) -> SafeString:
    lines = textwrap.wrap(title, LINE_CHARACTERS, max_lines=MAX_LINES, placeholder="…") or [title]
    top = TITLE_BOTTOM - LINE_HEIGHT * (len(lines) - 1)
    return format_html_join(
        "",
        '<text x="24" y="{}">{}</text>',
        ((top + LINE_HEIGHT * number, line) for number, line in enumerate(lines)),
    )
