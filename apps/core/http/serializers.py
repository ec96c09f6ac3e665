"""Base of serializers that write rows themselves."""

from typing import Any

from django.db.models import Model
from rest_framework import serializers


class NamedUpdateSerializer(serializers.ModelSerializer):
    """Updates only the columns that were sent. ModelSerializer's own update writes whole rows back."""

    def update(self, instance: Model, validated_data: dict[str, Any]) -> Model:
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=[*validated_data, "updated_at"])
        return instance
