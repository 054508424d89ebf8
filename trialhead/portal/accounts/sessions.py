"""Sessions whose secret only the browser has: the database knows it by its digest.

So nobody who has got hold of the database's file takes over a session. What Django and the account
library call a session's key is here its name: the digest of the secret that the cookie carries.
What a session holds is sealed: while a second factor or a new password is set up, that can be the
secret of it. Its key is made of the portal's secret key, not of the keys of what people wrote: an
operator has to come in just when those are missing.
"""

from base64 import urlsafe_b64encode
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions import middleware
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes

from trialhead.portal.privacy.tokens import digest, new_token

#: So many characters the columns have; 160 bits.
_NAME_LENGTH = 40
_SALT = "trialhead.portal.accounts.sessions"


class SessionStore(db.SessionStore):
    """A session by its name; ``secret`` is known of one that a cookie opened or that is new."""

    secret: str = ""

    @classmethod
    def behind(cls, secret: str) -> Self:
        """The session that a cookie opens."""
        store = cls(_name(secret) if secret else None)
        store.secret = secret
        return store

    def _get_new_session_key(self) -> str:
        self.secret = new_token()
        return _name(self.secret)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """What the database keeps."""
        return _sealer().encrypt(super().encode(session_dict).encode()).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What the session holds; nothing if its key is gone, and then somebody signs in again."""
        try:
            return super().decode(_sealer().decrypt(force_bytes(session_data)).decode())
        except InvalidToken:
            return {}

    async def _aget_new_session_key(self) -> str:
        return self._get_new_session_key()


class SessionMiddleware(middleware.SessionMiddleware):
    """Puts the secret into the cookie where Django would put the name."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session that the cookie names."""
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        request.session = SessionStore.behind(cookie)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the session, and give the browser its secret."""
        answer = super().process_response(request, response)
        cookie, session = answer.cookies.get(settings.SESSION_COOKIE_NAME), request.session
        if cookie is not None and cookie.value and isinstance(session, SessionStore):
            cookie.set(settings.SESSION_COOKIE_NAME, session.secret, session.secret)
        return answer


def _sealer() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac(_SALT, "", algorithm="sha256").digest()))


def _name(secret: str) -> str:
    return digest(secret)[:_NAME_LENGTH]
