"""The search documents of all movies as an inverted index in memory: which of them have a text, and how well it fits.

A text is found as SQL finds it in `search_text` (`models.search`), and movies are ordered as by `services.search.ranked`;
`test_title_index.py` compares them. Masks and places are those of the movies in the columns (`services.columns`).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

import numpy as np

from apps.core.caching.shared_arrays import Arrays, Texts
from apps.movies.models.search import AllOf, AnyOf, Pattern, fits
from apps.movies.services.relevance import INFIX, MAIN_TITLE, TITLE_BEGINS, relevance_of

BAR = "| "  # before and after the names of a document
FEW = 50  # movies, whose documents are faster to look at than the index
LAST = "\U0010ffff"  # after all letters

Mask = np.ndarray  # one boolean per movie


@dataclass(frozen=True, eq=False)
class Postings:
    """Sorted texts, and which movies have each: the places of the first text, then of the second, …, up to `ends[n]`.

    by_ending: the numbers of the texts, sorted by their letters from the last to the first.
    """

    texts: Texts
    ends: np.ndarray
    places: np.ndarray
    by_ending: np.ndarray

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]]) -> "Postings":
        """Of places and their texts."""
        by_text: dict[str, list[int]] = {}
        for place, text in pairs:
            by_text.setdefault(text, []).append(place)
        texts = sorted(by_text)
        lists = [by_text[text] for text in texts]
        ends = np.cumsum([0, *map(len, lists)], dtype=np.int64)
        places = np.fromiter((place for found in lists for place in found), dtype=np.int32)
        reversed_texts = [text[::-1] for text in texts]
        by_ending = np.array(sorted(range(len(texts)), key=reversed_texts.__getitem__), dtype=np.int32)
        return cls(Texts.of(texts), ends, places, by_ending)

    def number_of(self, text: str) -> int | None:
        number = bisect_left(self.texts, text)
        return number if number < len(self.texts) and self.texts[number] == text else None

    def mark(self, mask: Mask, text: str) -> None:
        """The movies with just this text."""
        number = self.number_of(text)
        if number is not None:
            self._mark(mask, number, number + 1)

    def mark_beginning(self, mask: Mask, text: str) -> None:
        """The movies with a text that begins so."""
        self._mark(mask, bisect_left(self.texts, text), bisect_left(self.texts, text + LAST))

    def mark_ending(self, mask: Mask, text: str) -> None:
        """The movies with a text that ends so."""
        wanted, key = text[::-1], lambda number: self.texts[number][::-1]
        first = bisect_left(self.by_ending, wanted, key=key)
        self._mark_all(mask, self.by_ending[first : bisect_left(self.by_ending, wanted + LAST, key=key)])

    def mark_around(self, mask: Mask, part: str) -> None:
        """The movies with a text that has this part."""
        content, wanted, found = self._spaced, part.encode(), []
        at = content.find(wanted)
        while at >= 0:
            found.append(at)
            at = content.find(wanted, at + 1)
        self._mark_all(
            mask,
            np.unique(np.searchsorted(self._starts_of_next, np.array(found, dtype=np.int64), side="right")),
        )

    def _mark_all(self, mask: Mask, numbers: np.ndarray) -> None:
        firsts, sizes = self.ends[numbers], self.ends[numbers + 1] - self.ends[numbers]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        mask[self.places[np.repeat(firsts, sizes) + within]] = True

    def _mark(self, mask: Mask, first: int, last: int) -> None:
        mask[self.places[self.ends[first] : self.ends[last]]] = True

    @cached_property
    def _spaced(self) -> bytes:
        """All texts with a space after each."""
        return np.insert(self.texts.content, self.texts.ends, ord(" ")).tobytes()

    @cached_property
    def _starts_of_next(self) -> np.ndarray:
        """Where in `_spaced` the text after each begins."""
        return self.texts.ends + np.arange(1, len(self.texts) + 1)


def names_of(document: str) -> list[str]:
    """The names in a document, the movie's first name first; [""] for an empty one."""
    return document.removeprefix(BAR).removesuffix(" |").split(" | ")


