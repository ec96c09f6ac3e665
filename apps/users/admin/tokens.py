"""Refresh tokens that were given out: whose and until when, never the token nor its id."""

from django.contrib import admin
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateTimeFilter

from apps.core.admin import ComputedAdmin, PersonalAdmin

admin.site.unregister(OutstandingToken)
admin.site.unregister(BlacklistedToken)


@admin.register(OutstandingToken)
class OutstandingTokenAdmin(PersonalAdmin):
    list_display = ("user", "created_at", "expires_at")
    list_filter = (("user", AutocompleteSelectFilter), ("expires_at", RangeDateTimeFilter))
    list_select_related = ("user",)
    list_defer = ("token",)
    fields = ("user", "created_at", "expires_at")
    search_help_text = "The start of a person's e-mail or username"
    searches_movies = False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(BlacklistedToken)
class BlacklistedTokenAdmin(ComputedAdmin):
    list_display = ("user", "blacklisted_at", "expires_at")
    list_filter = (("blacklisted_at", RangeDateTimeFilter),)
    list_select_related = ("token__user",)
    list_defer = ("token__token",)
    fields = ("user", "blacklisted_at", "expires_at")
    readonly_fields = fields
    search_fields = ("token__user__email__istartswith", "token__user__username__istartswith")
    search_help_text = "The start of a person's e-mail or username"
    ordering = ("-id",)
    sortable_by = ()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def user(self, row: BlacklistedToken):
        return row.token.user

    def expires_at(self, row: BlacklistedToken):
        return row.token.expires_at
