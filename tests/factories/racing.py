"""Acts on one enquiry in the same instant, each over a connection of its own, on PostgreSQL.

`python -m tests.factories.racing` prints how both ended, for every pair of acts in both orders.
Every act writes to the log: while its end is held, each act comes as far as it can and keeps what
it has taken; then the end of the log is let go. Whoever takes rows in another order is found out.
"""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from trialhead.portal import start

Act = Callable[[], object]


@dataclass
class Scene:
    """An enquiry that a team works on, and whose writer is asked whether another may have it."""

    now: datetime
    expired: bool = False
    name: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        from tests.factories.enquiries import STUDY, site_at
        from trialhead.portal.accounts.models import User
        from trialhead.portal.contact.handover import actions as handover
        from trialhead.portal.contact.sites import site_choices
        from trialhead.portal.desk import actions as desk
        from trialhead.portal.studies.models import StudyRecord

        self.record = StudyRecord.objects.get(registry_id=STUDY)
        self.by, _ = User.objects.get_or_create(
            email="racer@team.example", defaults={"joined_at": self.now}
        )
        self.enquiry = self._sent(site_at("Oslo")).enquiry
        self.case = desk.open_case(enquiry=self.enquiry, by=self.by, at=self.now)
        choices = site_choices(self.record, self.record.study(), near=None, on=self.now.date())
        bergen = next(one for one in choices if one.key == site_at("Bergen"))
        asked_at = self.now - timedelta(days=20) if self.expired else self.now
        proposal = handover.propose(
            enquiry=self.enquiry, to=bergen, message="", by=self.by, at=asked_at
        )
        assert proposal is not None
        self.proposal = proposal
        sheet = desk.save_worksheet(case=self.case, filled=self._filled(0), by=self.by, at=self.now)
        assert sheet is not None
        self.sheet = sheet

    def _sent(self, site: str, mark: str = "mark") -> Any:
        from trialhead.portal.contact import actions as contact
        from trialhead.portal.contact.consents import Agreed
        from trialhead.portal.contact.draft import Draft
        from trialhead.portal.contact.models import Behalf, Channel, Purpose

        target = contact.Target(record=self.record, site_key=site, site_name="Oslo")
        draft = Draft(
            name="Robin Sample",
            channel=Channel.EMAIL,
            address=f"racer-{self.name}@example.org",
            language="en",
            behalf=Behalf.SELF,
            message="A made-up question.",
        )
        agreed = Agreed(purposes=(Purpose.SHARE, Purpose.EMAIL), locale="en")
        origin = "http://testserver"
        return contact.send_enquiry(
            target=target,
            draft=draft,
            agreed=agreed,
            mark=f"{mark}-{self.name}",
            origin=origin,
            at=self.now,
        )

    def _filled(self, version: int) -> Any:
        from trialhead.portal.desk import actions as desk

        return desk.Filled(
            version=version,
            screened_on=self.now.date(),
            answers="{}",
            instruments="{}",
            criteria_change="1",
        )

    def acts(self) -> dict[str, Act]:
        """What can be done, by name."""
        return self._acts_of_the_team() | self._acts_of_the_person()

    def _acts_of_the_team(self) -> dict[str, Act]:
        from trialhead.portal.contact import actions as contact
        from trialhead.portal.contact.models import State
        from trialhead.portal.desk import actions as desk
        from trialhead.portal.desk.models import Case, Stage
        from trialhead.portal.notifications.letters import Letter
        from trialhead.portal.studies.actions import propose_criteria

        case, told = self.case, {"by": self.by, "at": self.now}
        Case.objects.filter(pk=case.pk).update(mail_on=self.now.date())
        move = desk.Move(version=case.version, stage=Stage.CONTACTED)
        letter = Letter(subject="Due", text="Today.", html="", language="en")
        due = {
            "reminder": desk.Reminder(to=self.by, letter=letter),
            "today": self.now.date(),
            "at": self.now,
        }
        answer = {"state": State.FULL, "text": "Full.", "until": None}
        criteria = {"record": self.record, "document": "{}", "accepted": ()}
        return {
            "move": lambda: desk.move(case=case, to=move, **told),
            "call back": lambda: desk.call_back_handover(
                case=case, version=case.version, proposal=self.proposal, **told
            ),
            "comment": lambda: desk.comment(case=case, text="Rang twice.", **told),
            "remind": lambda: desk.remind(case=case, **due),
            "save sheet": lambda: desk.save_worksheet(
                case=case, filled=self._filled(self.sheet.version), **told
            ),
            "sign sheet": lambda: desk.sign_worksheet(worksheet=self.sheet, name="R.", **told),
            "answer": lambda: contact.answer_enquiry(enquiry=self.enquiry, **answer, **told),
            "criteria": lambda: propose_criteria(**criteria, **told),
        }

    def _acts_of_the_person(self) -> dict[str, Act]:
        from trialhead.portal.contact import actions as contact
        from trialhead.portal.contact.consents import Agreed
        from trialhead.portal.contact.handover import actions as handover
        from trialhead.portal.contact.models import Purpose

        mine: dict[str, Any] = {"enquiry": self.enquiry, "at": self.now}
        yes = Agreed(purposes=(Purpose.HANDOVER,), locale="en")
        return {
            "yes": lambda: handover.accept(proposal=self.proposal, agreed=yes, at=self.now),
            "no": lambda: handover.decline(proposal=self.proposal, at=self.now),
            "erase": lambda: contact.erase_enquiry(**mine),
            "withdraw": lambda: contact.withdraw_enquiry(**mine),
            "no mails": lambda: contact.withdraw_consent(purpose=Purpose.EMAIL, **mine),
            "write again": lambda: self._sent(self.enquiry.site_key, "another"),
            "lapse": lambda: handover.lapse_proposals(now=self.now),
        }


