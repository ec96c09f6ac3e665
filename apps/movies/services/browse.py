"""TMDb's lists and search. Their movies are stored as rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from apps.core.caching.cache import DAY, HOUR, Answer, Namespace, Source
from apps.core.http.exceptions import UpstreamError
from apps.movies.models import Movie
from apps.movies.services.catalogue import Persisted, persist_tmdb_movies
from apps.movies.services.lookup import ids_of
from apps.movies.services.tmdb_http import REQUEST, SHORT
from apps.movies.services.tmdb_mapping import clean_id
from apps.movies.services.tmdb_service import LAST_PAGE, PAGE_SIZE, TMDbService

LISTS = Namespace("tmdb-lists", fresh=HOUR, stale=7 * DAY, origin="tmdb")
SEARCHES = Namespace("tmdb-searches", fresh=HOUR, stale=DAY, origin="tmdb")


@dataclass(frozen=True)
class CachedPage:
    """A page of TMDb as it is cached. A place is None if its movie is unusable or was on an earlier page."""

    places: list[int | None]
    total: int


@dataclass(frozen=True)
class Browsed:
    """One of our pages, in TMDb's order. count: the length of the whole list."""

    movies: list[Movie]
    count: int
    source: Source


@dataclass(frozen=True)
class TMDbList:
    """`ask` fetches one of its pages; `inputs` are what it depends on, besides the page."""

    namespace: Namespace
    inputs: list[str]
    ask: Callable[[TMDbService, int], dict[str, Any]]

    def window(self, *, page: int, page_size: int, shown: QuerySet[Movie]) -> Browsed | None:
        """One of our pages, with those of its movies that are in `shown`. None if TMDb cannot be used."""
        if not TMDbService.is_configured():
            return None
        start = (page - 1) * page_size
        first, last = start // PAGE_SIZE + 1, (start + page_size - 1) // PAGE_SIZE + 1
        if first > LAST_PAGE:
            return Browsed([], LAST_PAGE * PAGE_SIZE, "local")
        try:
            answers = self._pages(first, min(last, LAST_PAGE))
        except UpstreamError:
            return None
        places = [tmdb_id for answer in answers for tmdb_id in answer.value.places]
        offset = start - (first - 1) * PAGE_SIZE
        movies = in_order(shown, places[offset : offset + page_size])
        if not movies and not self._are_held(places):
            for number in range(first, last + 1):
                self.namespace.forget([*self.inputs, number])
            return None
        return Browsed(movies, answers[0].value.total, least_certain(answers))

    def store(self, number: int, answer: dict[str, Any]) -> Persisted:
        """Store a page that was fetched elsewhere, as rows and in the cache."""
        persisted, page = self._persist(number, answer)
        self.namespace.put([*self.inputs, number], page)
        return persisted

    def _pages(self, first: int, last: int) -> list[Answer[CachedPage]]:
        """TMDb's pages from `first` to `last`, as many of them as there are."""
        patient, hurried = TMDbService(REQUEST), TMDbService(SHORT)
        answers: list[Answer[CachedPage]] = []
        for number in range(first, last + 1):
            if answers and (number - 1) * PAGE_SIZE >= answers[-1].value.total:
                break
            answers.append(self._page(number, patient, hurried))
        return answers

    def _page(self, number: int, patient: TMDbService, hurried: TMDbService) -> Answer[CachedPage]:
        def fill(tmdb: TMDbService) -> CachedPage:
            return self._persist(number, self.ask(tmdb, number))[1]

        inputs = [*self.inputs, number]
        return self.namespace.fetch(inputs, lambda: fill(patient), refill=lambda: fill(hurried))

    def _persist(self, number: int, answer: dict[str, Any]) -> tuple[Persisted, CachedPage]:
        """TMDb's lists change between two calls, so movies of the previous page are left out of this one."""
        persisted = persist_tmdb_movies(results=answer["results"])
        before: CachedPage | None = self.namespace.peek([*self.inputs, number - 1])
        left = set(persisted.tmdb_ids) - set(before.places if before else ())
        places: list[int | None] = []
        for raw in answer["results"]:
            tmdb_id = clean_id(raw.get("id"))
            places.append(tmdb_id if tmdb_id in left else None)
            left -= {tmdb_id}
        return persisted, CachedPage(places, answer["total_results"])

    @staticmethod
    def _are_held(places: list[int | None]) -> bool:
        """False when the cache has outlived the database."""
        wanted = list(filter(None, places))
        return not wanted or Movie.all_objects.filter(tmdb_id__in=wanted).exists()


def tmdb_list(category: str) -> TMDbList:
    """A list of tmdb_service.LISTS."""
    return TMDbList(LISTS, [*_place(), category], lambda tmdb, page: tmdb.movie_list(category, page))


def tmdb_search(query: str) -> TMDbList:
    words = " ".join(query.casefold().split())
    return TMDbList(SEARCHES, [*_place(), words], lambda tmdb, page: tmdb.search(words, page))


def _place() -> list[str]:
    return [settings.TMDB_API_BASE_URL, settings.TMDB_LANGUAGE, settings.TMDB_REGION]


def in_order(shown: QuerySet[Movie], places: list[int | None]) -> list[Movie]:
    wanted = list(dict.fromkeys(filter(None, places)))
    found = {movie.tmdb_id: movie for movie in shown.filter(tmdb_id__in=wanted)}
    if missing := set(wanted) - found.keys():
        merged = ids_of("tmdb_id", missing)
        stayed = {movie.pk: movie for movie in shown.filter(pk__in=merged.values())}
        found |= {tmdb_id: stayed[pk] for tmdb_id, pk in merged.items() if pk in stayed}
    return list(dict.fromkeys(found[tmdb_id] for tmdb_id in wanted if tmdb_id in found))


def least_certain(answers: list[Answer[CachedPage]]) -> Source:
    sources = {answer.source for answer in answers}
    order: tuple[Source, ...] = ("stale", "tmdb", "cache", "local")
    return next(source for source in order if source in sources)
