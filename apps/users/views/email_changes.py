"""Request, confirm, cancel and revert changes of the email address."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from apps.core.http.mixins import PersonalMixin
from apps.core.http.throttling import EmailChangeThrottle, PasswordResetThrottle
from apps.users.serializers.logins import (
    DetailSerializer,
    EmailChangeSerializer,
    EmailRevertSerializer,
    TokenSerializer,
)
from apps.users.services.email_changes import (
    cancel_email_change,
    confirm_email_change,
    request_email_change,
    revert_email_change,
)
from apps.users.services.sessions import Caller, request_user
from apps.users.views.logins import AccountActionMixin

REQUESTED = "We have sent an email to the new address. The change becomes valid when its link is opened."


@extend_schema(tags=["auth"])
class EmailChangeView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = EmailChangeSerializer

    def get_throttles(self) -> list[BaseThrottle]:
        return [EmailChangeThrottle()] if self.request.method == "POST" else super().get_throttles()

    @extend_schema(
        summary="Get your pending email change",
        description="404 if no change is pending.",
        responses={200: EmailChangeSerializer, 404: OpenApiResponse(description="No change is pending.")},
    )
    def get(self, request: Request) -> Response:
        change = get_object_or_404(request_user(request).email_changes.pending()[:1])
        return Response(self.get_serializer(change).data)

    @extend_schema(
        summary="Request a change of your email address",
        description=(
            "Needs the password. Emails the new address a link that confirms the change, and the present address a "
            "link that reverts it. Until the new address is confirmed the present one stays valid. The response is "
            "the same whether an account has the new address or not."
        ),
        responses={202: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        request_email_change(
            caller=Caller.of(request),
            email=serializer.validated_data["new_email"],
            password=serializer.validated_data["password"],
        )
        return Response({"detail": REQUESTED}, status=202)

    @extend_schema(
        summary="Cancel your pending email change",
        responses={204: OpenApiResponse(description="No change is pending any more.")},
    )
    def delete(self, request: Request) -> Response:
        cancel_email_change(caller=Caller.of(request))
        return Response(status=204)


class EmailChangeLinkView(PersonalMixin, generics.GenericAPIView):
    permission_classes = [AllowAny]
    throttle_classes = [PasswordResetThrottle]

    def body(self) -> dict[str, str]:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


@extend_schema(tags=["auth"])
class EmailChangeConfirmView(EmailChangeLinkView):
    serializer_class = TokenSerializer

    @extend_schema(
        summary="Confirm a new email address",
        description="`token` is in the link of the email to the new address, which becomes the address of the account.",
        responses={200: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        confirm_email_change(**self.body())
        return Response({"detail": "The email address was changed."})


@extend_schema(tags=["auth"])
class EmailChangeRevertView(EmailChangeLinkView):
    serializer_class = EmailRevertSerializer

    @extend_schema(
        summary="Revert an email change",
        description=(
            "`token` is in the link of the email to the old address. Restores that address, sets a new password, and "
            "ends every login of the account, because whoever requested the change had the password."
        ),
        responses={200: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        revert_email_change(**self.body())
        return Response({"detail": "The email address was restored. Log in with the new password."})
