"""Enable, use and disable the second factor."""

from dataclasses import asdict

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from apps.core.http.mixins import PersonalMixin
from apps.core.http.throttling import LoginThrottle, OwnPasswordThrottle
from apps.users.cookies import pair_response, wants_cookie
from apps.users.models import User
from apps.users.serializers.accounts import AccountSerializer
from apps.users.serializers.logins import LoginAnswerSerializer
from apps.users.serializers.second_factor import (
    CodeSerializer,
    EnrolmentSerializer,
    RecoveryCodesSerializer,
    SecondFactorLoginSerializer,
    SecondFactorSerializer,
)
from apps.users.services.second_factor import (
    begin_enrolment,
    complete_login,
    confirm_enrolment,
    confirmed_device,
    disable_second_factor,
    is_required,
    regenerate_recovery_codes,
)
from apps.users.services.sessions import Caller, request_user
from apps.users.views.logins import NEEDS_PROOF, AccountActionMixin, TokenView

NO_SECOND_FACTOR = "409 if the account has no second factor."


@extend_schema(tags=["auth"])
class SecondFactorLoginView(TokenView):
    serializer_class = SecondFactorLoginSerializer
    throttle_classes = [LoginThrottle]

    @extend_schema(
        summary="Log in with the second factor",
        description=(
            "The second step of a login: `challenge` is from the 202 of `login/`, works once and for five minutes, and "
            "five wrong codes end it. Wrong codes in a row make the next attempt wait: 429 with `Retry-After`."
        ),
        responses={
            200: LoginAnswerSerializer,
            401: OpenApiResponse(
                description="`second_factor_invalid` for a wrong code, `challenge_invalid` if the login must begin anew."
            ),
        },
    )
    def post(self, request: Request) -> Response:
        user, pair = complete_login(**self.body())
        request.user = user  # for the access log
        account = AccountSerializer(user, context=self.get_serializer_context()).data
        return pair_response(request, pair, cookie=wants_cookie(request), user=account)


class OwnSecondFactorView(AccountActionMixin, PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = CodeSerializer

    def get_throttles(self) -> list[BaseThrottle]:
        return super().get_throttles() if self.request.method == "GET" else [OwnPasswordThrottle()]

    def code(self) -> str:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data["code"]


@extend_schema(tags=["auth"])
class SecondFactorView(OwnSecondFactorView):
    @extend_schema(summary="Get the state of your second factor", responses=SecondFactorSerializer)
    def get(self, request: Request) -> Response:
        return Response(SecondFactorSerializer(state_of(request_user(request))).data)

    @extend_schema(
        summary="Request a secret for your second factor",
        description=(
            "Show it as a QR code of `otpauth_uri` and confirm the first code at `second-factor/confirm/`: only then it "
            f"counts. 409 if a second factor is enabled. {NEEDS_PROOF}"
        ),
        request=None,
        responses={201: EnrolmentSerializer},
    )
    def post(self, request: Request) -> Response:
        enrolment = begin_enrolment(caller=Caller.of(request))
        return Response(asdict(enrolment), status=201)

    @extend_schema(
        summary="Disable your second factor",
        description=f"Needs a code. {NO_SECOND_FACTOR} {NEEDS_PROOF}",
        request=CodeSerializer,
        responses={204: OpenApiResponse(description="Logins need only the password from now on.")},
    )
    def delete(self, request: Request) -> Response:
        disable_second_factor(caller=Caller.of(request), code=self.code())
        return Response(status=204)


@extend_schema(tags=["auth"])
class SecondFactorConfirmView(OwnSecondFactorView):
    @extend_schema(
        summary="Enable your second factor",
        description=f"Needs a code of the app that has the secret. Returns recovery codes. {NEEDS_PROOF}",
        responses={200: RecoveryCodesSerializer},
    )
    def post(self, request: Request) -> Response:
        codes = confirm_enrolment(caller=Caller.of(request), code=self.code())
        return Response({"recovery_codes": codes})


@extend_schema(tags=["auth"])
class RecoveryCodesView(OwnSecondFactorView):
    @extend_schema(
        summary="Replace your recovery codes",
        description=f"Needs a code. The old ones are invalid from now on. {NO_SECOND_FACTOR} {NEEDS_PROOF}",
        responses={200: RecoveryCodesSerializer},
    )
    def post(self, request: Request) -> Response:
        codes = regenerate_recovery_codes(caller=Caller.of(request), code=self.code())
        return Response({"recovery_codes": codes})


def state_of(user: User) -> dict[str, object]:
    device = confirmed_device(user)
    return {
        "enabled": device is not None,
        "enabled_at": device and device.confirmed_at,
        "last_used_at": device and device.last_used_at,
        "recovery_codes_left": user.recovery_codes.filter(used_at=None).count() if device else 0,
        "required": is_required(user),
    }
