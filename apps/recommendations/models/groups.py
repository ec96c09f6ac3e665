"""Groups for a movie night."""

import secrets

from django.conf import settings
from django.db import models

from apps.core.models import TimeStampedModel

MAX_MEMBERS = 8
MAX_VOTED_MOVIES = 50  # in one group


def new_invitation_code() -> str:
    return secrets.token_hex(5)


class Group(TimeStampedModel):
    class Strategy(models.TextChoices):
        LEAST_MISERY = "least_misery"
        AVERAGE = "average"

    name = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=16, unique=True, default=new_invitation_code, editable=False)
    strategy = models.CharField(max_length=12, choices=Strategy, default=Strategy.LEAST_MISERY)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="owned_groups")

    chosen_movie = models.ForeignKey(
        "movies.Movie", on_delete=models.SET_NULL, null=True, blank=True, related_name="chosen_by_groups"
    )

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name or f"Group {self.pk}"


class GroupMembership(models.Model):
    """A user who joined by the code, and so agreed that their taste is used for the group's picks."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="group_memberships"
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="one_membership_per_group_and_user")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"


class GroupVote(TimeStampedModel):
    class Vote(models.TextChoices):
        YES = "yes"
        NO = "no"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="votes", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="group_votes")
    movie = models.ForeignKey("movies.Movie", on_delete=models.CASCADE, related_name="group_votes")
    vote = models.CharField(max_length=3, choices=Vote)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user", "movie"], name="one_vote_per_group_user_and_movie"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.vote} to {self.movie}"
