"""Lists for many people at once: warm starts in the database, lines of a file for mails."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, TextIO

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.recommendations.models import Recommendation
from apps.recommendations.services.dataset import HISTORY_SOURCES
from apps.recommendations.services.recommendation_engine import LIST_SIZE, RecommendationEngine
from apps.recommendations.services.serving.impressions import Shown, read_shown
from apps.recommendations.services.serving.stored_lists import showable, store_lists
from apps.recommendations.services.serving.user_context import Person, read_people

PEOPLE_AT_ONCE = 200
ACTIVE_DAYS = 30
Progress = Callable[[int], None]


@dataclass(frozen=True)
class PersonalList:
    username: str
    tmdb_ids: list[int]


def people_to_serve(*, active_days: int | None = ACTIVE_DAYS) -> QuerySet:
    """Everybody with a history; with `active_days` those who logged in or did something in so many days."""
    people = get_user_model().objects.filter(is_active=True)
    histories = [source.objects.filter(user=OuterRef("pk")) for source, _, _ in HISTORY_SOURCES.values()]
    if active_days is None:
        return people.filter(_any_of(histories)).order_by("pk")
    since = timezone.now() - timedelta(days=active_days)
    lately = [rows.filter(updated_at__gte=since) for rows in histories]
    return people.filter(_any_of(lately) | Q(last_login__gte=since)).order_by("pk")


def _any_of(histories: Sequence[QuerySet]) -> Q:
    condition = Q()
    for rows in histories:
        condition |= Q(Exists(rows))
    return condition


def refresh_lists(*, people: QuerySet, progress: Progress = lambda done: None) -> int:
    """Store a list for everybody whose list is not up to date; returns how many were made."""
    engine, made = RecommendationEngine(wait=True), 0
    for group in groups_of(people):
        due = [person for person in group.values() if not engine.is_up_to_date(person)]
        shown = read_shown([person.user_id for person in due], engine.today)
        lists = [engine.make_list(person, shown[person.user_id]) for person in due]
        if lists:
            store_lists(lists, today=engine.today)
        made += len(lists)
        progress(len(group))
    return made


def refresh_active() -> str:
    """For the clock: whoever was here lately finds a list ready."""
    return f"made {refresh_lists(people=people_to_serve())} lists"


def personal_lists(
    *, people: QuerySet, limit: int, progress: Progress = lambda done: None
) -> Iterator[PersonalList]:
    """Best first, what the API gives each of them: the stored list, or the one that it would make now."""
    engine = RecommendationEngine(wait=True)
    for group in groups_of(people):
        fresh = [person.user_id for person in group.values() if engine.is_up_to_date(person)]
        stored, shown = stored_movie_ids(fresh), read_shown(list(group), engine.today)
        for person in group.values():
            movie_ids = stored.get(person.user_id) or ranked_movie_ids(engine, person, shown[person.user_id])
            yield PersonalList(person.username, engine.snapshot.tmdb_ids_of(movie_ids)[:limit])
        progress(len(group))


def write_lists(lists: Iterator[PersonalList], file: TextIO) -> int:
    """One JSON object a line; returns how many lines."""
    lines = 0
    for made in lists:
        file.write(json.dumps({"user": made.username, "tmdb_ids": made.tmdb_ids}) + "\n")
        lines += 1
    return lines


def groups_of(people: QuerySet) -> Iterator[dict[int, Person]]:
    numbers = iter(people.values_list("pk", flat=True).iterator())
    while group := list(islice(numbers, PEOPLE_AT_ONCE)):
        yield dict(sorted(read_people(group, events=True).items()))


def stored_movie_ids(user_ids: Sequence[int]) -> dict[int, list[int]]:
    lists: dict[int, list[int]] = {}
    rows: Any = showable(Recommendation.objects.filter(user_id__in=user_ids)).order_by(
        "user_id", "rank", "pk"
    )
    for user_id, movie_id in rows.values_list("user_id", "movie_id"):
        lists.setdefault(user_id, []).append(movie_id)
    return lists


def ranked_movie_ids(engine: RecommendationEngine, person: Person, shown: Shown) -> list[int]:
    portrait = engine.portrait(person)
    return engine.rank(portrait, limit=LIST_SIZE, shown=shown.counts, explain=False).movie_ids
