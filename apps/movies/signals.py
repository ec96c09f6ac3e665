"""Signals that apps above this one may listen to."""

from django.dispatch import Signal

# Sent inside the merging transaction before rows move, so that an app may move its own rows by its own rules.
# kwargs: movie (the one that stays), merged_ids.
movies_merging = Signal()
