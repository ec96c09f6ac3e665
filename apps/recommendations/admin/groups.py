from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from apps.core.admin import PersonalAdmin, ReadOnlyInline
from apps.recommendations.models import Group, GroupMembership, GroupVote


class MemberInline(ReadOnlyInline):
    model = GroupMembership
    fields = ("user", "joined_at")
    readonly_fields = fields
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("user", "group")


@admin.register(Group)
class GroupAdmin(PersonalAdmin):
    """The invitation code is not shown: it lets anyone join."""

    list_display = ("shown_name", "owner", "strategy", "created_at")
    list_filter = (("strategy", ChoicesDropdownFilter),)
    list_select_related = ("owner", "chosen_movie")
    fields = ("shown_name", "owner", "strategy", "chosen_movie", "created_at")
    readonly_fields = ("shown_name",)
    search_fields = ("name__istartswith", "owner__username__istartswith")
    search_help_text = "The start of the group's name or of the owner's username"
    inlines = (MemberInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super(PersonalAdmin, self).get_search_results(request, queryset, search_term)

    @admin.display(description="name")
    def shown_name(self, group: Group) -> str:
        return group.name or "Without a name"


@admin.register(GroupVote)
class GroupVoteAdmin(PersonalAdmin):
    list_display = ("user", "group_name", "movie", "vote", "updated_at")
    list_filter = (("vote", ChoicesDropdownFilter),)
    list_select_related = ("user", "group", "movie")
    fields = ("user", "group_name", "movie", "vote", "created_at", "updated_at")
    readonly_fields = ("group_name",)

    @admin.display(description="group")
    def group_name(self, vote: GroupVote) -> str:
        return vote.group.name or "Without a name"


@admin.register(GroupMembership)
class GroupMemberAdmin(PersonalAdmin):
    list_display = ("user", "group_name", "joined_at")
    list_select_related = ("user", "group")
    fields = ("user", "group_name", "joined_at")
    readonly_fields = ("group_name",)
    searches_movies = False

    @admin.display(description="group")
    def group_name(self, member: GroupMembership) -> str:
        return member.group.name or "Without a name"
