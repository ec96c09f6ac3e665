from django.contrib import admin
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RangeDateFilter,
)
from unfold.decorators import display

from apps.core.admin import ComputedAdmin, PersonalAdmin
from apps.recommendations.models import (
    DailyStats,
    Recommendation,
    RecommendationBatch,
    RecommendationFeedback,
    TasteSettings,
)

USER_AND_MOVIE = (("user", AutocompleteSelectFilter), ("movie", AutocompleteSelectFilter))


@admin.register(Recommendation)
class RecommendationAdmin(PersonalAdmin):
    list_display = ("user", "rank", "movie", "match_score", "recommendation_type", "profile", "explanation")
    list_filter = (
        *USER_AND_MOVIE,
        ("recommendation_type", ChoicesDropdownFilter),
        ("is_clicked", BooleanRadioFilter),
    )
    list_defer = ("signals", "because_of")


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


@admin.register(DailyStats)
class DailyStatsAdmin(ComputedAdmin):
    list_display = (
        *("day", "profile", "recommendation_type", "impressions", "clicks", "click_through"),
        *("likes", "dislikes", "ratings"),
    )
    list_filter = (("day", RangeDateFilter), ("recommendation_type", ChoicesDropdownFilter))
    search_fields = ("profile",)
    search_help_text = "Name of a weight profile"
    ordering = ("-day", "profile", "recommendation_type")
    sortable_by = ("day", "impressions", "clicks", "likes")

    @display(description="click-through")
    def click_through(self, stats: DailyStats) -> str:
        return f"{stats.clicks / stats.impressions:.1%}" if stats.impressions else "—"
