"""Thirty secrets of one Segue, each of them known to the test, in every place that secrets can come from."""

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from segue.config.tests.database_engine import EnginePostgres
from segue.env.tests.openbao import OpenBao

AWS_REGION = "eu-west-1"
PATH = "planted"


@dataclass
class Markers:
    """By what they are; each is as random as a real secret, and found nowhere by chance."""

    planted: dict[str, str] = field(default_factory=dict)

    def new(self, what: str) -> str:
        return self.keep(what, f"mark{len(self.planted):02}{secrets.token_hex(20)}")

    def keep(self, what: str, value: str) -> str:
        assert what not in self.planted
        self.planted[what] = value
        return value

    def found_in(self, text: str) -> list[str]:
        """What leaked there."""
        return [what for what, value in self.planted.items() if value in text]


def plant(
    markers: Markers, folder: Path, bao: OpenBao, postgres: EnginePostgres, aws: str, valkey: str
) -> dict[str, str]:
    """Secrets in segue.toml, a file, OpenBao, AWS and the environment; returns the environment's variables."""
    folder.mkdir(mode=0o700)
    _toml(folder / "segue.toml", markers, postgres)
    media_keys = folder / "media_keys"
    media_keys.write_text(f"{markers.new('media key')}\n{markers.new('older media key')}\n")
    media_keys.chmod(0o600)
    _aws(markers, aws, markers.keep("valkey", valkey))
    return {
        "SEGUE_SECRET_KEY": f"{markers.new('signing key')} {markers.new('older signing key')}",
        "SEGUE_MEDIA_KEY_FILE": str(media_keys),
        "SEGUE_CONFIG": str(folder / "segue.toml"),
        "SEGUE_AWS_SECRET_ID": PATH,
        "SEGUE_AWS_REGION": AWS_REGION,
        "SEGUE_AWS_ENDPOINT": aws,
        "AWS_ACCESS_KEY_ID": "AKIASEGUE",
        "AWS_SECRET_ACCESS_KEY": markers.new("AWS"),
        **_openbao(markers, bao),
    }


def _toml(path: Path, markers: Markers, postgres: EnginePostgres) -> None:
    password = markers.new("database password")
    postgres.change_password(password)
    path.write_text(f"""
[database]
database_url = {json.dumps(postgres.owner_url)}
[storage]
s3_access_key = "{markers.new("S3 access key")}"
s3_secret_key = "{markers.new("S3 secret key")}"
""")
    path.chmod(0o600)


def _openbao(markers: Markers, bao: OpenBao) -> dict[str, str]:
    providers = [
        {
            "id": name,
            "name": name,
            "issuer": "http://127.0.0.1:9/realm",
            "client_id": "segue",
            "client_secret": markers.new(f"OIDC {name}"),
        }
        for name in ("home", "work")
    ]
    bao.write(
        PATH,
        SEGUE_ENCRYPTION_KEY=f"{markers.new('encryption key')} {markers.new('older encryption key')}",
        SEGUE_S3_OLD_ACCESS_KEY=markers.new("old S3 access key"),
        SEGUE_S3_OLD_SECRET_KEY=markers.new("old S3 secret key"),
        SEGUE_OIDC=json.dumps(providers),
    )
    bao.policy(PATH, f'path "secret/data/{PATH}" {{ capabilities = ["read"] }}')
    access = bao.approle(PATH, PATH)
    secret_id = markers.new("Vault secret id")
    bao.root.auth.approle.create_custom_secret_id(PATH, secret_id)
    return {
        "SEGUE_VAULT_ADDR": bao.address,
        "SEGUE_VAULT_PATH": f"secret/{PATH}",
        "SEGUE_VAULT_AUTH": "approle",
        "SEGUE_VAULT_ROLE_ID": access.role_id,
        "SEGUE_VAULT_SECRET_ID": secret_id,
    }


def _aws(markers: Markers, endpoint: str, valkey: str) -> None:
    values = {
        "VALKEY_URL": valkey,
        "SEGUE_MAIL_URL": f"smtp://segue:{markers.new('mail password')}@127.0.0.1:9?tls=none",
    }
    client: Any = boto3.client(
        "secretsmanager",
        region_name=AWS_REGION,
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_secret(Name=PATH, SecretString=json.dumps(values))
    client.close()


def files_below(folder: Path) -> str:
    """The text of all logs and states that Segue wrote for itself."""
    return "\n".join(path.read_text(errors="replace") for path in sorted(folder.rglob("*")) if path.is_file())


def command_lines() -> str:
    """Of every process of this machine."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_text(errors="replace"))
        except OSError:
            continue  # it has just ended
    return "\n".join(lines)
