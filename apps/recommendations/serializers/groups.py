from rest_framework import serializers

from apps.core.http.serializers import ModelSerializer, NamedUpdateSerializer
from apps.movies.serializers import MovieListSerializer
from apps.recommendations.models import Group, GroupMembership, GroupVote
from apps.recommendations.serializers.queries import SIMILAR_LIMIT, SIMILAR_MAX_LIMIT, LimitField


class MemberSerializer(ModelSerializer):
    username = serializers.CharField(source="user.username", read_only=True)

    class Meta:
        model = GroupMembership
        fields = ["username", "joined_at"]
        read_only_fields = fields


class GroupSerializer(NamedUpdateSerializer):
    """`code` is the invitation: anyone who has it can join."""

    owner = serializers.CharField(source="owner.username", read_only=True)
    members = MemberSerializer(many=True, read_only=True)

    class Meta:
        model = Group
        fields = ["id", "name", "code", "strategy", "owner", "members", "created_at"]
        read_only_fields = ["code", "created_at"]


class JoinSerializer(serializers.Serializer):
    code = serializers.CharField(max_length=16)


class PicksQuerySerializer(serializers.Serializer):
    limit = LimitField(maximum=SIMILAR_MAX_LIMIT, default=SIMILAR_LIMIT)
    strategy = serializers.ChoiceField(
        Group.Strategy.choices, required=False, help_text="By default the group's strategy."
    )


class MemberScoreSerializer(serializers.Serializer):
    username = serializers.CharField()
    match_score = serializers.IntegerField(min_value=0, max_value=100)
    reason = serializers.CharField(help_text="Names no movie that the member has seen.")


class PickSerializer(serializers.Serializer):
    movie = MovieListSerializer()
    group_score = serializers.IntegerField(
        min_value=0,
        max_value=100,
        help_text="A rank: the percent of the movies in question that suit the group less. `match_score` is a chance.",
    )
    members = MemberScoreSerializer(many=True)


class VoteSerializer(serializers.Serializer):
    vote = serializers.ChoiceField(GroupVote.Vote.choices)


class MovieVotesSerializer(serializers.Serializer):
    movie = MovieListSerializer()
    yes = serializers.ListField(child=serializers.CharField(), help_text="Usernames.")
    no = serializers.ListField(child=serializers.CharField(), help_text="Usernames.")
    my_vote = serializers.ChoiceField(GroupVote.Vote.choices, allow_null=True)


class VoteStateSerializer(serializers.Serializer):
    """`chosen` is the result. While it is null, members vote."""

    members = serializers.ListField(child=serializers.CharField(), help_text="Usernames.")
    votes = MovieVotesSerializer(many=True)
    chosen = MovieListSerializer(allow_null=True)
