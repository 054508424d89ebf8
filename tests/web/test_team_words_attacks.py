"""A team's words attacked: by people of other studies, by fields and signs that are not theirs."""

import pytest
from django.test import Client

from tests.factories.team import client_of
from tests.factories.words import (
    BEYOND,
    OWN,
    STUDY,
    approve,
    begun,
    last,
    page,
    page_of,
    path_of,
    propose,
    publish,
    put_in_force,
    translate,
    who_with,
)
from trialhead.portal.accounts.roles import Role
from trialhead.portal.studies.models import Approval

pytestmark = pytest.mark.django_db


def test_nobody_writes_for_a_study_of_others(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    stranger = client_of(Role.REVIEWER, study="NCT99900002", email="stranger@team.example")
    for path in (path_of(), path_of("es"), f"{path_of()}1/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, {"propose": "1"}).status_code == 404
    for path in (f"{path_of()}1/publish/", f"{path_of()}1/withdraw/"):
        assert stranger.post(path).status_code == 404
    assert STUDY not in page_of(stranger.get("/team/words/")).text
    assert OWN in page()


def test_an_edition_of_another_study_is_not_there(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    other = client_of(Role.REVIEWER, study="NCT99900002", email="other@team.example")
    elsewhere = path_of(study="NCT99900002")
    assert other.get(f"{elsewhere}1/").status_code == 404
    assert other.post(f"{elsewhere}1/publish/").status_code == 404
    assert author.get(f"{path_of('es')}1/").status_code == 404
    assert author.get(path_of("tlh")).status_code == 404


def test_fields_of_an_edition_cannot_be_posted(author: Client, second: Client) -> None:
    more = {"publisher": "1", "published_at": "2026-01-01", "number": "99", "beyond": "[]"}
    author.post(path_of(), {**begun(author, who=who_with(author, BEYOND)), "propose": "1", **more})
    edition = last()
    assert (edition.number, edition.published_at, edition.publisher) == (1, None, None)
    assert edition.beyond == [BEYOND]
    approve(second, edition="99", recorder="1")
    assert Approval.objects.get().edition == edition


def test_words_and_boards_are_only_text(author: Client, second: Client) -> None:
    hostile = "A <script>alert(1)</script> taxi brings you to each visit."
    assert propose(author, who=who_with(author, hostile)).status_code == 302
    approve(author, board="<img src=x onerror=alert(2)>", number="<b>7</b>")
    publish(second)
    translate(author)
    for told in (
        page(),
        author.get(path_of()).content.decode(),
        author.get(f"{path_of()}1/").content.decode(),
        author.get(path_of("es")).content.decode(),
        author.get("/team/words/").content.decode(),
    ):
        assert "<script>alert(1)" not in told
        assert "<img src=x" not in told
        assert "<b>7</b>" not in told
    assert "&lt;script&gt;alert(1)" in page()


def test_an_older_edition_is_not_published_over_a_newer(author: Client, second: Client) -> None:
    propose(author, who=who_with(author, OWN))
    propose(author)
    assert second.post(f"{path_of()}1/publish/").status_code == 403
    assert second.post(f"{path_of()}7/publish/").status_code == 404
