"""Which pages are ours: those at the address of this server, and at the one that the request itself came to."""

from django.conf import settings

from segue.kernel.http.known_hosts import is_known_host


def is_own_origin(origin: str, *, scheme: str, host: str) -> bool:
    """`origin` is the request's header of this name; `scheme` and `host` are where the request came to."""
    if origin == settings.SEGUE.origin:
        return True
    return is_known_host(host) and origin == f"{scheme}://{host}"
