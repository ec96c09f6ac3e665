"""Idempotency-Key: a POST that is repeated, because its response was lost, is not executed again.

The work and the stored response are one transaction, which begins by locking the user: a repetition that comes while
the first request still runs waits for it, and one that was killed has left nothing. Only success is stored: failures
can be retried.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any, cast

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils import json

from apps.core.http.mixins import user_id_of
from apps.core.locking import lock_user
from apps.core.models import IdempotentAnswer
from apps.core.types import User

KEY_MAX_LENGTH = 255
STORED_FOR = timedelta(days=1)


class KeyReusedError(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = (
        "This Idempotency-Key was used for another request. Make a new key for every new request."
    )
    default_code = "idempotency_key_reused"


class SecretAnswerError(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = (
        "This request was executed already, and its response had a secret that is shown only once. "
        "If you did not get it, revoke what was created, and create another with a new Idempotency-Key."
    )
    default_code = "secret_not_repeated"


class IdempotentMixin:
    """For views whose POST may carry an Idempotency-Key. Someone who is not logged in has no keys."""

    # The response is not stored, because it has a secret: a repetition is a 409.
    answer_is_secret = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get("Idempotency-Key")
        if request.method == "POST" and key is not None and request.user.is_authenticated:
            # `initial` runs again if the request is repeated after a lost race.
            self.plain_post: Any = getattr(self, "plain_post", self.post)
            self.post: Any = partial(answer_once, self, key)


def answer_once(view: IdempotentMixin, key: str, request: Request, *args: Any, **kwargs: Any) -> Response:
    if not 1 <= len(key) <= KEY_MAX_LENGTH or not key.isprintable():
        raise ValidationError([f"Idempotency-Key takes 1 to {KEY_MAX_LENGTH} printable characters."])
    with transaction.atomic():
        user_id = user_id_of(request)
        lock_user(user_id)
        records = IdempotentAnswer.objects.filter(user=user_id, key=key)
        stored = records.first()
        fingerprint = fingerprint_of(request)
        if stored and stored.created_at >= timezone.now() - STORED_FOR:
            if stored.fingerprint != fingerprint:
                raise KeyReusedError
            if view.answer_is_secret:
                raise SecretAnswerError
            return replay(stored)
        records.delete()
        response = view.plain_post(request, *args, **kwargs)
        if response.status_code < status.HTTP_400_BAD_REQUEST:
            is_stored = response.data is not None and not view.answer_is_secret
            body = JSONRenderer().render(response.data).decode() if is_stored else ""
            records.create(
                user_id=user_id,
                key=key,
                fingerprint=fingerprint,
                status=response.status_code,
                body=body,
            )
        return response


def delete_old_records() -> str:
    """Delete records that are not used any more; return a sentence for the job log."""
    deleted, _ = IdempotentAnswer.objects.filter(created_at__lt=timezone.now() - STORED_FOR).delete()
    return f"Deleted {deleted} idempotency records"


def export_keys(user: User) -> list[dict[str, Any]]:
    """The user's keys. Not the stored responses, whose content is exported from the rows themselves."""
    records = IdempotentAnswer.objects.filter(user=user).values("key", "status", "created_at")
    return [dict(record) for record in records]


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
    form = cast(QueryDict, request.data)
    for name, values in sorted(form.lists()):
        for value in values:
            yield f"{name}\n".encode()
            if not hasattr(value, "chunks"):
                yield str(value).encode()
                continue
            yield from value.chunks()
            value.seek(0)  # for the view, which reads it
