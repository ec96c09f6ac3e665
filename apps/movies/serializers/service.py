"""The parts of `core/info/` that this app contributes."""

from rest_framework import serializers


class ImageSizesSerializer(serializers.Serializer):
    poster = serializers.ListField(child=serializers.CharField())
    backdrop = serializers.ListField(child=serializers.CharField())
    profile = serializers.ListField(child=serializers.CharField())
    logo = serializers.ListField(child=serializers.CharField())


class ImageInfoSerializer(serializers.Serializer):
    base_url = serializers.CharField()
    sizes = ImageSizesSerializer()


class AttributionSerializer(serializers.Serializer):
    text = serializers.CharField()
    url = serializers.CharField()
    logos = serializers.CharField()
    logo_rule = serializers.CharField()
    providers = serializers.CharField()


class DataSourceField(serializers.ChoiceField):
    def __init__(self) -> None:
        super().__init__(["tmdb", "local"])
