"""Accounts on the staff's dashboard: one query."""

from datetime import UTC

from django.db.models import Case, Count, Q, When
from django.db.models.functions import TruncDate

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days, start_of
from apps.users.models import User


def users_panel() -> Panel:
    days = last_days()
    since = start_of(days[0])
    joined = Case(When(date_joined__gte=since, then=TruncDate("date_joined", tzinfo=UTC)))
    rows = User.objects.order_by().annotate(day=joined).values_list("day")
    counted = {
        day: counts
        for day, *counts in rows.annotate(
            accounts=Count("pk"),
            registered=Count("pk", filter=Q(origin=User.Origin.REGISTERED)),
            came=Count("pk", filter=Q(last_login__gte=since)),
        )
    }
    total, registered, came = (
        (sum(column) for column in zip(*counted.values(), strict=True)) if counted else (0,) * 3
    )
    return Panel(
        figures=[
            ("accounts", total),
            ("signed up themselves", registered),
            ("logged in within 30 days", came),
        ],
        charts=[
            Chart(
                "New accounts per day",
                day_labels(),
                {"new accounts": [counted.get(day, [0])[0] for day in days]},
            )
        ],
    )
