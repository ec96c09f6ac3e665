from apps.recommendations.admin import groups, learning, profiles, serving

__all__ = ["groups", "learning", "profiles", "serving"]
