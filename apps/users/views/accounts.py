"""Registration, the caller's account and its export, and the list of accounts for staff."""

from django.contrib.auth.hashers import make_password
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
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.filters import TotalOrderingFilter
from apps.core.http.mixins import PersonalMixin
from apps.core.http.throttling import OwnPasswordThrottle, RegisterThrottle
from apps.core.jobs.background import in_background
from apps.users import tasks
from apps.users.cookies import delete_cookie
from apps.users.models import User
from apps.users.serializers.accounts import (
    AccountSerializer,
    ErasureSerializer,
    RegistrationSerializer,
    StaffAccountSerializer,
)
from apps.users.serializers.logins import DetailSerializer
from apps.users.services.accounts import delete_account, register, update_account
from apps.users.services.data_export import export_csv_zip, export_json
from apps.users.services.emails import is_verification_required
from apps.users.services.sessions import Caller, request_user

REGISTRATION_EXAMPLE = OpenApiExample(
    "A person registers",
    summary="A registration",
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
            "response is 202, the same for new and known addresses, and an email says how to continue."
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
class AccountsView(PersonalMixin, generics.ListCreateAPIView):
    queryset = User.objects.all()
    filter_backends = [SearchFilter, TotalOrderingFilter]
    search_fields = ["email", "username"]
    ordering_fields = ["id", "date_joined", "last_login", "username"]

    def get_permissions(self) -> list:
        return [AllowAny()] if self.request.method == "POST" else [IsAdminUser()]

    def get_throttles(self) -> list:
        return [RegisterThrottle()] if self.request.method == "POST" else super().get_throttles()

    def get_serializer_class(self) -> type:
        return RegistrationSerializer if self.request.method == "POST" else StaffAccountSerializer

    def create(self, request: Request, *args: object, **kwargs: object) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if is_verification_required():
            return self.register_by_email(serializer.validated_data)
        return self.register_now(serializer.validated_data)

    def register_now(self, fields: dict[str, str]) -> Response:
        user, pair = register(user_agent=self.request.headers.get("User-Agent", ""), **fields)
        in_background(tasks.send_verification_email, email=user.email)
        account = AccountSerializer(user, context=self.get_serializer_context()).data
        return Response(account | {"access": pair.access, "refresh": pair.refresh}, status=201)

    def register_by_email(self, fields: dict[str, str]) -> Response:
        password_hash = make_password(fields.pop("password"))
        in_background(tasks.register_by_email, password_hash=password_hash, **fields)
        return Response({"detail": "We have sent you an email. Open its link, then log in."}, status=202)


@extend_schema(tags=["auth"])
@extend_schema_view(
    get=extend_schema(summary="Get your account"),
    patch=extend_schema(
        summary="Update your account",
        description=(
            "A new email address counts as not verified: an email asks the new address to verify itself, and another "
            "one notifies the old address."
        ),
    ),
    delete=extend_schema(
        summary="Delete your account and all its data",
        description="Needs the password. Cannot be undone; export your data first.",
        request=ErasureSerializer,
        responses={204: OpenApiResponse(description="The account and all its data were deleted.")},
    ),
)
class OwnAccountView(PersonalMixin, generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = AccountSerializer

    def get_throttles(self) -> list:
        return [OwnPasswordThrottle()] if self.request.method == "DELETE" else super().get_throttles()

    def get(self, request: Request) -> Response:
        return Response(self.get_serializer(request_user(request)).data)

    def patch(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        changes = serializer.validated_data
        user, old_email = update_account(
            caller=Caller.of(request), profile_changes=changes.pop("profile", {}), changes=changes
        )
        if old_email:
            in_background(tasks.send_email_changed_emails, user_id=user.pk, old_email=old_email)
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
class ExportView(PersonalMixin, APIView):
    permission_classes = [IsAuthenticated]
    renderer_classes = [JSONRenderer, ZipRenderer]

    @extend_schema(
        summary="Export everything stored about you",
        description="As JSON or, with `format=zip`, as a zip of CSV files in the format of Letterboxd's importer.",
        parameters=[OpenApiParameter("format", enum=["json", "zip"], default="json")],
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "application/zip"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request) -> Response:
        kind = request.accepted_renderer.format
        user = request_user(request)
        content = export_csv_zip(user) if kind == "zip" else export_json(user)
        name = f"{user.username}-movies.{kind}"
        return Response(content, headers={"Content-Disposition": content_disposition_header(True, name)})

    def handle_exception(self, error: Exception) -> Response:
        """Render errors as JSON, whichever format was requested."""
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(error)
