"""TMDb's words as values for our columns: pure, and tolerant of everything that TMDb really sends."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models

from apps.core.limits import INTEGER_MAX
from apps.movies.models import (
    Certification,
    Collection,
    Company,
    Credit,
    Movie,
    Person,
    Provider,
    Tag,
    WatchOption,
)
from apps.movies.models.fields import MAX_DOLLARS, MAX_MINUTES, MAX_POPULARITY
from apps.movies.models.text import search_document
from apps.movies.services.age_ratings import min_age
from apps.movies.services.tmdb_service import objects

Json = Mapping[str, Any]
Values = dict[str, Any]

FULL_CAST = 40
MOST_IMAGES = 200  # of a kind
MOST_TITLES = 100  # alternative and translated titles of one movie
# Jobs that filmographies and recommendations use; TMDb lists many more.
CREW_JOBS = {
    "Director", "Writer", "Screenplay", "Story", "Novel", "Author", "Characters", "Producer",
    "Director of Photography", "Editor", "Original Music Composer",
}  # fmt: skip
THEATRICAL_FIRST = [3, 2, 1, 4, 5, 6]  # TMDb's release types, best source of a certification first
# TMDb's list of genres, so that a first page can be stored before the genres were fetched.
GENRE_NAMES = {
    28: "Action", 12: "Adventure", 16: "Animation", 35: "Comedy", 80: "Crime", 99: "Documentary",
    18: "Drama", 10751: "Family", 14: "Fantasy", 36: "History", 27: "Horror", 10402: "Music",
    9648: "Mystery", 10749: "Romance", 878: "Science Fiction", 10770: "TV Movie", 53: "Thriller",
    10752: "War", 37: "Western",
}  # fmt: skip


def clean_text(value: Any, length: int | None = None) -> str:
    """A string that both databases can store, cut to `length`; "" for anything that is none."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "ignore").decode().strip()[:length]


def clean_integer(value: Any, largest: int = INTEGER_MAX) -> int:
    """The number without its fraction; 0, which is unknown, for anything that is none from 0 to `largest`."""
    return int(value) if is_number(value) and 0 <= value <= largest else 0


def clean_number(value: Any, largest: float) -> float:
    """The same with its fraction."""
    return float(value) if is_number(value) and 0 <= value <= largest else 0.0


def is_number(value: Any) -> bool:
    """Whether it can be compared: a whole number of any size (JSON has such), or a finite other one."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def parse_date(value: Any) -> date | None:
    try:
        return date.fromisoformat(clean_text(value, 10))
    except ValueError:
        return None


def clean_id(value: Any) -> int | None:
    usable = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= INTEGER_MAX
    return value if usable else None


def truncate(model: type[models.Model], values: Values) -> Values:
    """Strings cleaned and cut to their columns."""
    fields = model._meta
    return {
        name: clean_text(value, getattr(fields.get_field(name), "max_length", None))
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def listed_movie(raw: Json) -> Values | None:
    """Column values from a list entry. Keys that are missing in it are left out. None without id or title."""
    tmdb_id, title = (
        clean_id(raw.get("id")),
        clean_text(raw.get("title")) or clean_text(raw.get("original_title")),
    )
    if tmdb_id is None or not title:
        return None
    values = {
        "original_title": clean_text(raw.get("original_title")),
        "overview": clean_text(raw.get("overview")),
        "poster_path": clean_text(raw.get("poster_path")),
        "backdrop_path": clean_text(raw.get("backdrop_path")),
        "release_date": parse_date(raw.get("release_date")),
        "vote_average": clean_number(raw.get("vote_average"), 10.0),
        "vote_count": clean_integer(raw.get("vote_count")),
        "popularity": clean_number(raw.get("popularity"), MAX_POPULARITY),
        "original_language": clean_text(raw.get("original_language")),
        "adult": raw.get("adult") is True,
    }
    present = {name: value for name, value in values.items() if name in raw}
    return truncate(Movie, {"tmdb_id": tmdb_id, "title": title, **present})


def detailed_movie(raw: Json) -> Values | None:
    listed = listed_movie(raw)
    if listed is None:
        return None
    homepage = clean_text(raw.get("homepage"))
    external = raw.get("external_ids")
    values = {
        "imdb_id": clean_text(raw.get("imdb_id"))
        or (clean_text(external.get("imdb_id")) if isinstance(external, dict) else ""),
        "wikidata_id": clean_text(external.get("wikidata_id")) if isinstance(external, dict) else "",
        "other_titles": other_titles(raw, listed["title"]),
        "tagline": clean_text(raw.get("tagline")),
        "homepage": homepage if re.match(r"https?://\S{1,480}$", homepage) else "",
        "runtime": clean_integer(raw.get("runtime"), MAX_MINUTES) or None,
        "status": clean_text(raw.get("status")),
        "budget": clean_integer(raw.get("budget"), MAX_DOLLARS),
        "revenue": clean_integer(raw.get("revenue"), MAX_DOLLARS),
        "videos": videos(raw),
        "recommended_tmdb_ids": [
            movie["id"] for movie in appended_part(raw, "recommendations") if clean_id(movie.get("id"))
        ],
    }
    appended = {
        "videos": "videos",
        "recommended_tmdb_ids": "recommendations",
        "wikidata_id": "external_ids",
        "other_titles": "alternative_titles",
    }
    present = {name: value for name, value in values.items() if appended.get(name, name) in raw}
    return truncate(Movie, {**listed, **present})


def other_titles(raw: Json, title: str) -> list[dict[str, str]]:
    """Alternative and translated titles, each once: [{"title", "country", "type"}]."""
    alternative = [
        (
            clean_text(entry.get("title"), 500),
            country_code(entry.get("iso_3166_1")),
            clean_text(entry.get("type"), 60),
        )
        for entry in appended_part(raw, "alternative_titles", "titles")
    ]
    translated = [(values["title"], values["country"], "") for values in translations(raw)]
    found: dict[str, dict[str, str]] = {}
    for name, country, kind in alternative + translated:
        if name and name != title and len(found) < MOST_TITLES:
            found.setdefault(name, {"title": name, "country": country, "type": kind})
    return list(found.values())


def translations(raw: Json) -> list[Values]:
    """Title and overview per language and country; those without both are left out."""
    found: dict[tuple[str, str], Values] = {}
    for entry in appended_part(raw, "translations", "translations"):
        data = entry.get("data")
        language = clean_text(entry.get("iso_639_1"))
        if not isinstance(data, dict) or not re.fullmatch(r"[a-z]{2,3}", language):
            continue
        country = country_code(entry.get("iso_3166_1"))
        values = {
            "language": language,
            "country": country,
            "title": clean_text(data.get("title"), 500),
            "overview": clean_text(data.get("overview")),
        }
        if values["title"] or values["overview"]:
            found.setdefault((language, country), values)
    return list(found.values())


def genre_ids(raw: Json) -> list[int] | None:
    """TMDb ids of a movie's genres, listed or detailed; None if they are missing."""
    if isinstance(raw.get("genres"), list):
        return [genre["id"] for genre in objects(raw["genres"]) if clean_id(genre.get("id"))]
    if isinstance(raw.get("genre_ids"), list):
        return [value for value in raw["genre_ids"] if clean_id(value)]
    return None


