"""The parts of `core/info/` and `core/stats/` that this app contributes."""

from rest_framework import serializers


class EngineInfoSerializer(serializers.Serializer):
    profile = serializers.CharField()
    model_version = serializers.CharField(allow_null=True, help_text="null while nothing is trained.")


class ResponsesSerializer(serializers.Serializer):
    impressions = serializers.IntegerField(help_text="Movies that users were shown, once per list and day.")
    users = serializers.IntegerField()
    clicks = serializers.IntegerField()
    likes = serializers.IntegerField()
    dislikes = serializers.IntegerField()
    ratings = serializers.IntegerField()
    click_rate = serializers.FloatField(allow_null=True)
    click_rate_low = serializers.FloatField(allow_null=True, help_text="95 % interval over users.")
    click_rate_high = serializers.FloatField(allow_null=True)
    mean_rating = serializers.FloatField(allow_null=True)


class EstimateSerializer(serializers.Serializer):
    value = serializers.FloatField()
    low = serializers.FloatField(allow_null=True, help_text="95 % interval over users.")
    high = serializers.FloatField(allow_null=True)


class ProfileResponsesSerializer(ResponsesSerializer):
    against_default = EstimateSerializer(
        allow_null=True, help_text="The click rate minus that of the default profile."
    )


class PublishedModelSerializer(serializers.Serializer):
    version = serializers.CharField()
    published_at = serializers.DateTimeField()


class EvaluationSerializer(serializers.Serializer):
    profile = serializers.CharField()
    split = serializers.CharField()
    results = serializers.JSONField(help_text="Measures by ranker.")


class QualityStatisticsSerializer(serializers.Serializer):
    days = serializers.IntegerField(help_text="The days that are summed.")
    by_profile = serializers.DictField(child=ProfileResponsesSerializer())
    by_type = serializers.DictField(child=ResponsesSerializer())
    model = PublishedModelSerializer(allow_null=True)
    evaluation = EvaluationSerializer(allow_null=True)
