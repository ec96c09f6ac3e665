"""The migration that gives the built-in profile its present knobs."""

from importlib import import_module

import pytest
from django.apps import apps

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import LEARNED
from apps.recommendations.services.serving.weight_profiles import as_row

migration = import_module("apps.recommendations.migrations.0002_better_learned_profile")


@pytest.fixture
def learned(db):
    row = WeightProfile.objects.get(name="learned")
    row.knobs = {**as_row(LEARNED)["knobs"], **migration.FORMER}
    row.save()
    return row


def test_a_profile_as_shipped_gets_the_present_knobs_and_back(learned):
    migration.forwards(apps, None)
    learned.refresh_from_db()
    assert learned.knobs == as_row(LEARNED)["knobs"]
    migration.backwards(apps, None)
    learned.refresh_from_db()
    assert learned.knobs["fading"] == migration.FORMER["fading"]


def test_what_staff_changed_stays(learned):
    learned.knobs = {**learned.knobs, "fading_half_life": 3.0}
    learned.save()
    migration.forwards(apps, None)
    learned.refresh_from_db()
    assert learned.knobs["fading"] == migration.FORMER["fading"]
