"""Sentences that name movies, so that the titles in them can be replaced by those of another language."""

import re
from collections.abc import Callable
from typing import Self

# Control characters around id and title, which no title has. Stored with the sentence.
START, MIDDLE, END = "\x02", "\x1f", "\x03"
MARKED = re.compile(f"{START}([0-9]+){MIDDLE}([^{START}{MIDDLE}{END}]*){END}")


def marked(movie_id: int, title: str) -> str:
    """The title for a sentence, with the movie's id."""
    return f"{START}{movie_id}{MIDDLE}{title}{END}"


class TitledText(str):
    """A sentence as readers see it, which knows the movies that it names. `source`: the sentence with marked titles."""

    __slots__ = ("source",)
    source: str

    @classmethod
    def of(cls, source: str) -> Self:
        text = cls(MARKED.sub(r"\2", source) if START in source else source)
        text.source = source
        return text

    @property
    def movie_ids(self) -> set[int]:
        return {int(movie_id) for movie_id, _ in MARKED.findall(self.source)}

    def with_titles(self, title_of: Callable[[int, str], str]) -> str:
        """title_of: (movie id, title) → the title to show."""
        return MARKED.sub(lambda match: title_of(int(match[1]), match[2]), self.source)
