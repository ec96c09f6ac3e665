"""The sidebar of the admin."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy

# Title of a group: (title, icon, app_model).
GROUPS: dict[str, list[tuple[str, str, str]]] = {
    "Catalogue": [
        ("Movies", "movie", "movies_movie"),
        ("People", "person", "movies_person"),
        ("Genres", "category", "movies_genre"),
        ("Tags", "sell", "movies_tag"),
        ("Collections", "video_library", "movies_collection"),
        ("Providers", "live_tv", "movies_provider"),
        ("Credits", "recent_actors", "movies_credit"),
        ("Certifications", "family_restroom", "movies_certification"),
        ("Where to watch", "tv", "movies_watchoption"),
        ("Merges", "merge", "movies_merge"),
    ],
    "Moderation": [
        ("Reported reviews", "flag", "favorites_reviewreport"),
        ("Withheld reviews", "visibility_off", "favorites_withheldreview"),
        ("Withheld texts", "fingerprint", "favorites_withheldtext"),
        ("Ratings and reviews", "star", "favorites_rating"),
        ("Playlists", "playlist_play", "favorites_playlist"),
    ],
    "Recommendations": [
        ("Weight profiles", "tune", "recommendations_weightprofile"),
        ("Recommended", "recommend", "recommendations_recommendation"),
        ("Feedback", "thumbs_up_down", "recommendations_recommendationfeedback"),
        ("Exposure log", "monitoring", "recommendations_exposureevent"),
        ("Offline quality", "science", "recommendations_evaluationrun"),
        ("Trained models", "model_training", "recommendations_modelartifact"),
        ("Movie nights", "groups", "recommendations_group"),
    ],
    "Operations": [
        ("Sync runs", "sync", "movies_syncrun"),
        ("Scheduled jobs", "schedule", "core_scheduledjob"),
        ("Background tasks", "outbox", "core_queuedtask"),
        ("Imports", "upload_file", "favorites_importjob"),
        ("Rows without a movie", "help_center", "favorites_importrow"),
        ("History of changes", "history", "admin_logentry"),
    ],
    "People": [
        ("Accounts", "account_circle", "users_user"),
        ("Groups", "admin_panel_settings", "auth_group"),
        ("Logins", "login", "users_loginsession"),
        ("Email changes", "mail", "users_emailchange"),
        ("Requested emails", "schedule_send", "users_emailrequest"),
    ],
}


def may_view(request: HttpRequest, *, app_model: str) -> bool:
    app, model = app_model.split("_", 1)
    return request.user.has_perm(f"{app}.view_{model}") or request.user.has_perm(f"{app}.change_{model}")


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    dashboard = {"title": "Dashboard", "icon": "dashboard", "link": reverse_lazy("admin:index")}
    return [{"items": [dashboard]}] + [
        {
            "title": title,
            "separator": True,
            "collapsible": True,
            "items": [
                {
                    "title": name,
                    "icon": icon,
                    "link": reverse_lazy(f"admin:{app_model}_changelist"),
                    "permission": partial(may_view, app_model=app_model),
                }
                for name, icon, app_model in items
            ],
        }
        for title, items in GROUPS.items()
    ]
