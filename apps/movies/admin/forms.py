"""The form of a movie."""

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from apps.movies.models import Movie
from apps.movies.models.fields import LOCKABLE


class MovieForm(forms.ModelForm):
    locked_fields = forms.MultipleChoiceField(
        choices=[(name, name.replace("_", " ")) for name in LOCKABLE],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="A sync does not change these. Fields that you change are locked when you save.",
    )

    class Meta:
        model = Movie
        fields = ("locked_fields", "hidden_from_recommendations")

    def clean_imdb_id(self) -> str:
        return (self.cleaned_data.get("imdb_id") or "").strip()

    def clean(self) -> dict:
        """Lock the changed fields too."""
        cleaned = super().clean() or {}
        edited = set(self.changed_data) & set(LOCKABLE)
        cleaned["locked_fields"] = sorted({*cleaned.get("locked_fields", ()), *edited})
        return cleaned
