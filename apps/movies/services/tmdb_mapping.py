"""TMDb's words as values for our columns: pure, and tolerant of everything that TMDb really sends."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models

from apps.core.limits import INTEGER_MAX
from apps.movies.models import Certification, Collection, Credit, Movie, Person, Provider, Tag, WatchOption
from apps.movies.services.tmdb_service import objects

Json = Mapping[str, Any]
Values = dict[str, Any]

LARGEST_AMOUNT = 2**63 - 1
FULL_CAST = 40
# Whom a filmography or a taste can hang on; TMDb also lists every driver and hairdresser.
CREW_JOBS = {
    "Director", "Writer", "Screenplay", "Story", "Novel", "Author", "Characters", "Producer",
    "Director of Photography", "Editor", "Original Music Composer",
}  # fmt: skip
THEATRICAL_FIRST = [3, 2, 1, 4, 5, 6]  # TMDb's release types, best source of a certification first
# TMDb's own list, so that a first page can be stored before the genres were fetched.
GENRE_NAMES = {
    28: "Action", 12: "Adventure", 16: "Animation", 35: "Comedy", 80: "Crime", 99: "Documentary",
    18: "Drama", 10751: "Family", 14: "Fantasy", 36: "History", 27: "Horror", 10402: "Music",
    9648: "Mystery", 10749: "Romance", 878: "Science Fiction", 10770: "TV Movie", 53: "Thriller",
    10752: "War", 37: "Western",
}  # fmt: skip
MIN_AGES = {
    "G": 0, "U": 0, "TP": 0, "AL": 0, "L": 0, "T": 0, "ALL": 0, "TOUS PUBLICS": 0, "E": 0, "A": 0,
    "PG": 8, "M": 15, "R": 17, "NC-17": 18, "X": 18, "RC": 18,
}  # fmt: skip


def text(value: Any, length: int | None = None) -> str:
    """A string that both databases can store, cut to `length`; "" for anything that is none."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "ignore").decode().strip()[:length]


def amount(value: Any, largest: int = INTEGER_MAX) -> int:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return min(max(int(value), 0), largest) if usable else 0


def number(value: Any, largest: float) -> float:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return min(max(float(value), 0.0), largest) if usable else 0.0


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(text(value, 10))
    except ValueError:
        return None


def identity(value: Any) -> int | None:
    usable = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= INTEGER_MAX
    return value if usable else None


