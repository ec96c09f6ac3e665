"""List, create and revoke personal access tokens."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import PersonalMixin
from apps.users.models import PersonalAccessToken
from apps.users.serializers.personal_tokens import CreatedTokenSerializer, PersonalAccessTokenSerializer
from apps.users.services.personal_tokens import create_personal_token, revoke_personal_token
from apps.users.services.sessions import Caller, request_user
from apps.users.views.logins import NEEDS_PROOF, AccountActionMixin


class OwnTokensView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = PersonalAccessTokenSerializer
    queryset = PersonalAccessToken.objects.none()
    filter_backends: list = []
    pagination_class = None

    def get_queryset(self) -> QuerySet[PersonalAccessToken]:
        return request_user(self.request).personal_tokens.all()


@extend_schema(tags=["auth"])
class PersonalTokensView(IdempotentMixin, OwnTokensView, generics.ListAPIView):
    answer_is_secret = True

    @extend_schema(summary="List your personal access tokens")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Create a personal access token",
        description=(
            "For scripts: a credential with the scopes `read`, `write` and `jobs` (start and watch jobs, for operators "
            "and staff), which works until it expires, is revoked, or the password changes or the account is "
            f"deactivated. It cannot change the account. {NEEDS_PROOF} Its text is shown only once: a repetition with the "
            "same Idempotency-Key creates nothing, and is a 409."
        ),
        responses={201: CreatedTokenSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        token, text = create_personal_token(caller=Caller.of(request), **serializer.validated_data)
        token.token = text
        return Response(CreatedTokenSerializer(token, context=self.get_serializer_context()).data, status=201)


@extend_schema(tags=["auth"])
class PersonalTokenView(OwnTokensView):
    @extend_schema(
        summary="Revoke a personal access token",
        responses={204: OpenApiResponse(description="The token is rejected from now on.")},
    )
    def delete(self, request: Request, pk: int) -> Response:
        revoke_personal_token(caller=Caller.of(request), token_id=pk)
        return Response(status=204)
