"""The staff's dashboard: apps register panels (extensions.DashboardPanel), each visible by a permission.

Panels count over large tables, so no visit waits for them: a visit shows the last snapshots and refreshes
those that are older than FRESH in the background.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from django.utils import timezone

from apps.core.extensions import DashboardPanel, registered
from apps.core.models import DashboardSnapshot
from apps.core.types import AnyUser

logger = logging.getLogger(__name__)

DAYS = 30
FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class Chart:
    """`series` is {name: one number per label}; None leaves a gap. `empty` says what fills a chart without numbers."""

    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    kind: Literal["bar", "line"] = "bar"
    stacked: bool = False
    empty: str = "Nothing yet."


@dataclass(frozen=True)
class Panel:
    """`figures` and `facts` are (what, value); a figure is one large number, a fact a line of text.

    links: figure → (name of a page of the admin, query), where the rows that it counts are listed.
    """

    figures: Sequence[tuple[str, Any]] = ()
    charts: Sequence[Chart] = ()
    facts: Sequence[tuple[str, str]] = ()
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Panel":
        return cls(**stored | {"charts": [Chart(**chart) for chart in stored.get("charts", ())]})


def visible_titles(user: AnyUser) -> list[str]:
    """Titles of the panels that the user may see, in the order of the installed apps."""
    return [source.name for source in registered(DashboardPanel) if user.has_perm(source.permission)]


def build_panels() -> str:
    """Build and store all panels. A panel that fails is logged and keeps its last snapshot; the others continue."""
    built = 0
    for source in registered(DashboardPanel):
        try:
            panel = asdict(source.build())
        except Exception:
            logger.exception("Dashboard panel failed", extra={"panel": source.name})
            continue
        DashboardSnapshot.objects.update_or_create(
            title=source.name, defaults={"panel": panel, "made_at": timezone.now()}
        )
        built += 1
    return f"{built} panels built"


def today() -> date:
    return timezone.now().astimezone(UTC).date()


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def last_days() -> list[date]:
    """The days that charts over time show, the oldest first."""
    return [today() - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def day_labels() -> list[str]:
    return [f"{day:%-d %b}" for day in last_days()]
