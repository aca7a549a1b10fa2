"""Which secret stores are configured."""

import os
from collections.abc import Callable, Mapping
from typing import TypeVar

from segue.env.aws import AwsSource
from segue.env.live_source import LiveSource
from segue.env.settings.aws import AwsSettings
from segue.env.settings.topic import Topic, variable_of
from segue.env.settings.vault import VaultSettings
from segue.env.vault import VaultSource
from segue.env.vault_client import VaultAccess
from segue.env.vault_database import VaultDatabase

AnyTopic = TypeVar("AnyTopic", bound=Topic)


_known: dict[tuple[object, ...], LiveSource] = {}
"""So that whoever reads the settings again in a process needn't sign in again."""


def configured_stores(given: Mapping[str, str]) -> list[LiveSource]:
    """Vault, then AWS, as the variables say that the sources before them gave. Nothing is asked yet.

    Raises pydantic's ValidationError.
    """
    vault, aws = _topic(VaultSettings, given), _topic(AwsSettings, given)
    stores: list[LiveSource] = []
    if vault.vault_addr:
        stores.append(_once(vault, lambda: _vault(vault)))
    if aws.aws_secret_id:
        place = (aws.aws_secret_id, aws.aws_region, aws.aws_endpoint)
        stores.append(_once(aws, lambda: AwsSource(*place)))
    return stores


def bootstrap_variables() -> set[str]:
    """Those that say where the stores are, and so can't come from one."""
    return {
        variable_of(field) for topic in (VaultSettings, AwsSettings) for field in topic.model_fields.values()
    }


def _topic(topic: type[AnyTopic], given: Mapping[str, str]) -> AnyTopic:
    names = {variable_of(field) for field in topic.model_fields.values()}
    return topic.model_validate({name: value for name, value in given.items() if name in names})


def _once(settings: Topic, make: Callable[[], LiveSource]) -> LiveSource:
    key = (os.getpid(), *settings.model_dump().items())
    return _known[key] if key in _known else _known.setdefault(key, make())


def _vault(settings: VaultSettings) -> VaultSource:
    token, secret_id = (
        value.get_secret_value() if value else ""
        for value in (settings.vault_token, settings.vault_secret_id)
    )
    access = VaultAccess(
        address=settings.vault_addr,
        auth=settings.vault_auth,
        token=token,
        role_id=settings.vault_role_id,
        secret_id=secret_id,
        role=settings.vault_role,
        auth_mount=settings.vault_auth_mount,
        ca=settings.vault_ca,
        namespace=settings.vault_namespace,
    )
    role = settings.vault_database_role
    database = VaultDatabase(role, settings.vault_database_mount) if role else None
    return VaultSource(access, settings.vault_path, database)
