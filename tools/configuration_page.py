"""The page `docs/configuration.md`: every setting and secret, by topic, read from `segue.env`."""

import types
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from segue.env.secrets import Secrets
from segue.env.settings import TOPICS
from segue.env.settings.topic import Topic, is_secret, variable_of

OPENING = """# Configuration

Generated from `segue.env` by `make fix`; don't edit it.

Nothing has to be set. `segue config show` prints every setting with its value and where it comes from; `segue config
check` says everything that is wrong at once. Each setting is taken from the first of these that gives it:

1. the command line: `segue up --set SEGUE_PORT=9000`, as often as needed; `--port` and `--data` for short;
2. the environment;
3. a file: `DATABASE_URL_FILE=/run/secrets/database_url` stands for what is in the file, without its last line break.
   This works for every variable; both at once are refused;
4. `segue.toml`: a table per topic, the names of the fields as keys;
5. Vault or OpenBao, then AWS Secrets Manager, when their topics below are filled in: fields are named as the variables.

An empty value counts as none. A name that isn't listed here stops the start, and the message names the nearest one
that is. So does a key that is short, published or guessable; a password like that stops it when `SEGUE_ENVIRONMENT` is
`production`, and is told otherwise. If a secret store doesn't answer, the start waits `SEGUE_SECRETS_WAIT_SECONDS`.

```toml
[web]
port = 9000
origin = "https://music.example.org"

[storage]
storage_url = "file:///srv/media"
```
"""

TABLE = "| Variable | In `segue.toml` | Type | Default | What it does |\n| --- | --- | --- | --- | --- |\n"

SECRETS_OPENING = """
## Generated keys

Made at the first start, one file each (mode 0600) in `secrets/` in the data folder, never overwritten. No key has a
built-in value: if a file goes missing, the start stops. They are part of a backup. A key that is set above takes the
place of its file.

| File | What it is for |
| --- | --- |
"""

SECRET_USES = {
    "django_key": "Signs sessions, forms and one-time links.",
    "capability_key": "Signs media addresses.",
    "encryption_key": "Encrypts what is kept at rest and must be read again.",
    "postgres_password": "Opens the embedded PostgreSQL. Change it in the database as well.",
}

DEFAULT_FOLDERS = {
    "data_dir": "`.segue` in a checkout, else `$XDG_DATA_HOME/segue`",
    "web_dist": "`web/dist` in a checkout",
}


def configuration_page() -> str:
    """Markdown; the same on every machine, whatever its environment holds."""
    secrets = "".join(f"| `{secret.name}` | {SECRET_USES[secret.name]} |\n" for secret in fields(Secrets))
    return OPENING + "".join(map(topic_text, TOPICS)) + SECRETS_OPENING + secrets


def topic_text(topic: type[Topic]) -> str:
    """A heading, what the topic is about, and a row for each setting."""
    rows = "".join(row(topic, name, field) for name, field in topic.model_fields.items())
    return f"\n## {topic.title}\n\n{topic.__doc__}\n\n{TABLE if rows else ''}{rows}"


def row(topic: type[Topic], name: str, field: FieldInfo) -> str:
    kind = f"{type_name(field.annotation)}{' (secret)' if is_secret(field) else ''}"
    cells = (
        f"`{variable_of(field)}`",
        f"`{topic.table}.{name}`",
        kind,
        default_text(name, field),
        uses(field),
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def uses(field: FieldInfo) -> str:
    """The description, and how a value is written where that isn't plain."""
    examples = " or ".join(f"`{example}`" for example in field.examples or ())
    return f"{field.description} Example: {examples}" if examples else f"{field.description}"


def type_name(annotation: Any) -> str:
    """A type in a reader's words."""
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in (Union, types.UnionType):
        return " or ".join(type_name(part) for part in get_args(annotation) if part is not types.NoneType)
    if get_origin(annotation) is tuple:
        return "JSON list"
    return {str: "text", int: "whole number", bool: "true or false", Path: "path", SecretStr: "text"}[
        annotation
    ]


def default_text(name: str, field: FieldInfo) -> str:
    """The default value as it would be typed; a folder that depends on the machine is described."""
    if name in DEFAULT_FOLDERS:
        return DEFAULT_FOLDERS[name]
    if field.default in (None, "", (), PydanticUndefined):
        return "not set"
    return f"`{field.default}`"
