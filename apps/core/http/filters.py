"""List filters that every app shares."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django_filters import Filter
from django_filters.rest_framework import filterset
from rest_framework import filters
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView


class FilterSet(filterset.FilterSet):
    """Only the filters that a request uses are made for it. django-filter copies all of them, and makes a form of them.

    `always`: names of those that are made for each request, because the form or the queryset reads their values.
    """

    always: tuple[str, ...] = ()
    base_filters: dict[str, Filter]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.base_filters = _Declared(
            (name, declared)
            for name, declared in type(self).base_filters.items()
            if name in self.always or any(key.startswith(name) for key in data or ())
        )
        super().__init__(data, *args, **kwargs)


class _Declared(dict[str, Filter]):
    """django-filter copies its filters deeply for each request, to give each a parent and a model: attributes of its own."""

    def __deepcopy__(self, memo: Any) -> dict[str, Filter]:
        copies = {name: copy(declared) for name, declared in self.items()}
        for made in copies.values():
            made.method = made.method  # which calls a method of the copy's own parent
        return copies


class TotalOrderingFilter(OrderingFilter):
    """A total ordering (ties are ordered by id) by fields in one parameter or several. Unknown fields are refused.

    Rows without a value come last either way, on every database.
    """

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        parameter = {
            "name": self.ordering_param,
            "required": False,
            "in": "query",
            "description": "Fields in order of importance; `-` orders downwards.",
            "explode": False,
            "style": "form",
            "schema": {
                "type": "array",
                "items": {
                    "type": "string",
                    "enum": [sign + name for name in view.ordering_fields for sign in ("", "-")],
                    # Names for generators of languages whose identifiers have no sign.
                    "x-enum-varnames": [
                        name.upper() + order for name in view.ordering_fields for order in ("", "_DESCENDING")
                    ],
                },
            },
        }
        return [parameter]

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        ordering = self.get_ordering(request, queryset, view)
        if not ordering:
            return queryset
        return queryset.order_by(*(empty_last(queryset.model, term) for term in ordering))

    def get_ordering(self, request: Request, queryset: QuerySet, view: APIView) -> list[str] | None:
        asked = ",".join(request.query_params.getlist(self.ordering_param))
        fields = [name.strip() for name in asked.split(",") if name.strip()]
        ordering = self.remove_invalid_fields(queryset, fields, view, request) or self.get_default_ordering(
            view
        )
        if not ordering:
            return None
        descending = ordering[0].startswith("-")
        ties = (
            []
            if any(term.lstrip("-") in ("id", "pk") for term in ordering)
            else ["-id" if descending else "id"]
        )
        return [*ordering, *ties]

    def remove_invalid_fields(
        self, queryset: QuerySet, fields: Iterable[str], view: APIView, request: Request
    ) -> list[str]:
        valid = super().remove_invalid_fields(queryset, fields, view, request)
        unknown = sorted(set(fields) - set(valid) - {""})
        if unknown:
            known = ", ".join(name for name, _ in self.get_valid_fields(queryset, view, {"request": request}))
            raise ValidationError(
                {self.ordering_param: [f"Cannot order by {', '.join(unknown)}. Use: {known}."]}
            )
        return valid


class RelevanceOrderingFilter(TotalOrderingFilter):
    """Leaves the order of a search by relevance, unless the request asks for an ordering."""

    def get_default_ordering(self, view: APIView) -> Any:
        searched = view.request.query_params.get("search", "").strip()
        return None if searched else super().get_default_ordering(view)


def empty_last(model: type[Model], term: str) -> str | OrderBy:
    name = term.removeprefix("-")
    try:
        nullable = model._meta.get_field(name).null
    except FieldDoesNotExist:
        return term
    return OrderBy(F(name), descending=term != name, nulls_last=True) if nullable else term


class SearchFilter(filters.SearchFilter):
    """Of views without `search_fields` the schema does not name it: it would find all rows."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        named = super().get_schema_operation_parameters(view)
        return named if getattr(view, "search_fields", None) else []
