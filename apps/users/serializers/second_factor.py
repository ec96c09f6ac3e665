"""Bodies of the second factor."""

from rest_framework import serializers

CODE_MAX_LENGTH = 40


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField(
        max_length=CODE_MAX_LENGTH, write_only=True, help_text="Of the authenticator app, or a recovery code."
    )


class SecondFactorLoginSerializer(CodeSerializer):
    challenge = serializers.CharField(max_length=200, write_only=True)


class SecondFactorSerializer(serializers.Serializer):
    enabled = serializers.BooleanField()
    enabled_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)
    recovery_codes_left = serializers.IntegerField()
    required = serializers.BooleanField(help_text="Whether this installation requires one of you.")


class EnrolmentSerializer(serializers.Serializer):
    secret = serializers.CharField(help_text="In base32, to type into the app.")
    otpauth_uri = serializers.CharField(help_text="To show as a QR code.")


class RecoveryCodesSerializer(serializers.Serializer):
    recovery_codes = serializers.ListField(
        child=serializers.CharField(), help_text="Each replaces a code once. They are shown only now."
    )
