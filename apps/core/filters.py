"""List filters that every app shares."""

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView


class TotalOrderingFilter(OrderingFilter):
    """Ordering that never leaves a tie open (the id settles it) and refuses fields it does not know."""

    def get_ordering(self, request: Request, queryset: QuerySet, view: APIView) -> list[str] | None:
        ordering = super().get_ordering(request, queryset, view)
        if not ordering:
            return ordering
        descending = ordering[0].startswith("-")
        ties = (
            []
            if any(term.lstrip("-") in ("id", "pk") for term in ordering)
            else ["-id" if descending else "id"]
        )
        return [*ordering, *ties]

    def remove_invalid_fields(self, queryset, fields, view, request) -> list[str]:
        valid = super().remove_invalid_fields(queryset, fields, view, request)
        unknown = sorted(set(fields) - set(valid) - {""})
        if unknown:
            known = ", ".join(name for name, _ in self.get_valid_fields(queryset, view, {"request": request}))
            raise ValidationError(
                {self.ordering_param: [f"Cannot order by {', '.join(unknown)}. Use: {known}."]}
            )
        return valid
