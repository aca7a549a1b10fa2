"""Rules of a bucket: which pages may use it, and when it drops abandoned parts. Others' rules are left as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_client import error_code, s3_errors
from segue.kernel.storage.s3_multipart import Place

ABANDONED_DAYS = 9
MAX_ID_LENGTH = 255
Rule = dict[str, Any]


def prepare_bucket(storage: S3Storage, *, origin: str) -> list[str]:
    """Let pages of `origin` send and play, and have the bucket drop parts that nobody completed in nine days.
    Returns what the service refused; the latter is only a second net. Raises StorageUnavailable."""
    place = storage.place("")
    with s3_errors():
        _let_pages_in(place, origin)
    try:
        _expire_parts(place)
    except ClientError as error:
        return [f"lifecycle rule ({error_code(error)})"]
    return []


def allows_origin(storage: S3Storage, origin: str) -> bool:
    """Whether the bucket lets pages of `origin` send files. Raises StorageUnavailable."""
    with s3_errors():
        rules = _page_rules(storage.place(""))
    return any(
        {origin, "*"} & set(rule["AllowedOrigins"]) and "PUT" in rule["AllowedMethods"] for rule in rules
    )


def _let_pages_in(place: Place, origin: str) -> None:
    own: Rule = {
        "ID": _id_of("browsers", place),
        "AllowedOrigins": [origin],
        "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag", "Content-Range", "Content-Length", "Accept-Ranges"],
        "MaxAgeSeconds": 3600,
    }
    rules: Any = _with_own(own, _page_rules(place))
    place.client.put_bucket_cors(Bucket=place.bucket, CORSConfiguration={"CORSRules": rules})


def _expire_parts(place: Place) -> None:
    own: Rule = {
        "ID": _id_of("abandoned-parts", place),
        "Status": "Enabled",
        "Filter": {"Prefix": place.key},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": ABANDONED_DAYS},
    }
    found = _lifecycle(place)
    rules: Any = _with_own(own, found.get("Rules", []))
    # It counts for all rules, and what isn't sent along is reset.
    least: Any = {name: found[name] for name in ("TransitionDefaultMinimumObjectSize",) if name in found}
    place.client.put_bucket_lifecycle_configuration(
        Bucket=place.bucket, LifecycleConfiguration={"Rules": rules}, **least
    )


def _page_rules(place: Place) -> Sequence[Any]:
    try:
        return place.client.get_bucket_cors(Bucket=place.bucket)["CORSRules"]
    except ClientError as error:
        if error_code(error) == "NoSuchCORSConfiguration":
            return []
        raise


def _lifecycle(place: Place) -> Mapping[str, Any]:
    try:
        return place.client.get_bucket_lifecycle_configuration(Bucket=place.bucket)
    except ClientError as error:
        if error_code(error) == "NoSuchLifecycleConfiguration":
            return {}
        raise


def _id_of(name: str, place: Place) -> str:
    """One for each Segue that shares the bucket."""
    return f"segue-{name} {place.key}".strip()[:MAX_ID_LENGTH]


def _with_own(own: Rule, rules: Sequence[Rule]) -> list[Rule]:
    """Ours first, because of rules for pages only the first that fits counts. One that is ours by its ID, or in all
    but the ID, which some services drop, is replaced."""
    others = [rule for rule in rules if rule.get("ID") != own["ID"] and {**rule, "ID": own["ID"]} != own]
    return [own, *others]
