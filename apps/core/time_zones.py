"""Time zones of users: the calendar day of a moment, and the moment that stands for a day."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

DEFAULT_ZONE = "UTC"
ZONE_NAME_MAX_LENGTH = 64
# Names that mean the zone of a machine, or none.
NOT_ZONES = {"Factory", "localtime", "posixrules"}
NOON = time(12)
UNKNOWN_ZONE = "This is not a time zone. Use a name of the IANA database, for example Europe/Rome or UTC."


@cache
def zone_names() -> frozenset[str]:
    return frozenset(available_timezones() - NOT_ZONES)


def validate_zone_name(name: str) -> None:
    """Raise Django's ValidationError unless this is the name of a zone, as it is spelt in the IANA database."""
    if name not in zone_names():
        raise DjangoValidationError(UNKNOWN_ZONE)


def zone_of_user(user_id: int | None) -> ZoneInfo:
    """The zone of the user's profile, in one query; UTC if it is no longer known."""
    name = get_user_model().objects.filter(pk=user_id).values_list("profile__time_zone", flat=True).first()
    return ZoneInfo(name if name in zone_names() else DEFAULT_ZONE)


def zones_of_users(user_ids: Iterable[int]) -> dict[int, ZoneInfo]:
    """The zones by user id, in one query."""
    rows = get_user_model().objects.filter(pk__in=user_ids).values_list("pk", "profile__time_zone")
    return {pk: ZoneInfo(name if name in zone_names() else DEFAULT_ZONE) for pk, name in rows}


def zone_of_request(request: Request) -> ZoneInfo:
    """The zone of `?tz=`, else the user's. Raises ValidationError (400) if the name is unknown."""
    name = request.query_params.get("tz")
    if not name:
        return zone_of_user(request.user.pk)
    if name not in zone_names():
        raise ValidationError({"tz": [UNKNOWN_ZONE]})
    return ZoneInfo(name)


def zone_of_client(request: Request) -> str:
    """The name in `X-Timezone`; UTC without one, or with one that is unknown."""
    name = request.headers.get("X-Timezone", DEFAULT_ZONE)
    return name if name in zone_names() else DEFAULT_ZONE


def noon(day: date, zone: ZoneInfo) -> datetime:
    """The moment that stands for a day whose hour is not known."""
    return datetime.combine(day, NOON, tzinfo=zone)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def start_of_year(year: int, zone: ZoneInfo) -> datetime:
    return datetime(year, 1, 1, tzinfo=zone)