def cut(model: type[models.Model], values: Values) -> Values:
    """Strings cleaned and cut to their columns."""
    fields = model._meta
    return {
        name: text(value, getattr(fields.get_field(name), "max_length", None))
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def listed_movie(raw: Json) -> Values | None:
    """The columns that a movie in a list tells; a key that TMDb left out stays out. None without id or title."""
    tmdb_id, title = identity(raw.get("id")), text(raw.get("title")) or text(raw.get("original_title"))
    if tmdb_id is None or not title:
        return None
    told = {
        "original_title": text(raw.get("original_title")),
        "overview": text(raw.get("overview")),
        "poster_path": text(raw.get("poster_path")),
        "backdrop_path": text(raw.get("backdrop_path")),
        "release_date": day(raw.get("release_date")),
        "vote_average": number(raw.get("vote_average"), 10.0),
        "vote_count": amount(raw.get("vote_count")),
        "popularity": number(raw.get("popularity"), 1e9),
        "original_language": text(raw.get("original_language")),
        "adult": raw.get("adult") is True,
    }
    present = {name: value for name, value in told.items() if name in raw}
    return cut(Movie, {"tmdb_id": tmdb_id, "title": title, **present})


def detailed_movie(raw: Json) -> Values | None:
    values = listed_movie(raw)
    if values is None:
        return None
    homepage = text(raw.get("homepage"))
    external = raw.get("external_ids")
    told = {
        "imdb_id": text(raw.get("imdb_id"))
        or (text(external.get("imdb_id")) if isinstance(external, dict) else ""),
        "tagline": text(raw.get("tagline")),
        "homepage": homepage if re.match(r"https?://\S{1,480}$", homepage) else "",
        "runtime": amount(raw.get("runtime"), 100_000) or None,
        "status": text(raw.get("status")),
        "budget": amount(raw.get("budget"), LARGEST_AMOUNT),
        "revenue": amount(raw.get("revenue"), LARGEST_AMOUNT),
        "videos": videos(raw),
        "recommended_tmdb_ids": [
            movie["id"] for movie in part(raw, "recommendations") if identity(movie.get("id"))
        ],
    }
    appended = {"videos": "videos", "recommended_tmdb_ids": "recommendations"}
    present = {name: value for name, value in told.items() if appended.get(name, name) in raw}
    return cut(Movie, {**values, **present})


def genre_ids(raw: Json) -> list[int] | None:
    """TMDb ids of a movie's genres, listed or detailed; None if TMDb did not tell."""
    if isinstance(raw.get("genres"), list):
        return [genre["id"] for genre in objects(raw["genres"]) if identity(genre.get("id"))]
    if isinstance(raw.get("genre_ids"), list):
        return [value for value in raw["genre_ids"] if identity(value)]
    return None


def part(raw: Json, name: str, inside: str = "results") -> list[dict[str, Any]]:
    appended = raw.get(name)
    return objects(appended.get(inside)) if isinstance(appended, dict) else []


def videos(raw: Json) -> list[Values]:
    """Trailers first, official ones before others, at most 20."""
    found = [
        {
            "name": text(video.get("name"), 300),
            "site": text(video["site"], 50),
            "key": text(video["key"], 100),
            "type": text(video.get("type"), 50),
            "official": video.get("official") is True,
            "published_at": text(video.get("published_at"), 30),
        }
        for video in part(raw, "videos")
        if text(video.get("site")) and text(video.get("key"))
    ]
    return sorted(found, key=lambda video: (video["type"] != "Trailer", not video["official"]))[:20]


def collection(raw: Json) -> Values | None:
    told = raw.get("belongs_to_collection")
    if not isinstance(told, dict) or not identity(told.get("id")) or not text(told.get("name")):
        return None
    paths = {name: text(told.get(name)) for name in ("poster_path", "backdrop_path")}
    return cut(Collection, {"tmdb_id": told["id"], "name": text(told["name"]), **paths})


def keywords(raw: Json) -> dict[int, str]:
    """Name by TMDb id."""
    found = [
        cut(Tag, {"tmdb_id": word.get("id"), "name": text(word.get("name"))})
        for word in part(raw, "keywords", "keywords")
    ]
    return {word["tmdb_id"]: word["name"] for word in found if identity(word["tmdb_id"]) and word["name"]}


def parts_played(raw: Json) -> list[tuple[Values, Values]]:
    """(person, credit) of the leading cast and of the crew that matters, in TMDb's order."""
    cast = sorted(part(raw, "credits", "cast"), key=lambda entry: amount(entry.get("order")))[:FULL_CAST]
    crew = [entry for entry in part(raw, "credits", "crew") if entry.get("job") in CREW_JOBS]
    kinds = [(Credit.Kind.CAST, entry) for entry in cast] + [(Credit.Kind.CREW, entry) for entry in crew]
    return [
        (person(entry), credit(kind, position, entry))
        for position, (kind, entry) in enumerate(kinds)
        if identity(entry.get("id")) and text(entry.get("name"))
    ]


def person(entry: Json) -> Values:
    values = {
        "tmdb_id": entry["id"],
        "name": text(entry["name"]),
        "profile_path": text(entry.get("profile_path")),
        "known_for": text(entry.get("known_for_department")),
        "popularity": number(entry.get("popularity"), 1e9),
    }
    return cut(Person, values)


def credit(kind: str, position: int, entry: Json) -> Values:
    character = text(entry.get("character")) if kind == Credit.Kind.CAST else ""
    job = text(entry.get("job")) if kind == Credit.Kind.CREW else ""
    return cut(Credit, {"kind": str(kind), "character": character, "job": job, "position": position})


def certifications(raw: Json) -> list[Values]:
    return [
        cut(Certification, {"country": country, "rating": rating, "min_age": min_age(rating)})
        for entry in part(raw, "release_dates")
        if (country := country_code(entry.get("iso_3166_1"))) and (rating := best_rating(entry))
    ]


def best_rating(entry: Json) -> str:
    """The certification of the first kind of release that has one."""
    kinds = {kind: place for place, kind in enumerate(THEATRICAL_FIRST)}
    releases = sorted(
        objects(entry.get("release_dates")), key=lambda release: kinds.get(amount(release.get("type")), 9)
    )
    return next((found for release in releases if (found := text(release.get("certification")))), "")


def min_age(rating: str) -> int | None:
    """Years from which a movie with this certification may be seen; None if it does not say."""
    plain = rating.upper().strip()
    if plain in MIN_AGES:
        return MIN_AGES[plain]
    years = re.search(r"\d{1,2}", plain)
    return min(int(years.group()), 21) if years else None


def country_code(value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value) else ""


def watch_options(raw: Json) -> Iterator[tuple[Values, Values]]:
    """(provider, option) for every region and way of watching."""
    regions = raw.get("watch/providers")
    regions = regions.get("results") if isinstance(regions, dict) else None
    for region, offers in regions.items() if isinstance(regions, dict) else ():
        if not country_code(region) or not isinstance(offers, dict):
            continue
        for kind in WatchOption.Kind.values:
            for entry in objects(offers.get(kind)):
                provider = provider_values(entry)
                if provider:
                    position = amount(entry.get("display_priority"))
                    yield provider, {"region": region, "kind": kind, "position": position}


def provider_values(entry: Json) -> Values | None:
    if not identity(entry.get("provider_id")) or not text(entry.get("provider_name")):
        return None
    name, logo = text(entry["provider_name"]), text(entry.get("logo_path"))
    return cut(Provider, {"tmdb_id": entry["provider_id"], "name": name, "logo_path": logo})
