"""The filters of every list of movies: the catalogue, recommendations, the lists of a user."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from rest_framework.request import Request

from apps.core.http.filters import FilterSet
from apps.movies.filter_fields import (
    BooleanFilter,
    CollectionFilter,
    CountryFilter,
    DateFilter,
    ExcludeFilter,
    HideFilter,
    IntegerFilter,
    LanguageFilter,
    LinkedFilter,
    MoodFilter,
    NumberFilter,
    RegionFilter,
    TextFilter,
    refusal,
)
from apps.movies.models import (
    AgeRating,
    Certification,
    Collection,
    Company,
    Credit,
    Genre,
    Movie,
    Person,
    Provider,
    Tag,
    WatchOption,
)
from apps.movies.services.age_ratings import min_age
from apps.movies.services.columns import current_columns
from apps.movies.services.search import find_match, ranked
from apps.movies.services.states import exclusion_filters

__all__ = [
    "BooleanFilter",
    "MovieFilter",
    "MovieFilterBackend",
    "filtered_movies",
    "has_movie_filters",
    "used_filters",
]

SEARCH_MAX_LENGTH = 200
OLDEST = 18  # no country asks for more years than these
LIST_NOTE = "Repeat it or use commas for several."


def genre_filter(how: str, label: str) -> LinkedFilter:
    return LinkedFilter(
        model=Genre, links=Movie.genres.through, column="genre", how=how, label=f"{label} {LIST_NOTE}"
    )


def year_filter(method: str, label: str) -> IntegerFilter:
    return IntegerFilter(method=method, label=label, min_value=date.min.year, max_value=date.max.year)


def rating_filter(field: str, lookup: str, label: str) -> NumberFilter:
    return NumberFilter(field, lookup_expr=lookup, max_value=10, label=label)


class ProviderFilter(LinkedFilter):
    def movies_of(self, ids: list[int]) -> QuerySet:
        return super().movies_of(ids).filter(region=self.parent.form.cleaned_data["region"])


class MovieFilterForm(forms.Form):
    """Resolves values that depend on others: the age of a certification depends on the region."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["region"] = cleaned.get("region") or settings.TMDB_REGION
        rating = cleaned.get("certification_max")
        if rating:
            cleaned["certification_max"] = self.age_of(rating, cleaned["region"])
        return cleaned

    def age_of(self, rating: str, region: str) -> int | None:
        """In years: the age in the region's data, else the usual meaning of the rating."""
        if rating.isascii() and rating.isdigit() and len(rating) <= 2:
            return int(rating)
        known = Certification.objects.filter(country=region, rating__iexact=rating, min_age__isnull=False)
        age = known.order_by().values_list("min_age", flat=True).first()
        age = min_age(rating, region) if age is None else age
        if age is None:
            listed = AgeRating.objects.filter(country=region, rating__iexact=rating)
            age = listed.order_by().values_list("min_age", flat=True).first()
        if age is None or age > OLDEST:
            self.add_error("certification_max", refusal(rating, f"is not a known age rating in {region}."))
        return age


