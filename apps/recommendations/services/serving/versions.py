"""The versions that lists depend on besides the user: of the catalogue, the model and the weight profiles."""

import hashlib
from dataclasses import dataclass

from django.db.models import F, Func, OuterRef, QuerySet, Subquery

from apps.core.caching.versions import leased_versions
from apps.core.models import ChangedRow
from apps.movies.models import Movie
from apps.recommendations.models import ModelArtifact, WeightProfile

CATALOGUE = "catalogue"  # the data version


@dataclass(frozen=True)
class ServingVersions:
    """What the database has now, loaded by this process or not. profiles: ordered by name.

    catalogue_changed: the number of the latest change of a movie, its genres, keywords or people (`changed_rows`).
    """

    profiles: tuple[WeightProfile, ...]
    catalogue_changed: int
    catalogue_size: int
    model_version: str
    model_size: int

    @property
    def catalogue_version(self) -> str:
        return hashlib.sha256(f"{self.catalogue_changed}/{self.catalogue_size}".encode()).hexdigest()[:16]


class _Known:
    """What was read last, and the data versions that it was read at."""

    numbers: dict[str, int] | None = None
    versions: ServingVersions | None = None


def read_versions() -> ServingVersions:
    """Of the present data versions. The database is asked only when these have moved."""
    numbers = leased_versions()
    if numbers is None or numbers != _Known.numbers or _Known.versions is None:
        _Known.versions, _Known.numbers = _read(), numbers
    return _Known.versions


def forget_versions() -> None:
    _Known.numbers = _Known.versions = None


def _read() -> ServingVersions:
    """One query for the profiles, annotated with the versions; one more if there are no profiles."""
    facts = _facts()
    profiles = tuple(WeightProfile.objects.annotate(**facts).order_by("name", "pk"))
    row = profiles[0].__dict__ if profiles else _without_profiles(facts)
    return ServingVersions(
        profiles=profiles,
        catalogue_changed=row["catalogue_changed"] or 0,
        catalogue_size=row["catalogue_size"] or 0,
        model_version=row["model_version"] or "",
        model_size=row["model_size"] or 0,
    )


def count_of(rows: QuerySet) -> Subquery:
    """The number of rows, as an annotation of another query."""
    return Subquery(rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n"))


def of_outer_user(rows: QuerySet) -> QuerySet:
    """The rows of the user of the outer query."""
    return rows.filter(user_id=OuterRef("pk"))


def _facts() -> dict[str, Subquery]:
    newest = ModelArtifact.objects.order_by("-published_at", "-id")
    changes = ChangedRow.objects.filter(name=CATALOGUE)
    return {
        "catalogue_changed": Subquery(changes.order_by("-number").values("number")[:1]),
        "catalogue_size": count_of(Movie.objects.all()),
        "model_version": Subquery(newest.values("version")[:1]),
        "model_size": Subquery(newest.values("size")[:1]),
    }


def _without_profiles(facts: dict[str, Subquery]) -> dict:
    nothing = dict.fromkeys(facts)
    return Movie.all_objects.order_by().values(**facts).first() or nothing
