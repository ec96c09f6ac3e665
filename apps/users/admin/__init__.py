from apps.users.admin import accounts, groups, tokens

__all__ = ["accounts", "groups", "tokens"]