class MovieFilter(FilterSet):
    """Takes `request` too: hide= and adult= depend on who asks."""

    always = ("region", "adult")

    genre = genre_filter("any", "Genre id or name; movies of any of them.")
    genre_all = genre_filter("all", "Genre id or name; movies of all of them.")
    genre_not = genre_filter("none", "Genre id or name; movies of none of them.")
    tag = LinkedFilter(
        model=Tag, links=Movie.tags.through, column="tag", label=f"Tag id or name; any of them. {LIST_NOTE}"
    )
    tag_all = LinkedFilter(
        model=Tag,
        links=Movie.tags.through,
        column="tag",
        how="all",
        label=f"Tag id or name; all of them. {LIST_NOTE}",
    )
    tag_not = LinkedFilter(
        model=Tag,
        links=Movie.tags.through,
        column="tag",
        how="none",
        label=f"Tag id or name; none of them. {LIST_NOTE}",
    )
    mood = MoodFilter(label=f"A mood of `movies/moods/`; any of them. {LIST_NOTE}")
    collection = CollectionFilter(
        "collection",
        lookup_expr="in",
        model=Collection,
        label=f"Id or name of a collection; any of them. {LIST_NOTE}",
    )
    company = LinkedFilter(
        model=Company,
        links=Movie.companies.through,
        column="company",
        label=f"Id or name of a studio; any of them. {LIST_NOTE}",
    )
    country = CountryFilter(label=f"Country of production, ISO 3166-1; any of them. {LIST_NOTE}")
    person = LinkedFilter(
        model=Person,
        links=Credit,
        column="person",
        label=f"Id or full name of a person in cast or crew; any of them. {LIST_NOTE}",
    )
    year = year_filter("filter_year", "Year of release.")
    year_min = year_filter("filter_year_min", "Released in this year or later.")
    year_max = year_filter("filter_year_max", "Released in this year or earlier.")
    release_date_after = DateFilter(
        "release_date", lookup_expr="gte", label="Released on this day or later (YYYY-MM-DD)."
    )
    release_date_before = DateFilter(
        "release_date", lookup_expr="lte", label="Released on this day or earlier (YYYY-MM-DD)."
    )
    rating_min = rating_filter("vote_average", "gte", "Least vote_average, 0–10.")
    rating_max = rating_filter("vote_average", "lte", "Greatest vote_average, 0–10.")
    votes_min = IntegerFilter("vote_count", lookup_expr="gte", label="Least vote_count.")
    popularity_min = NumberFilter("popularity", lookup_expr="gte", label="Least popularity.")
    community_rating_min = rating_filter(
        "community_average", "gte", "Least average of the ratings given here, 1–10."
    )
    runtime_min = IntegerFilter("runtime", lookup_expr="gte", label="Least runtime in minutes.")
    runtime_max = IntegerFilter("runtime", lookup_expr="lte", label="Greatest runtime in minutes.")
    language = LanguageFilter(
        "original_language", lookup_expr="in", label=f"Original language, ISO 639-1. {LIST_NOTE}"
    )
    certification_max = TextFilter(
        method="filter_certification_max",
        max_length=20,
        label="Strictest age rating that is still fine, as `region` calls it (PG-13), or an age in years (12).",
    )
    provider = ProviderFilter(
        model=Provider,
        links=WatchOption,
        column="provider",
        label=f"Id or name of a service that shows the movie in `region`; any of them. {LIST_NOTE}",
    )
    region = RegionFilter(
        method="leave_as_is",
        label="Country of certification_max and provider, ISO 3166-1; by default that of the installation.",
    )
    adult = BooleanFilter(
        method="leave_as_is",
        label="true includes adult movies, if the user's profile has mature_content; by default false.",
    )
    search = TextFilter(
        method="filter_search",
        max_length=SEARCH_MAX_LENGTH,
        label=(
            "Words of a title, or a person's name if no title fits. The best match is first, unless `ordering` is given."
        ),
    )
    exclude = ExcludeFilter(
        "pk", lookup_expr="in", exclude=True, label=f"Ids of movies to leave out. {LIST_NOTE}"
    )
    hide = HideFilter(
        method="filter_hide",
        label=f"With a token: leave out movies of the user's lists (watched, rated, favorites, watchlist, hidden). {LIST_NOTE}",
    )

    class Meta:
        model = Movie
        form = MovieFilterForm
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(without_empty_values(data) if data else data, *args, **kwargs)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        return queryset if self.shows_adult() else queryset.filter(adult=False)

    def shows_adult(self) -> bool:
        return bool(self.form.cleaned_data["adult"]) and self.allows_adult()

    def allows_adult(self) -> bool:
        profile = getattr(getattr(self.request, "user", None), "profile", None)
        return bool(profile and profile.mature_content)

    def leave_as_is(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """A value that other filters read."""
        return queryset

    def filter_year(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        return queryset.filter(release_date__range=(date(value, 1, 1), date(value, 12, 31)))

    def filter_year_min(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        return queryset.filter(release_date__gte=date(value, 1, 1))

    def filter_year_max(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        return queryset.filter(release_date__lte=date(value, 12, 31))

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        match = find_match(value, current_columns())
        return ranked(queryset.filter(match.fit.condition), match.text)

    def filter_hide(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return queryset
        rows_by_word = exclusion_filters()
        for word in value:
            queryset = queryset.exclude(pk__in=rows_by_word[word](user).values("movie_id"))
        return queryset

    def filter_certification_max(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        certified = Certification.objects.order_by().filter(country=self.form.cleaned_data["region"])
        return queryset.filter(pk__in=certified.filter(min_age__lte=value).values("movie_id"))


def filtered_movies(request: Request) -> QuerySet:
    """The movies that match the request's filters. Raises ValidationError (400) for a bad value."""
    return valid_filter(request).qs


def valid_filter(request: Request) -> MovieFilter:
    """The filter of the request's parameters. Raises ValidationError (400) for a bad value."""
    filterset = MovieFilter(data=request.query_params, queryset=Movie.objects.all(), request=request)
    if not filterset.is_valid():
        raise translate_validation(filterset.errors)
    return filterset


def movies_in_mood(request: Request) -> list[int] | None:
    """Ids of the movies that have a mood of `?mood=`; None without one. Raises ValidationError (400) for an unknown mood."""
    moods = request.query_params.getlist("mood")
    if not any(moods):
        return None
    only = QueryDict(mutable=True)
    only.setlist("mood", moods)
    filterset = MovieFilter(data=only, queryset=Movie.objects.all(), request=request)
    if not filterset.is_valid():
        raise translate_validation(filterset.errors)
    return list(filterset.qs.order_by().values_list("pk", flat=True))


def has_movie_filters(request: Request) -> bool:
    return any(used_filters(request))


def used_filters(request: Request) -> set[str]:
    """The names of the movie filters that the request has a value for."""
    return {name for name in MovieFilter.base_filters if any(request.query_params.getlist(name))}


def without_empty_values(data: QueryDict) -> QueryDict:
    """Of `?year=1900&year=` the first value counts: an empty one is no value."""
    kept = data.copy()
    for name, values in data.lists():
        kept.setlist(name, [value for value in values if value] or values[:1])
    return kept


class MovieFilterBackend(DjangoFilterBackend):
    """MovieFilter for a list of rows that point at movies: `movie` is the view's `movie_field`.

    Without a filter in the request all rows are returned, also those of adult movies.
    """

    def get_filterset_class(self, view: Any, queryset: QuerySet | None = None) -> type[MovieFilter]:
        return MovieFilter

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        if not has_movie_filters(request):
            return queryset
        field = getattr(view, "movie_field", "movie")
        return queryset.filter(**{f"{field}__in": filtered_movies(request).order_by()})
