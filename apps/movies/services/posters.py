"""Posters and backdrops: TMDb's where there is one, else one that we draw, so that no page has a hole in it.

Pages print the title below a poster, so the drawn one has none; with `titled` it has, for places where it stands alone.
"""

import textwrap
from collections.abc import Iterable
from zlib import crc32

import resvg_py
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from apps.movies.models import Movie
from apps.movies.services.artwork import draw_scene
from apps.movies.services.images import BACKDROP_SIZE, image_url

POSTER, BACKDROP = (300, 450), (1280, 720)
PREVIEW_WIDTH = (
    600  # what messengers want at least for a large preview; drawing takes time with the square of it
)
MARGIN = 24  # of a titled poster
LINE_CHARACTERS, MAX_LINES, LINE_HEIGHT, TITLE_BOTTOM = 13, 6, 37, 376
# Typefaces of a time: (until that year, family, weight, letter spacing).
TYPE = (
    (1960, "Georgia, 'Times New Roman', serif", 700, 0.5),
    (1980, "'Helvetica Neue', 'Arial Narrow', Arial, sans-serif", 800, -0.5),
    (2000, "Impact, 'Arial Black', sans-serif", 400, 1),
    (9999, "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", 700, 0),
)


def poster_address(movie: Movie, *, size: str = "w342") -> str:
    """Where a browser gets the movie's poster; `size` is one of TMDb's."""
    return image_url(movie.poster_path, size) or drawn_address(movie)


def preview_address(movie: Movie) -> str:
    """Of a picture that messengers can show beside a link; they show no SVG."""
    wide = image_url(movie.backdrop_path, BACKDROP_SIZE) or image_url(movie.poster_path, "w780")
    return wide or reverse("drawn-preview", args=[movie.pk])


def drawn_address(movie: Movie) -> str:
    return reverse("drawn-poster", args=[movie.pk])


def draw_poster(
    *, movie_id: int, title: str, year: int | None, genres: Iterable[str], titled: bool = False
) -> SafeString:
    scene = draw_scene(
        genres=genres, year=year, seed=seed_of(movie_id, title), width=POSTER[0], height=POSTER[1]
    )
    return picture(title, POSTER, scene, lettering(title, year) if titled else "")


def draw_backdrop(*, movie_id: int, title: str, year: int | None, genres: Iterable[str]) -> SafeString:
    scene = draw_scene(
        genres=genres, year=year, seed=seed_of(movie_id, title), width=BACKDROP[0], height=BACKDROP[1]
    )
    return picture(title, BACKDROP, scene, "")


def draw_preview(*, movie_id: int, title: str, year: int | None, genres: Iterable[str]) -> bytes:
    """The backdrop as PNG."""
    backdrop = draw_backdrop(movie_id=movie_id, title=title, year=year, genres=genres)
    return bytes(resvg_py.svg_to_bytes(svg_string=backdrop, width=PREVIEW_WIDTH, skip_system_fonts=True))


def seed_of(movie_id: int, title: str) -> int:
    return crc32(f"{movie_id} {title}".encode())


def picture(title: str, size: tuple[int, int], scene: str, text: str) -> SafeString:
    """`scene` is made of numbers and of our own colours alone."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img"><title>{title}</title>{scene}{text}</svg>',
        width=size[0],
        height=size[1],
        title=title,
        scene=mark_safe(scene),  # noqa: S308
        text=text,
    )


def lettering(title: str, year: int | None) -> SafeString:
    """The title at the foot, on a shade that keeps it readable on any scene, in the type of the time."""
    _, family, weight, spacing = next(row for row in TYPE if (year or 9000) < row[0])
    lines = textwrap.wrap(title, LINE_CHARACTERS, max_lines=MAX_LINES, placeholder="…") or [title]
    top = TITLE_BOTTOM - LINE_HEIGHT * (len(lines) - 1)
    shade = top - LINE_HEIGHT - 20
    return format_html(
        '<rect y="{shade}" width="300" height="{tall}" fill="#0c0a12" fill-opacity=".72"/>'
        '<g fill="#fff" font-family="{family}"><g font-size="29" font-weight="{weight}" letter-spacing="{spacing}">'
        '{lines}</g><text x="{margin}" y="420" font-size="20">{year}</text></g>',
        shade=shade,
        tall=POSTER[1] - shade,
        family=family,
        weight=weight,
        spacing=spacing,
        lines=format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            ((MARGIN, top + LINE_HEIGHT * number, text) for number, text in enumerate(lines)),
        ),
        margin=MARGIN,
        year=year or "",
    )
