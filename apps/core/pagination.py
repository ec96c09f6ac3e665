"""Pages of a list: 20 rows unless asked for, 100 at most."""

from typing import Any

from rest_framework import pagination


class PageNumberPagination(pagination.PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 100


class Window:
    """One page that was read elsewhere, standing in for a whole list of `total` rows."""

    def __init__(self, rows: list[Any], total: int):
        self.rows, self.total = rows, total

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, place: slice) -> list[Any]:
        return self.rows
