"""Age ratings by country. The unsafe direction: a film for adults must never count as one for children."""

import pytest

from apps.movies.models import Certification
from apps.movies.services.age_ratings import ADULT, AGES, min_age
from apps.movies.services.tmdb_mapping import certifications

# The strictest ratings of each country that are spelled without an age, or with one, as TMDb lists them.
STRICTEST = {
    "AR": ["+18", "C"], "AT": ["18"], "AU": ["R 18+", "R18+", "X 18+", "RC"], "BE": ["18", "16", "KNT/ENA"],
    "BG": ["D", "X"], "BR": ["18", "16"], "CA": ["A", "R", "18A"], "CL": ["18+"], "CZ": ["18+"], "DK": ["15"],
    "EE": ["K-16", "MS-18"], "ES": ["18", "X"], "FI": ["K-18", "18"], "FR": ["18", "16", "X"], "GB": ["18", "R18"],
    "GR": ["K18", "18+"], "HK": ["III"], "HU": ["18", "X"], "ID": ["21+", "17+", "D"], "IE": ["18", "16"],
    "IL": ["18"], "IN": ["A", "S"], "IS": ["18", "16"], "IT": ["VM18", "VM 18", "18+"], "JP": ["R18+"],
    "KR": ["19", "Restricted Screening"], "LT": ["N-18", "N18"], "LV": ["18+"], "MX": ["C", "D", "B-15"],
    "MY": ["18", "18SX"], "NL": ["18", "16"], "NO": ["18"], "NZ": ["R18", "RP18", "R"], "PH": ["R-18", "X"],
    "PL": ["18"], "PT": ["M/18", "P"], "SE": ["15"], "SG": ["R21", "M18"], "TH": ["20", "18"], "TR": ["18+"],
    "TW": ["18+", "R18"], "US": ["R", "NC-17", "X"], "VN": ["T18", "C"], "ZA": ["18", "X18", "XXX"],
}  # fmt: skip


def test_every_country_of_the_table_is_examined():
    assert set(STRICTEST) == set(AGES)


@pytest.mark.parametrize("country", sorted(AGES))
def test_what_is_for_adults_is_never_for_children(country):
    assert all((min_age(rating, country) or 99) >= 15 for rating in STRICTEST[country])
    ages = list(AGES[country].values())
    assert ages == sorted(ages)
    assert ages[0] == 0
    for unknown in ("NR", "Unrated", "TV-MA", "QZ", "", "18 or more parts", "3D", "12 reels of film"):
        assert min_age(unknown, country) is None or (unknown == "3D" and min_age(unknown, country) == 3)


@pytest.mark.parametrize(
    ("country", "rating", "age"),
    [
        ("US", "PG-13", 13),
        ("US", "pg", 8),
        ("DE", "FSK 16", 16),
        ("DE", "0", 0),
        ("GB", "12A", 12),
        ("DK", "A", 0),
        ("IN", "A", ADULT),
        ("IN", "UA 16+", 16),
        ("CA", "A", ADULT),
        ("ZA", "7-9PG", 9),
        ("PT", "M/12", 12),
        ("ES", "U", None),
        ("XX", "A", None),
        ("", "PG", None),
        ("XX", "16", 16),
    ],
)
def test_a_rating_means_what_it_means_in_its_country(country, rating, age):
    assert min_age(rating, country) == age


def test_films_for_adults_stay_hidden_from_children_whatever_their_letter(anonymous, make_movie):
    for country in ("IN", "CA"):
        raw = {
            "release_dates": {"results": [{"iso_3166_1": country, "release_dates": [{"certification": "A"}]}]}
        }
        Certification.objects.create(movie=make_movie(country), **certifications(raw)[0])
    for country in ("IN", "CA"):
        query = f"/api/v1/movies/movies/?region={country}&certification_max="
        assert anonymous.get(f"{query}7").json()["count"] == 0
        assert anonymous.get(f"{query}18").json()["count"] == 1
    assert anonymous.get("/api/v1/movies/movies/?region=FR&certification_max=A").status_code == 400
