"""Registration, the caller's account and its export, and the list of accounts for staff."""

from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import generics
from rest_framework.filters import SearchFilter
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAuthenticated
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.filters import TotalOrderingFilter
from apps.core.http.mixins import PersonalMixin, StoredPerUserMixin
from apps.core.http.permissions import IsStaff
from apps.core.http.throttling import OwnPasswordThrottle, PasswordResetThrottle, RegisterThrottle
from apps.core.time_zones import zone_of_client, zone_of_request
from apps.users.cookies import delete_cookie, pair_response, wants_cookie
from apps.users.models import EmailRequest, User
from apps.users.serializers.accounts import (
    AccountSerializer,
    ErasureSerializer,
    RegistrationSerializer,
    StaffAccountSerializer,
)
from apps.users.serializers.logins import DetailSerializer, RegistrationConfirmSerializer
from apps.users.services.accounts import delete_account, update_account
from apps.users.services.audit import Kind, record_event
from apps.users.services.data_export import export_csv_zip, export_json
from apps.users.services.email_requests import request_email
from apps.users.services.emails import is_verification_required
from apps.users.services.registration import complete_registration, register
from apps.users.services.sessions import Caller, TokenPair, request_user, require_recent_proof
from apps.users.views.logins import AccountActionMixin

REGISTRATION_EXAMPLE = OpenApiExample(
    "A registration",
    request_only=True,
    value={"email": "ada@example.com", "password": "difference-engine-9", "first_name": "Ada"},
)


@extend_schema(tags=["auth"])
@extend_schema_view(
    get=extend_schema(
        summary="List accounts", description="For staff only.", responses=StaffAccountSerializer(many=True)
    ),
    post=extend_schema(
        summary="Register an account",
        description=(
            "Without `username`, one is derived from the email address. Where email addresses must be verified, the "
            "response is 202, the same for new and known addresses. The link of an email then creates the account at "
            "`users/confirm/`, so that no password is needed here. With the header `X-Auth-Mode: cookie` the refresh "
            "token is set as an HttpOnly cookie."
        ),
        request=RegistrationSerializer,
        responses={
            201: RegistrationSerializer,
            202: OpenApiResponse(
                DetailSerializer, "Where email addresses must be verified: an email was sent."
            ),
        },
        examples=[REGISTRATION_EXAMPLE],
    ),
)
class AccountsView(AccountActionMixin, PersonalMixin, generics.ListCreateAPIView):
    queryset = User.objects.all()
    filter_backends = [SearchFilter, TotalOrderingFilter]
    search_fields = ["email", "username"]
    ordering_fields = ["id", "date_joined", "last_login", "username"]

    def get_permissions(self) -> list:
        return [AllowAny()] if self.request.method == "POST" else [IsStaff()]

    def get_throttles(self) -> list:
        return [RegisterThrottle()] if self.request.method == "POST" else super().get_throttles()

    def get_serializer_class(self) -> type:
        return RegistrationSerializer if self.request.method == "POST" else StaffAccountSerializer

    def create(self, request: Request, *args: object, **kwargs: object) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = serializer.validated_data | {"time_zone": zone_of_client(request)}
        if is_verification_required():
            return self.register_by_email(fields)
        return self.register_now(fields)

    def register_now(self, fields: dict[str, str]) -> Response:
        user, pair = register(**fields)
        return registered_response(self.request, user, pair)

    def register_by_email(self, fields: dict[str, str]) -> Response:
        fields.pop("password", None)
        request_email(EmailRequest.Kind.REGISTRATION, **fields)
        return Response({"detail": "We have sent you an email. Open its link to continue."}, status=202)


def registered_response(request: Request, user: User, pair: TokenPair) -> Response:
    request.user = user  # for the access log
    account = AccountSerializer(user, context={"request": request}).data
    response = pair_response(request, pair, cookie=wants_cookie(request), **account)
    response.status_code = 201
    return response