class TitleIndex:
    """prior: by which equally fitting movies are ordered. main_names: the number in `names` of each movie's first name,
    -1 without one. changed: by place the documents that came after the index was made; those of new movies are at its end.
    """

    def __init__(
        self,
        documents: Texts,
        words: Postings,
        names: Postings,
        main_names: np.ndarray,
        prior: np.ndarray,
        *,
        changed: Mapping[int, str] | None = None,
    ):
        self.documents, self.words, self.names = documents, words, names
        self.main_names, self.prior = main_names, prior
        self.changed = dict(changed or {})

    @classmethod
    def of(cls, documents: Sequence[str], prior: np.ndarray) -> "TitleIndex":
        split = [names_of(document) for document in documents]
        names = Postings.of((place, name) for place, own in enumerate(split) for name in own if name)
        words = Postings.of(
            (place, word) for place, own in enumerate(split) for word in dict.fromkeys(" ".join(own).split())
        )
        numbers = {name: number for number, name in enumerate(names.texts[:])}
        main_names = np.array([numbers.get(own[0], -1) for own in split], dtype=np.int32)
        return cls(Texts.of(documents), words, names, main_names, prior)

    def document(self, place: int) -> str:
        return self.changed[place] if place in self.changed else self.documents[place]

    def with_documents(self, documents: Mapping[int, str], prior: np.ndarray) -> "TitleIndex":
        """With other documents at these places, which are looked at one by one. prior: of all movies, new ones at its end."""
        changed = self.changed | {
            place: document
            for place, document in documents.items()
            if place >= len(self.documents) or place in self.changed or self.documents[place] != document
        }
        return TitleIndex(self.documents, self.words, self.names, self.main_names, prior, changed=changed)

    def pack(self) -> dict[str, np.ndarray]:
        """As arrays, from which and the prior `unpack` makes the same index. It has no changed documents."""
        arrays = {
            "documents": self.documents.content,
            "document_ends": self.documents.ends,
            "main_names": self.main_names,
        }
        for kind, postings in (("word", self.words), ("name", self.names)):
            arrays |= {
                f"{kind}s": postings.texts.content,
                f"{kind}_ends": postings.texts.ends,
                f"{kind}_postings": postings.places,
                f"{kind}_posting_ends": postings.ends,
                f"{kind}s_by_ending": postings.by_ending,
            }
        return arrays

    @classmethod
    def unpack(cls, arrays: Arrays, prior: np.ndarray) -> "TitleIndex":
        words, names = (
            Postings(
                Texts(arrays[f"{kind}s"], arrays[f"{kind}_ends"]),
                arrays[f"{kind}_posting_ends"],
                arrays[f"{kind}_postings"],
                arrays[f"{kind}s_by_ending"],
            )
            for kind in ("word", "name")
        )
        documents = Texts(arrays["documents"], arrays["document_ends"])
        return cls(documents, words, names, arrays["main_names"], prior)

    def fitting(self, pattern: Pattern) -> Mask:
        """The movies whose documents fit."""
        return self._completed(self._fitting(pattern), lambda document: fits(document, pattern))

    def entitled(self, name: str) -> Mask:
        """The movies whose first name is this."""
        number = self.names.number_of(name)
        found = self.main_names == number if number is not None else self._nothing()
        return self._completed(found, lambda document: names_of(document)[0] == name)

    def containing(self, text: str) -> Mask:
        """The movies whose documents have this text: a name or its beginning after a bar, or one word or a part of it."""
        return self.fitting(text)

    def _completed(self, found: Mask, is_found: Callable[[str], bool]) -> Mask:
        """What was found in the index, and what `is_found` says of the documents that came after it."""
        if not self.changed and len(found) == len(self.prior):
            return found
        completed = np.zeros(len(self.prior), dtype=bool)
        completed[: len(found)] = found
        for place, document in self.changed.items():
            completed[place] = is_found(document)
        return completed

    def _fitting(self, pattern: Pattern) -> Mask:
        if isinstance(pattern, str):
            return self._containing(pattern)
        if not pattern.parts:
            return self._nothing()
        if isinstance(pattern, AnyOf):
            return reduce(or_, map(self._fitting, pattern.parts))
        # Long texts are rare, so that little is left to look at.
        first, *parts = sorted(pattern.parts, key=lambda part: isinstance(part, str) and -len(part))
        mask = self._fitting(first)
        for place, part in enumerate(parts):
            found = np.flatnonzero(mask)
            if len(found) <= FEW:
                others = AllOf(tuple(parts[place:]))
                mask[found] = [fits(self.documents[number], others) for number in found.tolist()]
                break
            mask &= self._fitting(part)
        return mask

    def _containing(self, text: str) -> Mask:
        mask = self._nothing()
        if text.startswith(BAR):
            name = text.removeprefix(BAR)
            if name.endswith(" |"):
                self.names.mark(mask, name.removesuffix(" |"))
            else:
                self.names.mark_beginning(mask, name)
                if name.endswith(" "):
                    self.names.mark(mask, name.rstrip())
        elif text.startswith(" "):
            mark = self.words.mark if text.endswith(" ") else self.words.mark_beginning
            mark(mask, text.strip())
        elif text.endswith(" "):
            self.words.mark_ending(mask, text.rstrip())
        else:
            self.words.mark_around(mask, text)
        return mask

    def ranked(self, mask: Mask, text: str, *, unfinished: bool = False) -> np.ndarray:
        """The places, best fit first; of one tier by prior, the newest of equal ones first.

        text: folded; "" has no tiers. unfinished: its last word may be the beginning of one.
        """
        places = np.flatnonzero(mask)
        if not text:
            return places[np.lexsort((-places, -self.prior[places]))]
        relevance = relevance_of(text, unfinished=unfinished)
        tiers = np.full(len(places), INFIX, dtype=np.int8)
        for tier, pattern in sorted(relevance.tiers.items(), reverse=True):
            tiers[self.fitting(pattern)[places]] = tier
        for title in relevance.main_titles:
            tiers[self.entitled(title[len(BAR) : -2])[places]] = MAIN_TITLE
        prior = self.prior[places]
        prior[self.fitting(relevance.begins)[places]] *= TITLE_BEGINS
        return places[np.lexsort((-places, -prior, tiers))]

    def best_known(self, mask: Mask, most: int) -> list[str]:
        """The documents of these movies, at most so many, by prior."""
        places = np.flatnonzero(mask)
        if len(places) > most:
            least = np.partition(self.prior[places], -most)[-most]
            places = places[self.prior[places] >= least]
        order = np.lexsort((-places, -self.prior[places]))[:most]
        return [self.document(place) for place in places[order].tolist()]

    def _nothing(self) -> Mask:
        return np.zeros(len(self.documents), dtype=bool)
