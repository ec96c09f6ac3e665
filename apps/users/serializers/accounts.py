"""Accounts as their owner, and staff, see them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.users.models import User
from apps.users.serializers.fields import PasswordField, username_validator
from apps.users.serializers.profiles import NestedProfileSerializer
from apps.users.services.accounts import change_account, refuse_taken, register
from apps.users.services.passwords import check_new_password
from apps.users.services.verification import is_verification_required


class AccountSerializer(serializers.ModelSerializer):
    """One's own account. A profile sent along is changed with it."""

    email = serializers.EmailField(max_length=254)
    username = serializers.CharField(max_length=150, validators=[username_validator])
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

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_roles(self, user: User) -> list[str]:
        return sorted(group.name for group in user.groups.all())

    def validate_email(self, email: str) -> str:
        return email.lower()

    def validate_username(self, username: str) -> str:
        """One way to write each name, so that look-alikes of a taken one are taken too."""
        return User.normalize_username(username)

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        refuse_taken(email=fields.get("email", ""), username=fields.get("username", ""), but=self.instance)
        return fields

    def update(self, user: User, fields: dict[str, Any]) -> User:
        profile = fields.pop("profile", None)
        if profile:
            self.fields["profile"].update(user.profile, profile)
        return change_account(user=user, changes=fields)


class RegistrationSerializer(AccountSerializer):
    username = serializers.CharField(max_length=150, required=False, validators=[username_validator])
    profile = NestedProfileSerializer(read_only=True)
    password = PasswordField()
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)

    class Meta(AccountSerializer.Meta):
        fields = [*AccountSerializer.Meta.fields, "password", "access", "refresh"]

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Where addresses are verified first, a letter says that one is taken, not the answer."""
        email = "" if is_verification_required() else fields["email"]
        refuse_taken(email=email, username=fields.get("username", ""))
        likeness = User(**{name: value for name, value in fields.items() if name != "password"})
        check_new_password(fields["password"], user=likeness, field="password")
        return fields

    def create(self, fields: dict[str, Any]) -> User:
        return register(**fields)


class StaffAccountSerializer(serializers.ModelSerializer):
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


class ErasureSerializer(serializers.Serializer):
    password = PasswordField()

    def validate_password(self, password: str) -> str:
        if not self.context["request"].user.check_password(password):
            raise serializers.ValidationError("This is not the password of your account.")
        return password
