"""News of the catalogue that apps above listen to."""

from django.dispatch import Signal

# kwargs: movie (the one that stays), merged_ids. Sent inside the transaction, after all rows have moved.
movies_merged = Signal()