@extend_schema(tags=["auth"])
class RegistrationConfirmView(PersonalMixin, generics.GenericAPIView):
    permission_classes = [AllowAny]
    throttle_classes = [PasswordResetThrottle]
    serializer_class = RegistrationConfirmSerializer

    @extend_schema(
        summary="Create the account of a registration email",
        description=(
            "`token` is in the link of the email that a registration sends where addresses must be verified. The "
            "account gets the password of this request, and the caller is logged in."
        ),
        responses={201: RegistrationSerializer},
    )
    def post(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        user, pair = complete_registration(**serializer.validated_data)
        return registered_response(request, user, pair)


@extend_schema(tags=["auth"])
@extend_schema_view(
    get=extend_schema(summary="Get your account"),
    patch=extend_schema(
        summary="Update your account",
        description="Changes the names, the username and the profile. The email address is changed at `email/change/`.",
    ),
    delete=extend_schema(
        summary="Delete your account and all its data",
        description="Needs the password. Cannot be undone; export your data first.",
        request=ErasureSerializer,
        responses={204: OpenApiResponse(description="The account and all its data were deleted.")},
    ),
)
class OwnAccountView(AccountActionMixin, StoredPerUserMixin, PersonalMixin, generics.GenericAPIView):
    pagination_class = None
    filter_backends: list[type] = []
    permission_classes = [IsAuthenticated]
    serializer_class = AccountSerializer
    personal_token_methods = SAFE_METHODS

    def get_throttles(self) -> list:
        return [OwnPasswordThrottle()] if self.request.method == "DELETE" else super().get_throttles()

    def get(self, request: Request) -> Response:
        return Response(self.get_serializer(request_user(request)).data)

    def patch(self, request: Request) -> Response:
        serializer = self.get_serializer(request_user(request), data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        changes = serializer.validated_data
        user = update_account(
            caller=Caller.of(request), profile_changes=changes.pop("profile", {}), changes=changes
        )
        return Response(self.get_serializer(user).data)

    def delete(self, request: Request) -> Response:
        serializer = ErasureSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        delete_account(caller=Caller.of(request), password=serializer.validated_data["password"])
        return delete_cookie(Response(status=204))


class ZipRenderer(BaseRenderer):
    media_type = "application/zip"
    format = "zip"
    charset = None
    render_style = "binary"

    def render(self, data: bytes, *args: object, **kwargs: object) -> bytes:
        return data


@extend_schema(tags=["auth"])
class ExportView(AccountActionMixin, PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]
    renderer_classes = [JSONRenderer, ZipRenderer]

    @extend_schema(
        summary="Export everything stored about you",
        description=(
            "As JSON or, with `format=zip`, as a zip of CSV files in the format of Letterboxd's importer. 403 with the "
            "code `reauthentication_required` if the last proof of who you are is older than ten minutes."
        ),
        parameters=[
            OpenApiParameter("format", enum=["json", "zip"], default="json"),
            OpenApiParameter(
                "tz", description="The IANA name of the zone of dates in CSV files, instead of mine."
            ),
            OpenApiParameter(
                "Content-Disposition",
                location=OpenApiParameter.HEADER,
                response=[200],
                description="The name of the file.",
            ),
        ],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "application/zip"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request) -> Response:
        kind = request.accepted_renderer.format
        user = request_user(request)
        require_recent_proof(Caller.of(request))
        zone = zone_of_request(request)
        record_event(Kind.EXPORTED, user_id=user.pk, actor_id=user.pk, format=kind)
        content = export_csv_zip(user, zone) if kind == "zip" else export_json(user)
        name = f"{user.username}-movies.{kind}"
        return Response(content, headers={"Content-Disposition": content_disposition_header(True, name)})

    def handle_exception(self, error: Exception) -> Response:
        """Render errors as JSON, whichever format was requested."""
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(error)
