"""Base of serializers that write rows themselves, and the shapes to which each app adds its part."""

from copy import deepcopy
from typing import Any

from django.db.models import Model
from rest_framework import serializers

from apps.core.extensions import ServicePart, registered


class NamedUpdateSerializer(serializers.ModelSerializer):
    """Updates only the columns that were sent. ModelSerializer's own update writes whole rows back."""

    def update(self, instance: Model, validated_data: dict[str, Any]) -> Model:
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=[*validated_data, "updated_at"])
        return instance


class ServiceInfoSerializer(serializers.Serializer):
    """Describes `core/info/` in the schema."""

    def get_fields(self) -> dict[str, serializers.Field]:
        parts = {part.name: deepcopy(part.info_field) for part in registered(ServicePart) if part.info_field}
        return {
            "name": serializers.CharField(),
            "version": serializers.CharField(),
            "counts": CountsSerializer(),
            **parts,
        }


class CountsSerializer(serializers.Serializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {part.name: serializers.IntegerField() for part in registered(ServicePart) if part.count}


class StatisticsSerializer(serializers.Serializer):
    """Describes `core/stats/` in the schema."""

    def get_fields(self) -> dict[str, serializers.Field]:
        parts = registered(ServicePart)
        return {part.name: deepcopy(part.statistics_field) for part in parts if part.statistics_field}
