"""Pages of a list: 20 rows unless asked for, 100 at most; by number, or along a cursor."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Q, QuerySet
from rest_framework import pagination
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param


class PageNumberPagination(pagination.PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 100


class Window:
    """One page that was read elsewhere, in place of a list of `total` rows."""

    def __init__(self, rows: list[Any], total: int):
        self.rows, self.total = rows, total

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, place: slice) -> list[Any]:
        return self.rows


class HistoryPagination(PageNumberPagination):
    """By number; with `?cursor=` (empty for the first page) along the rows themselves.

    A cursor names the last row that was shown, so rows that come or go meanwhile neither repeat nor hide
    others, and the thousandth page costs what the first does. There is no count then. Positions change when
    other rows come, so a cursor along them names several rows, and where the last of them is now counts.
    """

    cursor_query_param = "cursor"
    shifting = "position"
    anchors_max = 20

    def paginate_queryset(
        self, queryset: QuerySet, request: Request, view: Any = None
    ) -> Sequence[Any] | None:
        self.cursor = request.query_params.get(self.cursor_query_param)
        if self.cursor is None:
            return super().paginate_queryset(queryset, request, view=view)
        self.url = remove_query_param(request.build_absolute_uri(), self.page_query_param)
        size = int(self.get_page_size(request) or self.max_page_size)
        name, descending = self.ordering_of(queryset)
        rows = list(self.after(queryset, name, descending)[: size + 1])
        self.following = self.encode(rows[:size], name) if len(rows) > size else None
        return rows[:size]

    def ordering_of(self, queryset: QuerySet) -> tuple[str, bool]:
        """The one column before the id, and whether both run downwards."""
        terms = [str(term) for term in queryset.query.order_by or queryset.model._meta.ordering]
        name = terms[0].lstrip("-")
        if len(terms) > 2 or name not in {field.name for field in queryset.model._meta.concrete_fields}:
            sentence = "A cursor follows one column of the row itself. Order by one such field, or use page."
            raise ValidationError({"ordering": [sentence]})
        return name, terms[0].startswith("-")

    def after(self, queryset: QuerySet, name: str, descending: bool) -> QuerySet:
        if not self.cursor:
            return queryset
        value, pk, *earlier = self.decode(queryset.model._meta.get_field(name))
        if name == self.shifting:
            there = dict(queryset.filter(pk__in=[pk, *earlier]).order_by().values_list("pk", name))
            last = next((anchor for anchor in (pk, *earlier) if anchor in there), None)
            value, pk = (value, pk) if last is None else (there[last], last)
        side = "lt" if descending else "gt"
        return queryset.filter(Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": pk}))

    def encode(self, rows: list[Any], name: str) -> str:
        """The last row's value and id; along positions also the ids of rows before it, the last one first."""
        anchors = rows[-self.anchors_max :] if name == self.shifting else rows[-1:]
        values = json.dumps(
            [getattr(rows[-1], name), *(row.pk for row in reversed(anchors))], cls=ExactEncoder
        )
        return urlsafe_b64encode(values.encode()).decode().rstrip("=")

    def decode(self, field: Field) -> list[Any]:
        cursor = str(self.cursor)
        padded = cursor + "=" * (-len(cursor) % 4)
        try:
            value, *ids = json.loads(urlsafe_b64decode(padded.encode("ascii")))
            are_ids = all(type(pk) is int and 0 <= pk < 2**63 for pk in ids)
            if (
                value is None
                or isinstance(value, bool)
                or not are_ids
                or not 1 <= len(ids) <= self.anchors_max
            ):
                raise ValueError(cursor)
            return [field.to_python(value), *ids]
        except (ValueError, TypeError, binascii.Error, RecursionError, DjangoValidationError) as error:
            sentence = "This cursor is not one of ours. Begin with an empty one: ?cursor="
            raise ValidationError({"cursor": [sentence]}) from error

    def get_paginated_response(self, data: Any) -> Response:
        if self.cursor is None:
            return super().get_paginated_response(data)
        following = self.following and replace_query_param(self.url, self.cursor_query_param, self.following)
        return Response({"next": following, "previous": None, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """With a cursor there is no count."""
        page = super().get_paginated_response_schema(schema)
        return page | {"required": ["results"]}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        description = (
            "Instead of page: empty for the first rows, then the value in `next`. The response has no count."
        )
        cursor = {
            "name": self.cursor_query_param,
            "required": False,
            "in": "query",
            "description": description,
            "schema": {"type": "string"},
        }
        return [*super().get_schema_operation_parameters(view), cursor]


class ExactEncoder(DjangoJSONEncoder):
    """Times to the microsecond: a rounded one would show rows twice."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
