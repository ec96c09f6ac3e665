"""Votes of a movie night, and its result."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import PersonalMixin, user_of
from apps.recommendations.serializers import VoteSerializer, VoteStateSerializer
from apps.recommendations.services.surfaces import group_votes

OVER = OpenApiResponse(description="The vote is over, or too many movies have votes.")


class VotesMixin(PersonalMixin):
    permission_classes = [IsAuthenticated]

    def state(self, request: Request, pk: int) -> Response:
        state = group_votes.vote_state(user=user_of(request), group_id=pk)
        return Response(VoteStateSerializer(state, context={"request": request}).data)


@extend_schema(tags=["recommendations"])
class VotesView(VotesMixin, APIView):
    @extend_schema(
        summary="Get a group's votes and result",
        description="The movie in the lead comes first. Ask again every few seconds to follow the others.",
        responses=VoteStateSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        return self.state(request, pk)


@extend_schema(tags=["recommendations"])
class VoteView(VotesMixin, APIView):
    @extend_schema(
        summary="Vote on a movie",
        description="Replaces the member's former vote. A yes of every member chooses the movie.",
        request=VoteSerializer,
        responses={200: VoteStateSerializer, 409: OVER},
    )
    def put(self, request: Request, pk: int, movie_id: int) -> Response:
        body = VoteSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        group_votes.cast_vote(user=user_of(request), group_id=pk, movie_id=movie_id, **body.validated_data)
        return self.state(request, pk)

    @extend_schema(summary="Withdraw a vote", responses={204: None, 409: OVER})
    def delete(self, request: Request, pk: int, movie_id: int) -> Response:
        group_votes.withdraw_vote(user=user_of(request), group_id=pk, movie_id=movie_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["recommendations"])
class ResultView(IdempotentMixin, VotesMixin, APIView):
    @extend_schema(
        summary="Close the vote (owner)",
        description=(
            "Chooses the movie with the most yes, then the fewest no, then the earliest vote. "
            "403 for the other members."
        ),
        request=None,
        responses={200: VoteStateSerializer, 409: OpenApiResponse(description="No movie has a yes yet.")},
    )
    def post(self, request: Request, pk: int) -> Response:
        group_votes.close_vote(user=user_of(request), group_id=pk)
        return self.state(request, pk)

    @extend_schema(
        summary="Open the vote again (owner)",
        description="The votes stay. 403 for the other members.",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        group_votes.reopen_vote(user=user_of(request), group_id=pk)
        return Response(status=status.HTTP_204_NO_CONTENT)