def appended_part(raw: Json, name: str, inside: str = "results") -> list[dict[str, Any]]:
    appended = raw.get(name)
    return objects(appended.get(inside)) if isinstance(appended, dict) else []


def videos(raw: Json) -> list[Values]:
    """Trailers first, official ones before others, at most 20."""
    found = [
        {
            "name": clean_text(video.get("name"), 300),
            "site": clean_text(video["site"], 50),
            "key": clean_text(video["key"], 100),
            "type": clean_text(video.get("type"), 50),
            "official": video.get("official") is True,
            "published_at": clean_text(video.get("published_at"), 30),
        }
        for video in appended_part(raw, "videos")
        if clean_text(video.get("site")) and clean_text(video.get("key"))
    ]
    return sorted(found, key=lambda video: (video["type"] != "Trailer", not video["official"]))[:20]


def collection(raw: Json) -> Values | None:
    found = raw.get("belongs_to_collection")
    if not isinstance(found, dict) or not clean_id(found.get("id")) or not clean_text(found.get("name")):
        return None
    paths = {name: clean_text(found.get(name)) for name in ("poster_path", "backdrop_path")}
    name = clean_text(found["name"])
    values = {"tmdb_id": found["id"], "name": name, "search_text": search_document([name])}
    return truncate(Collection, values | paths)


def companies(raw: Json) -> dict[int, Values]:
    """Values by TMDb id."""
    found = {}
    for entry in objects(raw.get("production_companies")):
        tmdb_id, name = clean_id(entry.get("id")), clean_text(entry.get("name"))
        if tmdb_id and name:
            values = {"tmdb_id": tmdb_id, "name": name, "logo_path": clean_text(entry.get("logo_path"))}
            found[tmdb_id] = truncate(
                Company, values | {"country": country_code(entry.get("origin_country"))}
            )
    return found


def production_countries(raw: Json) -> list[Values]:
    codes = [country_code(entry.get("iso_3166_1")) for entry in objects(raw.get("production_countries"))]
    return [{"country": code} for code in dict.fromkeys(codes) if code]


