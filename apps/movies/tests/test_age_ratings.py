"""Age ratings by country. The unsafe direction: a film for adults must never count as one for children."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.extensions import JobSkipped
from apps.movies.models import AgeRating, Certification
from apps.movies.services.age_ratings import ADULT, AGES, ages_by_order, min_age
from apps.movies.services.catalogue import persist_tmdb_age_ratings, persist_tmdb_movie_detail
from apps.movies.services.sync_jobs import refresh_age_ratings
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
        assert min_age(unknown, country) is None


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


@given(
    st.dictionaries(st.sampled_from(["G", "PG", "QZ", "R", "YY", "13", "X"]), st.integers(0, 9)),
    st.sampled_from(sorted(AGES)),
)
def test_a_rating_that_only_tmdb_lists_is_never_milder_than_a_milder_one(ratings, country):
    ages = ages_by_order(ratings, country)
    for rating, place in ratings.items():
        known = min_age(rating, country)
        if known is not None or place == 0:
            assert ages[rating] == known
            continue
        milder = [min_age(other, country) for other in ratings if ratings[other] <= place]
        assert ages[rating] >= max((age for age in milder if age is not None), default=0)
        if not any(min_age(other, country) is not None and ratings[other] >= place for other in ratings):
            assert ages[rating] >= ADULT


LISTS = {
    "US": [
        {"certification": "NR", "meaning": "No rating.", "order": 0},
        {"certification": "G", "order": 1},
        {"certification": "NEW-B", "order": 2},
        {"certification": "PG-13", "order": 3},
        {"certification": "NEW-A", "order": 9},
        {"certification": None, "order": 1},
        {"certification": "BAD", "order": "first"},
        "nonsense",
    ],
    "nowhere": [{"certification": "A", "order": 1}],
    "FR": "nonsense",
}


def test_tmdbs_list_gives_ages_to_ratings_that_the_table_lacks(db, anonymous, make_movie, recording):
    before = make_movie("Before")
    Certification.objects.create(movie=before, country="US", rating="NEW-B")
    assert persist_tmdb_age_ratings(lists=LISTS) == 6
    assert persist_tmdb_age_ratings(lists=LISTS) == 6
    assert before.certifications.get().min_age == 13
    releases = [{"iso_3166_1": "US", "release_dates": [{"certification": "NEW-A", "type": 3}]}]
    movie = persist_tmdb_movie_detail(detail=recording("detail") | {"release_dates": {"results": releases}})
    assert movie.certifications.get().min_age == ADULT
    listed = anonymous.get("/api/v1/movies/certifications/?region=US").json()
    assert [row["rating"] for row in listed] == ["G", "NEW-B", "PG-13", "NEW-A", "BAD", "NR"]
    found = anonymous.get("/api/v1/movies/movies/?region=US&certification_max=new-b").json()["results"]
    assert [row["title"] for row in found] == ["Before"]


def test_a_job_fetches_the_lists(db, tmdb, settings):
    tmdb.answer("certification/movie/list", {"certifications": LISTS})
    assert refresh_age_ratings() == "6 age ratings"
    settings.TMDB_API_KEY = ""
    with pytest.raises(JobSkipped):
        refresh_age_ratings()
    assert AgeRating.objects.filter(country="US").count() == 6


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
