"""Bodies of logins, token refreshes, password changes and the links of emails."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.users.addresses import validate_address
from apps.users.models import EmailChange, LoginSession
from apps.users.serializers.accounts import AccountSerializer, PasswordField
from apps.users.serializers.personal_tokens import PersonalAccessTokenSerializer
from apps.users.serializers.second_factor import CODE_MAX_LENGTH
from apps.users.services.clients import describe_client
from apps.users.services.emails import Link
from apps.users.services.sessions import SESSION_CLAIM

# The longest are those of registrations, which contain every field.
SIGNED_TOKEN_MAX_LENGTH = 4000


class LoginSerializer(serializers.Serializer):
    email = serializers.CharField(max_length=254, help_text="The email address or the username.")
    password = PasswordField()


class TokenPairSerializer(serializers.Serializer):
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True, required=False, help_text="Not in cookie mode.")
    csrf_token = serializers.CharField(
        read_only=True, required=False, help_text="Only in cookie mode: send it back as X-CSRFToken."
    )


class LoginAnswerSerializer(TokenPairSerializer):
    user = AccountSerializer(read_only=True)


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(required=False, write_only=True, help_text="Not needed in cookie mode.")


class BlacklistSerializer(serializers.Serializer):
    refresh = serializers.CharField(write_only=True)


class VerifySerializer(serializers.Serializer):
    token = serializers.CharField(write_only=True)


class ChallengeSerializer(serializers.Serializer):
    challenge = serializers.CharField(read_only=True)
    detail = serializers.CharField(read_only=True)


class ReauthenticationSerializer(serializers.Serializer):
    password = PasswordField(required=False)
    code = serializers.CharField(max_length=CODE_MAX_LENGTH, required=False, write_only=True)
    valid_until = serializers.DateTimeField(read_only=True)

    def validate(self, fields: dict[str, str]) -> dict[str, str]:
        if len(fields) != 1:
            raise serializers.ValidationError("Send either a password or a code.")
        return fields


class PasswordChangeSerializer(serializers.Serializer):
    old_password = PasswordField()
    new_password = PasswordField()


class AddressSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254, validators=[validate_address])


class DetailSerializer(serializers.Serializer):
    detail = serializers.CharField(read_only=True)


class LinkSerializer(serializers.Serializer):
    uid = serializers.CharField(max_length=40, write_only=True)
    token = serializers.CharField(max_length=100, write_only=True)

    def link(self) -> Link:
        return Link(self.validated_data["uid"], self.validated_data["token"])


class PasswordResetSerializer(LinkSerializer):
    new_password = PasswordField()


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(max_length=SIGNED_TOKEN_MAX_LENGTH, write_only=True)


class RegistrationConfirmSerializer(TokenSerializer):
    password = PasswordField()


class EmailRevertSerializer(TokenSerializer):
    new_password = PasswordField()


class EmailChangeSerializer(ModelSerializer):
    email = serializers.EmailField(max_length=254, source="new_email", validators=[validate_address])
    password = PasswordField()
    requested_at = serializers.DateTimeField(source="created_at", read_only=True)

    class Meta:
        model = EmailChange
        fields = ["email", "password", "requested_at"]


class SessionSerializer(ModelSerializer):
    client = serializers.SerializerMethodField(help_text='Program and system, such as "Firefox on Windows".')
    network = serializers.CharField(
        read_only=True, help_text="The /24 of the latest IPv4 address, or the /48 of the latest IPv6 address."
    )
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = LoginSession
        fields = [
            "id",
            "client",
            "network",
            "created_at",
            "last_used_at",
            "expires_at",
            "user_agent",
            "is_current",
        ]
        read_only_fields = fields

    def get_client(self, session: LoginSession) -> str:
        return describe_client(session.user_agent)

    def get_is_current(self, session: LoginSession) -> bool:
        token = self.context["request"].auth
        return bool(token) and token.get(SESSION_CLAIM) == str(session.pk)


@extend_schema_serializer(many=False, component_name="LoginPage")
class LoginsSerializer(serializers.Serializer):
    """Describes a page of logins in the schema, with what else gives access to the account."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = SessionSerializer(many=True)
    personal_tokens = PersonalAccessTokenSerializer(many=True)
