"""Settings of AWS Secrets Manager, where other settings and keys may come from."""

from pydantic import Field, field_validator

from segue.env.settings.topic import Topic
from segue.env.settings.urls import is_service


class AwsSettings(Topic):
    """AWS Secrets Manager as a source of settings and keys. These settings themselves can't come from there."""

    title = "AWS Secrets Manager"
    table = "aws"

    aws_secret_id: str = Field(
        default="",
        description="Name or ARN of the secret, a JSON object whose fields are settings by variable. Empty: it isn't "
        "used. Credentials are found as all AWS tools find them.",
        examples=["segue/production"],
    )
    aws_region: str = Field(default="", description="Region of the secret. Default: the environment's.")
    aws_endpoint: str = Field(
        default="", description="Address of another service that speaks this API. Empty: AWS."
    )

    @field_validator("aws_endpoint")
    @classmethod
    def _known_endpoint(cls, value: str) -> str:
        if value and not is_service(value):
            raise ValueError("must look like https://secrets.example.org, without a user or password")
        return value
