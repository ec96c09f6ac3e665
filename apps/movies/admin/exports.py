from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from apps.movies.models import Genre, Movie


class MovieResource(ModelResource):
    """A movie as a line of CSV; genres by name, parted by «|»."""

    genres = Field(attribute="genres", widget=ManyToManyWidget(Genre, field="name", separator="|"))

    class Meta:
        model = Movie
        fields = (
            *("id", "tmdb_id", "imdb_id", "title", "original_title", "release_date", "runtime", "genres"),
            *("original_language", "vote_average", "vote_count", "popularity", "adult", "status"),
            *("budget", "revenue", "community_average", "community_count"),
            *("hidden_from_recommendations", "locked_fields"),
        )
        export_order = fields
        chunk_size = 2000
