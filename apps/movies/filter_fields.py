"""Form fields and filters that MovieFilter is made of: lists, ids or names, strict words and numbers."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from drf_spectacular.drainage import set_override

from apps.core.limits import INTEGER_MAX
from apps.movies.models import Genre, ProductionCountry
from apps.movies.models.search import matching
from apps.movies.models.text import fold
from apps.movies.services.genres import all_genres
from apps.movies.services.moods import MOODS, in_any_mood
from apps.movies.services.states import exclusion_filters

MAX_VALUES = 50
MAX_EXCLUDED = 1000
MAX_ID = 2**63 - 1


class ListWidget(forms.Widget):
    """`?x=1&x=2` and `?x=1,2` are the same list. A name with a comma stands in quotation marks."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [part for value in values for part in parts_of(str(value))]


LIST_PART = re.compile(r'\s*(?:"([^"]+)"|([^,]*))\s*(?:,|$)')


def parts_of(value: str) -> Iterator[str]:
    for quoted, plain in LIST_PART.findall(value):
        if part := (quoted or plain).strip():
            yield part


class ListField(forms.Field):
    widget = ListWidget
    max_values = MAX_VALUES

    def to_python(self, value: list[str] | None) -> list[Any]:
        values = list(dict.fromkeys(value or []))
        if len(values) > self.max_values:
            raise ValidationError(f"Give at most {self.max_values} values.")
        return values


class IdListField(ListField):
    max_values = MAX_EXCLUDED

    def to_python(self, value: list[str] | None) -> list[int]:
        values = super().to_python(value)
        wrong = [text for text in values if not is_id(text)]
        if wrong:
            raise refusal(wrong[0], "is not an id. Ids are whole numbers, separated by commas.")
        return [int(text) for text in values]


class WordListField(ListField):
    """Words that `is_known` knows; `known()` names them in the sentence that refuses another."""

    is_known: Callable[[str], bool]
    known: Callable[[], str]

    def to_python(self, value: list[str] | None) -> list[str]:
        words = super().to_python(value)
        unknown = [word for word in words if not self.is_known(word)]
        if unknown:
            raise refusal(unknown[0], f"is not known here. {self.known()}")
        return words


class LanguageListField(WordListField):
    def is_known(self, word: str) -> bool:
        return word.isascii() and word.isalpha() and len(word) in (2, 3)

    def known(self) -> str:
        return "Give a language as its ISO 639-1 code, like en."

    def to_python(self, value: list[str] | None) -> list[str]:
        return [word.lower() for word in super().to_python(value)]


class CountryListField(WordListField):
    def is_known(self, word: str) -> bool:
        return word.isascii() and word.isalpha() and len(word) == 2

    def known(self) -> str:
        return "Give a country as its ISO 3166-1 code, like US."

    def to_python(self, value: list[str] | None) -> list[str]:
        return [word.upper() for word in super().to_python(value)]


class MoodField(WordListField):
    def is_known(self, word: str) -> bool:
        return word in MOODS

    def known(self) -> str:
        return f"Use: {', '.join(MOODS)}."


class HideField(WordListField):
    def is_known(self, word: str) -> bool:
        return word in exclusion_filters()

    def known(self) -> str:
        return f"Use: {', '.join(exclusion_filters())}."


