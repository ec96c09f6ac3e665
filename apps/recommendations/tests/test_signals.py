"""The table of signals, and weight profiles that store only what differs from the code."""

import numpy as np
import pytest

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import LEARNED, SIGNALS, History, Profile, build_catalogue
from apps.recommendations.ranking import profile as profiles
from apps.recommendations.ranking.signals import Signal
from apps.recommendations.services.serving import explanations, weight_profiles
from apps.recommendations.services.serving.explanations import types_of
from apps.recommendations.services.serving.weight_profiles import as_row, ensure_profiles, usable_profile
from apps.recommendations.tests.ranking_calls import ranked


@pytest.fixture
def catalogue():
    return build_catalogue(item_ids=range(4), genres=[[1]] * 4, tokens=[["genre:1"]] * 4)


@pytest.fixture
def toy(monkeypatch):
    """A signal that prefers the last item, declared in the table and nowhere else."""
    monkeypatch.setitem(
        SIGNALS,
        "toy",
        Signal(
            compute=lambda given: given.of_wanted(np.arange(len(given.catalogue), dtype=np.float32)) * 7,
            is_personal=True,
            is_bounded=False,
            trust=lambda users, likes: 0.5,
            explained_by="content",
            reason="Because of {titles}.",
        ),
    )


def test_a_signal_of_the_table_is_weighted_scaled_and_explained(catalogue, toy):
    ranking = ranked(catalogue, History.of([0], values=9), Profile(weights={"toy": 1.0}), limit=4)
    assert ranking.items.tolist() == [3, 2, 1]
    certainty = 2 / 17
    assert ranking.scores.tolist() == pytest.approx([certainty, 2 / 3 * certainty, 1 / 3 * certainty])
    assert ranking.personal.all()
    assert types_of(ranking, range(3), personal=True) == ["content_based"] * 3


def test_a_signal_that_is_not_in_the_table_is_refused():
    with pytest.raises(profiles.ProfileError, match="there is no signal toy"):
        Profile(weights={"toy": 1.0})


def test_every_signal_is_complete():
    explained = {"", *explanations.TYPES}
    for name, signal in SIGNALS.items():
        assert signal.explained_by in explained, name
        assert signal.is_personal == bool(signal.explained_by), name
        assert bool(signal.reason or signal.lead) == (signal.explained_by != "taste" and name != "quality"), (
            name
        )
        assert 0 <= signal.trust(0, 0) <= 100, name
    assert set(LEARNED.signals) <= set(SIGNALS)


@pytest.mark.django_db
def test_built_in_profiles_store_nothing_and_follow_the_code(monkeypatch):
    row = WeightProfile.objects.get(name="learned")
    assert (row.weights, row.knobs) == ({}, {})
    assert usable_profile(row) == LEARNED
    newer = Profile(**{**LEARNED.to_json(), "diversity": 0.4, "weights": {"quality": 1.0}})
    monkeypatch.setitem(weight_profiles.BUILT_IN, "learned", (newer, ""))
    assert usable_profile(row) == newer


@pytest.mark.django_db
def test_changes_by_staff_override_the_code(monkeypatch):
    row = WeightProfile.objects.get(name="learned")
    row.knobs = {"diversity": 0.9}
    row.save()
    ensure_profiles()
    row.refresh_from_db()
    changed = usable_profile(row)
    assert (changed.diversity, changed.weights) == (0.9, LEARNED.weights)
    assert as_row(changed) == {"weights": {}, "knobs": {"diversity": 0.9}}


def test_other_profiles_store_everything():
    tuned = Profile(**{**LEARNED.to_json(), "name": "tuned"})
    assert as_row(tuned)["weights"] == dict(LEARNED.weights)
    assert as_row(tuned)["knobs"]["sequence_half_life"] == LEARNED.sequence_half_life
