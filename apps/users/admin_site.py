"""The admin's login: limited and recorded as the API's, with a second factor where a user has one or needs one."""

import math
from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from rest_framework.exceptions import APIException
from unfold.forms import AdminOwnPasswordChangeForm, AuthenticationForm
from unfold.sites import UnfoldAdminSite
from unfold.widgets import BASE_INPUT_CLASSES

from apps.core.http.mixins import user_of
from apps.core.http.throttling import LoginAccountThrottle, LoginThrottle, WindowThrottle
from apps.users.models import User
from apps.users.serializers.second_factor import CODE_MAX_LENGTH
from apps.users.services.accounts import record_failed_login
from apps.users.services.audit import Kind, record_event
from apps.users.services.passwords import replace_password, require_password
from apps.users.services.second_factor import (
    accepts_code,
    begin_enrolment,
    confirm_enrolment,
    confirmed_device,
    is_required,
)
from apps.users.services.sessions import Caller

PASSWORD_FIELDS = {"old_password": "old_password", "new_password": "new_password1"}
SESSION_KEY = "second_factor_at"
CODE_MISSING = "Enter a code of your authenticator app, or a recovery code."
INPUT = {"class": " ".join(BASE_INPUT_CLASSES)}


def seconds_to_wait(request: HttpRequest, login: str) -> float:
    """Count an attempt in the limits of the API's login: by address and by account. 0 if it is allowed."""
    attempt: Any = SimpleNamespace(
        META=request.META, data={"email": login}, user=AnonymousUser(), method="POST", _request=request
    )
    throttles: list[WindowThrottle] = [LoginThrottle(), LoginAccountThrottle()]
    return max((limit.wait() for limit in throttles if not limit.allow_request(attempt, None)), default=0.0)


class AdminLoginForm(AuthenticationForm):
    """Email address or username, password, and a code for accounts with a second factor."""

    code = forms.CharField(
        label="Code of your second factor, if you have one",
        max_length=CODE_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs=INPUT | {"autocomplete": "one-time-code"}),
    )

    def clean(self) -> dict[str, Any]:
        login = self.cleaned_data.get("username") or ""
        wait = seconds_to_wait(self.request, login)
        if wait:
            self.request.login_wait = math.ceil(wait)
            raise ValidationError(f"Too many attempts. Try again in {math.ceil(wait)} seconds.")
        try:
            cleaned = super().clean()
        except ValidationError:
            record_failed_login(login, admin=True)
            raise
        if self.get_user() is not None:
            self.check_second_factor(self.get_user())
        return cleaned

    def check_second_factor(self, user: User) -> None:
        if confirmed_device(user) and not is_accepted(user, self.cleaned_data.get("code", "")):
            record_event(Kind.LOGIN_FAILED, user_id=user.pk, admin=True, second_factor=True)
            raise ValidationError(CODE_MISSING)
        self.request.has_second_factor = confirmed_device(user) is not None
        record_event(Kind.LOGIN, user_id=user.pk, actor_id=user.pk, admin=True)


