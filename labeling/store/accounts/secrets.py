"""What opens a door is a random secret that people carry; the file keeps its SHA-256 alone."""

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits, as characters that may stand in an address."""
    return secrets.token_urlsafe(32)


def sha256_of_secret(secret: str) -> str:
    """Enough for a random secret, and far too little for a password."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
