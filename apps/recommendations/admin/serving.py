from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RangeDateFilter,
)
from unfold.decorators import display

from apps.core.admin import PersonalAdmin
from apps.movies.services.titled_text import TitledText
from apps.recommendations.models import (
    ExposureEvent,
    Recommendation,
    RecommendationBatch,
    RecommendationFeedback,
    TasteSettings,
)

USER_AND_MOVIE = (("user", AutocompleteSelectFilter), ("movie", AutocompleteSelectFilter))


@admin.register(Recommendation)
class RecommendationAdmin(PersonalAdmin):
    list_display = ("user", "rank", "movie", "match_score", "recommendation_type", "profile", "sentence")
    list_filter = (
        *USER_AND_MOVIE,
        ("recommendation_type", ChoicesDropdownFilter),
        ("is_clicked", BooleanRadioFilter),
    )
    list_defer = ("details",)
    exclude = ("explanation",)
    readonly_fields = ("sentence", "signals", "because_of")

    @display(description="explanation")
    def sentence(self, row: Recommendation) -> str:
        return TitledText.of(row.explanation)


@admin.register(RecommendationBatch)
class RecommendationBatchAdmin(PersonalAdmin):
    list_display = ("user", "profile", "model_version", "generated_at")
    list_filter = (("user", AutocompleteSelectFilter),)
    list_select_related = ("user",)
    fields = ("user", "profile", "model_version", "generated_at")
    searches_movies = False


@admin.register(RecommendationFeedback)
class RecommendationFeedbackAdmin(PersonalAdmin):
    list_display = ("user", "movie", "feedback_type", "comment", "updated_at")
    list_filter = (*USER_AND_MOVIE, ("feedback_type", ChoicesDropdownFilter))


@admin.register(TasteSettings)
class TasteSettingsAdmin(PersonalAdmin):
    list_display = ("user", "personalised", "trainable", "reset_at", "updated_at")
    list_filter = (("personalised", BooleanRadioFilter), ("trainable", BooleanRadioFilter))
    list_select_related = ("user",)
    searches_movies = False


@admin.register(ExposureEvent)
class ExposureEventAdmin(PersonalAdmin):
    """The exposure log, which nobody edits; rows leave it by their age or with their account."""

    list_display = ("happened_at", "kind", "user", "movie", "surface", "place", "profile", "propensity")
    list_filter = (
        *USER_AND_MOVIE,
        ("kind", ChoicesDropdownFilter),
        ("surface", ChoicesDropdownFilter),
        ("happened_at", RangeDateFilter),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
