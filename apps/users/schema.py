"""How the OpenAPI schema describes our logins."""

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme


class LoginScheme(SimpleJWTScheme):
    target_class = "apps.users.authentication.LoginAuthentication"
    name = "jwtAuth"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        sentence = "Paste the `access` token that login or registration answered, without the word Bearer."
        return super().get_security_definition(auto_schema) | {"description": sentence}
