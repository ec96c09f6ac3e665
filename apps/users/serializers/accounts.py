"""Accounts as their users, and staff, see them."""

from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.core.prepared import PreparedValues
from apps.users.addresses import validate_address
from apps.users.models import User
from apps.users.serializers.profiles import NestedProfileSerializer
from apps.users.services.emails import is_verification_required
from apps.users.services.registration import check_registration
from apps.users.services.roles import ROLE_NAMES, ROLES

# Longer than the passwords of any password manager, and short enough that hashing it costs nothing more.
PASSWORD_MAX_LENGTH = 256

# Without @, so that an email address and a username are never confused at the login.
username_validator = RegexValidator(
    r"^[\w.+-]+\Z", "Use letters, digits and . _ + - only, without spaces or @.", code="invalid"
)


class UsernameField(serializers.CharField):
    """Normalizes look-alike characters (NFKC) before it validates: one character may become many, or a space.

    So a username that looks like a taken one is taken too.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=150, validators=[username_validator], **kwargs)

    def to_internal_value(self, data: Any) -> str:
        return User.normalize_username(super().to_internal_value(data))


class PasswordField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "write_only": True,
            "trim_whitespace": False,
            "max_length": PASSWORD_MAX_LENGTH,
            "style": {"input_type": "password"},
        } | kwargs
        super().__init__(**kwargs)  # type: ignore[arg-type]


EMAIL_READ_ONLY = "Change the email address at auth/email/change/, which asks for the password."


GROUP_NAMES = PreparedValues(
    lambda user_id, _: User.groups.through.objects.filter(user=user_id).values_list("group__name")
)


class NameSerializer(ModelSerializer):
    """What a user calls themselves, beside the username that they log in with."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]


class AccountSerializer(ModelSerializer):
    """The fields of `profile` that are sent with the account are updated too."""

    email = serializers.EmailField(read_only=True)
    username = UsernameField()
    email_verified = serializers.SerializerMethodField()
    roles = serializers.SerializerMethodField()
    profile = NestedProfileSerializer(required=False)

    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "username",
            "first_name",
            "last_name",
            "email_verified",
            "is_staff",
            "roles",
            "date_joined",
            "profile",
        ]
        read_only_fields = ["is_staff", "date_joined"]

    def get_email_verified(self, user: User) -> bool:
        return user.email_verified_at is not None

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(ROLE_NAMES)))
    def get_roles(self, user: User) -> list[str]:
        return sorted(name for (name,) in GROUP_NAMES.rows(user.pk) if name in ROLES)

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Refuse another email address, instead of ignoring it. The present one is fine: clients send whole accounts."""
        sent = self.initial_data.get("email")
        present = self.instance.email if self.instance else None
        if "email" in self.initial_data and not (isinstance(sent, str) and sent.lower() == present):
            raise serializers.ValidationError({"email": [EMAIL_READ_ONLY]})
        return fields


class RegistrationSerializer(AccountSerializer):
    email = serializers.EmailField(max_length=254, validators=[validate_address])
    username = UsernameField(required=False)
    profile = NestedProfileSerializer(read_only=True)
    password = PasswordField()
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True, required=False, help_text="Not in cookie mode.")
    csrf_token = serializers.CharField(read_only=True, required=False, help_text="Only in cookie mode.")

    class Meta(AccountSerializer.Meta):
        fields = [*AccountSerializer.Meta.fields, "password", "access", "refresh", "csrf_token"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where an email completes the registration, its link brings the password.
        self.fields["password"].required = not is_verification_required()

    def validate_email(self, email: str) -> str:
        return email.lower()

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        check_registration(**fields)
        return fields


class StaffAccountSerializer(ModelSerializer):
    class Meta:
        model = User
        fields = [
            "id",
            "email",
            "username",
            "first_name",
            "last_name",
            "is_active",
            "is_staff",
            "origin",
            "date_joined",
            "last_login",
        ]
        read_only_fields = fields
        extra_kwargs = {
            "username": {"help_text": None}
        }  # Django's is about forms, and about other characters


class ErasureSerializer(serializers.Serializer):
    password = PasswordField()
