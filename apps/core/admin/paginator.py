from django.core.paginator import Paginator
from django.utils.functional import cached_property

COUNT_LIMIT = 10_000


class BoundedPaginator(Paginator):
    """Counts up to COUNT_LIMIT rows and stops: a list of a million is never read through to say how long it is.

    Rows beyond the limit are reached by searching, filtering or turning the order round.
    """

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[:COUNT_LIMIT].count()
