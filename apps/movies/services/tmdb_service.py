"""TMDb's API as functions with our names. Knows addresses, parameters and shapes; no rows, no caching.

Create one for each piece of work; `budget` limits how long it waits.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings

from apps.movies.services.tmdb_errors import TMDbMalformed
from apps.movies.services.tmdb_http import REQUEST, TimeoutBudget, TMDbHttp

LISTS = {
    "trending-day": "trending/movie/day",
    "trending-week": "trending/movie/week",
    "popular": "movie/popular",
    "top-rated": "movie/top_rated",
    "now-playing": "movie/now_playing",
    "upcoming": "movie/upcoming",
}
REGIONAL_LISTS = ("now-playing", "upcoming", "popular", "top-rated")
PAGE_SIZE = 20
LAST_PAGE = 500  # TMDb serves no page past this
LONGEST_CHANGES = 14  # days that one request for changes may span
DETAIL_PARTS = "credits,keywords,videos,release_dates,external_ids,watch/providers,recommendations,alternative_titles,translations"
PAGE = {"results": list, "total_pages": int, "total_results": int}

Json = dict[str, Any]


class TMDbService:
    def __init__(self, budget: TimeoutBudget = REQUEST):
        self._http = TMDbHttp(budget)

    @staticmethod
    def is_configured() -> bool:
        return bool(settings.TMDB_API_KEY)

    def cancel(self) -> None:
        """Called from another thread: ends waits for another attempt."""
        self._http.cancel()

    def configuration(self) -> Json:
        return self._http.get("configuration", {}, {"images": dict})

    def genres(self) -> list[Json]:
        answer = self._http.get("genre/movie/list", self._language(), {"genres": list})
        return objects(answer["genres"])

    def movie_list(self, category: str, page: int = 1) -> Json:
        """One page of a list in LISTS: {results: [movie], page, total_pages, total_results}."""
        region = {"region": settings.TMDB_REGION} if category in REGIONAL_LISTS else {}
        return self._page(LISTS[category], {**self._language(), **region}, page)

    def search(self, query: str, page: int = 1, *, adult: bool = False, year: int | None = None) -> Json:
        """One page of movies whose titles match `query`, shaped as in `movie_list`. year: that of any release."""
        params = {**self._language(), "query": query, "include_adult": str(adult).lower()}
        return self._page("search/movie", params | ({"year": str(year)} if year else {}), page)

    def movie(self, tmdb_id: int) -> Json:
        """A movie with everything in DETAIL_PARTS appended. Raises TMDbNotFound."""
        spoken = settings.TMDB_LANGUAGE.split("-")[0]
        params = {
            **self._language(),
            "append_to_response": DETAIL_PARTS,
            "include_video_language": f"{spoken},en,null",
        }
        answer = self._http.get(f"movie/{tmdb_id}", params, {"id": int, "title": str})
        if answer["id"] != tmdb_id:
            raise TMDbMalformed
        return answer

    def images(self, tmdb_id: int) -> Json:
        """All images of a movie: {posters, backdrops, logos: [image]}. Raises TMDbNotFound."""
        return self._http.get(f"movie/{tmdb_id}/images", {}, {"posters": list, "backdrops": list})

    def person(self, tmdb_id: int) -> Json:
        """A person with biography and external ids. Raises TMDbNotFound."""
        params = {**self._language(), "append_to_response": "external_ids"}
        answer = self._http.get(f"person/{tmdb_id}", params, {"id": int, "name": str})
        if answer["id"] != tmdb_id:
            raise TMDbMalformed
        return answer

    def certifications(self) -> Json:
        """Age ratings by country: {country: [{certification, meaning, order}]}."""
        return self._http.get("certification/movie/list", {}, {"certifications": dict})["certifications"]

    def find(self, source: str, external_id: str) -> int | None:
        """TMDb's id of the movie with this id elsewhere. source: "imdb_id" or "wikidata_id"."""
        params = {**self._language(), "external_source": source}
        answer = self._http.get(f"find/{external_id}", params, {"movie_results": list})
        ids = (entry.get("id") for entry in objects(answer["movie_results"]))
        return next((value for value in ids if isinstance(value, int)), None)

    def changed_ids(self, start: date, end: date) -> Iterator[int]:
        """TMDb ids of movies changed from `start` to `end`, at most LONGEST_CHANGES days apart."""
        page, last = 1, 1
        while page <= last:
            params = {"start_date": start.isoformat(), "end_date": end.isoformat()}
            answer = self._page("movie/changes", params, page)
            yield from (entry["id"] for entry in answer["results"] if isinstance(entry.get("id"), int))
            page, last = page + 1, answer["total_pages"]

    def _language(self) -> dict[str, str]:
        return {"language": settings.TMDB_LANGUAGE}

    def _page(self, path: str, params: dict[str, str], page: int) -> Json:
        answer = self._http.get(path, {**params, "page": page}, PAGE)
        return {
            "page": page,
            "results": objects(answer["results"]),
            "total_pages": min(answer["total_pages"], LAST_PAGE),
            "total_results": min(answer["total_results"], LAST_PAGE * PAGE_SIZE),
        }


def objects(values: Any) -> list[Json]:
    """What in a list has the shape of an object; TMDb's oddities do not spoil their neighbours."""
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
