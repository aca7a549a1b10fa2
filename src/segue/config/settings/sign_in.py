"""Settings of django-allauth, passwords and e-mail."""

AUTH_USER_MODEL = "accounts.User"
# One backend: it knows names and addresses, and a second one would double the work of each wrong password.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# What another hasher left is hashed anew when its owner signs in.
PASSWORD_HASHERS = [
    "segue.accounts.password_hashing.BoundedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
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
ACCOUNT_RATE_LIMITS = False  # they are counted in each process alone; accounts.sign_in_limits are for all
ACCOUNT_CHANGE_EMAIL = True  # one address each; the old one stays until the new one is verified
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "segue.accounts.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Who is signed in has a verified address; another one that they are changing to needn't stand in the way.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 s, for clocks that differ and people who type (RFC 6238, 5.2)
MFA_RATE_LIMITS = False  # as ACCOUNT_RATE_LIMITS
SOCIALACCOUNT_ADAPTER = "segue.accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False  # everybody chooses a username
USERSESSIONS_TRACK_ACTIVITY = True  # lists show it; accounts.session_middleware notes it
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser", "app"]
EMAIL_BACKEND = "segue.accounts.mail.OutboxBackend"


def frontend_urls(origin: str) -> dict[str, str]:
    """The pages that e-mails link to."""
    return {
        "account_confirm_email": f"{origin}/verify-email/{{key}}",
        "account_reset_password": f"{origin}/reset-password",
        "account_reset_password_from_key": f"{origin}/reset-password/{{key}}",
        "account_signup": f"{origin}/sign-up",
        "socialaccount_login_error": f"{origin}/sign-in",
    }
