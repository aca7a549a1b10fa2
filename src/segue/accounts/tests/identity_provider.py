"""A real OpenID Connect provider in a process of its own: allauth's, on a free port, with an empty database.

`python -m segue.accounts.tests.identity_provider FOLDER REDIRECT_URI` prints its port. What it answers can be spoiled:
GET /spoil/<flaw> does so until GET /spoil/nothing.
"""

import json
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "segue-tests"
CLIENT_SECRET = "shared-between-both-sides"
PASSWORD = "password-of-the-provider"
PEOPLE = ("ines", "ollo", "mara", "nils")
HOST = "127.0.0.1"
ELSEWHERE = {
    "authorization page elsewhere": 'https://sign-in.example/o/"><b>',
    "authorization page that is a script": "javascript:alert(1)//",
}


def new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*pem).decode()


def configure(folder: Path) -> None:
    from django.conf import settings

    apps = ("contenttypes", "auth", "sessions", "messages")
    settings.configure(
        SECRET_KEY="of-the-provider-alone",
        ALLOWED_HOSTS=[HOST],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            *(f"django.contrib.{name}" for name in apps),
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite"}},
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_RATE_LIMITS=False,
        ACCOUNT_EMAIL_VERIFICATION="none",
        IDP_OIDC_PRIVATE_KEY=new_key(),
        LOGIN_REDIRECT_URL="/",
        USE_TZ=True,
    )


def fill(redirect_uri: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        user = User.objects.create_user(name, f"{name}@provider.example", PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client(id=CLIENT_ID, name="Segue", scopes="openid\nprofile\nemail", skip_consent=True)
    client.redirect_uris = redirect_uri
    client.set_secret(CLIENT_SECRET)
    client.save()


class Spoiled:
    """The provider, or what a broken or hostile one would answer."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.flaw = "nothing"
        self.other_key = new_key()

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/spoil/"):
            self.flaw = path.removeprefix("/spoil/")
            start_response("204 No Content", [])
            return []
        sent: list[Any] = []
        parts = self.app(environ, lambda status, headers, *more: sent.extend((status, headers)))
        body = self._spoil(path, b"".join(parts))
        status, headers = sent
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        if self.flaw == "broken token page" and path.endswith("/token"):
            status = "500 Internal Server Error"
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _spoil(self, path: str, body: bytes) -> bytes:
        if path.endswith("openid-configuration"):
            return self._configuration(body)
        if path.endswith("/token") and b"id_token" in body:
            return self._token(body)
        if path.endswith("/userinfo") and self.flaw == "other subject":
            return json.dumps({**json.loads(body), "sub": "somebody-else"}).encode()
        return body

    def _configuration(self, body: bytes) -> bytes:
        if self.flaw == "no json":
            return b"<html>Out of order</html>"
        if self.flaw == "other issuer":
            return json.dumps({**json.loads(body), "issuer": "https://evil.example"}).encode()
        if self.flaw == "empty configuration":
            return b"{}"
        if self.flaw in ELSEWHERE:
            return json.dumps({**json.loads(body), "authorization_endpoint": ELSEWHERE[self.flaw]}).encode()
        return body

    def _token(self, body: bytes) -> bytes:
        fields = json.loads(body)
        token = fields["id_token"]
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={"verify_signature": False})
        if self.flaw == "foreign signature":
            token = jwt.encode(claims, self.other_key, "RS256", headers={"kid": header["kid"]})
        if self.flaw == "no signature":
            token = jwt.encode(claims, "", "none", headers={"kid": header["kid"]})
        if self.flaw == "signed with the client's secret":
            token = jwt.encode(claims, CLIENT_SECRET * 2, "HS256", headers={"kid": header["kid"]})
        if self.flaw == "no id token":
            del fields["id_token"]
            return json.dumps(fields).encode()
        return json.dumps({**fields, "id_token": token}).encode()


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as in the library
        pass


def main() -> None:
    configure(Path(sys.argv[1]))
    import django
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    django.setup()
    fill(sys.argv[2])
    get_resolver().url_patterns  # noqa: B018 (the first request would wait for all that they import)
    with make_server(HOST, 0, Spoiled(get_wsgi_application()), handler_class=Quiet) as server:
        print(server.server_port, flush=True)  # noqa: T201  # to the test that waits for it
        server.serve_forever()


def __getattr__(name: str) -> Any:
    """The addresses, once Django is set up."""
    if name == "urlpatterns":
        from django.urls import include, path

        return [path("accounts/", include("allauth.urls")), path("", include("allauth.idp.urls"))]
    raise AttributeError(name)


if __name__ == "__main__":
    main()
