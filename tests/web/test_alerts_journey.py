"""Alerts from the link on a page to the mail that tells news, through real SMTP."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.alerts import ADDRESS, ask, mails, path_in
from tests.factories.history import History
from tests.factories.mail import mail_server
from tests.factories.pages import Page, read_page
from trialhead.portal.alerts.gathering import gather
from trialhead.portal.alerts.models import Alert, Subscriber
from trialhead.portal.notifications.delivery import deliver_due

pytestmark = pytest.mark.django_db

STUDY = "NCT99990001"


@pytest.fixture
def history(db: None) -> History:
    """A study that looks for participants."""
    one = History(STUDY)
    one.says(eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* Age over 30"})
    return one


def page_at(client: Client, path: str) -> Page:
    """The page at an address."""
    return read_page(client.get(path).content)


def test_the_whole_way_by_real_mail(client: Client, history: History, settings, own_home) -> None:
    link = page_at(client, f"/studies/{STUDY}/")
    (to_form,) = [a for a in link.all("a") if a.text == "Get alerts"]
    form = page_at(client, to_form.attributes["href"])
    about = form.one("input", name="about").attributes["value"]
    with mail_server() as server:
        settings.TRIALHEAD_MAIL = f"smtp://127.0.0.1:{server.port}"
        answer = ask(client, about)
        assert page_at(client, answer["Location"]).one("h1").text == "Look into your mailbox"
        path = path_in(mails()[-1], "confirm")
        deliver_due(now=timezone.now())
        assert client.get(path).status_code == 200
        assert Alert.objects.get().state == "waiting"
        done = read_page(client.post(path).content)
        assert done.one("h1").text == "The alert is on"
        history.says(
            statusModule={"overallStatus": "COMPLETED"},
            eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* Age over 40"},
        )
        assert gather(now=timezone.now()) == 1
        deliver_due(now=timezone.now())
    first, second = server.taken
    assert (first["To"], second["To"]) == (ADDRESS, ADDRESS)
    assert second["Subject"] == "News about a study you follow"
    text = second.get_body(("plain",)).get_content()
    assert "Was: Recruiting. Now: Completed." in text
    assert "Removed: * Age over 30" in text
    assert "Added: * Age over 40" in text
    assert f"/studies/{STUDY}/could-i-take-part/" in text
    stop = str(second["List-Unsubscribe"]).strip("<>").removeprefix("http://testserver")
    assert second["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    by_program = Client(enforce_csrf_checks=True)
    answer = by_program.post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Alert.objects.exists()
    assert not Subscriber.objects.exists()
