"""From which age a film may be seen, by country and age rating. Unknown ratings have no age, so that filters hide them.

The table below comes first. Ratings that only TMDb's list knows (`AgeRating`) get an age from their place in it.

A rating means something in its country only: A is for all in Denmark and for adults in India. Advice without an age (PG)
counts as PARENTAL years. Where a rating could be read in two ways the higher age is used. The table was not compared with
the rating boards' own publications, so check the countries that matter before children rely on it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from apps.movies.models import AgeRating, Certification

PARENTAL = 8
ADULT = 18
# Ratings of each country from the mildest to the strictest, with the age in years; upper case. What is a plain number of
# years there (12, 12+, FSK 12, VM14, M/12) is read as such and needs no entry.
AGES: dict[str, dict[str, int]] = {
    "AR": {"ATP": 0, "C": ADULT},
    "AT": {"AA": 0},
    "AU": {"E": 0, "G": 0, "PG": PARENTAL, "M": 15, "RC": ADULT},
    "BE": {"AL": 0, "TOUS": 0, "KT/EA": 0, "KNT/ENA": 16},
    "BG": {"A": 0, "B": 0, "C": 12, "D": 16, "X": ADULT},
    "BR": {"L": 0},
    "CA": {"G": 0, "PG": PARENTAL, "R": ADULT, "A": ADULT},
    "CL": {"TE": 0},
    "CZ": {"U": 0},
    "DK": {"A": 0},
    "EE": {"PERE": 0, "L": 0},
    "ES": {"A": 0, "AI": 0, "APTA": 0, "TP": 0, "X": ADULT},
    "FI": {"S": 0, "T": 0},
    "FR": {"U": 0, "TP": 0, "TOUS PUBLICS": 0, "X": ADULT},
    "GB": {"U": 0, "PG": PARENTAL},
    "GR": {"K": 0, "UNRESTRICTED": 0},
    "HK": {"I": 0, "IIA": 12, "IIB": 15, "III": ADULT},
    "HU": {"KN": 0, "X": ADULT},
    "ID": {"SU": 0, "D": ADULT},
    "IE": {"G": 0, "PG": PARENTAL},
    "IL": {"ALL": 0},
    "IN": {"U": 0, "UA": 12, "U/A": 12, "A": ADULT, "S": ADULT},
    "IS": {"L": 0},
    "IT": {"T": 0},
    "JP": {"G": 0},
    "KR": {"ALL": 0, "RESTRICTED SCREENING": 19},
    "LT": {"V": 0},
    "LV": {"U": 0},
    "MX": {"AA": 0, "A": 0, "B": 12, "C": ADULT, "D": ADULT},
    "MY": {"U": 0},
    "NL": {"AL": 0},
    "NO": {"A": 0},
    "NZ": {"G": 0, "PG": PARENTAL, "M": 16, "R": ADULT},
    "PH": {"G": 0, "PG": 13, "SPG": 13, "X": ADULT},
    "PL": {"BO": 0},
    "PT": {"PÚBLICOS": 0, "P": ADULT},
    "SE": {"BTL": 0},
    "SG": {"G": 0, "PG": PARENTAL},
    "TH": {"P": 0, "G": 0},
    "TR": {"GENEL İZLEYİCİ KİTLESİ": 0, "GENEL IZLEYICI KITLESI": 0},
    "TW": {"G": 0},
    "US": {"G": 0, "PG": PARENTAL, "R": 17, "NC-17": ADULT, "X": ADULT},
    "VN": {"P": 0, "K": 13, "C": ADULT},
    "ZA": {"A": 0, "ALL": 0, "PG": PARENTAL, "X": ADULT, "XX": ADULT, "XXX": ADULT},
}
OLDEST_READ = 21
# A number of years, alone or with the letters of a rating (PG-13, R18+, FSK 16, 7-9PG), and nothing else.
WITH_YEARS = re.compile(
    r"(?:[A-ZÀ-Ž]{0,4}[ ./+-]{0,2}|UNDER )(\d{1,2})(?:\s?-\s?(\d{1,2}))?\s?\+?\s?[A-Z]{0,4}\+?"
)
YEARS = re.compile(r"\d+")
NO_YEARS = re.compile(r"\d[DK]")  # 3D, 4K: formats that were entered as a rating


def min_age(rating: str, country: str) -> int | None:
    """Age in years from which the film may be seen with this rating in the country (ISO 3166-1); None if unknown."""
    plain = " ".join(rating.upper().split())
    ages = AGES.get(country.upper(), {})
    if plain in ages:
        return ages[plain]
    if not WITH_YEARS.fullmatch(plain) or NO_YEARS.fullmatch(plain):
        return None
    return min(max(int(years) for years in YEARS.findall(plain)), OLDEST_READ)


def ages_by_order(ratings: Mapping[str, int], country: str) -> dict[str, int | None]:
    """The ages of a country's ratings. ratings: place in TMDb's list by rating, from the mildest on; 0 has none.

    A rating that the table does not know gets the age of the next stricter one that it knows, ADULT without one, and never
    less than a milder one.
    """
    known = {rating: age for rating in ratings if (age := min_age(rating, country)) is not None}
    ages: dict[str, int | None] = {}
    for rating, place in ratings.items():
        if rating in known or place <= 0:
            ages[rating] = known.get(rating)
            continue
        milder = [age for other, age in known.items() if ratings[other] <= place]
        stricter = [age for other, age in known.items() if ratings[other] >= place]
        ages[rating] = max(min(stricter, default=ADULT), *milder, 0)
    return ages


@transaction.atomic
def store_age_ratings(lists: Mapping[str, Sequence[tuple[str, int]]]) -> int:
    """Replace TMDb's lists: (rating, place) by country. Ratings of movies that had no age get theirs. Returns their number."""
    rows = [
        AgeRating(country=country, rating=rating, position=dict(listed)[rating], min_age=age)
        for country, listed in lists.items()
        for rating, age in ages_by_order(dict(listed), country).items()
    ]
    before = {(row.country, row.rating, row.position, row.min_age) for row in AgeRating.objects.all()}
    if before == {(row.country, row.rating, row.position, row.min_age) for row in rows}:
        return len(rows)
    AgeRating.objects.filter(country__in=lists).delete()
    AgeRating.objects.bulk_create(rows)
    for row in rows:
        if row.min_age is not None:
            unrated = Certification.objects.filter(country=row.country, rating=row.rating, min_age=None)
            unrated.update(min_age=row.min_age)
    return len(rows)


def fill_ages(certifications: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ratings of one movie; those without an age get that of TMDb's list, if it has one. At most one query."""
    if all(values["min_age"] is not None for values in certifications):
        return certifications
    listed = AgeRating.objects.filter(country__in=[values["country"] for values in certifications])
    ages = {(row.country, row.rating): row.min_age for row in listed}
    return [
        values
        if values["min_age"] is not None
        else values | {"min_age": ages.get((values["country"], values["rating"]))}
        for values in certifications
    ]
