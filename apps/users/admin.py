"""Users, groups and login sessions in the admin. No page shows a password hash or a token."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import URLField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import StackedInline
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RangeDateTimeFilter,
)
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserCreationForm

from apps.core.admin import BaseAdmin, PersonalAdmin
from apps.users.models import EmailChange, LoginSession, User, UserProfile

# Fields that only a superuser may change.
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
SEARCH_HELP = "The start of a user's email address or username"

admin.site.unregister(Group)


class UserForm(UserChangeForm):
    password = None

    class Meta(UserChangeForm.Meta):
        model = User


class ProfileInline(StackedInline):
    model = UserProfile
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fields = ("bio", "avatar_url", "favorite_genres", "preferred_language", "mature_content", "is_public")
    can_delete = False
    tab = True


@admin.register(User)
class UserAdmin(BaseAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "email", "origin", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = (
        ("is_staff", BooleanRadioFilter),
        ("is_active", BooleanRadioFilter),
        ("origin", ChoicesDropdownFilter),
        ("groups", AutocompleteSelectFilter),
        ("date_joined", RangeDateTimeFilter),
    )
    search_fields = ("email__istartswith", "username__istartswith")
    search_help_text = "The start of an email address or username"
    ordering = ("-id",)
    sortable_by = ()
    filter_horizontal = ()
    autocomplete_fields = ("groups",)
    readonly_fields = ("password_link", "last_login", "date_joined", "email_verified_at", "origin")
    inlines = (ProfileInline,)
    fieldsets = (
        (None, {"fields": ("email", "username", ("first_name", "last_name"), "is_active", "password_link")}),
        ("Rights", {"classes": ("tab",), "fields": RIGHTS}),
        (
            "Dates",
            {
                "classes": ("tab",),
                "fields": (("date_joined", "last_login"), ("email_verified_at", "origin")),
            },
        ),
    )
    add_fieldsets = ((None, {"fields": ("email", "username", "usable_password", "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only superusers edit superusers: setting another password would grant every right."""
        outranked = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not outranked and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        outranked = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not outranked and super().has_delete_permission(request, obj)

    @display(description="password")
    def password_link(self, user: User) -> str:
        if user.pk is None:
            return "—"
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html(
            '<a href="{}" class="text-primary-600 dark:text-primary-500">Set a new password</a>', url
        )


@admin.register(UserProfile)
class UserProfileAdmin(BaseAdmin):
    list_display = ("user", "preferred_language", "mature_content", "is_public", "updated_at")
    list_filter = (("is_public", BooleanRadioFilter), ("mature_content", BooleanRadioFilter))
    list_select_related = ("user",)
    search_fields = ("user__email__istartswith", "user__username__istartswith")
    search_help_text = SEARCH_HELP
    ordering = ("-pk",)
    sortable_by = ()
    readonly_fields = ("user", "created_at", "updated_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(LoginSession)
class LoginSessionAdmin(PersonalAdmin):
    list_display = ("user", "user_agent", "created_at", "last_used_at", "expires_at", "ended_at")
    list_filter = (("user", AutocompleteSelectFilter), ("last_used_at", RangeDateTimeFilter))
    list_select_related = ("user",)
    fields = ("user", "user_agent", "created_at", "last_used_at", "expires_at", "ended_at")
    ordering = ("-last_used_at", "id")
    searches_movies = False


@admin.register(EmailChange)
class EmailChangeAdmin(PersonalAdmin):
    list_display = ("user", "old_email", "new_email", "created_at", "confirmed_at", "ended_at")
    list_filter = (("user", AutocompleteSelectFilter), ("created_at", RangeDateTimeFilter))
    list_select_related = ("user",)
    fields = ("user", "old_email", "new_email", "created_at", "confirmed_at", "ended_at")
    search_help_text = SEARCH_HELP
    searches_movies = False


@admin.register(Group)
class GroupAdmin(BaseAdmin, DjangoGroupAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name", "id")
