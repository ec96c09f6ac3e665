"""Bases of our ModelAdmins: lists that stay quick on large tables, and who may touch what."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import Media, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from unfold.admin import ModelAdmin, TabularInline

from apps.core.admin.form_fields import FORM_FIELDS, can_be_id

SHOWN_CHANGE_LENGTH = 60
SEARCHED_PEOPLE = 50

COUNT_LIMIT = 10_000


class BoundedPaginator(Paginator):
    """Counts at most COUNT_LIMIT rows, so that a list of a million rows is not read to count it.

    Rows beyond the limit are found by search, filters or the opposite order.
    """

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[:COUNT_LIMIT].count()


def without_field_scripts(response: Any) -> Any:
    """Questions before a deletion have no fields, and the scripts of fields fail there: they need translations."""
    if isinstance(response, TemplateResponse) and response.context_data and "media" in response.context_data:
        response.context_data["media"] = Media()
    return response


class BaseAdmin(ModelAdmin):
    """Counts are bounded, only indexed columns can be sorted, and the history shows old and new values."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 25
    list_filter_submit = True
    list_disable_select_all = True
    compressed_fields = True
    warn_unsaved_form = True
    formfield_overrides = {**FORM_FIELDS, models.URLField: {"assume_scheme": "https"}}
    # What an empty list says, such as the command that fills it.
    empty_hint = ""
    # Never in a changelist's query: columns that a row of it does not show.
    list_defer: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.as_listed(request, super().get_queryset(request))

    def as_listed(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.defer(*self.list_defer) if serves(request, "_changelist") else rows

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Without search and filters, all rows are listed already: the theme's “Show all” would do nothing."""
        changelist = super().get_changelist_instance(request)
        if not (changelist.query or changelist.has_active_filters):
            changelist.full_result_count = changelist.result_count
        return changelist

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Refuse ids that no row can have, which the base class fails on, and rows that are not in the list.

        Such rows were deleted or changed since the page was shown, or by the first request of a double click.
        """
        ids = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(can_be_id(self.model, value) for value in ids):
            messages.error(request, "Select rows of the list.")
            return redirect(request.get_full_path())
        missing = len(set(ids)) - queryset.filter(pk__in=ids).count()
        if missing and request.POST.get("action"):
            messages.error(
                request,
                f"{counted(missing, 'selected row')} {pluralize(missing, 'is,are')} not in this list any more. "
                "Nothing was changed.",
            )
            return redirect(request.get_full_path())
        return without_field_scripts(super().response_action(request, queryset))

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return without_field_scripts(super().render_delete_form(request, context))

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        """Write only what the form changed: other columns may have changed since the form was read."""
        if change:
            obj.save(update_fields=changed_columns(form))
        else:
            obj.save(force_insert=True)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        forms = {inner.instance: inner for inner in formset.initial_forms}
        formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete()
        for row, _ in formset.changed_objects:
            row.save(update_fields=changed_columns(forms[row]))
        for row in formset.new_objects:
            row.save(force_insert=True)
        formset.save_m2m()

    def construct_change_message(
        self, request: HttpRequest, form: ModelForm, formsets: Iterable, add: bool = False
    ) -> list[dict[str, Any]]:
        message = super().construct_change_message(request, form, formsets, add)
        for part in message:
            if "changed" in part and "object" not in part["changed"]:
                part["changed"]["fields"] = [told_change(form, name) for name in form.changed_data]
        return message

    def get_deleted_objects(self, objs: Iterable, request: HttpRequest) -> tuple:
        """List the selected rows only, not their related rows: a genre would list thousands of movies."""
        rows = list(objs)
        missing = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        protected = [str(row) for row in rows if not self.has_delete_permission(request, row)]
        shown = [self._named_link(row) for row in rows]
        return shown, {self.opts.verbose_name_plural: len(rows)}, missing or set(protected), []

    def _named_link(self, row: models.Model) -> str:
        name = capfirst(self.opts.verbose_name)
        try:
            url = reverse(
                f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change",
                args=(quote(row.pk),),
            )
        except NoReverseMatch:
            return f"{name}: {row}"
        return format_html('{}: <a href="{}">{}</a>', name, url, row)


class ComputedAdmin(BaseAdmin):
    """Rows that the product writes itself: to look at, never to edit."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class PersonalAdmin(ComputedAdmin):
    """Rows of users. Staff can read and delete them, but not edit them.

    Newest first by id, so that a million rows need no further index. Search finds the ids of users and, with
    `searches_movies`, of movies first, so that the large table is read through its indexes.
    """

    ordering = ("-id",)
    sortable_by = ()
    list_select_related = ("user", "movie")
    search_fields = ("user__username",)
    searches_movies = True

    @property
    def search_help_text(self) -> str:
        movies = ", or words of a movie's title" if self.searches_movies else ""
        return f"The start of a user's email or username{movies}"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        found = Q(user_id__in=search_users(term))
        if self.searches_movies:
            movies = self.opts.get_field("movie").related_model.objects.search_text(term).popular()
            found |= Q(movie_id__in=list(movies.values_list("pk", flat=True)[:SEARCHED_PEOPLE]))
        return queryset.filter(found), False


class BaseInline(TabularInline):
    formfield_overrides = FORM_FIELDS
    extra = 0


class ReadOnlyInline(BaseInline):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class AppendInline(BaseInline):
    """Rows that are many and point at large tables: shown as text, with a link to change one; new ones below.

    A widget on every row would ask the database for what that row points at.
    """

    per_page = 20
    tab = True
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def changed_columns(form: ModelForm) -> list[str]:
    """Names of the columns that a valid form changed in its row, and of the columns that every write sets.

    Compares values too, because `clean` may set a field that was not sent; not those of fields with a hidden initial
    value, which are compared with what the page showed.
    """
    row = form.instance
    columns = [field for field in row._meta.concrete_fields if not field.primary_key]
    changed = [
        field.name
        for field in columns
        if field.name in form.cleaned_data
        and (field.name in form.changed_data or is_set_by_clean(form, field))
    ]
    return changed + [field.name for field in columns if changed and getattr(field, "auto_now", False)]


def is_set_by_clean(form: ModelForm, field: models.Field) -> bool:
    if form.fields[field.name].show_hidden_initial:
        return False
    return field.value_from_object(form.instance) != form.initial.get(field.name)


def counted(number: int, what: str) -> str:
    """“1 movie”, “2 movies”."""
    return f"{number} {what}{pluralize(number)}"


def serves(request: HttpRequest, ending: str) -> bool:
    """Whether the request is for the admin page whose name ends so: _changelist, autocomplete, …"""
    return request.resolver_match is not None and (request.resolver_match.url_name or "").endswith(ending)


def search_users(start: str) -> list[int]:
    named = Q(email__istartswith=start) | Q(username__istartswith=start)
    return list(get_user_model().objects.filter(named).values_list("pk", flat=True)[:SEARCHED_PEOPLE])


def told_change(form: ModelForm, name: str) -> str:
    """«title: “Alien” → “Aliens”»; of a secret only its name."""
    if "password" in name:
        return name
    label = str(form.fields[name].label or name)
    before, after = form.initial.get(name), form.cleaned_data.get(name)
    return f"{label}: {told_value(before)} → {told_value(after)}"


def told_value(value: Any) -> str:
    if isinstance(value, list | tuple | set | QuerySet):
        words = ", ".join(sorted(str(each) for each in value))
    else:
        words = "" if value is None else str(value)
    return f"“{words if len(words) <= SHOWN_CHANGE_LENGTH else words[: SHOWN_CHANGE_LENGTH - 1] + '…'}”"
