from apps.users.admin import accounts, groups

__all__ = ["accounts", "groups"]
