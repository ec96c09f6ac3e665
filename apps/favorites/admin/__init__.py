from apps.favorites.admin import activity, imports, library, lists, reviews

__all__ = ["activity", "imports", "library", "lists", "reviews"]
