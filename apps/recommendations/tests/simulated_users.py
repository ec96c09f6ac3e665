"""Users of an experiment, simulated: what they are shown and click, and what the real attribution makes of it."""

from dataclasses import dataclass

import numpy as np

from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking.attribution import (
    NO_LIST,
    Estimate,
    Exposures,
    attribute,
    difference,
    first_responses,
    sums_by_user,
)
from apps.recommendations.services.exposures.results import WINDOW
from apps.recommendations.services.serving.weight_profiles import assigned_profile

DAY = 24 * 3600.0
PAGE = 10
CATALOGUE = 400
Numbers = np.ndarray


@dataclass(frozen=True)
class World:
    """better: how many times as likely users of the challenger click. Users differ in how often they come and click."""

    users: int = 2000
    days: int = 14
    better: float = 1.0


def challenger_of(users: int, experiment: int) -> Numbers:
    """Which users the service gives to a challenger of half of the traffic. Every experiment draws anew, by its name."""
    profiles = [
        WeightProfile(pk=1, name="learned", is_default=True),
        WeightProfile(pk=2, name=f"challenger-{experiment}", traffic_percent=50),
    ]
    names = [assigned_profile(profiles, user).name for user in range(1, users + 1)]
    return np.array([name != "learned" for name in names])


def simulate(world: World, experiment: int, challenger: Numbers | None = None) -> Estimate:
    """The difference of the click rates, challenger minus default, as the statistics compute it."""
    draw = np.random.default_rng(experiment)
    if challenger is None:
        challenger = challenger_of(world.users, experiment)
    exposures = shown(world, draw)
    responses = clicks(exposures, world, challenger, draw)
    belongs_to = attribute(exposures, responses, window=WINDOW.total_seconds())
    counted = belongs_to[first_responses(belongs_to, np.zeros(len(belongs_to), dtype=np.int64))]
    answered = np.zeros(len(exposures.users))
    answered[counted] = 1
    groups = [
        sums_by_user(exposures.users[mine], answered[mine], np.ones(mine.sum()))
        for mine in (challenger[exposures.users], ~challenger[exposures.users])
    ]
    return difference(*groups)


def shown(world: World, draw: np.random.Generator) -> Exposures:
    """Pages of ten movies; some users come once, some several times a day."""
    visits = np.minimum(1 + draw.geometric(0.3, world.users), 3 * world.days)
    users = np.repeat(np.arange(world.users), visits)
    times = draw.uniform(0, world.days * DAY, len(users))
    first = draw.integers(0, CATALOGUE - PAGE, len(users))
    return Exposures(
        users=np.repeat(users, PAGE),
        items=(first[:, None] + np.arange(PAGE)).ravel(),
        lists=np.repeat(np.arange(len(users)), PAGE),
        times=np.repeat(times, PAGE),
    )


def clicks(exposures: Exposures, world: World, challenger: Numbers, draw: np.random.Generator) -> Exposures:
    """Some clicks are repeated, some name their list, some come too late, and some are of movies that were never shown."""
    rate = np.minimum(draw.beta(0.8, 12, world.users) * np.where(challenger, world.better, 1), 1)
    clicked = np.flatnonzero(draw.random(len(exposures.users)) < rate[exposures.users])
    clicked = np.append(clicked, clicked[draw.random(len(clicked)) < 0.2])
    stray = draw.integers(0, world.users, world.users // 10)
    lists = np.where(draw.random(len(clicked)) < 0.5, exposures.lists[clicked], NO_LIST)
    return Exposures(
        users=np.append(exposures.users[clicked], stray),
        items=np.append(exposures.items[clicked], draw.integers(0, CATALOGUE, len(stray))),
        lists=np.append(lists, np.full(len(stray), NO_LIST)),
        times=np.append(
            exposures.times[clicked] + draw.exponential(DAY, len(clicked)),
            draw.uniform(0, world.days * DAY, len(stray)),
        ),
    )
