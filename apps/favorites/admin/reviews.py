"""Ratings, likes, and the queue of reported reviews."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from rest_framework.exceptions import APIException, NotFound
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RangeDateTimeFilter,
    RangeNumericFilter,
)
from unfold.decorators import action, display

from apps.core.admin import ComputedAdmin, PersonalAdmin, ReadOnlyInline, counted
from apps.core.http.exceptions import Conflict
from apps.core.http.mixins import user_id_of
from apps.favorites.admin.library import LibraryAdmin
from apps.favorites.models import (
    LastActivity,
    Rating,
    ReviewLike,
    ReviewReport,
    WithheldReview,
    WithheldText,
)
from apps.favorites.services.reviews import decide_report, publish_again

HISTORY_SHOWN = 10
DECISIONS = {"open": "reopened", "upheld": "upheld", "dismissed": "dismissed"}
STATUS_COLOURS = {"open": "warning", "upheld": "danger", "dismissed": "success"}


class ReportInline(ReadOnlyInline):
    model = ReviewReport
    fk_name = "rating"
    fields = ("user", "reason", "comment", "status", "created_at")
    readonly_fields = fields
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("user")


@admin.register(Rating)
class RatingAdmin(LibraryAdmin):
    kind = LastActivity.Kind.RATINGS
    list_display = ("user", "movie", "rating", "has_review", "is_public", "is_withheld", "rated_at")
    list_filter = (
        ("user", AutocompleteSelectFilter),
        ("movie", AutocompleteSelectFilter),
        ("rating", RangeNumericFilter),
        ("is_public", BooleanRadioFilter),
        ("is_withheld", BooleanRadioFilter),
        ("rated_at", RangeDateTimeFilter),
    )
    inlines = (ReportInline,)

    @display(description="review", boolean=True)
    def has_review(self, rating: Rating) -> bool:
        return bool(rating.review)


@admin.register(ReviewLike)
class ReviewLikeAdmin(PersonalAdmin):
    list_display = ("user", "rating", "created_at")
    list_filter = (("user", AutocompleteSelectFilter),)
    list_select_related = ("user", "rating__user", "rating__movie")
    searches_movies = False


@admin.register(WithheldReview)
class WithheldReviewAdmin(PersonalAdmin):
    """What the staff withholds, whether its author has deleted the review or posted it again."""

    list_display = ("user", "movie", "reason", "excerpt", "decided_by", "created_at")
    list_filter = (("user", AutocompleteSelectFilter), ("created_at", RangeDateTimeFilter))
    list_select_related = ("user", "movie", "decided_by")
    fields = ("user", "movie", "review", "reason", "decided_by", "created_at")
    actions = ("publish_again",)

    def has_delete_permission(self, request: HttpRequest, obj: WithheldReview | None = None) -> bool:
        return False  # `publish_again` also shows the review

    def has_decide_permission(self, request: HttpRequest, obj: WithheldReview | None = None) -> bool:
        return request.user.has_perm("favorites.change_reviewreport")

    @action(description="Publish again: dismiss the reports and show the review", permissions=["decide"])
    def publish_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        published = 0
        for row in list(queryset):
            try:
                publish_again(withheld_id=row.pk, staff_id=user_id_of(request))
            except APIException:
                messages.error(request, f"{row} was deleted or published again before.")
                continue
            self.log_change(request, row, "Published again")
            published += 1
        if published:
            messages.success(request, f"{counted(published, 'review')} published again.")

    @display(description="review")
    def excerpt(self, withheld: WithheldReview) -> str:
        return withheld.review[:80]


@admin.register(WithheldText)
class WithheldTextAdmin(ComputedAdmin):
    """Fingerprints of withheld reviews of erased accounts. One that is deleted withholds nothing any more."""

    list_display = ("movie", "reason", "fingerprint", "created_at")
    list_select_related = ("movie",)
    ordering = ("-id",)
    sortable_by = ()
    search_fields = ("fingerprint",)
    fields = ("movie", "reason", "fingerprint", "created_at")


@admin.register(ReviewReport)
class ReviewReportAdmin(ComputedAdmin):
    """Reports, open ones first. Decisions are actions, so that each one records the user and the time."""

    list_display = (
        "shown_status",
        "reason",
        "reviewer",
        "movie",
        "excerpt",
        "user",
        "created_at",
        "handled_by",
    )
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("reason", ChoicesDropdownFilter),
        ("created_at", RangeDateTimeFilter),
    )
    list_select_related = ("user", "handled_by", "rating__user", "rating__movie")
    search_fields = ("user__username__istartswith", "rating__user__username__istartswith")
    search_help_text = "The start of the username of the reporting user or the reviewer"
    ordering = ("status", "-created_at", "-id")
    sortable_by = ()
    fields = (
        *("status", ("reason", "reported_by"), "comment", ("movie", "their_reviews"), "review", "history"),
        *("created_at", ("handled_by", "handled_at")),
    )
    readonly_fields = ("reported_by", "movie", "their_reviews", "review", "history")
    change_form_outer_before_template = "favorites/report_decision.html"
    actions = ("uphold", "dismiss", "reopen")

    def has_decide_permission(self, request: HttpRequest, obj: ReviewReport | None = None) -> bool:
        return request.user.has_perm("favorites.change_reviewreport")

    @action(description="Uphold: hide the review from others", permissions=["decide"])
    def uphold(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._decide(request, queryset, ReviewReport.Status.UPHELD)

    @action(description="Dismiss: leave the review visible", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._decide(request, queryset, ReviewReport.Status.DISMISSED)

    @action(description="Reopen", permissions=["decide"])
    def reopen(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._decide(request, queryset, ReviewReport.Status.OPEN)

    def _decide(self, request: HttpRequest, queryset: QuerySet, status: str) -> None:
        done = 0
        for report in list(queryset):
            try:
                decide_report(report_id=report.pk, status=status, staff_id=user_id_of(request))
            except NotFound:
                messages.error(request, f"Report {report.pk} was deleted with its review.")
            except Conflict as error:
                messages.error(request, f"Report {report.pk}: {error.detail}")
            else:
                self.log_change(request, report, f"Report {status}")
                done += 1
        if done:
            messages.success(request, f"{counted(done, 'report')} {DECISIONS[status]}.")

    @display(description="status", label=STATUS_COLOURS)
    def shown_status(self, report: ReviewReport) -> tuple[str, str]:
        return report.status, report.get_status_display()

    def reviewer(self, report: ReviewReport) -> Any:
        return report.rating.user

    @display(description="reported by")
    def reported_by(self, report: ReviewReport) -> Any:
        return report.user

    @display(description="reviewer")
    def their_reviews(self, report: ReviewReport) -> str:
        """With a link to all reviews of the user, which curators may see; not all of them may see accounts."""
        reviews = reverse(
            "admin:favorites_rating_changelist", query={"user__id__exact": report.rating.user_id}
        )
        return format_html('<a href="{}">{}</a>', reviews, report.rating.user)

    def movie(self, report: ReviewReport) -> Any:
        return report.rating.movie

    @display(description="reviewer's history")
    def history(self, report: ReviewReport) -> str:
        """Earlier reports of the reviewer's reviews, the newest first, with links."""
        others = ReviewReport.objects.filter(rating__user=report.rating.user_id).exclude(pk=report.pk)
        counts = dict(others.order_by().values_list("status").annotate(Count("pk")))
        if not counts:
            return "No other review of this user was reported."
        said = ", ".join(
            f"{counts[status]} {status}" for status in ReviewReport.Status.values if status in counts
        )
        newest = others.select_related("rating__movie").order_by("-created_at", "-pk")[:HISTORY_SHOWN]
        rows = [
            (
                reverse("admin:favorites_reviewreport_change", args=[other.pk]),
                other.rating.movie,
                other.reason,
                other.status,
            )
            for other in newest
        ]
        listed = format_html_join("", '<li><a href="{}">{}</a>: {}, {}</li>', rows)
        return format_html("<p>{}</p><ul>{}</ul>", said, listed)

    @display(description="review")
    def excerpt(self, report: ReviewReport) -> str:
        return report.rating.review[:80]

    def review(self, report: ReviewReport) -> str:
        return format_html('<p style="white-space:pre-wrap">{}</p>', report.rating.review)
