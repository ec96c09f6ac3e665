"""`column__among=[…]`: like `__in` with one parameter, whatever the number of values.

Django checks and converts each value of `__in` several times, which takes longer than the query if there are a hundred.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignKey, Lookup


@ForeignKey.register_lookup
@Field.register_lookup
class Among(Lookup):
    """The right side is a list of whole numbers."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{left} = ANY(%s)", [*parameters, postgresql_array(self.rhs)]
        values = "IN (SELECT value FROM json_each(%s))"
        return f"{left} {values}", [*parameters, json_array(self.rhs)]


def postgresql_array(numbers: Iterable[int]) -> str:
    """As one text: psycopg2 adapts a list number by number."""
    return f"{{{','.join([str(int(number)) for number in numbers])}}}"


def json_array(numbers: Iterable[int]) -> str:
    return f"[{','.join([str(int(number)) for number in numbers])}]"
