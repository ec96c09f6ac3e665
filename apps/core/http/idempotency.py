"""Idempotency-Key: a POST that is repeated, because its response was lost, is not executed again.

The work and the stored response are one transaction. Only success is stored: failures can be retried.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils import json

from apps.core.models import IdempotentAnswer
from apps.core.types import AnyUser, User

KEY_MAX_LENGTH = 255
STORED_FOR = timedelta(days=1)
# After this a claim without a response belongs to a process that was killed.
ABANDONED = timedelta(minutes=2)


class KeyReusedError(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = (
        "This Idempotency-Key was used for another request. Make a new key for every new request."
    )
    default_code = "idempotency_key_reused"


class StillRunningError(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "The first request with this Idempotency-Key is still running. Ask again in a moment."
    default_code = "idempotency_key_in_use"
    wait = 1


class IdempotentMixin:
    """For views whose POST may carry an Idempotency-Key. Someone who is not logged in has no keys."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get("Idempotency-Key")
        if request.method == "POST" and key is not None and request.user.is_authenticated:
            # `initial` runs again if the request is repeated after a lost race.
            self.plain_post: Any = getattr(self, "plain_post", self.post)
            self.post: Any = partial(answer_once, self.plain_post, key)


def answer_once(
    handler: Callable[..., Response], key: str, request: Request, *args: Any, **kwargs: Any
) -> Response:
    if not 1 <= len(key) <= KEY_MAX_LENGTH or not key.isprintable():
        raise ValidationError([f"Idempotency-Key takes 1 to {KEY_MAX_LENGTH} printable characters."])
    claimed, stored = claim(request, key)
    if stored is not None:
        return replay(stored)
    try:
        with transaction.atomic():
            response = handler(request, *args, **kwargs)
            store(claimed, response)
    except BaseException:
        IdempotentAnswer.objects.filter(pk=claimed.pk).delete()
        raise
    return response


def claim(request: Request, key: str) -> tuple[IdempotentAnswer, IdempotentAnswer | None]:
    """The new claim, or the stored response. Of two concurrent claims one violates the unique constraint."""
    forget_old(request.user)
    fingerprint = fingerprint_of(request)
    mine = IdempotentAnswer(user=request.user, key=key, fingerprint=fingerprint)
    try:
        with transaction.atomic():
            mine.save(force_insert=True)
    except IntegrityError:
        stored = IdempotentAnswer.objects.filter(user=request.user, key=key).first()
        if stored is None or stored.status is None:
            raise StillRunningError from None
        if stored.fingerprint != fingerprint:
            raise KeyReusedError from None
        return mine, stored
    return mine, None


def forget_old(user: AnyUser) -> None:
    now = timezone.now()
    rows = IdempotentAnswer.objects.filter(user=user)
    rows.filter(created_at__lt=now - STORED_FOR).delete()
    rows.filter(created_at__lt=now - ABANDONED, status__isnull=True).delete()


def delete_old_records() -> str:
    """Delete what forget_old leaves of users who send no further key; return a sentence for the job log."""
    deleted, _ = IdempotentAnswer.objects.filter(created_at__lt=timezone.now() - STORED_FOR).delete()
    return f"Deleted {deleted} idempotency records"


def export_keys(user: User) -> list[dict[str, Any]]:
    """The user's keys. Not the stored responses, whose content is exported from the rows themselves."""
    records = IdempotentAnswer.objects.filter(user=user).values("key", "status", "created_at")
    return [dict(record) for record in records]


def store(claimed: IdempotentAnswer, response: Response) -> None:
    claimed.status = response.status_code
    claimed.body = JSONRenderer().render(response.data).decode() if response.data is not None else ""
    claimed.save(update_fields=["status", "body"])


def replay(stored: IdempotentAnswer) -> Response:
    data = json.loads(stored.body) if stored.body else None
    return Response(data, status=stored.status, headers={"Idempotency-Replayed": "true"})


def fingerprint_of(request: Request) -> str:
    """Of the address and the body; of a form with files, of its fields and the files' contents."""
    digest = hashlib.sha256(f"{request.get_full_path()}\n{request.user.pk}\n".encode())
    for part in parts_of(request):
        digest.update(part)
    return digest.hexdigest()


def parts_of(request: Request) -> Iterator[bytes]:
    if not request.content_type.startswith("multipart/"):
        yield request.body
        return
    for name, value in sorted(dict(request.data).items()):
        yield f"{name}\n".encode()
        yield from value.chunks() if hasattr(value, "chunks") else [str(value).encode()]
