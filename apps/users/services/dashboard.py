"""The users panel of the staff dashboard."""

from datetime import UTC

from django.db.models import Case, Count, Q, When
from django.db.models.functions import TruncDate

from apps.core.observability.dashboard import Chart, Panel, day_labels, last_days, start_of
from apps.users.models import User

USERS = "admin:users_user_changelist"


def users_panel() -> Panel:
    """Count users in total and new ones per day, in one query."""
    days = last_days()
    since = start_of(days[0])
    joined = Case(When(date_joined__gte=since, then=TruncDate("date_joined", tzinfo=UTC)))
    rows = User.objects.order_by().annotate(day=joined).values_list("day")
    by_day = {
        day: counts
        for day, *counts in rows.annotate(
            users=Count("pk"),
            registered=Count("pk", filter=Q(origin=User.Origin.REGISTERED)),
            active=Count("pk", filter=Q(last_login__gte=since)),
        )
    }
    total, registered, active = (
        (sum(column) for column in zip(*by_day.values(), strict=True)) if by_day else (0,) * 3
    )
    return Panel(
        figures=[
            ("users", total),
            ("registered themselves", registered),
            ("logged in within 30 days", active),
        ],
        charts=[
            Chart(
                "New users per day",
                day_labels(),
                {"new users": [by_day.get(day, [0])[0] for day in days]},
            )
        ],
        links={
            "users": (USERS, ""),
            "registered themselves": (USERS, f"?origin__exact={User.Origin.REGISTERED}"),
        },
    )
