"""Movies and genres that are fetched from TMDb by name: one movie by its id there, the list of genres."""

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import CatalogueMixin, PersonalMixin
from apps.core.http.permissions import IsOperator
from apps.movies.models import Movie
from apps.movies.serializers import FindQuerySerializer, ImportSerializer, MovieDetailSerializer
from apps.movies.services.lookup import find_movie
from apps.movies.services.sync import sync_genres
from apps.movies.services.tmdb_movies import Obtained, obtain_movie
from apps.movies.views.browse import DATA_SOURCE
from apps.movies.views.movies import LANGUAGE, REGION, detail_response

UNAVAILABLE = OpenApiResponse(description="TMDb does not respond and nothing is stored. See `Retry-After`.")


def obtained(tmdb_id: int) -> Obtained:
    try:
        return obtain_movie(tmdb_id=tmdb_id)
    except Movie.DoesNotExist as error:
        raise Http404(f"There is no movie with the TMDb id {tmdb_id}.") from error


@extend_schema(tags=["movies"])
class TMDbMovieView(CatalogueMixin, APIView):
    @extend_schema(
        summary="Get a movie by its TMDb id",
        parameters=[REGION, LANGUAGE, DATA_SOURCE],
        responses={
            200: MovieDetailSerializer,
            404: OpenApiResponse(description="TMDb has none."),
            503: UNAVAILABLE,
        },
    )
    def get(self, request: Request, tmdb_id: int) -> Response:
        movie = obtained(tmdb_id)
        response = detail_response(request, pk=movie.movie_id)
        response["X-Data-Source"] = movie.source
        return response


@extend_schema(tags=["movies"])
class FindMovieView(CatalogueMixin, APIView):
    @extend_schema(
        summary="Get a movie by an external id",
        description="Give one id. A movie that is not stored is fetched from TMDb, if a key is set.",
        parameters=[FindQuerySerializer, REGION, LANGUAGE],
        responses={
            200: MovieDetailSerializer,
            404: OpenApiResponse(description="There is no movie with this id."),
            503: UNAVAILABLE,
        },
    )
    def get(self, request: Request) -> Response:
        query = FindQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        try:
            movie_id = find_movie(**query.validated_data)
        except Movie.DoesNotExist as error:
            raise Http404("There is no movie with this id.") from error
        return detail_response(request, pk=movie_id)


@extend_schema(tags=["movies"])
class ImportView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Import a movie by its TMDb id",
        request=ImportSerializer,
        responses={
            200: OpenApiResponse(MovieDetailSerializer, "It was there already."),
            201: MovieDetailSerializer,
            404: OpenApiResponse(description="TMDb has none."),
            503: UNAVAILABLE,
        },
        examples=[OpenApiExample("Fight Club", value={"tmdb_id": 550}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        body = ImportSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        movie = obtained(body.validated_data["tmdb_id"])
        code = status.HTTP_201_CREATED if movie.created else status.HTTP_200_OK
        return detail_response(request, pk=movie.movie_id, status_code=code)


@extend_schema(tags=["movies"])
class GenreSyncView(PersonalMixin, APIView):
    permission_classes = [IsOperator]

    @extend_schema(
        summary="Fetch the genres from TMDb (staff, operators)",
        request=None,
        responses={
            200: inline_serializer(
                "GenresSynced", {"genres": serializers.IntegerField(), "changed": serializers.IntegerField()}
            ),
            503: OpenApiResponse(description="TMDb does not respond, or there is no key. See `Retry-After`."),
        },
    )
    def post(self, request: Request) -> Response:
        return Response(sync_genres(started_by=request.user))
