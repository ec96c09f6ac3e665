"""Profiles: public ones for every user, one's own to change."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.filters import SearchFilter
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

from apps.core.http.mixins import PersonalMixin
from apps.users.models import UserProfile
from apps.users.serializers.profiles import OwnOrPublicProfileSerializer, ProfileSerializer
from apps.users.services.profiles import with_counts


class ProfilesMixin(PersonalMixin):
    permission_classes = [IsAuthenticated]
    queryset = UserProfile.objects.none()

    def get_queryset(self) -> QuerySet[UserProfile]:
        """What this person may read; to write, only their own."""
        profiles = UserProfile.objects.select_related("user").filter(user__is_active=True)
        own = Q(user=self.request.user)
        return profiles.filter(own | Q(is_public=True) if self.request.method in SAFE_METHODS else own)


@extend_schema(tags=["auth"])
@extend_schema_view(get=extend_schema(summary="List public profiles"))
class ProfilesView(ProfilesMixin, generics.ListAPIView):
    serializer_class = OwnOrPublicProfileSerializer
    filter_backends = [SearchFilter]
    search_fields = ["user__username"]

    def paginate_queryset(self, queryset: QuerySet[UserProfile]) -> list[UserProfile]:
        return with_counts(super().paginate_queryset(queryset))


@extend_schema(tags=["auth"])
@extend_schema_view(
    get=extend_schema(
        summary="Read a public profile, or your own whole", responses=OwnOrPublicProfileSerializer
    ),
    put=extend_schema(summary="Replace your profile"),
    patch=extend_schema(summary="Change your profile"),
)
class ProfileView(ProfilesMixin, generics.RetrieveUpdateAPIView):
    lookup_field = "user_id"
    lookup_url_kwarg = "id"

    def get_serializer_class(self) -> type:
        return OwnOrPublicProfileSerializer if self.request.method in SAFE_METHODS else ProfileSerializer

    def get_object(self) -> UserProfile:
        return with_counts([super().get_object()])[0]


@extend_schema_view(
    get=extend_schema(summary="Read your own profile", responses=ProfileSerializer),
    put=extend_schema(summary="Replace your own profile"),
    patch=extend_schema(summary="Change your own profile"),
)
class OwnProfileView(ProfileView):
    serializer_class = ProfileSerializer

    def get_serializer_class(self) -> type:
        return ProfileSerializer

    def get_object(self) -> UserProfile:
        profile = get_object_or_404(self.get_queryset(), user=self.request.user)
        return with_counts([profile])[0]
