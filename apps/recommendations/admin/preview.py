"""Two weight profiles side by side, for one user."""

import json
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.types import User
from apps.movies.services.posters import poster_address
from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import ProfileError
from apps.recommendations.services.serving.weight_profiles import profile_problems
from apps.recommendations.services.surfaces.preview import Column, preview

LIVE_ROWS = 10


class PreviewForm(forms.Form):
    user = forms.CharField(
        label="User",
        max_length=254,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "email or username"}),
    )
    left = forms.ModelChoiceField(WeightProfile.objects.all(), widget=UnfoldAdminSelectWidget)
    right = forms.ModelChoiceField(WeightProfile.objects.all(), widget=UnfoldAdminSelectWidget)

    def clean_user(self) -> User:
        name = self.cleaned_data["user"]
        found = get_user_model().objects.filter(Q(email__iexact=name) | Q(username__iexact=name)).first()
        if found is None:
            raise forms.ValidationError("No user has this email or username.")
        return found

    def columns(self) -> list[Column]:
        chosen = [self.cleaned_data["left"], self.cleaned_data["right"]]
        try:
            return preview(user_id=self.cleaned_data["user"].pk, profiles=chosen)
        except ProfileError as error:
            self.add_error(None, f"A profile cannot be used: {error}")
            return []


def preview_view(request: HttpRequest, model_admin: Any) -> TemplateResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = PreviewForm(request.GET or None)
    columns = form.columns() if form.is_valid() else []
    context = model_admin.admin_site.each_context(request) | {
        "title": "Preview of profiles",
        "opts": model_admin.opts,
        "form": form,
        "columns": [(column.profile, to_rows(column)) for column in columns],
    }
    return TemplateResponse(request, "recommendations/preview.html", context)


def live_preview(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """A fragment: what a user would get from the profile in the form, which is not stored, next to the default one."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not (model_admin.has_change_permission(request) or model_admin.has_add_permission(request)):
        raise PermissionDenied
    problems: list[str] = []
    parts: dict[str, Any] = {"name": request.POST.get("name", "") or "draft"}
    for column in ("weights", "knobs"):
        try:
            parts[column] = json.loads(request.POST.get(column) or "{}")
        except (ValueError, RecursionError):
            problems.append(f"{column}: this is no valid JSON.")
    draft = WeightProfile(**parts)
    problems = problems or [sentence for _, sentence in profile_problems(draft)]
    default = WeightProfile.objects.filter(is_default=True).first()
    form = PreviewForm({"user": request.POST.get("user", ""), "left": default, "right": default})
    form.full_clean()
    problems += [str(error) for error in form.errors.get("user", [])]
    rows: list[dict[str, Any]] = []
    if not problems and default is not None:
        try:
            columns = preview(
                user_id=form.cleaned_data["user"].pk, profiles=[default, draft], limit=LIVE_ROWS
            )
            rows = to_rows(columns[1])
        except ProfileError as error:
            problems.append(f"The default profile cannot be used: {error}")
    return TemplateResponse(
        request, "recommendations/live_preview.html", {"problems": problems, "rows": rows}
    )


def to_rows(column: Column) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "poster": poster_address(row.movie, size="w92"),
            "place_in_first": place,
            "signals": sorted(row.signals.items(), key=lambda signal: -signal[1]["contribution"]),
        }
        for row, place in column.places
    ]
