"""Whether URLs can be used; what is wrong is said without the URL, which may hold a password."""

import re
from urllib.parse import parse_qsl, urlsplit

SERVICE = re.compile(r"https?://(\[[0-9a-fA-F:.]+\]|[^\s/?#@:]+)(:\d{1,5})?(/[^\s?#@]*)?")
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#\s]*)?(\?[^#\s]*)?")
BUCKET_OPTIONS = frozenset({"endpoint", "region", "public"})
BROKER_SCHEMES = ("redis", "rediss")
MAX_PORT = 65535


def is_database(text: str) -> bool:
    """Whether libpq understands it as it was meant: its own complaints repeat what they are about."""
    from psycopg import ProgrammingError  # large, and needless where nobody gave a database
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(text).items()}
    except ProgrammingError:
        return False
    # A password with an @ or a / in it, written as it is, ends up in these.
    is_whole = "@" not in parts.get("host", "") + parts.get("dbname", "")
    return is_whole and all(port == "" or _is_port(port) for port in parts.get("port", "").split(","))


def is_broker(text: str) -> bool:
    """Whether it is a URL of Valkey or Redis."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_whole = "@" not in parts.path + parts.query and not parts.fragment
    return bool(is_whole and parts.scheme in BROKER_SCHEMES and parts.hostname and port != 0)


def is_service(text: str) -> bool:
    """Whether it is the address of a service over HTTP, without a user or password."""
    return bool(SERVICE.fullmatch(text))


def has_plain_options(bucket: str) -> bool:
    """Whether all of the URL's options are known ones, and none holds a password: keys are settings of their own."""
    options = parse_qsl(bucket.partition("?")[2], keep_blank_values=True)
    addresses = [value for name, value in options if name in ("endpoint", "public") and value]
    return {name for name, _ in options} <= BUCKET_OPTIONS and all(map(is_service, addresses))


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < int(text) <= MAX_PORT
