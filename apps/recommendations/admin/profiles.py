from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from unfold.decorators import action, display

from apps.core.admin import BaseAdmin
from apps.recommendations.admin.preview import live_preview, preview_view
from apps.recommendations.admin.profile_help import described
from apps.recommendations.models import WeightProfile
from apps.recommendations.services.serving.weight_profiles import clear_default, profile_problems

ALL_TRAFFIC = 100


class WeightProfileForm(forms.ModelForm):
    """Accepts only profiles that the engine can use."""

    class Meta:
        model = WeightProfile
        fields = ("name", "description", "weights", "knobs", "is_default", "traffic_percent")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"name", "weights", "knobs"} <= cleaned.keys():
            self._check_profile(cleaned)
        return cleaned

    def clean_knobs(self) -> Any:
        return self.cleaned_data["knobs"] or {}

    def clean_is_default(self) -> bool:
        if self.initial.get("is_default") and not self.cleaned_data["is_default"]:
            raise forms.ValidationError(
                "One profile must be the default. Make another profile the default instead."
            )
        return self.cleaned_data["is_default"]

    def clean_traffic_percent(self) -> int:
        others = WeightProfile.objects.exclude(pk=self.instance.pk).filter(is_default=False)
        used = others.aggregate(sum=Sum("traffic_percent"))["sum"] or 0
        wanted = self.cleaned_data["traffic_percent"]
        if used + wanted > ALL_TRAFFIC:
            raise forms.ValidationError(
                f"The other profiles have {used} % of the traffic; at most {ALL_TRAFFIC - used} % is left."
            )
        return wanted

    def _get_validation_exclusions(self) -> set[str]:
        """Saving makes this profile the only default, so the form does not check the unique constraint."""
        return super()._get_validation_exclusions() | {"is_default"}

    def _check_profile(self, cleaned: dict[str, Any]) -> None:
        parts = {name: cleaned[name] for name in ("name", "weights", "knobs")}
        for column, sentence in profile_problems(WeightProfile(**parts)):
            self.add_error(column, sentence)


@admin.register(WeightProfile)
class WeightProfileAdmin(BaseAdmin):
    form = WeightProfileForm
    fieldsets = (
        (None, {"fields": ("name", "description", "is_default", "traffic_percent")}),
        ("Weights and settings as JSON", {"fields": ("weights", "knobs"), "classes": ("collapse",)}),
    )
    change_form_after_template = "recommendations/profile_editor.html"
    list_display = ("name", "description", "is_default", "traffic_percent", "shown_weights", "updated_at")
    search_fields = ("name", "description")
    ordering = ("name", "id")
    sortable_by = ("name", "traffic_percent")
    actions_list = ("preview",)
    actions_detail = ("preview_one",)

    def get_custom_urls(self) -> tuple:
        return (
            ("compare/", "recommendations_weightprofile_compare", preview_view),
            ("live/", "recommendations_weightprofile_live", live_preview),
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        context = {**(extra_context or {}), "description": described(row.name if row else "")}
        return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: WeightProfile, form: Any, change: bool) -> None:
        if obj.is_default:
            clear_default(but=obj)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: WeightProfile | None = None) -> bool:
        """The default profile cannot be deleted."""
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.is_default)

    @action(description="Preview", permissions=["view"], icon="compare", url_path="preview")
    def preview(self, request: HttpRequest) -> HttpResponse:
        return redirect(reverse("admin:recommendations_weightprofile_compare"))

    @action(description="Preview", permissions=["view"], icon="compare", url_path="preview")
    def preview_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        default = WeightProfile.objects.filter(is_default=True).values_list("pk", flat=True).first()
        where = reverse("admin:recommendations_weightprofile_compare")
        query = {"user": request.user.get_username(), "left": default or "", "right": object_id}
        return redirect(f"{where}?{urlencode(query)}")

    @display(description="weights")
    def shown_weights(self, profile: WeightProfile) -> str:
        if not isinstance(profile.weights, dict):
            return "not usable"
        return ", ".join(f"{name} {weight}" for name, weight in profile.weights.items()) or "—"
