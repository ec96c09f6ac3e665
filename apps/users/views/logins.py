"""Log in, refresh tokens, log out, and list or end login sessions."""

from collections.abc import Collection

from django.db.models import QuerySet
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import generics
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.mixins import PersonalMixin
from apps.core.http.throttling import (
    LoginAccountThrottle,
    LoginThrottle,
    OwnPasswordThrottle,
    RefreshThrottle,
)
from apps.users.cookies import delete_cookie, pair_response, refresh_from_cookie, wants_cookie
from apps.users.models import LoginSession
from apps.users.serializers.accounts import AccountSerializer
from apps.users.serializers.logins import (
    BlacklistSerializer,
    ChallengeSerializer,
    LoginAnswerSerializer,
    LoginSerializer,
    LoginsSerializer,
    ReauthenticationSerializer,
    RefreshSerializer,
    SessionSerializer,
    TokenPairSerializer,
    VerifySerializer,
)
from apps.users.serializers.personal_tokens import PersonalAccessTokenSerializer
from apps.users.services.accounts import log_in
from apps.users.services.passwords import reauthenticate
from apps.users.services.second_factor import Challenge
from apps.users.services.sessions import (
    REFRESH_MISSING,
    Caller,
    end_all_sessions,
    end_session,
    log_out,
    request_user,
    revoke,
    rotate,
    verify,
)

NEEDS_PROOF = "403 with the code `reauthentication_required` if the last proof is older than ten minutes."
CODE_NEEDED = "Send the challenge with a code of your second factor to auth/login/second-factor/."
INVALID_CREDENTIALS = OpenApiResponse(description="The email address, username or password is wrong.")
EMPTY = {"type": "object", "additionalProperties": False}
INVALID_TOKEN = OpenApiResponse(description="The token is invalid, expired or already used.")


class AccountActionMixin:
    """What only a login may do, not a personal access token."""

    personal_token_methods: Collection[str] = ()


class TokenView(PersonalMixin, generics.GenericAPIView):
    """Base of views whose body carries the credentials or the token.

    Clients often send an old access token in the header as well: it is ignored.
    """

    authentication_classes: list = []
    permission_classes = [AllowAny]
    throttle_classes = [RefreshThrottle]

    def get_authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'

    def body(self) -> dict:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


@extend_schema(tags=["auth"])
class LoginView(TokenView):
    serializer_class = LoginSerializer
    throttle_classes = [LoginThrottle, LoginAccountThrottle]

    @extend_schema(
        summary="Log in",
        description=(
            "With the header `X-Auth-Mode: cookie` the refresh token is set as an HttpOnly cookie instead. Where email "
            "addresses must be verified, an address that is not gets 403. An account with a second factor gets 202 and a "
            "`challenge`, which is sent with a code to `login/second-factor/`."
        ),
        responses={200: LoginAnswerSerializer, 202: ChallengeSerializer, 401: INVALID_CREDENTIALS},
        examples=[
            OpenApiExample(
                "By e-mail",
                summary="By email address",
                request_only=True,
                value={"email": "ada@example.com", "password": "difference-engine-9"},
            )
        ],
    )
    def post(self, request: Request) -> Response:
        body = self.body()
        user, login = log_in(request=request, login=body["email"], password=body["password"])
        request.user = user  # for the access log
        if isinstance(login, Challenge):
            return Response({"challenge": login.token, "detail": CODE_NEEDED}, status=202)
        account = AccountSerializer(user, context=self.get_serializer_context()).data
        return pair_response(request, login, cookie=wants_cookie(request), user=account)


@extend_schema(tags=["auth"])
class RefreshView(TokenView):
    serializer_class = RefreshSerializer

    @extend_schema(
        summary="Refresh a pair of tokens",
        description=(
            "Each refresh token works once. Sending a used one ends its login, so let only one tab refresh at a time, "
            "for instance with the Web Locks API. Only the previous token, sent again by the same client within 30 "
            "seconds, gets 401 with the code `token_superseded` and ends nothing."
        ),
        responses={200: TokenPairSerializer, 401: INVALID_TOKEN},
    )
    def post(self, request: Request) -> Response:
        sent = self.body().get("refresh")
        encoded = sent or refresh_from_cookie(request)
        if not encoded:
            raise ValidationError({"refresh": [REFRESH_MISSING]})
        request.user, pair = rotate(encoded=encoded)
        return pair_response(request, pair, cookie=not sent)