class RowListField(ListField):
    """Rows of a model by id or, ignoring case, by name. The value is their ids, in one query."""

    def __init__(self, *, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_python(self, value: list[str] | None) -> list[int]:
        words = super().to_python(value)
        if not words:
            return []
        rows = self.found(words)
        known = {str(pk) for pk, _ in rows} | {normal(name) for _, name in rows}
        unknown = [word for word in words if normal(word) not in known]
        if unknown:
            raise refusal(unknown[0], f"is not a {self.model._meta.verbose_name} that we know.")
        return [pk for pk, _ in rows]

    def found(self, words: list[str]) -> list[tuple[int, str]]:
        if self.model is Genre:
            wanted = {str(int(word)) if is_id(word) else word.casefold() for word in words}
            return [row for row in all_genres() if str(row[0]) in wanted or row[1].casefold() in wanted]
        rows = self.rows(Q(pk__in=[int(word) for word in words if is_id(word)]), words)
        known = {str(pk) for pk, _ in rows}
        # A number is an id; where there is none it may be a name, such as that of the keyword 1984.
        numbers = [word for word in words if is_id(word) and str(int(word)) not in known]
        return rows + (self.rows(Q(name__in=numbers), []) if numbers else [])

    def rows(self, matches: Q, words: list[str]) -> list[tuple[int, str]]:
        """Those that match, and those of these names."""
        for word in words:
            matches |= Q() if is_id(word) else self.is_named(word)
        return list(self.model._default_manager.filter(matches).order_by().values_list("pk", "name"))

    def is_named(self, word: str) -> Q:
        """Ignores case; also accents, if the model has a `search_text`."""
        if fold(word) and any(field.name == "search_text" for field in self.model._meta.fields):
            return matching(self.model, f"| {fold(word)} |")
        return Q(name__iexact=word)


class BooleanField(forms.Field):
    words = {"true": True, "1": True, "false": False, "0": False}

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        if str(value).lower() not in self.words:
            raise ValidationError("Use true or false.")
        return self.words[str(value).lower()]


class RegionField(forms.Field):
    def to_python(self, value: Any) -> str:
        region = str(value or "").strip().upper()
        if region and not (region.isascii() and region.isalpha() and len(region) == 2):
            raise ValidationError("Give a country as its ISO 3166-1 code, like US.")
        return region


def refusal(value: str, sentence: str) -> ValidationError:
    """An error that quotes the value. A % in it must not be read as a format."""
    return ValidationError(f"%(value)s {sentence}", params={"value": value[:60]})


def is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= MAX_ID


def normal(word: str) -> str:
    return str(int(word)) if is_id(word) else fold(word) or word.casefold()


class DescribedFilter(django_filters.Filter):
    """A filter that describes itself in the API schema, also for lists of other models."""

    shape: dict[str, Any] = {"type": "string"}
    field_options: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **self.field_options | kwargs)
        limits = {"minimum": self.extra.get("min_value"), "maximum": self.extra.get("max_value")}
        known = {name: value for name, value in limits.items() if value is not None}
        set_override(self, "field", self.shape | known | {"description": str(self.label)})


class IntegerFilter(DescribedFilter):
    field_class = forms.IntegerField
    field_options = {"min_value": 0, "max_value": INTEGER_MAX}
    shape = {"type": "integer"}


class NumberFilter(DescribedFilter):
    field_class = forms.FloatField
    field_options = {"min_value": 0}
    shape = {"type": "number"}


class DateFilter(DescribedFilter):
    field_class = forms.DateField
    field_options = {"input_formats": ["%Y-%m-%d"]}
    shape = {"type": "string", "format": "date"}


class TextFilter(DescribedFilter):
    field_class = forms.CharField


class RegionFilter(DescribedFilter):
    field_class = RegionField


class BooleanFilter(DescribedFilter):
    field_class = BooleanField
    shape = {"type": "boolean"}


class WordsFilter(DescribedFilter):
    shape = {"type": "array", "items": {"type": "string"}}


class LanguageFilter(WordsFilter):
    field_class = LanguageListField


class MoodFilter(WordsFilter):
    """Movies that have any of the moods."""

    field_class = MoodField

    def filter(self, queryset: QuerySet, value: list[str]) -> QuerySet:
        return queryset.filter(in_any_mood(value)) if value else queryset


class HideFilter(WordsFilter):
    field_class = HideField


class ExcludeFilter(DescribedFilter):
    field_class = IdListField
    shape = {"type": "array", "items": {"type": "integer"}}


class CountryFilter(WordsFilter):
    """Movies that were produced in any of the countries."""

    field_class = CountryListField

    def filter(self, queryset: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        produced = ProductionCountry.objects.order_by().filter(country__in=value)
        return queryset.filter(pk__in=produced.values("movie_id"))


class CollectionFilter(WordsFilter):
    """Movies whose foreign key is one of some rows, by id or name."""

    field_class = RowListField


class LinkedFilter(WordsFilter):
    """Movies that are linked to rows of another model: to any of them, to all, or to none.

    `links` has a movie and `column` per row; it is used as a subquery, so that no movie is returned twice.
    """

    field_class = RowListField

    def __init__(
        self, *, model: type[Model], links: type[Model], column: str, how: str = "any", **kwargs: Any
    ):
        self.links, self.column, self.how = links, column, how
        super().__init__(model=model, **kwargs)

    def movies_of(self, ids: list[int]) -> QuerySet:
        return self.links._default_manager.order_by().filter(**{f"{self.column}__in": ids}).values("movie_id")

    def filter(self, queryset: QuerySet, value: list[int]) -> QuerySet:
        if not value:
            return queryset
        if self.how == "none":
            return queryset.exclude(pk__in=self.movies_of(value))
        groups = [[pk] for pk in value] if self.how == "all" else [value]
        for ids in groups:
            queryset = queryset.filter(pk__in=self.movies_of(ids))
        return queryset
