"""Groups for a movie night: invitations, members, and picks."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import GenericAPIView, ListCreateAPIView, RetrieveUpdateDestroyAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import LockedRowMixin, PersonalMixin, user_of
from apps.recommendations.models import Group
from apps.recommendations.serializers import (
    GroupSerializer,
    JoinSerializer,
    PickSerializer,
    PicksQuerySerializer,
)
from apps.recommendations.services.surfaces.groups import (
    NARROWEST,
    create_group,
    join_group,
    leave_group,
    picks_for,
    remove_member,
    renew_code,
)
from apps.recommendations.views.lists import MovieListView, candidates_of, query_of

FRIDAY = OpenApiExample("Friday", value={"name": "Friday", "strategy": "least_misery"}, request_only=True)


def groups_of(request: Request) -> QuerySet[Group]:
    """Groups are visible to their members only."""
    mine = Group.objects.filter(members__user=request.user.pk)
    return mine.select_related("owner").prefetch_related("members__user")


class OwnGroupsMixin(PersonalMixin):
    permission_classes = [IsAuthenticated]
    serializer_class = GroupSerializer
    filter_backends: list[type] = []

    def get_queryset(self) -> QuerySet[Group]:
        return groups_of(self.request)


@extend_schema(tags=["recommendations"])
class GroupListView(IdempotentMixin, OwnGroupsMixin, ListCreateAPIView):
    @extend_schema(summary="List my groups, newest first")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Create a group",
        description="The user becomes its owner and first member. Others join with its `code`.",
        examples=[FRIDAY],
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        group = create_group(user=user_of(request), **serializer.validated_data)
        return Response(self.get_serializer(group).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["recommendations"])
class GroupDetailView(LockedRowMixin, OwnGroupsMixin, RetrieveUpdateDestroyAPIView):
    http_method_names = ["get", "patch", "delete", "head", "options"]

    def check_object_permissions(self, request: Request, group: Group) -> None:
        if request.method in ("PATCH", "DELETE") and group.owner_id != request.user.pk:
            raise PermissionDenied("Only the owner may change or delete the group. You can leave it.")

    @extend_schema(summary="Get a group with its members")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(summary="Update a group (owner)", description="403 for the other members.")
    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().patch(request, *args, **kwargs)

    @extend_schema(summary="Delete a group (owner)", description="403 for the other members.")
    def delete(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().delete(request, *args, **kwargs)


@extend_schema(tags=["recommendations"])
class JoinView(IdempotentMixin, PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Join a group by its code",
        description=(
            "The picks of the group use the taste of every member, and show match and reason of each. Members see no "
            "movie that another one has seen, but that a movie is missing can mean that somebody has seen or dismissed it."
        ),
        request=JoinSerializer,
        responses={
            201: GroupSerializer,
            200: OpenApiResponse(GroupSerializer, description="You are a member already."),
            400: OpenApiResponse(description="There is no group with this code."),
            409: OpenApiResponse(description="The group is full."),
        },
    )
    def post(self, request: Request) -> Response:
        body = JoinSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            group, joined = join_group(user=user_of(request), code=body.validated_data["code"])
        except Group.DoesNotExist as error:
            raise ValidationError({"code": ["There is no group with this code."]}) from error
        code = status.HTTP_201_CREATED if joined else status.HTTP_200_OK
        return Response(GroupSerializer(group).data, status=code)


@extend_schema(tags=["recommendations"])
class CodeView(IdempotentMixin, OwnGroupsMixin, GenericAPIView):
    @extend_schema(
        summary="Replace a group's code (owner)",
        description="The former code lets nobody join any more. 403 for the other members.",
        request=None,
        responses=GroupSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        renew_code(user=user_of(request), group_id=pk)
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data)


@extend_schema(tags=["recommendations"])
class MemberView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Remove a member from a group (owner)",
        description="Also removes their votes and renews the code, so that they cannot join again. 403 for the other members.",
        responses={204: None, 409: OpenApiResponse(description="The owner can leave the group instead.")},
    )
    def delete(self, request: Request, pk: int, username: str) -> Response:
        remove_member(user=user_of(request), group_id=pk, username=username)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["recommendations"])
class LeaveView(IdempotentMixin, PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Leave a group",
        description="The member who joined first replaces an owner who leaves. A group without members is deleted.",
        request=None,
        responses={204: None},
    )
    def post(self, request: Request, pk: int) -> Response:
        leave_group(user=user_of(request), group=get_object_or_404(groups_of(request), pk=pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["recommendations"])
class PicksView(MovieListView):
    serializer_class = PickSerializer
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Get the group's picks, best first",
        description=(
            "Without movies that a member has rated, watched, dismissed or muted, and without adult movies. "
            "Filters of `movies/` choose among the group's best picks. 400 if they leave fewer than "
            f"{NARROWEST} movies of the catalogue: a list of one movie would tell what another member has seen."
        ),
        parameters=[PicksQuerySerializer],
        responses=PickSerializer(many=True),
        operation_id="recommendations_groups_picks_list",
    )
    def get(self, request: Request, pk: int) -> Response:
        group = get_object_or_404(groups_of(request), pk=pk)
        query = query_of(PicksQuerySerializer, request)
        strategy = query.get("strategy", group.strategy)
        listing = picks_for(group, strategy=strategy, limit=query["limit"], movie_ids=candidates_of(request))
        return self.page_of(listing)
