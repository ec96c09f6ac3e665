"""Events that clients send: to entries of the exposure log."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from apps.movies.services.lookup import known_movies
from apps.recommendations.services.exposures.log import Action, write_actions


def record_events(
    events: Sequence[dict[str, Any]], *, user_id: int | None = None, session: uuid.UUID | None = None
) -> dict[str, Any]:
    """Write validated events of a user or of a visitor's session; returns what became of them. The number of queries does not depend on theirs."""
    now, known = timezone.now(), known_movies(event["name"] for event in events)
    actions = {
        event["id"]: Action(
            client_id=event["id"].hex,
            movie_id=known[event["name"]],
            kind=event["kind"],
            value=event.get("value"),
            surface=event["surface"],
            row=event.get("row", ""),
            place=event.get("place"),
            list_id=event.get("list_id"),
            happened_at=event.get("at", now),
        )
        for event in events
        if event["name"] in known
    }
    stored = write_actions(list(actions.values()), user_id=user_id, session=session)
    missing = [event["id"] for event in events if event["name"] not in known]
    return {"stored": stored, "repeated": len(events) - len(missing) - stored, "not_found": missing}
