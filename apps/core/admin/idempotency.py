from apps.core.admin.base import PersonalAdmin


class IdempotentAnswerAdmin(PersonalAdmin):
    """Without the kept body: it is somebody's."""

    list_display = ("user", "key", "status", "created_at")
    fields = ("user", "key", "status", "created_at")
    list_select_related = ("user",)
    search_help_text = "The start of a person's e-mail or username"
    searches_movies = False
