"""Settings of AWS Secrets Manager, where other settings and keys may come from."""

from pydantic import Field

from segue.env.settings.topic import Topic


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
