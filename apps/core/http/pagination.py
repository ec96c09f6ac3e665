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
    others, and the thousandth page costs what the first does. There is no count then.
    """

    cursor_query_param = "cursor"

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
        self.following = self.encode(rows[size - 1], name) if len(rows) > size else None
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
        value, pk = self.decode(queryset.model._meta.get_field(name))
        side = "lt" if descending else "gt"
        return queryset.filter(Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": pk}))

    def encode(self, row: Any, name: str) -> str:
        values = json.dumps([getattr(row, name), row.pk], cls=ExactEncoder)
        return urlsafe_b64encode(values.encode()).decode().rstrip("=")

    def decode(self, field: Field) -> tuple[Any, int]:
        cursor = str(self.cursor)
        padded = cursor + "=" * (-len(cursor) % 4)
        try:
            value, pk = json.loads(urlsafe_b64decode(padded.encode("ascii")))
            if value is None or isinstance(value, bool) or type(pk) is not int or not 0 <= pk < 2**63:
                raise ValueError(cursor)
            return field.to_python(value), pk
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
