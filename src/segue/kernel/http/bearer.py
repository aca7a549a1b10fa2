"""Personal access tokens in a request's Authorization header (RFC 6750, 2.1)."""

import hashlib

SCHEME = "bearer "


def bearer_token(authorization: str) -> str | None:
    """The token, maybe empty; None when the header is absent or of another scheme, which counts for nothing."""
    if authorization[: len(SCHEME)].lower() != SCHEME and authorization.lower() != SCHEME.strip():
        return None
    return authorization[len(SCHEME) :].strip()


def token_hash(token: str) -> str:
    """SHA-256, hex. Tokens have 256 random bits, so a plain hash keeps them safe."""
    return hashlib.sha256(token.encode()).hexdigest()
