"""Sends enquiries in processes that are killed on the way: `python -m tests.factories.dying N`.

Each request is handled by a process of its own, which kills itself at its n-th step: before a
statement goes to the database, before and after a transaction is committed, before the answer
leaves. Then the person sends the same form again. Prints what is in the database in the end.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from trialhead.portal import start


class Steps:
    """Counts the steps of a request; the process ends at the one it is told."""

    def __init__(self, last: int) -> None:
        self._left = last

    def step(self) -> None:
        """One more step."""
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute: Callable[..., Any], *given: Any) -> Any:
        """Before a statement goes to the database."""
        self.step()
        return execute(*given)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Counts what this process asks of its database."""
        from django.db import connection

        connection.ensure_connection()
        commit = connection._commit

        def committing() -> None:
            self.step()
            commit()
            self.step()

        connection._commit = committing
        with connection.execute_wrapper(self.statement):
            yield


def in_a_process(work: Callable[..., None], *given: Any) -> bool:
    """Whether work comes to its end in a process of its own; False if that was killed."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if not child:
        try:
            work(*given)
            os._exit(0)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.WEXITSTATUS(status):
        raise SystemExit("a request failed")
    return True


def send(number: int, mark: str, last: int) -> None:
    """Send the form of one person; the process dies at the last step."""
    from django.test import Client

    from tests.factories.enquiries import filled, form_path

    path = form_path()
    address = f"10.0.{number >> 8}.{number & 255}"
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=address)
    told = {"mark": mark, **filled(name=f"P{number}", email=f"p{number}@example.org")}
    steps = Steps(last)
    with ExitStack() as stack:
        if last:
            stack.enter_context(steps.watching())
        answer = client.post(path, told)
        steps.step()
    if answer.status_code != 302:
        raise ValueError(f"status {answer.status_code}")


def main(enquiries: int) -> None:
    """Every step in turn, until so many people have written."""
    start()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    from trialhead.portal.contact import keys
    from trialhead.portal.contact.models import Enquiry
    from trialhead.portal.notifications.models import Message

    send(0, keys.new_form(), 0)  # loads what every process would load for itself
    deaths, last, longest = Counter[str](), 1, 0
    for number in range(1, enquiries + 1):
        mark = keys.new_form()
        if in_a_process(send, number, mark, last):
            deaths["none"] += 1
            last, longest = 1, last - 1  # every step was the last one once: from the first again
        else:
            deaths["killed"] += 1
            deaths["after the commit"] += Enquiry.objects.count() > number
            last += 1
        in_a_process(send, number, mark, 0)
    mails = Counter(Message.objects.values_list("key", flat=True))
    people = Counter(each.address for each in Enquiry.objects.all())
    print(
        json.dumps(
            {
                "steps": longest,
                "deaths": deaths,
                "enquiries": len(people),
                "doubled": sum(count > 1 for count in people.values()),
                "mails": len(mails),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
