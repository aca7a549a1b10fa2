"""Settings and keys in AWS Secrets Manager: one secret, a JSON object of them by name."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from segue.env.live_source import Contents, LiveSource, SourceUnavailable
from segue.env.vault import as_text

CONNECT_TIMEOUT_S = 2.0
ANSWER_TIMEOUT_S = 5.0


class AwsSource(LiveSource):
    """Who we are is found as all AWS tools do it: environment, profile, container, instance. Empty `region` and
    `endpoint`: what these say."""

    def __init__(self, secret_id: str, region: str = "", endpoint: str = "") -> None:
        self.secret_id = secret_id
        self.label = f"AWS Secrets Manager ({secret_id})"
        self._region = region or None
        self._endpoint = endpoint or None
        self._client: Any = None
        super().__init__()

    def fetch(self) -> Contents:
        """Raises SourceUnavailable."""
        values, _, changed_at = self._read()
        return Contents({name: as_text(value) for name, value in values.items()}, changed_at.timestamp())

    def close(self) -> None:
        super().close()
        client, self._client = self._client, None
        if client:
            client.close()

    def change(self, name: str, change: Callable[[str], str]) -> None:
        """Replace one value. AWS knows no check-and-set: a version that somebody made meanwhile is noticed, not kept.

        Raises SourceUnavailable.
        """
        values, version, _ = self._read()
        values[name] = change(as_text(values.get(name, "")))
        if self._read()[1] != version:
            raise SourceUnavailable(f"{self.label} was changed meanwhile; try again.")
        self._ask("put_secret_value", SecretString=json.dumps(values))

    def _read(self) -> tuple[dict[str, Any], str, datetime]:
        answer = self._ask("get_secret_value")
        try:
            values = json.loads(answer.get("SecretString", ""))
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise SourceUnavailable(f"{self.label} doesn't hold a JSON object.")
        return values, answer["VersionId"], answer["CreatedDate"]

    def _ask(self, operation: str, **parameters: str) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client = self._client or self._connect()
            return getattr(self._client, operation)(SecretId=self.secret_id, **parameters)
        except ClientError as error:
            reason = error.response["Error"].get("Code", "unknown")
            raise SourceUnavailable(f"{self.label} refuses us: {reason}.") from None
        except BotoCoreError as error:
            raise SourceUnavailable(f"{self.label} can't be read ({type(error).__name__}).") from None

    def _connect(self) -> Any:
        import boto3
        from botocore.config import Config

        limits = Config(
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=ANSWER_TIMEOUT_S,
            retries={"total_max_attempts": 2},
        )
        session = boto3.session.Session(region_name=self._region)
        return session.client("secretsmanager", config=limits, endpoint_url=self._endpoint)