@extend_schema(tags=["auth"])
class VerifyView(TokenView):
    serializer_class = VerifySerializer

    @extend_schema(
        summary="Check that a token is valid",
        description="Takes an access or a refresh token.",
        responses={200: OpenApiResponse(EMPTY, "The token is valid."), 401: INVALID_TOKEN},
    )
    def post(self, request: Request) -> Response:
        verify(encoded=self.body()["token"])
        return Response({})


@extend_schema(tags=["auth"])
class BlacklistView(TokenView):
    serializer_class = BlacklistSerializer

    @extend_schema(
        summary="Revoke a refresh token and its login",
        responses={200: OpenApiResponse(EMPTY, "The login has ended."), 401: INVALID_TOKEN},
    )
    def post(self, request: Request) -> Response:
        revoke(encoded=self.body()["refresh"])
        return Response({})


@extend_schema(tags=["auth"])
class LogoutView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = RefreshSerializer

    @extend_schema(
        summary="Log out",
        description="Ends the login of the refresh token in the body or the cookie, otherwise that of the access token.",
        responses={204: OpenApiResponse(description="All tokens of the login are rejected from now on.")},
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        encoded = serializer.validated_data.get("refresh") or refresh_from_cookie(request)
        log_out(caller=Caller.of(request), encoded=encoded)
        return delete_cookie(Response(status=204))


@extend_schema(tags=["auth"])
class LogoutEverywhereView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Log out everywhere",
        description=f"Ends every login of the account. {NEEDS_PROOF}",
        request=None,
        responses={204: OpenApiResponse(description="All tokens of the account are rejected from now on.")},
    )
    def post(self, request: Request) -> Response:
        end_all_sessions(caller=Caller.of(request))
        return delete_cookie(Response(status=204))


@extend_schema(tags=["auth"])
class LogoutElsewhereView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Log out everywhere else",
        description=f"Ends every login of the account but that of this request. {NEEDS_PROOF}",
        request=None,
        responses={
            204: OpenApiResponse(description="The tokens of all other logins are rejected from now on.")
        },
    )
    def post(self, request: Request) -> Response:
        end_all_sessions(caller=Caller.of(request), but_own=True)
        return Response(status=204)


@extend_schema(tags=["auth"])
class ReauthenticateView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    throttle_classes = [OwnPasswordThrottle]
    serializer_class = ReauthenticationSerializer

    @extend_schema(
        summary="Confirm your password or second factor",
        description=(
            "Takes either a `password` or a `code` of the second factor. "
            "For ten minutes from now this login may do what gets 403 with the code `reauthentication_required`."
        ),
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        until = reauthenticate(caller=Caller.of(request), **serializer.validated_data)
        return Response({"valid_until": until})


class OwnSessionsView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = SessionSerializer
    queryset = LoginSession.objects.none()
    filter_backends: list = []

    def get_queryset(self) -> QuerySet[LoginSession]:
        return request_user(self.request).login_sessions.alive()


@extend_schema(tags=["auth"])
@extend_schema_view(
    get=extend_schema(
        summary="List your logins",
        description="`personal_tokens` are what else gives access to the account.",
        responses=LoginsSerializer,
    )
)
class SessionsView(OwnSessionsView, generics.ListAPIView):
    def list(self, request: Request, *args: object, **kwargs: object) -> Response:
        response = super().list(request, *args, **kwargs)
        tokens = request_user(request).personal_tokens.all()
        response.data["personal_tokens"] = PersonalAccessTokenSerializer(tokens, many=True).data
        return response


@extend_schema(tags=["auth"])
@extend_schema_view(
    delete=extend_schema(
        summary="End one of your logins", description=f"For another login than your own: {NEEDS_PROOF}"
    )
)
class SessionView(OwnSessionsView, generics.DestroyAPIView):
    def perform_destroy(self, session: LoginSession) -> None:
        if not end_session(caller=Caller.of(self.request), session_id=str(session.pk)):
            raise NotFound
