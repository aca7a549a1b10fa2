"""Settings of django-allauth, passwords and e-mail."""

AUTH_USER_MODEL = "accounts.User"
# One backend: it knows names and addresses, and a second one would double the work of each wrong password.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.MinimumLengthValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "segue.accounts.passwords.MaximumLengthValidator",
        "segue.accounts.passwords.OuterSpaceValidator",
    )
]
ACCOUNT_ADAPTER = "segue.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "segue.accounts.forms.SignUpForm"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Segue: "
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
EMAIL_BACKEND = "segue.accounts.mail.LogBackend"


def frontend_urls(origin: str) -> dict[str, str]:
    """The pages that e-mails link to."""
    return {
        "account_confirm_email": f"{origin}/verify-email/{{key}}",
        "account_reset_password": f"{origin}/reset-password",
        "account_reset_password_from_key": f"{origin}/reset-password/{{key}}",
        "account_signup": f"{origin}/sign-up",
    }
