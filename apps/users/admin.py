"""Users, groups and login sessions in the admin. No page shows a password hash or a token."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet, URLField
from django.forms import ChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.debug import sensitive_post_parameters
from unfold.admin import StackedInline
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RangeDateTimeFilter,
)
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.admin import (
    FORM_FIELDS,
    BaseAdmin,
    ComputedAdmin,
    PersonalAdmin,
    changed_columns,
    search_users,
    serves,
)
from apps.core.http.mixins import user_id_of, user_of
from apps.users.models import (
    AuditEvent,
    EmailChange,
    EmailRequest,
    LoginChallenge,
    LoginSession,
    PersonalAccessToken,
    RecoveryCode,
    TotpDevice,
    User,
    UserProfile,
)
from apps.users.services.accounts import apply_admin_edit, delete_user, lock_for_editing
from apps.users.services.audit import Kind, record_event
from apps.users.services.clients import describe_client
from apps.users.services.passwords import set_password
from apps.users.services.personal_tokens import delete_personal_token
from apps.users.services.roles import outranks
from apps.users.services.second_factor import remove_second_factor
from apps.users.services.staff import STAFF_ROLES, give_role

# Fields that only a superuser may change.
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
SEARCH_HELP = "The start of a user's email address or username"

admin.site.unregister(Group)


class UserForm(UserChangeForm):
    """Fields count as changed if they differ from what the page showed, not from what the row contains by now."""

    password = None

    class Meta(UserChangeForm.Meta):
        model = User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def _save_m2m(self) -> None:
        for name in {"groups", "user_permissions"} & set(self.changed_data):
            getattr(self.instance, name).set(self.cleaned_data[name])


class AddForm(UserCreationForm):
    """With the role of a member of the staff, so that one page makes the account."""

    role = ChoiceField(
        choices=[("", "User of the API"), *((role, f"Staff: {role}") for role in sorted(STAFF_ROLES))],
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text="Curators edit the catalogue and decide on reports, operators run jobs and the recommender.",
    )


class PasswordForm(AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> User:
        is_usable = self.cleaned_data["set_usable_password"]
        set_password(self.user, self.cleaned_data["password1"] if is_usable else None)
        return self.user


class ProfileInline(StackedInline):
    model = UserProfile
    formfield_overrides = {**FORM_FIELDS, URLField: {"assume_scheme": "https"}}
    fields = ("bio", "avatar_url", "favorite_genres", "preferred_language", "mature_content", "is_public")
    can_delete = False
    tab = True


@admin.register(User)
class UserAdmin(BaseAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = AddForm
    change_password_form = PasswordForm
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
    add_fieldsets = (
        (None, {"fields": ("email", "username", "role", "usable_password", "password1", "password2")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *RIGHTS)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only superusers give roles."""
        if obj is None and not request.user.is_superuser:
            return ((None, {"fields": ("email", "username", "usable_password", "password1", "password2")}),)
        return super().get_fieldsets(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody edits an account with more rights than their own: setting its password would grant these."""
        return super().has_change_permission(request, obj) and not is_outranked(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_outranked(request, obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """For a request that writes, the locked row; the permissions are then those that the editor has now."""
        user = super().get_object(request, object_id, from_field)
        if request.method != "POST" or user is None:
            return user
        request.user, user = lock_for_editing(actor=user_of(request), user_id=user.pk)
        return user

    @method_decorator(sensitive_post_parameters())
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> LogEntry:
        if serves(request, "_password_change"):
            actor_id = user_id_of(request)
            record_event(Kind.EDITED_BY_STAFF, user_id=obj.pk, actor_id=actor_id, fields=["password"])
        return super().log_change(request, obj, message)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        if change:
            rights = set(RIGHTS) & set(form.changed_data)
            actor_id = user_id_of(request)
            apply_admin_edit(obj, actor_id=actor_id, columns=changed_columns(form), rights=rights)
        else:
            super().save_model(request, obj, form, change)
            record_event(Kind.REGISTERED, user_id=obj.pk, actor_id=user_id_of(request))
            role = form.cleaned_data.get("role")
            if role and request.user.is_superuser:
                give_role(obj, role)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if change and formset.has_changed():
            record_profile_edit(request, form.instance.pk)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_user(obj, actor_id=user_id_of(request))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for pk in queryset.order_by("pk").values_list("pk", flat=True):
            request.user, user = lock_for_editing(actor=user_of(request), user_id=pk)
            if user is not None and not self.has_delete_permission(request, user):
                raise PermissionDenied
            if user is not None:
                delete_user(user, actor_id=user_id_of(request))

    @display(description="password")
    def password_link(self, user: User) -> str:
        if user.pk is None:
            return "—"
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html(
            '<a href="{}" class="text-primary-600 dark:text-primary-500">Set a new password</a>', url
        )


class OwnedBySomeoneAdmin(PersonalAdmin):
    """Rows about a user's second factor: to look at."""

    list_select_related = ("user",)
    ordering = ("-id",)
    searches_movies = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(TotpDevice)
class TotpDeviceAdmin(OwnedBySomeoneAdmin):
    """Deleting one disables the second factor of a user who has lost it."""

    list_display = ("user", "confirmed", "confirmed_at", "last_used_at", "throttling_failure_count")
    list_filter = (("user", AutocompleteSelectFilter), ("confirmed", BooleanRadioFilter))
    fields = ("user", "confirmed", "created_at", "confirmed_at", "last_used_at", "throttling_failure_count")

    def has_delete_permission(self, request: HttpRequest, obj: TotpDevice | None = None) -> bool:
        is_allowed = request.user.has_perm("users.delete_totpdevice")
        return is_allowed and not is_outranked(request, obj.user if obj else None)

    def delete_model(self, request: HttpRequest, obj: TotpDevice) -> None:
        with transaction.atomic():
            request.user, user = lock_for_editing(actor=user_of(request), user_id=obj.user_id)
            if user is not None and is_outranked(request, user):
                raise PermissionDenied
            if user is not None:
                remove_second_factor(user, actor_id=user_id_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[TotpDevice]) -> None:
        for device in queryset.order_by("user_id"):
            self.delete_model(request, device)


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(OwnedBySomeoneAdmin):
    list_display = ("user", "created_at", "used_at")
    list_filter = (("user", AutocompleteSelectFilter),)
    fields = ("user", "created_at", "used_at")


@admin.register(LoginChallenge)
class LoginChallengeAdmin(OwnedBySomeoneAdmin):
    list_display = ("user", "created_at", "attempts")
    list_filter = (("user", AutocompleteSelectFilter),)
    fields = ("user", "created_at", "attempts")
    ordering = ("-created_at", "id")


@admin.register(PersonalAccessToken)
class PersonalAccessTokenAdmin(PersonalAdmin):
    """Deleting one revokes it."""

    list_display = ("user", "name", "prefix", "scopes", "created_at", "last_used_at", "expires_at")
    list_filter = (("user", AutocompleteSelectFilter), ("last_used_at", RangeDateTimeFilter))
    list_select_related = ("user",)
    fields = ("user", "name", "prefix", "scopes", "created_at", "last_used_at", "expires_at")
    searches_movies = False

    def delete_model(self, request: HttpRequest, obj: PersonalAccessToken) -> None:
        delete_personal_token(obj, actor_id=user_id_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[PersonalAccessToken]) -> None:
        for token in queryset:
            self.delete_model(request, token)


def record_profile_edit(request: HttpRequest, user_id: int) -> None:
    record_event(Kind.EDITED_BY_STAFF, user_id=user_id, actor_id=user_id_of(request), fields=["profile"])


def is_outranked(request: HttpRequest, user: User | None) -> bool:
    return isinstance(user, User) and outranks(user, user_of(request))


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

    def save_model(self, request: HttpRequest, obj: UserProfile, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record_profile_edit(request, obj.pk)

    def has_change_permission(self, request: HttpRequest, obj: UserProfile | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_outranked(
            request, obj.user if obj else None
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(LoginSession)
class LoginSessionAdmin(PersonalAdmin):
    list_display = ("user", "client", "network", "created_at", "last_used_at", "ended_at")
    list_filter = (("user", AutocompleteSelectFilter), ("last_used_at", RangeDateTimeFilter))
    list_select_related = ("user",)
    fields = (
        "user",
        "user_agent",
        "network",
        "created_at",
        "last_used_at",
        "second_factor_at",
        "expires_at",
        "ended_at",
    )
    ordering = ("-last_used_at", "id")
    searches_movies = False

    @admin.display(description="client")
    def client(self, session: LoginSession) -> str:
        return describe_client(session.user_agent)


@admin.register(AuditEvent)
class AuditEventAdmin(ComputedAdmin):
    list_display = ("created_at", "kind", "user", "actor", "details", "address_hash", "request_id")
    list_filter = (
        ("kind", ChoicesDropdownFilter),
        ("user", AutocompleteSelectFilter),
        ("actor", AutocompleteSelectFilter),
        ("created_at", RangeDateTimeFilter),
    )
    list_select_related = ("user", "actor")
    fields = ("created_at", "kind", "user", "actor", "details", "address_hash", "request_id")
    search_fields = ("user__username",)
    search_help_text = SEARCH_HELP
    ordering = ("-id",)
    sortable_by = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        return (queryset.filter(user_id__in=search_users(term)) if term else queryset), False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False


@admin.register(EmailChange)
class EmailChangeAdmin(PersonalAdmin):
    list_display = ("user", "old_email", "new_email", "created_at", "confirmed_at", "ended_at")
    list_filter = (("user", AutocompleteSelectFilter), ("created_at", RangeDateTimeFilter))
    list_select_related = ("user",)
    fields = ("user", "old_email", "new_email", "created_at", "confirmed_at", "ended_at")
    search_help_text = SEARCH_HELP
    searches_movies = False


@admin.register(EmailRequest)
class EmailRequestAdmin(ComputedAdmin):
    """Emails that are not sent yet. Background tasks shows why."""

    list_display = ("kind", "email", "created_at")
    fields = ("kind", "email", "created_at")
    search_fields = ("email__istartswith",)
    ordering = ("-id",)
    sortable_by = ()


@admin.register(Group)
class GroupAdmin(BaseAdmin, DjangoGroupAdmin):
    """Only superusers edit groups: a member could give a group, and so themselves, any permission."""

    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name", "id")

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.record_change(request, form.instance.pk)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        self.record_change(request, obj.pk)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        for group in queryset:
            self.delete_model(request, group)

    def record_change(self, request: HttpRequest, group_id: int) -> None:
        """The rights of all members change."""
        record_event(Kind.RIGHTS_CHANGED, user_id=None, actor_id=user_id_of(request), group=group_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser
