"""The account library's memory, one for all processes: limits on tries, codes that were used.

Django's own database cache unpickles what it reads, so that who can write to the database could run
code here. This one keeps JSON.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from trialhead.portal.accounts import actions
from trialhead.portal.accounts.models import Remembered

#: What is kept without a time is kept so long.
LONGEST = timedelta(days=1)


class SharedMemory(BaseCache):
    """A Django cache in the table of what is remembered."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, unless its time is over."""
        held = Remembered.objects.filter(
            digest=self._digest(key, version), ends_at__gt=timezone.now()
        )
        return next(iter(held.values_list("value", flat=True)), default)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value."""
        actions.remember(digest=self._digest(key, version), value=value, until=self._end(timeout))

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value unless there is one; whether it was kept."""
        return actions.remember_first(
            digest=self._digest(key, version),
            value=value,
            until=self._end(timeout),
            at=timezone.now(),
        )

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        return bool(actions.forget_remembered(digest=self._digest(key, version)))

    def clear(self) -> None:
        """Forget everything."""
        actions.forget_remembered()

    def _digest(self, key: Any, version: int | None) -> str:
        named = self.make_key(key, version)
        return salted_hmac("trialhead.remembered", named, algorithm="sha256").hexdigest()

    def _end(self, timeout: Any) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        now = timezone.now()
        return now + (LONGEST if seconds is None else timedelta(seconds=seconds))
