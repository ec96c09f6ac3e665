from apps.favorites.admin import imports, lists, reviews

__all__ = ["imports", "lists", "reviews"]
