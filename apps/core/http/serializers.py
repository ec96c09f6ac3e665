"""Base of serializers that write rows themselves, and the shapes to which each app adds its part."""

from copy import deepcopy
from typing import Any, ClassVar

from django.db.models import Model
from rest_framework import serializers

from apps.core.extensions import ServicePart, registered


class ModelSerializer(serializers.ModelSerializer):
    """Finds out the fields of a class once. DRF asks the model for them each time that a serializer is made.

    For classes whose fields do not depend on the request.
    """

    known_fields: ClassVar[dict[type, dict[str, serializers.Field]]] = {}

    def get_fields(self) -> dict[str, serializers.Field]:
        known = self.known_fields.get(type(self))
        if known is None:
            known = self.known_fields[type(self)] = super().get_fields()
        return {name: deepcopy(field) for name, field in known.items()}


class NamedUpdateSerializer(ModelSerializer):
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
