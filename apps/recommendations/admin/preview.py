"""Two weight profiles side by side, for one user."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.template.response import TemplateResponse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.types import User
from apps.movies.services.posters import poster_address
from apps.recommendations.models import WeightProfile
from apps.recommendations.ranking import ProfileError
from apps.recommendations.services.surfaces.preview import Column, preview


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
