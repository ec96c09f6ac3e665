from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import display

from apps.core.admin import ComputedAdmin
from apps.recommendations.models import EvaluationRun, ModelArtifact


def number(measure: Any) -> str:
    """A share, or a mean with its interval."""
    if isinstance(measure, dict):
        return f"{measure['mean']:.3f} ±{measure['interval']:.3f}"
    return "" if measure is None else f"{measure:.3f}"


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """An HTML table, which scrolls where it is too wide; everything is escaped."""
    heads = format_html_join("", "<th>{}</th>", ((name,) for name in head))
    lines = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in rows)
    )
    return format_html(
        '<div class="compare-table" tabindex="0" role="group"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        heads,
        lines,
    )


@admin.register(ModelArtifact)
class ModelArtifactAdmin(ComputedAdmin):
    empty_hint = "manage.py train_recommender trains one, as the job retrain_recommender does."
    list_display = ("version", "published_at", "shown_size", "shown_facts")
    list_filter = (("published_at", RangeDateTimeFilter),)
    list_defer = ("payload",)
    fields = ("version", "published_at", "shown_size", "shown_data", "shown_measures", "shown_match", "facts")
    readonly_fields = ("shown_size", "shown_data", "shown_measures", "shown_match")
    search_fields = ("version",)
    ordering = ("-published_at", "-id")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("payload")

    @display(description="size")
    def shown_size(self, artifact: ModelArtifact) -> str:
        return filesizeformat(artifact.size)

    @display(description="data")
    def shown_data(self, artifact: ModelArtifact) -> str:
        """Of the model card: what it was trained on, and the changes since the model before it."""
        card = artifact.facts.get("card", {})
        data, drift = card.get("data", {}), card.get("drift") or {}
        rows = [
            (name.replace("_", " "), value, f"{drift[name]:+}" if name in drift else "")
            for name, value in data.items()
            if not isinstance(value, dict)
        ]
        return table(("fact", "value", "change"), rows) if rows else "—"

    @display(description="held out")
    def shown_measures(self, artifact: ModelArtifact) -> str:
        """Of the model card: the measures of the profile and of the baselines, ± half of the 95 % interval."""
        card = artifact.facts.get("card")
        if not card:
            return "—"
        measures = card["measures"]
        names = list(next(iter(measures.values())))
        rows = [(name, *(number(of.get(measure)) for measure in names)) for name, of in measures.items()]
        said = f"Split by {card['split']}, {card['users']} users."
        if card.get("tuned_on_the_same_data"):
            said += " The profile was tuned on the same ratings, so its own row is too good."
        return format_html("{}{}", said, table(("", *names), rows))

    @display(description="match")
    def shown_match(self, artifact: ModelArtifact) -> str:
        """Of the model card: how well match tells liked movies from others, and its calibration."""
        match = artifact.facts.get("card", {}).get("match")
        if not match:
            return "—"
        rows = [(f"{mean:.2f}", f"{share:.2f}", count) for mean, share, count in match["curve"]]
        said = (
            f"AUC within users {number(match['auc'])}, of votes alone {number(match['auc_of_votes'])}; "
            f"calibration error {number(match['calibration_error'])}."
        )
        return format_html("{}{}", said, table(("chance told", "share rated 8 or more", "ratings"), rows))

    @display(description="facts")
    def shown_facts(self, artifact: ModelArtifact) -> str:
        numbers = {name: fact for name, fact in artifact.facts.items() if not isinstance(fact, dict | list)}
        return ", ".join(f"{name} {fact}" for name, fact in numbers.items()) or "—"


@admin.register(EvaluationRun)
class EvaluationRunAdmin(ComputedAdmin):
    empty_hint = "manage.py evaluate_recommender measures, on ratings that it puts aside."
    list_display = ("created_at", "profile", "split", "shown_results")
    list_filter = (("created_at", RangeDateTimeFilter),)
    search_fields = ("profile", "split")
    ordering = ("-created_at", "-id")
    sortable_by = ()

    @display(description="results")
    def shown_results(self, run: EvaluationRun) -> str:
        rows = {name: value for name, value in run.results.items() if isinstance(value, int | float)}
        return ", ".join(f"{name} {value:.3f}" for name, value in rows.items()) or "—"
