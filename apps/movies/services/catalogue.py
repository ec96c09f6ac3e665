"""TMDb's data as rows. No HTTP. Fields that a curator has locked are not changed.

Rows are written in the order of their TMDb ids, so that two writers of the same movies wait for each
other instead of locking each other out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.movies.models import (
    Certification,
    Collection,
    Company,
    Credit,
    Genre,
    Movie,
    MovieTranslation,
    Person,
    ProductionCountry,
    Provider,
    Tag,
    WatchOption,
)
from apps.movies.models.text import fold, search_document
from apps.movies.services import tmdb_mapping as mapping
from apps.movies.services.age_ratings import fill_ages, store_age_ratings
from apps.movies.services.bulk_rows import named_rows, relink, replace_rows, upsert_by_tmdb_id, write
from apps.movies.services.tmdb_mapping import GENRE_NAMES, Json, Values
from apps.movies.services.tmdb_service import objects

GONE_FIRST_RETRY, GONE_LAST_RETRY = timedelta(days=7), timedelta(days=90)
CONFIRM_AFTER = timedelta(days=1)  # an unchanged movie's `synced_at` is written no more often than this


@dataclass
class Persisted:
    """What became of a page. `tmdb_ids` are those of its movies, in its order, without the unusable."""

    tmdb_ids: list[int] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def persist_tmdb_genres(*, genres: Iterable[Json]) -> int:
    """How many genres were written."""
    names = {
        genre["id"]: mapping.clean_text(genre.get("name"), 100)
        for genre in genres
        if mapping.clean_id(genre.get("id")) and mapping.clean_text(genre.get("name"))
    }
    return named_rows(Genre, names)[1]


def persist_tmdb_age_ratings(*, lists: Json) -> int:
    """How many age ratings TMDb lists."""
    return store_age_ratings(mapping.age_ratings(lists))


@transaction.atomic
def persist_tmdb_movies(*, results: Iterable[Json]) -> Persisted:
    """Insert or update the movies of a page, in at most ten queries. Duplicates are used once."""
    raws = {raw["id"]: raw for raw in results if mapping.listed_movie(raw)}
    values = {tmdb_id: mapping.listed_movie(raw) or {} for tmdb_id, raw in raws.items()}
    movies, persisted = upsert_movies(values, now=timezone.now())
    link_genres((movies[tmdb_id], raw) for tmdb_id, raw in raws.items())
    persisted.tmdb_ids = list(raws)
    return persisted


@transaction.atomic
def persist_tmdb_movie_detail(*, detail: Json) -> Movie | None:
    """Insert or update a movie with its people, tags, videos, certifications and providers.

    Parts that are missing in the response are not changed. None if the response has no usable id or title.
    """
    values = mapping.detailed_movie(detail)
    if values is None:
        return None
    now = timezone.now()
    values |= collection_of(detail, values["tmdb_id"])
    movies, _ = upsert_movies({values["tmdb_id"]: values}, now=now)
    movie = movies[values["tmdb_id"]]
    link_genres([(movie, detail)])
    if isinstance(detail.get("keywords"), dict) and "tags" not in movie.locked_fields:
        tags, _ = named_rows(Tag, mapping.keywords(detail))
        relink(Movie.tags.through, "tag_id", {movie.pk: set(tags.values())})
    if isinstance(detail.get("production_companies"), list) and "companies" not in movie.locked_fields:
        companies = upsert_by_tmdb_id(Company, mapping.companies(detail))
        relink(Movie.companies.through, "company_id", {movie.pk: set(companies.values())})
    replace_parts(movie, detail)
    Movie.all_objects.filter(pk=movie.pk).update(
        synced_at=now, details_synced_at=now, tmdb_gone_since=None, tmdb_retry_at=None
    )
    movie.synced_at = movie.details_synced_at = now
    return movie


@transaction.atomic
def mark_gone(*, tmdb_id: int) -> None:
    """Remember that TMDb has no such movie any more, and when to ask again: each time after twice as long."""
    now = timezone.now()
    movie = Movie.all_objects.select_for_update().filter(tmdb_id=tmdb_id).first()
    if movie is None:
        return
    since = movie.tmdb_gone_since or now
    wait = min(max(GONE_FIRST_RETRY, now - since), GONE_LAST_RETRY)
    Movie.all_objects.filter(pk=movie.pk).update(tmdb_gone_since=since, tmdb_retry_at=now + wait)


def upsert_movies(wanted: Mapping[int, Values], *, now: datetime) -> tuple[dict[int, Movie], Persisted]:
    """Rows by TMDb id, deleted ones among them, written only where a value differs."""
    rows = Movie.all_objects.select_for_update().filter(tmdb_id__in=wanted).order_by("tmdb_id")
    movies: dict[int, Movie] = {movie.tmdb_id: movie for movie in rows if movie.tmdb_id}
    fresh: list[Movie] = []
    changed: list[Movie] = []
    confirmed: list[int] = []
    for tmdb_id in sorted(wanted):
        movie = movies.setdefault(tmdb_id, Movie(tmdb_id=tmdb_id))
        differs = take(movie, wanted[tmdb_id], now)
        if movie.pk is None:
            fresh.append(movie)
        elif differs:
            changed.append(movie)
        elif movie.synced_at is None or movie.synced_at < now - CONFIRM_AFTER:
            confirmed.append(movie.pk)
    columns = {name for values in wanted.values() for name in values} | {"search_text", "synced_at"}
    write(Movie, fresh, changed, sorted(columns))
    if confirmed:
        Movie.all_objects.filter(pk__in=confirmed).update(synced_at=now)
    unchanged = len(wanted) - len(fresh) - len(changed)
    return movies, Persisted(created=len(fresh), updated=len(changed), unchanged=unchanged)


def take(movie: Movie, values: Values, now: datetime) -> bool:
    """Set the fields that are not locked; returns whether any of them has changed."""
    locked = {*movie.locked_fields, *(f"{name}_id" for name in movie.locked_fields)}
    differing = {
        name: value for name, value in values.items() if name not in locked and getattr(movie, name) != value
    }
    for name, value in differing.items():
        setattr(movie, name, value)
    if differing:
        movie.search_text = search_document(movie.names())
        movie.synced_at = now
    return bool(differing)


def link_genres(movies: Iterable[tuple[Movie, Json]]) -> None:
    """Genres that TMDb names or that we know; one that is only a number stays out until TMDb names it."""
    ids: dict[int, list[int]] = {}
    named: dict[int, str] = {}
    for movie, raw in movies:
        genre_ids = mapping.genre_ids(raw)
        if genre_ids is None or "genres" in movie.locked_fields:
            continue
        ids[movie.pk] = genre_ids
        for genre in objects(raw.get("genres")):
            if genre.get("id") in genre_ids and (name := mapping.clean_text(genre.get("name"), 100)):
                named[genre["id"]] = name
    unnamed = {value for values in ids.values() for value in values} - set(named)
    names = named | {value: GENRE_NAMES.get(value, "") for value in unnamed}
    known, _ = named_rows(Genre, names, built_in=unnamed)
    links = {movie: {known[value] for value in values if value in known} for movie, values in ids.items()}
    relink(Movie.genres.through, "genre_id", links)


def collection_of(detail: Json, tmdb_id: int) -> Values:
    """The movie's collection. A bundled one that the movie is in becomes TMDb's."""
    if "belongs_to_collection" not in detail:
        return {}
    values = mapping.collection(detail)
    if values is None:
        return {"collection_id": None}
    bundled = Collection.objects.filter(tmdb_id=None, movies__tmdb_id=tmdb_id).first()
    if bundled and not Collection.objects.filter(tmdb_id=values["tmdb_id"]).exists():
        Collection.objects.filter(pk=bundled.pk).update(tmdb_id=values["tmdb_id"])
    return {"collection_id": upsert_by_tmdb_id(Collection, {values["tmdb_id"]: values})[values["tmdb_id"]]}


def adopt_people(movie: Movie, tmdb_ids: Mapping[str, int]) -> None:
    """Give bundled people of the movie the TMDb ids of its people with the same names. tmdb_ids: by name."""
    bundled = list(Person.objects.filter(tmdb_id=None, credits__movie=movie).distinct().order_by("pk"))
    if not bundled:
        return
    known = set(Person.objects.filter(tmdb_id__in=tmdb_ids.values()).values_list("tmdb_id", flat=True))
    ids = {fold(name): tmdb_id for name, tmdb_id in tmdb_ids.items() if tmdb_id not in known}
    for person in bundled:
        person.tmdb_id = ids.pop(fold(person.name), None)
    Person.objects.bulk_update([person for person in bundled if person.tmdb_id], ["tmdb_id"])


def replace_parts(movie: Movie, detail: Json) -> None:
    if isinstance(detail.get("credits"), dict) and "credits" not in movie.locked_fields:
        played = mapping.credit_pairs(detail)
        adopt_people(movie, {person["name"]: person["tmdb_id"] for person, _ in reversed(played)})
        people = upsert_by_tmdb_id(Person, {person["tmdb_id"]: person for person, _ in played})
        # Keyed as the table is: TMDb names some parts twice.
        credits = {
            (person["tmdb_id"], credit["kind"], credit["job"], credit["character"]): credit
            | {"person_id": people[person["tmdb_id"]]}
            for person, credit in reversed(played)
        }
        bundled = list(Person.objects.filter(tmdb_id=None, credits__movie=movie).values_list("pk", flat=True))
        replace_rows(Credit, movie.pk, credits.values())
        if bundled:
            Person.objects.filter(pk__in=bundled, credits=None).delete()
    if isinstance(detail.get("translations"), dict) and "translations" not in movie.locked_fields:
        replace_rows(MovieTranslation, movie.pk, mapping.translations(detail))
    if (
        isinstance(detail.get("production_countries"), list)
        and "production_countries" not in movie.locked_fields
    ):
        replace_rows(ProductionCountry, movie.pk, mapping.production_countries(detail))
    if isinstance(detail.get("release_dates"), dict) and "certifications" not in movie.locked_fields:
        by_country = {values["country"]: values for values in fill_ages(mapping.certifications(detail))}
        replace_rows(Certification, movie.pk, by_country.values())
    if isinstance(detail.get("watch/providers"), dict) and "watch_options" not in movie.locked_fields:
        offers = list(mapping.watch_options(detail))
        providers = upsert_by_tmdb_id(Provider, {provider["tmdb_id"]: provider for provider, _ in offers})
        options = {
            (provider["tmdb_id"], option["region"], option["kind"]): option
            | {"provider_id": providers[provider["tmdb_id"]]}
            for provider, option in offers
        }
        replace_rows(WatchOption, movie.pk, options.values())
