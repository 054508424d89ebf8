"""A portal with something in nearly every table, filled and looked at in processes of its own.

`python -m tests.factories.lived_in fill` prints the paths of pages to compare;
`… look PATH …` prints what they say and whether the log stands;
`… aside COMMAND …` reads the first table of a backup, runs a command, and reads the others.
"""

import json
import subprocess
import sys
from typing import Any

from trialhead.portal import start

NAME = "Robin Quillfeather"
EMAIL = "quillfeather@example.org"
MESSAGE = "My knees ache since the spring (a made-up sentence)."
FOLLOWER = "moonwarden@example.org"
COMMENT = "Rang twice, nobody in (a made-up remark)."
SECRET = "JBSWY3DPEHPK3PXP"
#: What nobody may find in a backup.
SECRETS = (NAME, "Quillfeather", EMAIL, MESSAGE, FOLLOWER, COMMENT, SECRET)


def fill() -> dict[str, Any]:
    """Write to a site, follow a study, share notes, join a team, and more; paths to look at."""
    from django.test import Client

    from tests.factories.alerts import follow
    from tests.factories.enquiries import STUDY, Sender

    client = Client(SERVER_NAME="localhost")
    token = Sender(client).token(name=NAME, email=EMAIL, message=MESSAGE)
    follow(client, f"/studies/{STUDY}/", email=FOLLOWER)
    _share_notes()
    session = _team()
    _columns_seldom_filled()
    paths = [f"/studies/{STUDY}/", "/studies/?q=lupus", f"/enquiry/{token}/"]
    return {"paths": paths, "session": session}


def _share_notes() -> None:
    from django.utils import timezone

    from trialhead.portal.notes import actions

    given = {"share_id": "a" * 22, "verifier": "b" * 43, "sealed": "c" * 300}
    assert actions.make_share(**given, days=7, openings=3, at=timezone.now())
    assert actions.begin_try(share_digest="d" * 64, at=timezone.now())


def _team() -> str:
    """Members with a second factor, a case with a comment; the cookie of an open session."""
    from django.utils import timezone

    from tests.factories.team import member, signed_in
    from trialhead.portal.accounts.roles import Role
    from trialhead.portal.contact.models import Enquiry
    from trialhead.portal.desk import actions as desk

    owner = member(Role.OWNER, study="NCT99900009")
    member(Role.READER, study="NCT99900009", email="gone@team.example").delete()  # its number stays
    enquiry = Enquiry.objects.get()
    case = desk.open_case(enquiry=enquiry, by=owner, at=timezone.now())
    desk.comment(case=case, text=COMMENT, by=owner, at=timezone.now())
    return signed_in(owner).cookies["sessionid"].value


def _columns_seldom_filled() -> None:
    """A table between two models, JSON in full and as null, what an operator has chosen."""
    from django.contrib.auth.models import Group, Permission
    from django.db.models import JSONField, Value
    from django.utils import timezone

    from trialhead.portal.privacy.actions import set_period
    from trialhead.portal.privacy.models import Kept
    from trialhead.portal.studies.models import Retelling, StudyRecord
    from trialhead.portal.switches.actions import turn_off
    from trialhead.portal.switches.models import Feature

    set_period(what=Kept.PROOF, days=400, at=timezone.now())
    turn_off(feature=Feature.RATINGS, at=timezone.now())
    Group.objects.create(name="synthetic").permissions.set(Permission.objects.order_by("pk")[:3])
    first, second = StudyRecord.objects.order_by("pk")[:2]
    told = {"version": 1, "model": "none", "made_at": timezone.now()}
    odd = {"b": ['quoted " \\ ü 中', 1.5, None, 10**17], "a": {}}
    Retelling.objects.create(record=first, draft=odd, **told)
    Retelling.objects.create(record=second, draft=Value(None, JSONField()), **told)


def look(*paths: str) -> dict[str, Any]:
    """What the pages say, and the fault of the log if there is one."""
    from django.test import Client

    from tests.factories.pages import read_page
    from trialhead.portal.accounts.audit import verify

    client = Client(SERVER_NAME="localhost")
    answers = [client.get(path) for path in paths]
    pages = [[answer.status_code, read_page(answer.content).text] for answer in answers]
    log = verify()
    return {"pages": pages, "log": [log.lines, log.fault]}


def aside(*command: str) -> dict[str, Any]:
    """Rows by table as one backup reads them while a command writes, and how the command ended."""
    from trialhead.portal.backups.snapshot import one_moment
    from trialhead.portal.backups.tables import kept_tables

    first, *others = kept_tables()
    with one_moment():
        before = {first.label: len(list(first.rows()))}
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        return {
            "code": done.returncode,
            "rows": before | {table.label: len(list(table.rows())) for table in others},
        }


def main(verb: str, *words: str) -> None:
    """Do it and print the result."""
    start()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps({"fill": fill, "look": look, "aside": aside}[verb](*words)))


if __name__ == "__main__":
    main(*sys.argv[1:])
