"""Words of TMDb that are enums in the schema. A word that TMDb adds is empty until it is listed here."""

from typing import Any

from rest_framework import serializers

STATUSES = ["Rumored", "Planned", "In Production", "Post Production", "Released", "Canceled"]
DEPARTMENTS = [
    "Acting", "Art", "Camera", "Costume & Make-Up", "Creator", "Crew", "Directing", "Editing", "Lighting",
    "Production", "Sound", "Visual Effects", "Writing",
]  # fmt: skip


class KnownWordField(serializers.ChoiceField):
    """One of the words, or empty."""

    def __init__(self, words: list[str], **kwargs: Any):
        super().__init__(words, allow_blank=True, read_only=True, **kwargs)
        self.words = frozenset(words)

    def to_representation(self, value: Any) -> str:
        return value if value in self.words else ""
