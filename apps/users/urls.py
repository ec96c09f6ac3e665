from django.urls import path

from apps.users.views import (
    accounts,
    email_changes,
    logins,
    passwords,
    personal_tokens,
    profiles,
    second_factor,
)

api = [
    path("users/", accounts.AccountsView.as_view(), name="users"),
    path("users/confirm/", accounts.RegistrationConfirmView.as_view(), name="users-confirm"),
    path("users/me/", accounts.OwnAccountView.as_view(), name="users-me"),
    path("users/me/export/", accounts.ExportView.as_view(), name="users-me-export"),
    path("login/", logins.LoginView.as_view(), name="login"),
    path("login/second-factor/", second_factor.SecondFactorLoginView.as_view(), name="login-second-factor"),
    path("second-factor/", second_factor.SecondFactorView.as_view(), name="second-factor"),
    path(
        "second-factor/confirm/",
        second_factor.SecondFactorConfirmView.as_view(),
        name="second-factor-confirm",
    ),
    path(
        "second-factor/recovery-codes/",
        second_factor.RecoveryCodesView.as_view(),
        name="second-factor-recovery-codes",
    ),
    path("personal-tokens/", personal_tokens.PersonalTokensView.as_view(), name="personal-tokens"),
    path("personal-tokens/<int:pk>/", personal_tokens.PersonalTokenView.as_view(), name="personal-token"),
    path("token/refresh/", logins.RefreshView.as_view(), name="token-refresh"),
    path("token/verify/", logins.VerifyView.as_view(), name="token-verify"),
    path("token/blacklist/", logins.BlacklistView.as_view(), name="token-blacklist"),
    path("logout/", logins.LogoutView.as_view(), name="logout"),
    path("logout/all/", logins.LogoutEverywhereView.as_view(), name="logout-all"),
    path("logout/others/", logins.LogoutElsewhereView.as_view(), name="logout-others"),
    path("reauthenticate/", logins.ReauthenticateView.as_view(), name="reauthenticate"),
    path("sessions/", logins.SessionsView.as_view(), name="sessions"),
    path("sessions/<uuid:pk>/", logins.SessionView.as_view(), name="session"),
    path("password/change/", passwords.PasswordChangeView.as_view(), name="password-change"),
    path("password/reset/", passwords.PasswordResetView.as_view(), name="password-reset"),
    path(
        "password/reset/confirm/", passwords.PasswordResetConfirmView.as_view(), name="password-reset-confirm"
    ),
    path("email/resend/", passwords.EmailResendView.as_view(), name="email-resend"),
    path("email/verify/", passwords.EmailVerifyView.as_view(), name="email-verify"),
    path("email/change/", email_changes.EmailChangeView.as_view(), name="email-change"),
    path(
        "email/change/confirm/", email_changes.EmailChangeConfirmView.as_view(), name="email-change-confirm"
    ),
    path("email/change/revert/", email_changes.EmailChangeRevertView.as_view(), name="email-change-revert"),
    path("profiles/", profiles.ProfilesView.as_view(), name="profiles"),
    path("profiles/me/", profiles.OwnProfileView.as_view(), name="profiles-me"),
    path("profiles/<int:id>/", profiles.ProfileView.as_view(), name="profile"),
]
