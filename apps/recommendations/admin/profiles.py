from django.contrib import admin
from unfold.decorators import display

from apps.core.admin import BaseAdmin
from apps.recommendations.models import WeightProfile


@admin.register(WeightProfile)
class WeightProfileAdmin(BaseAdmin):
    list_display = ("name", "description", "is_default", "traffic_percent", "shown_weights", "updated_at")
    search_fields = ("name", "description")
    ordering = ("name", "id")
    sortable_by = ("name", "traffic_percent")
    readonly_fields = ("created_at", "updated_at")

    @display(description="weights")
    def shown_weights(self, profile: WeightProfile) -> str:
        return ", ".join(f"{name} {weight:g}" for name, weight in profile.weights.items()) or "—"
