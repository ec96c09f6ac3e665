"""CSV files of curators: a preview of every change first, then all rows or none."""

from typing import Any

from import_export.fields import Field
from import_export.formats.base_formats import CSV
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from apps.movies.models import Genre, Movie, Person, Tag
from apps.movies.models.fields import LOCKABLE

MOST_ROWS = 5000


class NamesWidget(ManyToManyWidget):
    """Names separated by "|". A name that does not exist is an error instead of being left out."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        names = {name.strip() for name in str(value or "").split("|") if name.strip()}
        known = set(self.model.objects.filter(name__in=names).values_list("name", flat=True))
        if missing := sorted(names - known):
            kind = self.model._meta.verbose_name
            raise ValueError(f"There is no {kind} named {', '.join(missing)}. Create it first.")
        return super().clean("|".join(sorted(names)), row, **kwargs)


class CheckedResource(ModelResource):
    """Unknown columns, missing ids and too many rows are errors; rows that change nothing are skipped."""

    class Meta:
        abstract = True
        use_transactions = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        known = set(self._meta.fields)
        unknown = [name for name in dataset.headers or () if name not in known]
        if unknown:
            raise ValueError(
                f"Unknown columns: {', '.join(map(str, unknown))}. Use: {', '.join(self._meta.fields)}."
            )
        if len(dataset) > MOST_ROWS:
            raise ValueError(f"The file has {len(dataset)} rows. Import at most {MOST_ROWS} at once.")

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        for name in self._meta.import_id_fields:
            if not str(row.get(name) or "").strip():
                raise ValueError(f"{name} is empty: it says which row is meant.")


class MovieImport(CheckedResource):
    """Movies by TMDb id. What the file has is locked, so that a sync does not undo it. An empty tmdb_id is an error."""

    genres = Field(
        attribute="genres", column_name="genres", widget=NamesWidget(Genre, field="name", separator="|")
    )
    tags = Field(attribute="tags", column_name="tags", widget=NamesWidget(Tag, field="name", separator="|"))

    class Meta(CheckedResource.Meta):
        model = Movie
        import_id_fields = ("tmdb_id",)
        fields = (
            "tmdb_id", "title", "original_title", "release_date", "runtime", "overview", "tagline",
            "original_language", "genres", "tags",
        )  # fmt: skip

    def get_queryset(self) -> Any:
        return Movie.all_objects.all()

    def before_save_instance(self, instance: Movie, row: Any, **kwargs: Any) -> None:
        given = {name for name in row if name in LOCKABLE}
        instance.locked_fields = sorted({*instance.locked_fields, *given})


class TagImport(CheckedResource):
    class Meta(CheckedResource.Meta):
        model = Tag
        import_id_fields = ("name",)
        fields = ("name", "tmdb_id")


class PersonImport(CheckedResource):
    class Meta(CheckedResource.Meta):
        model = Person
        import_id_fields = ("tmdb_id",)
        fields = ("tmdb_id", "name", "known_for")


class CsvImport:
    """Mix into an admin, before it: an Import button with a preview. `resource` is one of the above."""

    resource: type[CheckedResource]

    def get_import_resource_classes(self, request: Any) -> list[type[CheckedResource]]:
        return [self.resource]

    def get_import_formats(self) -> list[type]:
        return [CSV]
