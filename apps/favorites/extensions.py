"""The parts that favorites contributes to the extension points of apps.core.extensions."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet

from apps.core.extensions import (
    AccountData,
    BackgroundTask,
    DashboardPanel,
    Extension,
    Job,
    MoviePart,
    ServicePart,
    UserTables,
)
from apps.core.types import User
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.favorites.services import account_data, activity, community, exports, pending_syncs
from apps.favorites.services.dashboard import activity_panel
from apps.favorites.services.imports import jobs, unmatched
from apps.movies.models import UserMovieModel, WatchHistory


def rows_of(model: type[UserMovieModel]) -> Callable[[User], QuerySet]:
    """Return a function: user → the user's rows."""
    return lambda user: model._default_manager.filter(user=user).order_by()


EXTENSIONS: tuple[Extension, ...] = (
    UserTables(
        name="library",
        tables=dict.fromkeys((Favorite, Rating, WatchHistory), "user_id"),
        is_history=True,
    ),
    UserTables(name="watchlist", tables={WatchlistItem: "user_id"}),
    MoviePart(name="favorite", rows=rows_of(Favorite), hide_as="favorites"),
    MoviePart(name="watchlist", rows=rows_of(WatchlistItem), hide_as="watchlist"),
    MoviePart(
        name="rating",
        rows=rows_of(Rating),
        number="rating",
        hide_as="rated",
        activity=lambda since: Rating.objects.filter(rated_at__gte=since),
    ),
    MoviePart(name="community", detail=community.community_detail),
    AccountData(
        name="library",
        csv_files=exports.CSV_FILES,
        last_changes=activity.last_activities,
        change_kinds=activity.KINDS,
    ),
    AccountData(name="favorites", export=exports.favorites, count=account_data.count_favorites),
    AccountData(name="ratings", export=exports.ratings, count=account_data.count_ratings),
    AccountData(name="watchlist", export=exports.watchlist),
    AccountData(name="watched", count=account_data.count_watched),
    AccountData(name="watch_history", export=exports.watch_history),
    AccountData(name="playlists", export=exports.playlists, count=account_data.count_playlists),
    AccountData(name="review_likes", export=exports.review_likes),
    AccountData(name="review_reports", export=exports.review_reports),
    AccountData(name="withheld_reviews", export=exports.withheld_reviews),
    AccountData(name="imports", export=exports.imports),
    AccountData(name="pending_syncs", export=exports.pending_syncs),
    AccountData(name="removals", export=exports.removals),
    BackgroundTask(name=jobs.TASK, run=jobs.run, max_attempts=jobs.MAX_ATTEMPTS, on_failed=jobs.fail),
    BackgroundTask(
        name=jobs.UNDO_TASK, run=jobs.run_undo, max_attempts=jobs.MAX_ATTEMPTS, on_failed=jobs.fail_undo
    ),
    Job(name="resume-imports", run=jobs.queue_forgotten, every=timedelta(minutes=5)),
    Job(name="match-imported-rows", run=unmatched.try_again, every=timedelta(minutes=15)),
    BackgroundTask(name=pending_syncs.TASK, run=pending_syncs.finish, on_failed=pending_syncs.fail),
    Job(name="forget-pending-syncs", run=pending_syncs.forget, every=timedelta(hours=24)),
    Job(name="delete-old-imports", run=jobs.delete_old, every=timedelta(hours=24)),
    Job(name="forget-import-journals", run=jobs.forget_journals, every=timedelta(hours=24)),
    ServicePart(name="ratings", count=Rating.objects.count),
    DashboardPanel(name="Activity", permission="favorites.view_rating", build=activity_panel),
)
