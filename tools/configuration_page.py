"""The page `docs/configuration.md`: every setting and secret, read from `segue.env`."""

import types
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from segue.env import Settings
from segue.env.secrets import Secrets
from segue.env.settings import variable_names

OPENING = """# Configuration

Generated from `segue.env` by `make fix`; don't edit it.

Segue reads these variables from its environment and nothing else. A variable that starts with `SEGUE_` and isn't
listed stops the start, and the message names the nearest one that is.

| Variable | Type | Default | What it does |
| --- | --- | --- | --- |
"""

SECRETS_OPENING = """
## Secrets

Made at the first start, one file each (mode 0600) in `secrets/` in the data folder, never overwritten. No secret has a
built-in value: if a file goes missing, the start stops. They are part of a backup.

| File | What it is for |
| --- | --- |
"""

SECRET_USES = {
    "django_key": "Signs sessions, forms and one-time links. A new one signs everybody out.",
    "capability_key": "Signs media addresses. A new one makes players ask for addresses again.",
    "postgres_password": "Opens the embedded PostgreSQL. Change it in the database as well.",
}

DEFAULT_FOLDERS = {
    "data_dir": "`.segue` in a checkout, else `$XDG_DATA_HOME/segue`",
    "web_dist": "`web/dist` in a checkout",
}


def configuration_page() -> str:
    """Markdown; the same on every machine, whatever its environment holds."""
    names = variable_names()
    settings = "".join(
        f"| `{names[name]}` | {type_name(field.annotation)} | {default_text(name, field)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    )
    secrets = "".join(f"| `{secret.name}` | {SECRET_USES[secret.name]} |\n" for secret in fields(Secrets))
    return OPENING + settings + SECRETS_OPENING + secrets


def type_name(annotation: Any) -> str:
    """A type in a reader's words."""
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in (Union, types.UnionType):
        return " or ".join(type_name(part) for part in get_args(annotation) if part is not types.NoneType)
    return {
        str: "text",
        int: "whole number",
        bool: "true or false",
        Path: "folder",
        SecretStr: "secret text",
    }[annotation]


def default_text(name: str, field: FieldInfo) -> str:
    """The default value as it would be typed; a folder that depends on the machine is described."""
    if name in DEFAULT_FOLDERS:
        return DEFAULT_FOLDERS[name]
    if field.default in (None, "", PydanticUndefined):
        return "not set"
    return f"`{field.default}`"
