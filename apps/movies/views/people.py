"""Who acts in movies and who makes them."""

from django.db.models import F, Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.filters import SearchFilter
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.http.filters import TotalOrderingFilter
from apps.core.http.mixins import CatalogueMixin
from apps.core.limits import ID_PATTERN
from apps.movies.models import Credit, Movie, Person
from apps.movies.serializers import PersonDetailSerializer, PersonSerializer


@extend_schema(tags=["movies"])
@extend_schema_view(
    list=extend_schema(summary="List people, the most popular first"),
    retrieve=extend_schema(summary="Get a person with their filmography"),
)
class PersonViewSet(CatalogueMixin, ReadOnlyModelViewSet):
    queryset = Person.objects.all()
    filter_backends = [SearchFilter, TotalOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["popularity", "name"]
    ordering = ["-popularity"]
    lookup_value_regex = ID_PATTERN

    def get_queryset(self) -> QuerySet[Person]:
        if self.action == "list":
            return super().get_queryset()
        movies = Movie.objects.filter(adult=False).for_list()
        credits = Credit.objects.filter(movie__in=movies.order_by().values("pk")).order_by(
            F("movie__release_date").desc(nulls_last=True), "-movie_id", "position", "id"
        )
        shown = Prefetch(
            "credits", credits.prefetch_related(Prefetch("movie", movies)), to_attr="shown_credits"
        )
        return super().get_queryset().prefetch_related(shown)

    def get_serializer_class(self) -> type:
        return PersonSerializer if self.action == "list" else PersonDetailSerializer
