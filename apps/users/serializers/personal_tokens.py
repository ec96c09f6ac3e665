"""Personal access tokens."""

from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer
from apps.users.models import PersonalAccessToken


class PersonalAccessTokenSerializer(ModelSerializer):
    """`token` is the text of the token, and only in the response that creates it."""

    scopes = serializers.MultipleChoiceField(choices=PersonalAccessToken.Scope.choices, allow_empty=False)

    class Meta:
        model = PersonalAccessToken
        fields = ["id", "name", "scopes", "prefix", "created_at", "last_used_at", "expires_at"]
        read_only_fields = ["prefix", "created_at", "last_used_at"]

    def to_representation(self, token: PersonalAccessToken) -> dict[str, object]:
        return super().to_representation(token) | {"scopes": token.scopes}


class CreatedTokenSerializer(PersonalAccessTokenSerializer):
    token = serializers.CharField(
        read_only=True, help_text="Shown only now. Send it as `Authorization: Bearer …`."
    )

    class Meta(PersonalAccessTokenSerializer.Meta):
        fields = [*PersonalAccessTokenSerializer.Meta.fields, "token"]
