"""Who acts in movies and who makes them."""

from django.db.models import F, Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.filters import SearchFilter
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.http.filters import RelevanceOrderingFilter
from apps.core.http.mixins import CatalogueMixin
from apps.core.limits import ID_PATTERN
from apps.movies.models import Credit, Movie, Person
from apps.movies.serializers import PersonDetailSerializer, PersonSerializer
from apps.movies.services.search import search_people


class PeopleSearchFilter(SearchFilter):
    search_description = "A name or its beginning; accents, case and small misspellings do not matter. The best match is first."

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        query = request.query_params.get(self.search_param, "").strip()
        return search_people(query)[0] if query else queryset


@extend_schema(tags=["movies"])
@extend_schema_view(
    list=extend_schema(summary="List people, the most popular first"),
    retrieve=extend_schema(summary="Get a person with their filmography"),
)
class PersonViewSet(CatalogueMixin, ReadOnlyModelViewSet):
    queryset = Person.objects.all()
    versions = ("catalogue",)
    filter_backends = [PeopleSearchFilter, RelevanceOrderingFilter]
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
