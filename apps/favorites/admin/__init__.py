from apps.favorites.admin import activity, imports, lists, reviews

__all__ = ["activity", "imports", "lists", "reviews"]
