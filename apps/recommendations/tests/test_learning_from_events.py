"""What users did with recommended movies is an input of training, weaker than what they said."""

import uuid

import numpy as np
import pytest
from django.utils import timezone

from apps.core.extensions import JobSkipped
from apps.favorites.models import Rating
from apps.recommendations.models import ExposureEvent, TasteSettings
from apps.recommendations.ranking import History, Interactions, Kind
from apps.recommendations.services.learning import tuning
from apps.recommendations.services.learning.interactions import count_interactions, read_interactions


def log(user, movie, kind: str, value: float | None = None) -> None:
    ExposureEvent.objects.create(
        event_id=uuid.uuid4(),
        user=user,
        session=None if user else uuid.uuid4(),
        movie=movie,
        kind=kind,
        value=value,
        surface="list",
        happened_at=timezone.now(),
    )


@pytest.mark.django_db
def test_events_are_weighted_by_kind(owner, make_movies):
    movies = make_movies(8)
    events = [
        ("shown", None, None),
        ("skipped", None, None),
        ("opened", None, 0.1),
        ("trailer", None, 0.2),
        ("dwell", 30, 0.1),
        ("dwell", 600, 0.2),
        ("progress", 40, 0.2),
        ("progress", 100, 0.5),
    ]
    for movie, (kind, value, _) in zip(movies, events, strict=True):
        log(owner, movie, kind, value)
    log(None, movies[0], "opened")
    graded, grades = read_interactions().graded()
    found = dict(zip(graded.items.tolist(), grades.tolist(), strict=True))
    expected = {movie.pk: grade for movie, (*_, grade) in zip(movies, events, strict=True) if grade}
    assert found == pytest.approx(expected)
    assert len(read_interactions().likes()) == 0


@pytest.mark.django_db
def test_who_opted_out_of_training_is_left_out(owner, make_movies):
    log(owner, make_movies(1)[0], "opened")
    TasteSettings.objects.create(user=owner, trainable=False)
    assert len(read_interactions()) == count_interactions() == 0


@pytest.mark.django_db
def test_a_training_that_read_events_is_not_due_again(owner, make_movies):
    for movie in make_movies(30):
        Rating.objects.create(user=owner, movie=movie, rating=8)
        log(owner, movie, "opened")
    assert tuning.retrain_if_due()
    with pytest.raises(JobSkipped):
        tuning.retrain_if_due()


def engaged(values: list[float], *, rating: float | None = None) -> Interactions:
    kinds = [Kind.ENGAGED] * len(values) + [Kind.RATED] * (rating is not None)
    count = len(kinds)
    return Interactions(
        users=np.ones(count, dtype=np.int64),
        items=np.full(count, 7),
        kinds=np.array(kinds, dtype=np.int8),
        values=np.array([*values, *([rating] if rating is not None else [])], dtype=np.float32),
        times=np.arange(count, dtype=float)[::-1].copy(),
    )


def test_the_strongest_engagement_counts_and_any_rating_more():
    assert engaged([0.1, 0.5, 0.2]).graded()[1].tolist() == [0.5]
    assert engaged([0.5], rating=2).graded()[1].tolist() == []
    assert engaged([0.5], rating=9).graded()[1].tolist() == [1.0]


def test_an_engagement_excludes_nothing_and_is_no_part_of_a_history():
    assert engaged([0.5]).histories(np.array([0])) == {}
    assert History.of([3], Kind.ENGAGED, 0.5).excluded.tolist() == []
