"""Settings that need another one say which, before anything is asked; what can't be meant is warned of."""

import pytest

from segue.env import SettingsError, load_settings
from segue.env.key_checks import key_problems
from segue.env.loading import examine

pytestmark = pytest.mark.usefixtures("environment")
ADDRESS = {"SEGUE_VAULT_ADDR": "http://127.0.0.1:9", "SEGUE_VAULT_PATH": "secret/segue"}
ROLE = "SEGUE_VAULT_DATABASE_ROLE"
NEEDS = "is missing: Segue signs in at Vault by SEGUE_VAULT_AUTH"
ONE, OTHER = "kq7Rk2wXz9Lm4Tn8Vb3Yc6Hd1Jf5Gs0P", "RlK5xq0Vw8mGd2TzYb7nJcHs5uPe0aZt"


@pytest.mark.parametrize(
    ("settings", "problems"),
    [
        (
            {"SEGUE_VAULT_PATH": "secret/segue"},
            [
                "SEGUE_VAULT_PATH needs SEGUE_VAULT_ADDR: set that to where Vault is, or remove SEGUE_VAULT_PATH"
            ],
        ),
        (
            {ROLE: "segue"},
            [
                f"{ROLE} needs SEGUE_VAULT_ADDR: set that to where Vault is, or remove {ROLE}",
            ],
        ),
        (ADDRESS, [f"SEGUE_VAULT_TOKEN {NEEDS}=token, which needs it"]),
        (
            ADDRESS | {"SEGUE_VAULT_AUTH": "approle"},
            [f"SEGUE_VAULT_{name}_ID {NEEDS}=approle, which needs it" for name in ("ROLE", "SECRET")],
        ),
        (
            ADDRESS | {"SEGUE_VAULT_AUTH": "kubernetes"},
            [f"SEGUE_VAULT_ROLE {NEEDS}=kubernetes, which needs it"],
        ),
    ],
)
def test_what_vault_needs_is_named(
    settings: dict[str, str], problems: list[str], environment: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        environment.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == "; ".join(problems)


def test_production_without_mail_is_warned_of(environment: pytest.MonkeyPatch) -> None:
    assert examine(is_waiting=False).warnings == []
    environment.setenv("SEGUE_ENVIRONMENT", "production")
    environment.setenv("SEGUE_ORIGIN", "https://music.example.org")
    outcome = examine(is_waiting=False)
    (warning,) = outcome.warnings
    assert warning.startswith(
        "SEGUE_MAIL_URL is not set, so no e-mail is sent: nobody can confirm an address"
    )
    assert outcome.problems == []
    environment.setenv("SEGUE_MAIL_URL", "smtp://mail.example.org")
    assert examine(is_waiting=False).warnings == []


def test_a_key_has_one_use(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_SECRET_KEY", f"{OTHER} {ONE}")
    environment.setenv("SEGUE_MEDIA_KEY", ONE)
    settings = load_settings()
    folder = settings.data_dir / "secrets"
    folder.mkdir()
    (folder / "encryption_key").write_text(f"{OTHER}\n")
    advice = "put a random one, such as `openssl rand -base64 48` prints, into one of them"
    assert key_problems(settings) == [
        f"SEGUE_SECRET_KEY and {other} hold the same key: each needs keys of its own; {advice}."
        for other in ("SEGUE_MEDIA_KEY", "SEGUE_ENCRYPTION_KEY")
    ]
    (folder / "encryption_key").write_text(f"{ONE[::-1]}\n")
    environment.setenv("SEGUE_MEDIA_KEY", OTHER[::-1])
    assert key_problems(load_settings()) == []
