"""A passkey in software: an ES256 key that registers and signs as browsers do (WebAuthn level 2, 6 and 7)."""

import base64
import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
CURVE_BYTES = 32


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class SoftPasskey:
    """Signs for `origin`; `is_verifying`: as with a fingerprint, not a touch alone."""

    def __init__(self, origin: str = "http://localhost:8000", *, is_verifying: bool = True) -> None:
        self.origin = origin
        self.rp_id = "localhost"
        self.flags = PRESENT | (VERIFIED if is_verifying else 0)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user_handle = ""
        self.count = 0

    def register(self, options: dict[str, Any]) -> dict[str, Any]:
        """`options`: what the server calls `creation_options`."""
        public = options["publicKey"]
        self.user_handle = public["user"]["id"]
        client_data = self._client_data("webauthn.create", public["challenge"])
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(self._cose_key())
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._authenticator_data(ATTESTED) + attested,
        }
        response = {
            "clientDataJSON": _text(client_data),
            "attestationObject": _text(cbor.encode(attestation)),
        }
        return self._credential(response, {"credProps": {"rk": True}})

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """`options`: what the server calls `request_options`."""
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._authenticator_data()
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": _text(client_data),
            "authenticatorData": _text(data),
            "signature": _text(signature),
            "userHandle": self.user_handle,
        }
        return self._credential(response, {})

    def _credential(self, response: dict[str, str], extensions: dict[str, Any]) -> dict[str, Any]:
        name = _text(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
        }

    def _client_data(self, kind: str, challenge: str) -> bytes:
        fields = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(fields).encode()

    def _authenticator_data(self, more: int = 0) -> bytes:
        self.count += 1
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(
            ">BI", self.flags | more, self.count
        )

    def _cose_key(self) -> dict[int, Any]:
        """RFC 9053, 7.1.1: EC2, ES256, P-256."""
        numbers = self.key.public_key().public_numbers()
        x, y = (value.to_bytes(CURVE_BYTES, "big") for value in (numbers.x, numbers.y))
        return {1: 2, 3: -7, -1: 1, -2: x, -3: y}
