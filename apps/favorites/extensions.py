"""What favorites contributes to the extension points of apps.core.extensions."""

from datetime import timedelta

from apps.core.extensions import AccountData, DashboardPanel, Extension, Job, MoviePart, ServicePart
from apps.favorites.models import Rating
from apps.favorites.services import activity, community, counts, exports, states
from apps.favorites.services.dashboard import activity_panel
from apps.favorites.services.imports.jobs import resume_abandoned

EXTENSIONS: tuple[Extension, ...] = (
    MoviePart(name="favorite", rows=states.favorites_of, hide_as="favorites"),
    MoviePart(name="watchlist", rows=states.watchlist_rows_of, hide_as="watchlist"),
    MoviePart(name="rating", rows=states.ratings_of, number="rating", hide_as="rated"),
    MoviePart(name="community", detail=community.community),
    AccountData(name="library", csv_files=exports.CSV_FILES, last_changes=activity.last_activities),
    AccountData(name="favorites", export=exports.favorites, count=counts.favorites),
    AccountData(name="ratings", export=exports.ratings, count=counts.ratings),
    AccountData(name="watchlist", export=exports.watchlist),
    AccountData(name="watched", count=counts.watched),
    AccountData(name="watch_history", export=exports.watch_history),
    AccountData(name="playlists", export=exports.playlists, count=counts.playlists),
    AccountData(name="review_likes", export=exports.review_likes),
    AccountData(name="review_reports", export=exports.review_reports),
    AccountData(name="imports", export=exports.imports),
    Job(name="resume-imports", run=resume_abandoned, every=timedelta(minutes=5)),
    ServicePart(name="ratings", count=Rating.objects.count),
    DashboardPanel(name="Activity", permission="favorites.view_rating", build=activity_panel),
)
