"""Secret links: the token goes out once, only its digest is kept."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A token of 256 random bits that can stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """SHA-256 of a token, in hex: what is stored and looked up."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
