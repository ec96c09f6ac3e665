from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import display

from apps.core.admin import ComputedAdmin
from apps.recommendations.models import EvaluationRun, ModelArtifact


@admin.register(ModelArtifact)
class ModelArtifactAdmin(ComputedAdmin):
    list_display = ("version", "published_at", "shown_size", "shown_facts")
    list_filter = (("published_at", RangeDateTimeFilter),)
    list_defer = ("payload",)
    fields = ("version", "published_at", "shown_size", "facts")
    readonly_fields = ("shown_size",)
    search_fields = ("version",)
    ordering = ("-published_at", "-id")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("payload")

    @display(description="size")
    def shown_size(self, artifact: ModelArtifact) -> str:
        return filesizeformat(artifact.size)

    @display(description="facts")
    def shown_facts(self, artifact: ModelArtifact) -> str:
        numbers = {name: fact for name, fact in artifact.facts.items() if not isinstance(fact, dict | list)}
        return ", ".join(f"{name} {fact}" for name, fact in numbers.items()) or "—"


@admin.register(EvaluationRun)
class EvaluationRunAdmin(ComputedAdmin):
    list_display = ("created_at", "profile", "split", "shown_results")
    list_filter = (("created_at", RangeDateTimeFilter),)
    search_fields = ("profile", "split")
    ordering = ("-created_at", "-id")
    sortable_by = ()

    @display(description="results")
    def shown_results(self, run: EvaluationRun) -> str:
        rows = {name: value for name, value in run.results.items() if isinstance(value, int | float)}
        return ", ".join(f"{name} {value:.3f}" for name, value in rows.items()) or "—"
