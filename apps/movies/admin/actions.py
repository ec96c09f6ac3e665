"""Actions of curators on several movies."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.decorators import action

from apps.core.admin import counted
from apps.core.http.exceptions import Conflict
from apps.core.jobs.queue import enqueue
from apps.movies.admin.forms import BulkEditForm
from apps.movies.models import Movie
from apps.movies.services.curation import BulkEdit, edit_movies
from apps.movies.services.duplicates import MOST_GROUPS, are_different, compared, likely_duplicates
from apps.movies.services.merge import merge_movies
from apps.movies.services.posters import poster_address
from apps.movies.services.undo_merge import UNDO_DAYS

MOST_REFRESHED, MOST_MERGED = 200, 10
MOST_EDITED = 200
CONFIRMED, APPLIED, SAME_FILM = "keep", "apply", "same_film"


def in_words(changes: dict[str, tuple[Any, Any]]) -> str:
    """Such as "genres: Drama → Drama, Western", for a history from which a mistake can be put right."""

    def words(value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value or "none")

    return "; ".join(
        f"{name.replace('_', ' ')}: {words(before)} → {words(after)}"
        for name, (before, after) in changes.items()
    )


class CurationActions(ModelAdmin):
    actions = ("edit_together", "refresh", "hide", "show", "merge", "restore")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.duplicates_view)
        return [path("duplicates/", view, name="movies_movie_duplicates"), *super().get_urls()]

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """Likely duplicates, each group with a button that compares its rows before a merge."""
        if not (self.has_change_permission(request) and self.has_delete_permission(request)):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": "Likely duplicates",
            "opts": self.opts,
            "groups": likely_duplicates(),
            "most": MOST_GROUPS,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "movies/duplicates.html", context)

    @action(description="Edit together", permissions=["change"])
    def edit_together(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_EDITED + 1])
        if len(ids) > MOST_EDITED:
            self.message_user(request, f"Choose at most {MOST_EDITED} movies.", messages.ERROR)
            return None
        form = BulkEditForm(request.POST if APPLIED in request.POST else None)
        if form.is_bound and form.is_valid():
            changed = edit_movies(movie_ids=ids, edit=BulkEdit(**form.cleaned_data))
            for row in changed:
                self.log_change(request, row.movie, f"edited together with others: {in_words(row.changes)}")
            self.message_user(
                request,
                f"{len(changed)} of {counted(len(ids), 'movie')} changed. The history of each says what it had before.",
            )
            return None
        context = self.admin_site.each_context(request) | {
            "title": f"Edit {counted(len(ids), 'movie')} together",
            "opts": self.opts,
            "form": form,
            "movies": Movie.all_objects.filter(pk__in=ids).order_by("pk"),
            "checkbox": ACTION_CHECKBOX_NAME,
            "applied": APPLIED,
        }
        return TemplateResponse(request, "movies/edit_together.html", context)

    @action(description="Refresh from TMDb", permissions=["change"])
    def refresh(self, request: HttpRequest, queryset: QuerySet) -> None:
        ids = list(queryset.exclude(tmdb_id=None).values_list("tmdb_id", flat=True)[: MOST_REFRESHED + 1])
        if not settings.TMDB_API_KEY:
            self.message_user(
                request, "Set TMDB_API_KEY first: without it nothing can be fetched.", messages.ERROR
            )
        elif len(ids) > MOST_REFRESHED:
            self.message_user(request, f"Choose at most {MOST_REFRESHED} movies.", messages.ERROR)
        else:
            enqueue("movies.refresh_from_tmdb", tmdb_ids=sorted(ids), started_by_id=request.user.pk)
            self.message_user(
                request, f"Fetching {counted(len(ids), 'movie')}; Sync runs shows the progress."
            )

    @action(description="Hide from recommendations", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set(request, queryset, "hidden from recommendations", hidden_from_recommendations=True)

    @action(description="Let be recommended again", permissions=["change"])
    def show(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set(request, queryset, "may be recommended again", hidden_from_recommendations=False)

    @action(description="Restore deleted movies", permissions=["delete"])
    def restore(self, request: HttpRequest, queryset: QuerySet) -> None:
        movies = list(queryset.filter(deleted_at__isnull=False))
        with transaction.atomic():
            for movie in movies:
                movie.restore()
        self._log(request, movies, "restored")

    @action(description="Merge duplicates into one", permissions=["change", "delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        movies = list(queryset.order_by("-vote_count", "pk")[: MOST_MERGED + 1])
        if not 2 <= len(movies) <= MOST_MERGED:
            self.message_user(request, f"Choose two to {MOST_MERGED} rows of the same film.", messages.ERROR)
            return None
        keep = next((movie for movie in movies if str(movie.pk) == request.POST.get(CONFIRMED)), None)
        if keep is None or (are_different(movies) and SAME_FILM not in request.POST):
            return self._confirm_merge(request, movies)
        self._merge(request, keep, movies)
        return None

    def _merge(self, request: HttpRequest, keep: Movie, movies: list[Movie]) -> None:
        others = [movie for movie in movies if movie.pk != keep.pk]
        try:
            merged = merge_movies(keep=keep, duplicates=others)
        except Conflict as error:
            self.message_user(request, str(error.detail), messages.ERROR)
            return
        self.log_change(
            request, merged, f"merged with {', '.join(f'{movie} (id {movie.pk})' for movie in others)}"
        )
        self.log_deletions(request, others)  # type: ignore[arg-type]
        self.message_user(
            request,
            format_html(
                '{} merged into {}. <a href="{}">Undo under Merges</a>',
                counted(len(others), "movie"),
                merged,
                reverse("admin:movies_merge_changelist"),
            ),
        )

    def _confirm_merge(self, request: HttpRequest, movies: list[Movie]) -> TemplateResponse:
        context: dict[str, Any] = self.admin_site.each_context(request) | {
            "title": "Merge duplicates",
            "opts": self.opts,
            "movies": [(movie, poster_address(movie, size="w92")) for movie in movies],
            "rows": compared(movies),
            "are_different": are_different(movies),
            "same_film": SAME_FILM,
            "checkbox": ACTION_CHECKBOX_NAME,
            "confirmed": CONFIRMED,
            "undo_days": UNDO_DAYS,
        }
        return TemplateResponse(request, "movies/merge.html", context)

    def _set(self, request: HttpRequest, queryset: QuerySet, message: str, **fields: Any) -> None:
        movies = list(queryset)
        Movie.all_objects.filter(pk__in=[movie.pk for movie in movies]).update(
            updated_at=timezone.now(), **fields
        )
        self._log(request, movies, message)

    def _log(self, request: HttpRequest, movies: list[Movie], message: str) -> None:
        for movie in movies:
            self.log_change(request, movie, message)
        self.message_user(request, f"{counted(len(movies), 'movie')} {message}.")