class OwnPasswordForm(AdminOwnPasswordChangeForm):
    """Changes the password as the API does. Guesses of the old one count in the limits of the login."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        wait = seconds_to_wait(self.request, self.user.email)
        if wait:
            raise ValidationError(f"Too many attempts. Try again in {math.ceil(wait)} seconds.")
        return super().clean_old_password()

    def save(self, commit: bool = True) -> User:
        passwords = {name: self.cleaned_data[field] for name, field in PASSWORD_FIELDS.items()}
        try:
            self.user = replace_password(caller=caller_of(self.request), **passwords)
        except APIException as error:  # the account was changed since the form was validated
            raise PermissionDenied(error_text(error)) from error
        return self.user


class OwnPasswordView(PasswordChangeView):
    form_class = OwnPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}


class SecondFactorForm(forms.Form):
    """Either the password, which shows a new secret, or a code."""

    password = forms.CharField(
        max_length=256,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs=INPUT | {"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        max_length=CODE_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs=INPUT | {"autocomplete": "one-time-code"}),
    )


def is_accepted(user: User, code: str) -> bool:
    """Whether the code is right. Raises Django's ValidationError while the pause after wrong codes lasts."""
    try:
        with transaction.atomic():
            locked = User.objects.select_for_update().get(pk=user.pk)
            return bool(code) and accepts_code(locked, code)
    except APIException as error:
        raise ValidationError(str(error.detail)) from error


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this user needs a second factor for the admin and the session had none."""
    user = user_of(request)
    if not is_required(user):
        return False
    return SESSION_KEY not in request.session or confirmed_device(user) is None


def is_staff(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.is_active and user.is_staff


def caller_of(request: HttpRequest) -> Caller:
    """The user of an admin session, whose password was just checked."""
    user = user_of(request)
    rights = (user.is_staff, user.is_superuser)
    return Caller(user.pk, "", user.password, rights, proved_at=timezone.now())


class AdminSite(UnfoldAdminSite):
    login_form = AdminLoginForm
    login_template = "users/admin/login.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not lacks_second_factor(request)

    def get_urls(self) -> list[URLPattern]:
        return [path("second-factor/", self.second_factor, name="second_factor"), *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET" and is_staff(request) and lacks_second_factor(request):
            return redirect("admin:second_factor")
        response = super().login(request, extra_context)
        if getattr(request, "has_second_factor", False):
            request.session[SESSION_KEY] = timezone.now().isoformat()
        if hasattr(request, "login_wait"):
            response.status_code = 429
            response["Retry-After"] = str(request.login_wait)
        return response

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        request.current_app = self.name
        view = OwnPasswordView.as_view(
            success_url=reverse("admin:password_change_done"),
            extra_context=self.each_context(request) | (extra_context or {}),
        )
        return cast(HttpResponse, view(request))

    @method_decorator(sensitive_post_parameters())
    @method_decorator(never_cache)
    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """Enrol staff who have no second factor, and ask those who have one for a code."""
        if not is_staff(request):
            return redirect("admin:login")
        form = SecondFactorForm(request.POST or None)
        context: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            try:
                context = self.take_step(request, **form.cleaned_data)
            except (APIException, ValidationError) as error:
                form.add_error(None, error_text(error))
        context |= {"is_enabled": confirmed_device(user_of(request)) is not None, "form": form}
        context |= {"is_verified": SESSION_KEY in request.session, "title": "Second factor"}
        context |= {"is_required": is_required(user_of(request))}
        return TemplateResponse(
            request, "users/admin/second_factor.html", self.each_context(request) | context
        )

    def take_step(self, request: HttpRequest, *, password: str, code: str) -> dict[str, Any]:
        """Show a secret for a password; accept a code. Raises APIException or ValidationError.

        Guesses are counted in the limits of the login, under the user's email address.
        """
        user = User.objects.select_related("totp_device").get(pk=user_of(request).pk)
        wait = seconds_to_wait(request, user.email)
        if wait:
            raise ValidationError(f"Too many attempts. Try again in {math.ceil(wait)} seconds.")
        context: dict[str, Any] = {}
        if confirmed_device(user):
            if not is_accepted(user, code):
                raise ValidationError(CODE_MISSING)
        elif password:
            require_password(password, user=user, field="password")
            return {"enrolment": begin_enrolment(caller=caller_of(request))}
        else:
            context["recovery_codes"] = confirm_enrolment(caller=caller_of(request), code=code)
        request.session[SESSION_KEY] = timezone.now().isoformat()
        return context


def error_text(error: APIException | ValidationError) -> str:
    if isinstance(error, ValidationError):
        return error.messages[0]
    detail: Any = error.detail
    if isinstance(detail, dict):
        detail = next(iter(detail.values()))
    return str(detail[0] if isinstance(detail, list) else detail)