def person_details(raw: Json) -> Values:
    """Column values of a person's own page."""
    external = raw.get("external_ids")
    external = external if isinstance(external, dict) else {}
    values = {
        "biography": clean_text(raw.get("biography")),
        "birthday": parse_date(raw.get("birthday")),
        "deathday": parse_date(raw.get("deathday")),
        "place_of_birth": clean_text(raw.get("place_of_birth")),
        "imdb_id": clean_text(external.get("imdb_id")) or clean_text(raw.get("imdb_id")),
        "wikidata_id": clean_text(external.get("wikidata_id")),
    }
    return truncate(Person, values)


def images(raw: Json) -> dict[str, list[Values]]:
    """TMDb's posters, backdrops and logos, the best voted first. language: ISO 639-1, "" without words on it."""
    found: dict[str, list[Values]] = {}
    for kind in ("posters", "backdrops", "logos"):
        rows = [entry for entry in objects(raw.get(kind)) if clean_text(entry.get("file_path"))]
        rows.sort(
            key=lambda entry: (
                -clean_number(entry.get("vote_average"), 10.0),
                -clean_integer(entry.get("vote_count")),
            )
        )
        found[kind] = [
            {
                "path": clean_text(entry["file_path"], 255),
                "language": clean_text(entry.get("iso_639_1"), 3),
                "width": clean_integer(entry.get("width")),
                "height": clean_integer(entry.get("height")),
                "vote_average": clean_number(entry.get("vote_average"), 10.0),
            }
            for entry in rows[:MOST_IMAGES]
        ]
    return found


def keywords(raw: Json) -> dict[int, str]:
    """Name by TMDb id."""
    found = [
        truncate(Tag, {"tmdb_id": word.get("id"), "name": clean_text(word.get("name"))})
        for word in appended_part(raw, "keywords", "keywords")
    ]
    return {word["tmdb_id"]: word["name"] for word in found if clean_id(word["tmdb_id"]) and word["name"]}


def credit_pairs(raw: Json) -> list[tuple[Values, Values]]:
    """(person, credit) of the leading cast and of the crew that matters, in TMDb's order."""
    cast = sorted(appended_part(raw, "credits", "cast"), key=lambda entry: clean_integer(entry.get("order")))[
        :FULL_CAST
    ]
    crew = [entry for entry in appended_part(raw, "credits", "crew") if entry.get("job") in CREW_JOBS]
    kinds = [(Credit.Kind.CAST, entry) for entry in cast] + [(Credit.Kind.CREW, entry) for entry in crew]
    return [
        (person(entry), credit(kind, position, entry))
        for position, (kind, entry) in enumerate(kinds)
        if clean_id(entry.get("id")) and clean_text(entry.get("name"))
    ]


def person(entry: Json) -> Values:
    values = {
        "tmdb_id": entry["id"],
        "name": clean_text(entry["name"]),
        "profile_path": clean_text(entry.get("profile_path")),
        "known_for": clean_text(entry.get("known_for_department")),
        "popularity": clean_number(entry.get("popularity"), MAX_POPULARITY),
    }
    return truncate(Person, values | {"search_text": search_document([values["name"]])})


def credit(kind: str, position: int, entry: Json) -> Values:
    character = clean_text(entry.get("character")) if kind == Credit.Kind.CAST else ""
    job = clean_text(entry.get("job")) if kind == Credit.Kind.CREW else ""
    return truncate(Credit, {"kind": str(kind), "character": character, "job": job, "position": position})


def certifications(raw: Json) -> list[Values]:
    return [
        truncate(Certification, {"country": country, "rating": rating, "min_age": min_age(rating, country)})
        for entry in appended_part(raw, "release_dates")
        if (country := country_code(entry.get("iso_3166_1"))) and (rating := best_rating(entry))
    ]


def age_ratings(raw: Json) -> dict[str, list[tuple[str, int]]]:
    """(rating, place from the mildest on) by country, of TMDb's lists of age ratings."""
    found = {}
    for country, entries in raw.items():
        listed = {
            clean_text(entry.get("certification"), 20): clean_integer(entry.get("order"))
            for entry in objects(entries)
        }
        listed.pop("", None)
        if country_code(country) and listed:
            found[country] = list(listed.items())
    return found


def best_rating(entry: Json) -> str:
    """The certification of the first kind of release that has one."""
    kinds = {kind: place for place, kind in enumerate(THEATRICAL_FIRST)}
    releases = sorted(
        objects(entry.get("release_dates")),
        key=lambda release: kinds.get(clean_integer(release.get("type")), 9),
    )
    return next((found for release in releases if (found := clean_text(release.get("certification")))), "")


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
                    position = clean_integer(entry.get("display_priority"))
                    yield provider, {"region": region, "kind": kind, "position": position}


def provider_values(entry: Json) -> Values | None:
    if not clean_id(entry.get("provider_id")) or not clean_text(entry.get("provider_name")):
        return None
    name, logo = clean_text(entry["provider_name"]), clean_text(entry.get("logo_path"))
    return truncate(Provider, {"tmdb_id": entry["provider_id"], "name": name, "logo_path": logo})
