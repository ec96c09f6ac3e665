from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.mixins import PersonalMixin
from apps.users.cookies import pair_response, wants_cookie
from apps.users.serializers.logins import PasswordChangeSerializer, TokenPairSerializer
from apps.users.services.passwords import change_password


@extend_schema(tags=["auth"])
class PasswordChangeView(PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = PasswordChangeSerializer

    @extend_schema(
        summary="Change your password",
        description="Ends every login of the account and answers with a new pair.",
        responses={200: TokenPairSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        pair = change_password(
            user=request.user,
            new_password=serializer.validated_data["new_password"],
            user_agent=request.headers.get("User-Agent", ""),
        )
        return pair_response(request, pair, cookie=wants_cookie(request))
