"""`column__among=[…]`: like `__in` with one parameter, whatever the number of values.

Django checks and converts each value of `__in` several times, which takes longer than the query if there are a hundred.
"""

import json
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
        numbers = [int(number) for number in self.rhs]
        if connection.vendor == "postgresql":
            return f"{left} = ANY(%s)", [*parameters, numbers]
        values = "IN (SELECT value FROM json_each(%s))"
        return f"{left} {values}", [*parameters, json.dumps(numbers)]
