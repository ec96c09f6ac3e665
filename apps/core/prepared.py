"""Queries that are compiled once. Django composes the SQL of a query anew each time, which costs more than a short one.

A prepared query has two parameters at most: a whole number, and a list of them for `__among`. It depends on nothing else,
neither on the time nor on settings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

from apps.core.lookups import json_array, postgresql_array

Row = TypeVar("Row", bound=Model)
Numbers = Sequence[int]
SAMPLE = -9_007_199_254_740_991  # the number that queries are compiled with
POSTGRESQL_SAMPLE, JSON_SAMPLE = postgresql_array([SAMPLE]), json_array([SAMPLE])


class PreparedValues:
    """The rows of `queryset(one, many)`, a `values_list` or a union of some, for any numbers.

    ROLES = PreparedValues(lambda user_id, _: Membership.objects.filter(user=user_id).values_list("group__name"))
    ROLES.rows(7)
    """

    def __init__(self, queryset: Callable[[int, list[int]], QuerySet]):
        self.queryset = queryset
        self.compiled: Compiled | None = None

    def rows(self, one: int = 0, many: Numbers = ()) -> list[list[Any]]:
        self.compiled = self.compiled or Compiled.of(self.queryset(SAMPLE, [SAMPLE]))
        return self.compiled.run(one, many)


class PreparedRows(Generic[Row]):
    """The instances of `queryset(one, many)`, with what it selects by `select_related` and its annotations."""

    KEPT = 50  # different pages

    def __init__(self, queryset: Callable[[int, list[int]], QuerySet[Row]]):
        self.queryset = queryset
        self.compiled: dict[tuple[Any, Any], CompiledRows] = {}

    def rows(self, one: int = 0, many: Numbers = (), *, part: slice = slice(None)) -> list[Row]:
        if part.stop is not None and part.stop <= (part.start or 0):
            return []
        page = (part.start, part.stop)
        compiled = self.compiled.get(page)
        if compiled is None:
            if len(self.compiled) >= self.KEPT:
                self.compiled.clear()
            compiled = CompiledRows.of(self.queryset(SAMPLE, [SAMPLE])[part])
            self.compiled[page] = compiled
        return [compiled.instance(row) for row in compiled.run(one, many)]


class PreparedGet(Generic[Row]):
    """The row of `queryset()` whose primary key, of any type, is given.

        SESSION = PreparedGet(lambda: LoginSession.objects.select_related("user__profile"))
        session = SESSION.get(pk)      # None if there is none

    The queryset has no parameters of its own.
    """

    def __init__(self, queryset: Callable[[], QuerySet[Row]]):
        self.queryset = queryset
        self.compiled: CompiledRows | None = None

    def get(self, pk: Any) -> Row | None:
        if self.compiled is None:
            compiled = CompiledRows.of(self.queryset().filter(pk=pk).order_by())
            if len(compiled.parameters) != 1:
                raise ValueError("The queryset has parameters of its own.")
            self.compiled = compiled
        field = self.compiled.model._meta.pk
        rows = self.compiled.fetch([field.get_db_prep_value(pk, connections[DEFAULT_DB_ALIAS])])
        return self.compiled.instance(rows[0]) if rows else None


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """converters: what makes Python values of a row, as place, functions, expression."""

    sql: str
    parameters: tuple[Any, ...]
    converters: list[tuple[int, list[Any], Any]]

    @classmethod
    def parts(cls, compiler: Any) -> dict[str, Any]:
        sql, parameters = compiler.as_sql()
        found = compiler.get_converters([column[0] for column in compiler.select])
        converters = [(place, *functions) for place, functions in found.items()]
        return {"sql": sql, "parameters": tuple(parameters), "converters": converters}

    @classmethod
    def of(cls, queryset: QuerySet) -> "Compiled":
        return cls(**cls.parts(queryset.query.get_compiler(DEFAULT_DB_ALIAS)))

    def run(self, one: int, many: Numbers) -> list[list[Any]]:
        return self.fetch([_in_place(given, one, many) for given in self.parameters])

    def fetch(self, parameters: list[Any]) -> list[list[Any]]:
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for place, functions, expression in self.converters:
                for convert in functions:
                    row[place] = convert(row[place], expression, connection)
        return rows


@dataclass(frozen=True, kw_only=True)
class CompiledRows(Compiled):
    """names: of the columns of `model`, which begin at `start`. populators: add the related rows. annotations: their places."""

    model: type[Model]
    names: list[str]
    start: int
    populators: list[Any]
    annotations: dict[str, int]

    @classmethod
    def of(cls, queryset: QuerySet) -> "CompiledRows":
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        parts = cls.parts(compiler)
        info = compiler.klass_info
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        return cls(
            **parts,
            model=info["model"],
            names=[column[0].target.attname for column in compiler.select[start:end]],
            start=start,
            populators=get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]
            annotations=dict(compiler.annotation_col_map or {}),
        )

    def instance(self, row: list[Any]) -> Any:
        made = self.model.from_db(
            DEFAULT_DB_ALIAS, self.names, row[self.start : self.start + len(self.names)]
        )
        for populator in self.populators:
            populator.populate(row, made)
        for name, place in self.annotations.items():
            setattr(made, name, row[place])
        return made


def _in_place(given: Any, one: int, many: Numbers) -> Any:
    """The parameter, or what stands for the sample."""
    if given == SAMPLE:
        return one
    if given == POSTGRESQL_SAMPLE:
        return postgresql_array(many)
    if given == JSON_SAMPLE:
        return json_array(many)
    return given
