"""CSV files of curators: a preview of every change first, then all rows or none."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import IntegerWidget, ManyToManyWidget

from apps.core.limits import INTEGER_MAX
from apps.movies.admin.csv_files import MOST_ROWS, UnusableFile, csv_format
from apps.movies.models import Genre, Movie, Person, Tag
from apps.movies.models.fields import LOCKABLE

NO_TEXT = "The file is no text in UTF-8. Save it as CSV in UTF-8."


class NamesWidget(ManyToManyWidget):
    """Names separated by "|". A name that does not exist is an error instead of being left out."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        names = {name.strip() for name in str(value or "").split("|") if name.strip()}
        known = set(self.model.objects.filter(name__in=names).values_list("name", flat=True))
        if missing := sorted(names - known):
            kind = self.model._meta.verbose_name
            raise ValueError(
                f"There is no {kind} named {' | '.join(missing)}. Create it first, or correct the name. "
                "Separate several names by “|”."
            )
        return super().clean("|".join(sorted(names)), row, **kwargs)


class WholeNumberWidget(IntegerWidget):
    """Refuses what the library would round: 1.5 is no id."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text[:20]) <= INTEGER_MAX):
            raise ValueError(f"{text[:40]} is not a whole number from 0 to {INTEGER_MAX:,}.")
        return int(text)


class CheckedResource(ModelResource):
    """Missing ids are errors; rows that change nothing are skipped."""

    # What a curator has to know of the columns beside their names.
    columns_help = ""

    WIDGETS_MAP = ModelResource.WIDGETS_MAP | dict.fromkeys(
        ("IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"), WholeNumberWidget
    )

    class Meta:
        abstract = True
        use_transactions = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        for name in self._meta.import_id_fields:
            if not str(row.get(name) or "").strip():
                raise ValueError(f"{name} is empty: it says which row is meant.")
        if any("\0" in str(value) for value in row.values()):
            raise ValueError("The row contains a NUL byte. Remove it.")


class MovieImport(CheckedResource):
    """Movies by TMDb id. What the file has is locked, so that a sync does not undo it. An empty tmdb_id is an error."""

    columns_help = (
        "A row changes the movie with its tmdb_id, or adds one. Write dates as 1999-03-31, and separate several genres "
        "or tags by “|”. What the file changes is locked against syncs."
    )

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
    columns_help = "A row changes the tag with its name, or adds one."

    class Meta(CheckedResource.Meta):
        model = Tag
        import_id_fields = ("name",)
        fields = ("name", "tmdb_id")


class PersonImport(CheckedResource):
    columns_help = "A row changes the person with its tmdb_id, or adds one."

    class Meta(CheckedResource.Meta):
        model = Person
        import_id_fields = ("tmdb_id",)
        fields = ("tmdb_id", "name", "known_for")


class CsvImport:
    """Mix into an admin, before it: an Import button with a preview. `resource` is one of the above."""

    resource: type[CheckedResource]
    model: type[Model]

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Rows of a file are new ones and changed ones."""
        return self.has_add_permission(request) and super().has_import_permission(request)

    def get_import_resource_classes(self, request: Any) -> list[type[CheckedResource]]:
        return [self.resource]

    def create_import_form(self, request: HttpRequest) -> Form:
        form = super().create_import_form(request)
        form.fields["import_file"].help_text = (
            f"CSV in UTF-8, of at most {MOST_ROWS} rows. {self.resource.columns_help} "
            "You see every change before it is made."
        )
        return form

    def get_import_formats(self) -> list[type]:
        meta = self.resource._meta
        return [csv_format(columns=meta.fields, id_columns=meta.import_id_fields)]

    def add_data_read_fail_error_to_form(self, form: Form, error: Exception) -> None:
        sentence = str(error) if isinstance(error, UnusableFile) else NO_TEXT
        form.add_error("import_file", sentence)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The second step. The file of the preview is deleted by the first one that confirms it, or with the server's
        temporary files.
        """
        form = self.create_confirm_form(request)
        try:
            if form.is_valid() and form.cleaned_data["format"] == "0":  # the only one
                return super().process_import(request, **kwargs)
        except FileNotFoundError:
            pass
        messages.error(request, "The preview is not there any more. Upload the file again.")
        return redirect(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_import")
