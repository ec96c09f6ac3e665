"""What all lists are made from apart from the person: which catalogue, model and profiles are in force."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Func, OuterRef, QuerySet, Subquery

from apps.movies.models import Movie
from apps.recommendations.models import ModelArtifact, WeightProfile


@dataclass(frozen=True)
class World:
    """`profiles` in the order of names. Versions are of what stands in the database, loaded or not."""

    profiles: tuple[WeightProfile, ...]
    catalogue_changed: datetime | None
    catalogue_size: int
    model_version: str
    model_size: int

    @property
    def catalogue_version(self) -> str:
        return hashlib.sha256(f"{self.catalogue_changed}/{self.catalogue_size}".encode()).hexdigest()[:16]


def read_world() -> World:
    """One query: the facts ride on the rows of the profiles. Without any profile it takes a second."""
    facts = _facts()
    profiles = tuple(WeightProfile.objects.annotate(**facts).order_by("name", "pk"))
    row = profiles[0].__dict__ if profiles else _without_profiles(facts)
    return World(
        profiles=profiles,
        catalogue_changed=row["catalogue_changed"],
        catalogue_size=row["catalogue_size"] or 0,
        model_version=row["model_version"] or "",
        model_size=row["model_size"] or 0,
    )


def count_of(rows: QuerySet) -> Subquery:
    """How many rows there are, as a part of another query."""
    return Subquery(rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n"))


def newest_of(rows: QuerySet, field: str) -> Subquery:
    return Subquery(rows.order_by().annotate(newest=Func(F(field), function="MAX")).values("newest"))


def own(rows: QuerySet) -> QuerySet:
    """Rows of the person that the outer query is at."""
    return rows.filter(user_id=OuterRef("pk"))


def _facts() -> dict[str, Subquery]:
    newest = ModelArtifact.objects.order_by("-published_at", "-id")
    return {
        "catalogue_changed": Subquery(Movie.all_objects.order_by("-updated_at").values("updated_at")[:1]),
        "catalogue_size": count_of(Movie.objects.all()),
        "model_version": Subquery(newest.values("version")[:1]),
        "model_size": Subquery(newest.values("size")[:1]),
    }


def _without_profiles(facts: dict[str, Subquery]) -> dict:
    nothing = dict.fromkeys(facts)
    return Movie.all_objects.order_by().values(**facts).first() or nothing
