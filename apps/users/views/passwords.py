"""Change and reset passwords, verify email addresses."""

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.core.http.mixins import PersonalMixin
from apps.core.http.throttling import OwnPasswordThrottle, PasswordResetAccountThrottle, PasswordResetThrottle
from apps.users.cookies import pair_response, wants_cookie
from apps.users.models import EmailRequest
from apps.users.serializers.logins import (
    AddressSerializer,
    DetailSerializer,
    LinkSerializer,
    PasswordChangeSerializer,
    PasswordResetSerializer,
    TokenPairSerializer,
)
from apps.users.services.email_requests import request_email
from apps.users.services.emails import verify_email
from apps.users.services.passwords import change_password, reset_password
from apps.users.services.sessions import Caller
from apps.users.views.logins import AccountActionMixin

EMAIL_REQUESTED = "If an account has this address, we have sent it an email."
ACCEPTED = OpenApiResponse(DetailSerializer, "The same for every address, known or not.")
ADDRESS_EXAMPLE = OpenApiExample("An address", request_only=True, value={"email": "ada@example.com"})


@extend_schema(tags=["auth"])
class PasswordChangeView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    throttle_classes = [OwnPasswordThrottle]
    serializer_class = PasswordChangeSerializer

    @extend_schema(
        summary="Change your password",
        description="Ends every login of the account, including this one, and returns a new pair of tokens.",
        responses={200: TokenPairSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        pair = change_password(caller=Caller.of(request), **serializer.validated_data)
        return pair_response(request, pair, cookie=wants_cookie(request))


class EmailRequestView(PersonalMixin, generics.GenericAPIView):
    """Base of views that accept any address: only the worker looks up whether an account has it."""

    permission_classes = [AllowAny]
    throttle_classes = [PasswordResetThrottle, PasswordResetAccountThrottle]
    serializer_class = AddressSerializer

    def send(self, kind: EmailRequest.Kind) -> Response:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        request_email(kind, email=serializer.validated_data["email"])
        return Response({"detail": EMAIL_REQUESTED}, status=202)


@extend_schema(tags=["auth"])
class PasswordResetView(EmailRequestView):
    @extend_schema(
        summary="Request a password reset email", responses={202: ACCEPTED}, examples=[ADDRESS_EXAMPLE]
    )
    def post(self, request: Request) -> Response:
        return self.send(EmailRequest.Kind.PASSWORD_RESET)


@extend_schema(tags=["auth"])
class EmailResendView(EmailRequestView):
    @extend_schema(
        summary="Request another verification email",
        responses={202: ACCEPTED},
        examples=[ADDRESS_EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        return self.send(EmailRequest.Kind.VERIFICATION)


class LinkView(PersonalMixin, generics.GenericAPIView):
    permission_classes = [AllowAny]
    throttle_classes = [PasswordResetThrottle]

    def read(self) -> BaseSerializer:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer


@extend_schema(tags=["auth"])
class PasswordResetConfirmView(LinkView):
    serializer_class = PasswordResetSerializer

    @extend_schema(
        summary="Set a new password from an email",
        description="`uid` and `token` are in the link of the password reset email. Ends every login of the account.",
        responses={200: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = self.read()
        reset_password(link=serializer.link(), new_password=serializer.validated_data["new_password"])
        return Response({"detail": "The password was changed. Log in with it."})


@extend_schema(tags=["auth"])
class EmailVerifyView(LinkView):
    serializer_class = LinkSerializer

    @extend_schema(
        summary="Verify an email address",
        description="`uid` and `token` are in the link of the verification email.",
        responses={200: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        verify_email(link=self.read().link())
        return Response({"detail": "The email address is verified."})
