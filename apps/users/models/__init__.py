from apps.users.models.account import LoginSession, User
from apps.users.models.profile import UserProfile

__all__ = ["LoginSession", "User", "UserProfile"]
