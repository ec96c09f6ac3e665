"""The form of a movie, and of several at once."""

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.core.admin import RowsField
from apps.movies.models import Collection, Genre, Movie, Tag
from apps.movies.models.fields import LOCKABLE
from apps.movies.services.uploaded_posters import CONTENT_TYPES, MAX_BYTES, UnusablePoster, store_poster


class MovieForm(forms.ModelForm):
    locked_fields = forms.MultipleChoiceField(
        choices=[(name, name.replace("_", " ")) for name in LOCKABLE],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="A sync does not change these. Fields that you change are locked when you save.",
    )

    poster_upload = forms.FileField(
        required=False,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ",".join(CONTENT_TYPES.values())}),
        label="upload a poster",
        help_text=f"A JPEG, PNG or WebP picture of at most {MAX_BYTES // 1024**2} MB. It replaces the poster path below.",
    )

    class Meta:
        model = Movie
        fields = ("locked_fields", "hidden_from_recommendations")

    def clean_imdb_id(self) -> str:
        return (self.cleaned_data.get("imdb_id") or "").strip()

    def clean(self) -> dict:
        """Lock the changed fields too, and store an uploaded poster if all else is right."""
        cleaned = super().clean() or {}
        edited = set(self.changed_data) & set(LOCKABLE)
        upload = cleaned.get("poster_upload")
        if upload and not self.errors:
            try:
                cleaned["poster_path"] = store_poster(upload)
            except UnusablePoster as error:
                self.add_error("poster_upload", str(error))
            edited |= {"poster_path"}
        cleaned["locked_fields"] = sorted({*cleaned.get("locked_fields", ()), *edited})
        return cleaned


class NamesField(forms.CharField):
    """Names of existing rows, separated by commas. Becomes the rows; a name that does not exist is an error."""

    def __init__(self, model: Any, **kwargs: Any):
        self.model = model
        super().__init__(required=False, widget=UnfoldAdminTextInputWidget, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        rows = {}
        for name in dict.fromkeys(names):
            row = self.model.objects.filter(name__iexact=name).order_by("pk").first()
            if row is None:
                kind = self.model._meta.verbose_name
                raise forms.ValidationError(
                    f"There is no {kind} named “{name}”. Create it first, or correct the name."
                )
            rows[row.pk] = row
        return list(rows.values())


class BulkEditForm(forms.Form):
    """What is left empty stays as it is."""

    add_genres = RowsField(
        Genre.objects.order_by("name"), required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    remove_genres = RowsField(
        Genre.objects.order_by("name"), required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    add_tags = NamesField(Tag, help_text="Names, separated by commas.")
    remove_tags = NamesField(Tag, help_text="Names, separated by commas.")
    collection = NamesField(Collection, help_text="The name of the collection that all of them belong to.")
    lock = forms.MultipleChoiceField(
        choices=[(name, name.replace("_", " ")) for name in LOCKABLE],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="A sync does not change these. What is edited here is locked anyway.",
    )
    unlock = forms.MultipleChoiceField(
        choices=[(name, name.replace("_", " ")) for name in LOCKABLE],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    hidden = forms.TypedChoiceField(
        choices=[("", "Leave as it is"), ("1", "Hide from recommendations"), ("0", "Let be recommended")],
        coerce=lambda value: value == "1",
        empty_value=None,
        required=False,
        widget=UnfoldAdminSelectWidget,
        label="Recommendations",
    )

    def clean_collection(self) -> Any:
        rows = self.cleaned_data["collection"]
        if len(rows) > 1:
            raise forms.ValidationError("Name one collection.")
        return rows[0] if rows else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in ("genres", "tags"):
            both = set(cleaned.get(f"add_{kind}") or ()) & set(cleaned.get(f"remove_{kind}") or ())
            if both:
                self.add_error(
                    f"remove_{kind}", f"Either add or remove: {', '.join(sorted(map(str, both)))}."
                )
        both_locks = set(cleaned.get("lock") or ()) & set(cleaned.get("unlock") or ())
        if both_locks:
            self.add_error("unlock", f"Either lock or unlock: {', '.join(sorted(both_locks))}.")
        if not self.errors and not any(value or value is False for value in cleaned.values()):
            raise forms.ValidationError("Nothing is filled in.")
        return cleaned
