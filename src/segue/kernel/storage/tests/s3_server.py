"""Where the S3 server of the tests is; the fixtures `s3_server` and `s3_url` start it."""

from dataclasses import dataclass

ACCESS_KEY, SECRET_KEY = "segue-test", "no-secret-at-all"
BUCKET = "music"


@dataclass(frozen=True)
class S3Server:
    """On this machine, with an empty bucket."""

    port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, *, prefix: str, endpoint: str = "") -> str:
        """STORAGE_URL of a place in the bucket."""
        return f"s3://{BUCKET}/{prefix}?endpoint={endpoint or self.endpoint}"
