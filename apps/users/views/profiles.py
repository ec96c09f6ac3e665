"""Profiles: public ones to read, the caller's own to read and update."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.filters import SearchFilter
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.serializers import BaseSerializer

from apps.core.http.mixins import PersonalMixin
from apps.users.models import UserProfile
from apps.users.serializers.profiles import OwnOrPublicProfileSerializer, ProfileSerializer
from apps.users.services.profiles import update_profile, with_counts
from apps.users.services.sessions import Caller
from apps.users.views.logins import AccountActionMixin

OWN_ONLY = "The profile of another user gets 404."


class ProfilesBaseView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    personal_token_methods = SAFE_METHODS
    queryset = UserProfile.objects.none()

    def get_queryset(self) -> QuerySet[UserProfile]:
        """Public profiles and the caller's own to read, only the own one to write. None of inactive users."""
        profiles = UserProfile.objects.select_related("user").filter(user__is_active=True)
        own = Q(user=self.request.user)
        return profiles.filter(own | Q(is_public=True) if self.request.method in SAFE_METHODS else own)


@extend_schema(tags=["auth"])
@extend_schema_view(get=extend_schema(summary="List profiles", description="Public profiles and your own."))
class ProfilesView(ProfilesBaseView, generics.ListAPIView):
    serializer_class = OwnOrPublicProfileSerializer
    filter_backends = [SearchFilter]
    search_fields = ["user__username"]

    def paginate_queryset(self, queryset: QuerySet[UserProfile]) -> list[UserProfile]:
        return with_counts(super().paginate_queryset(queryset) or [])


@extend_schema(tags=["auth"])
@extend_schema_view(
    get=extend_schema(
        summary="Get a profile",
        description="The public fields of another user's profile, all fields of your own.",
        responses=OwnOrPublicProfileSerializer,
    ),
    put=extend_schema(summary="Replace your profile by its id", description=OWN_ONLY),
    patch=extend_schema(summary="Update your profile by its id", description=OWN_ONLY),
)
class ProfileView(ProfilesBaseView, generics.RetrieveUpdateAPIView):
    lookup_field = "user_id"
    lookup_url_kwarg = "id"

    def get_serializer_class(self) -> type:
        return OwnOrPublicProfileSerializer if self.request.method in SAFE_METHODS else ProfileSerializer

    def get_object(self) -> UserProfile:
        return with_counts([super().get_object()])[0]

    def perform_update(self, serializer: BaseSerializer[UserProfile]) -> None:
        profile = update_profile(caller=Caller.of(self.request), changes=serializer.validated_data)
        serializer.instance = with_counts([profile])[0]


@extend_schema_view(
    get=extend_schema(summary="Get your profile", responses=ProfileSerializer),
    put=extend_schema(summary="Replace your profile"),
    patch=extend_schema(summary="Update your profile"),
)
class OwnProfileView(ProfileView):
    serializer_class = ProfileSerializer

    def get_serializer_class(self) -> type:
        return ProfileSerializer

    def get_object(self) -> UserProfile:
        profile = get_object_or_404(self.get_queryset(), user=self.request.user)
        return with_counts([profile])[0]
