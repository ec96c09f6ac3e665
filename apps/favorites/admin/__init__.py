from apps.favorites.admin import activity, imports, library, lists, reviews, sync

__all__ = ["activity", "imports", "library", "lists", "reviews", "sync"]
