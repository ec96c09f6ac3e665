"""The staff's dashboard: each app registers its panels; who may see one is a permission.

Panels count over large tables, so no visit waits for them: a visit shows the last snapshots, and has those
that are older than FRESH made anew beside it. Each is made in at most three queries.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from django.utils import timezone

from apps.core.extensions import Registry
from apps.core.models import DashboardSnapshot

logger = logging.getLogger(__name__)

DAYS = 30
FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class Chart:
    """`series` is {name: one number per label}; None leaves a gap."""

    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    kind: Literal["bar", "line"] = "bar"
    stacked: bool = False


@dataclass(frozen=True)
class Panel:
    """`figures` and `facts` are (what, value); a figure is one large number, a fact a line of text."""

    figures: Sequence[tuple[str, Any]] = ()
    charts: Sequence[Chart] = ()
    facts: Sequence[tuple[str, str]] = ()

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> "Panel":
        return cls(**held | {"charts": [Chart(**chart) for chart in held.get("charts", ())]})


@dataclass(frozen=True)
class PanelSource:
    permission: str
    make: Callable[[], Panel]


# Title of a panel -> where it comes from; shown in the order in which the apps are installed.
panels: Registry[PanelSource] = Registry()


def titles_for(user: Any) -> list[str]:
    return [title for title, source in panels if user.has_perm(source.permission)]


def make_panels() -> str:
    """All panels anew. One that fails is logged, keeps its last snapshot and stops no other."""
    made = 0
    for title, source in panels:
        try:
            panel = asdict(source.make())
        except Exception:
            logger.exception("The panel %s could not be made", title)
            continue
        DashboardSnapshot.objects.update_or_create(
            title=title, defaults={"panel": panel, "made_at": timezone.now()}
        )
        made += 1
    return f"{made} panels made"


def today() -> date:
    return timezone.now().astimezone(UTC).date()


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def last_days() -> list[date]:
    """The days that charts over time show, the oldest first."""
    return [today() - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def day_labels() -> list[str]:
    return [f"{day:%-d %b}" for day in last_days()]
