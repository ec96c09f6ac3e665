from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from apps.movies.models import Genre, Movie
from apps.movies.models.fields import movie_fields


class MovieResource(ModelResource):
    """A movie as a line of CSV; genre names are separated by "|"."""

    genres = Field(attribute="genres", widget=ManyToManyWidget(Genre, field="name", separator="|"))

    class Meta:
        model = Movie
        fields = movie_fields("export")
        export_order = fields
        chunk_size = 2000