def ended(act: Act) -> str:
    """How an act ended: what it gave, or the name of its error."""
    from django.db import connections

    try:
        gave = act()
    except Exception as error:
        return type(error).__name__
    else:
        return str(gave) if isinstance(gave, bool) else "done"
    finally:
        connections.close_all()


def race(first: Act, second: Act) -> list[str]:
    """How two acts end that begin in this order, each before the other has finished."""
    from django.db import transaction

    from trialhead.portal.accounts.models import AuditHead

    with ThreadPoolExecutor(2) as pool:
        going: list[Future[str]] = []
        with transaction.atomic():
            AuditHead.objects.select_for_update().get(pk=1)
            for act in (first, second):
                going.append(pool.submit(ended, act))
                _come_as_far_as_they_can(going)
        return [one.result(timeout=60) for one in going]


def _come_as_far_as_they_can(going: list["Future[str]"]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            waiting = cursor.fetchone()[0]
            if waiting + sum(one.done() for one in going) >= len(going):
                return


#: Acts that meet each other.
PAIRS = [
    *[("yes", act) for act in ("move", "call back", "comment", "remind", "save sheet")],
    *[("yes", act) for act in ("sign sheet", "answer", "criteria", "no", "withdraw")],
    ("yes", "write again"),
    *[("erase", act) for act in ("move", "comment", "remind", "sign sheet", "no mails")],
]


def outcomes() -> dict[str, list[str]]:
    """How both ended, by the pair."""
    from django.utils import timezone

    found = {}
    for pair in PAIRS:
        for first, second in (pair, pair[::-1]):
            acts = Scene(timezone.now()).acts()
            found[f"{first}, {second}"] = race(acts[first], acts[second])
    return found | lapsing()


def lapsing() -> dict[str, list[str]]:
    """Many proposals end by themselves while one of the people withdraws."""
    from django.utils import timezone

    found = {}
    for first, second in (("lapse", "withdraw"), ("withdraw", "lapse")):
        some = [Scene(timezone.now(), expired=True) for _ in range(2)]
        acts = {"lapse": some[0].acts()["lapse"], "withdraw": some[1].acts()["withdraw"]}
        found[f"{first}, {second}"] = race(acts[first], acts[second])
    return found


def main() -> None:
    """Do it and print the result."""
    start()
    print(json.dumps(outcomes()))


if __name__ == "__main__":
    main()
