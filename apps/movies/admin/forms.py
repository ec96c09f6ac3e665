"""The form of a movie: its locks are a choice among field names."""

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from apps.movies.models import Movie

LOCKABLE = (
    *("title", "original_title", "tagline", "overview", "poster_path", "backdrop_path", "homepage"),
    *("release_date", "runtime", "vote_average", "vote_count", "popularity", "original_language"),
    *("adult", "status", "budget", "revenue", "imdb_id", "collection", "genres", "tags", "videos"),
    *("recommended_tmdb_ids", "credits", "certifications", "watch_options"),
)


class MovieForm(forms.ModelForm):
    locked_fields = forms.MultipleChoiceField(
        choices=[(name, name.replace("_", " ")) for name in LOCKABLE],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="A sync leaves these alone. What you change here is locked for you when you save.",
    )

    class Meta:
        model = Movie
        fields = ("locked_fields", "hidden_from_recommendations")

    def clean_imdb_id(self) -> str:
        return (self.cleaned_data.get("imdb_id") or "").strip()

    def clean(self) -> dict:
        """What an editor changed is an editor's: it is locked along with what was chosen."""
        cleaned = super().clean()
        edited = set(self.changed_data) & set(LOCKABLE)
        cleaned["locked_fields"] = sorted({*cleaned.get("locked_fields", ()), *edited})
        return cleaned
