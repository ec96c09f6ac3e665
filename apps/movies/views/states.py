from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import PersonalMixin, user_of
from apps.movies.serializers import MovieStatesRequestSerializer
from apps.movies.services.states import state_parts, states_of

EXAMPLE = {"favorite": True, "watchlist": False, "rating": 8.5, "watched": True, "hidden": False}
BY_MOVIE_ID = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            part.name: {"type": "number", "nullable": True} if part.number else {"type": "boolean"}
            for part in state_parts()
        },
        "required": sorted(part.name for part in state_parts()),
    },
}


class MovieStatesView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        tags=["movies"],
        summary="Get my states of up to 100 movies",
        description="Status badges for a page of posters, by movie id. Unknown ids are returned with all flags false and rating null.",
        request=MovieStatesRequestSerializer,
        responses={(200, "application/json"): BY_MOVIE_ID},
        examples=[
            OpenApiExample("Two posters", value={"movies": [12, 34]}, request_only=True),
            OpenApiExample("Their marks", value={"12": EXAMPLE}, response_only=True),
        ],
    )
    def post(self, request: Request) -> Response:
        body = MovieStatesRequestSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        states = states_of(user=user_of(request), movie_ids=body.validated_data["movies"])
        return Response({str(movie_id): known for movie_id, known in states.items()})
