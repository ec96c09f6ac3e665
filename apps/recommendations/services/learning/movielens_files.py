"""MovieLens' files as rows: the csv layout of the later releases and the `::` layout of 1M. No database here."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

TITLE_AND_YEAR = re.compile(r"^(?P<title>.*\S|)\s*+\((?P<year>\d{4})\)\s*$")
# «Matrix, The» → «The Matrix»; an original title in parentheses may follow.
ARTICLE_LAST = re.compile(
    r"^(?P<title>.+?), (?P<article>The|A|An|La|Le|L'|Les|Il|El|Das|Der|Die)(?P<rest> \(.*\))?$"
)
# MovieLens genres → TMDb genres; those without a counterpart are left out.
GENRE_NAMES = {
    "Children's": "Family",
    "Children": "Family",
    "Musical": "Music",
    "Sci-Fi": "Science Fiction",
    "IMAX": "",
    "(no genres listed)": "",
}
STARS_TO_RATING = 2


class MovieLensError(ValueError):
    """The folder has no readable MovieLens data; the message says what is missing."""


class RatingRow(NamedTuple):
    """`rating` 1–10, `at` in seconds since the epoch."""

    user: str
    movie: str
    rating: float
    at: int


@dataclass(frozen=True)
class MovieRow:
    """A movie of movies.csv with its ids of links.csv."""

    number: str
    title: str
    year: int | None
    genres: tuple[str, ...]
    tmdb_id: int | None = None
    imdb_id: str = ""


@dataclass
class MovieLensFolder:
    """`unreadable` counts the lines of ratings that are no ratings; they are left out."""

    root: Path
    unreadable: int = field(default=0, init=False)

    def movies(self) -> list[MovieRow]:
        links = dict(self._links())
        return [self._movie(cells, links) for cells in self._lines("movies", least=3)]

    def ratings(self) -> Iterator[RatingRow]:
        """In the order of the file."""
        for cells in self._lines("ratings", least=0):
            try:
                user, movie, stars, at = cells[:4]
                row = RatingRow(user, movie, float(stars) * STARS_TO_RATING, int(float(at)))
            except (ValueError, OverflowError):
                self.unreadable += 1
                continue
            if 1 <= row.rating <= 10 and row.rating * 2 % 1 == 0 and 0 <= row.at < 2**33:
                yield row
            else:
                self.unreadable += 1

    def size(self) -> int:
        """Lines of ratings, without the heading."""
        path = self._path("ratings")
        lines, last = 0, b"\n"
        with path.open("rb") as file:
            for chunk in iter(lambda: file.read(1 << 20), b""):
                lines, last = lines + chunk.count(b"\n"), chunk[-1:]
        return max(0, lines + (last != b"\n") - (path.suffix == ".csv"))

    def _links(self) -> Iterator[tuple[str, tuple[int | None, str]]]:
        if not (self.root / "links.csv").exists():
            return
        for number, imdb, tmdb, *_ in self._lines("links", least=3):
            yield number, (int(tmdb) if tmdb.isdigit() else None, f"tt{imdb}" if imdb.isdigit() else "")

    def _movie(self, cells: list[str], links: dict[str, tuple[int | None, str]]) -> MovieRow:
        number, title, genres = cells[:3]
        parts = TITLE_AND_YEAR.match(title)
        tmdb_id, imdb_id = links.get(number, (None, ""))
        return MovieRow(
            number=number,
            title=natural_title(parts["title"] if parts else title.strip()),
            year=int(parts["year"]) if parts else None,
            genres=tuple(genre_names(genres.split("|"))),
            tmdb_id=tmdb_id,
            imdb_id=imdb_id,
        )

    def _path(self, name: str) -> Path:
        for suffix in (".csv", ".dat"):
            if (path := self.root / f"{name}{suffix}").exists():
                return path
        raise MovieLensError(f"{self.root} has neither {name}.csv nor {name}.dat.")

    def _lines(self, name: str, *, least: int) -> Iterator[list[str]]:
        """Cells of each line with at least so many of them, the heading left out."""
        path = self._path(name)
        if path.suffix == ".dat":
            with path.open(encoding="latin-1") as file:
                yield from (cells for line in file if len(cells := line.rstrip("\n").split("::")) >= least)
            return
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            rows = csv.reader(file)
            next(rows, None)
            yield from (cells for cells in rows if len(cells) >= least)


def natural_title(title: str) -> str:
    parts = ARTICLE_LAST.match(title)
    return f"{parts['article']} {parts['title']}{parts['rest'] or ''}" if parts else title


def genre_names(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        name = GENRE_NAMES.get(word.strip(), word.strip())
        if name:
            yield name
