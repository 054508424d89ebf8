"""What may be told, shown and kept has bounds that hold whatever comes: counts, pages, masks, notes
sent along, sessions, limits and the memory that all processes share."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.nodes import FEMALE
from trialhead.criteria import Criterion, Side, StudyCriteria, typed, write_criteria
from trialhead.errors import TooMany, Unreadable
from trialhead.portal.accounts.own_sessions import NO_ADDRESS, keep_little, kind_of_browser
from trialhead.portal.accounts.shared_memory import SharedMemory
from trialhead.portal.contact import sent_notes
from trialhead.portal.contact.sent_notes import SentNote, chosen, read, rows_posted, written
from trialhead.portal.desk.telling import FEWEST, Told, told
from trialhead.portal.operations.mail import masked
from trialhead.portal.operations.paging import LAST, PAGE, asked_page, part
from trialhead.portal.privacy.models import Kept, Period
from trialhead.portal.privacy.periods import BOUNDS, edition
from trialhead.portal.privacy.throttle import check_rate
from trialhead.portal.teams.drafts import Draft

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
counts_of_people = st.lists(st.integers(0, 30), max_size=7)


# Counts that are told ----------------------------------------------------------------------------


@given(counts_of_people, st.randoms(use_true_random=False))
def test_where_a_count_stands_tells_nothing_of_it(counts: list[int], random: Any) -> None:
    order = list(range(len(counts)))
    random.shuffle(order)
    shown = told(counts)
    turned = told([counts[place] for place in order])
    assert turned.counts == tuple(shown.counts[place] for place in order)
    assert turned.total == shown.total


@given(counts_of_people, st.integers(1, 4))
def test_counts_of_nobody_change_nothing(counts: list[int], more: int) -> None:
    shown = told(counts)
    assert told(counts + [0] * more) == Told(counts=shown.counts + (0,) * more, total=shown.total)


@given(counts_of_people)
def test_of_two_counts_that_are_alike_both_are_told_or_none(counts: list[int]) -> None:
    shown = told(counts)
    for one, other in product(range(len(counts)), repeat=2):
        if counts[one] == counts[other]:
            assert shown.counts[one] == shown.counts[other]


@given(counts_of_people)
def test_no_more_is_held_back_than_the_smallest_that_have_to_be(counts: list[int]) -> None:
    shown = told(counts)
    held = [count for count, number in zip(counts, shown.counts, strict=True) if number is None]
    shown_ones = [number for number in shown.counts if number]
    if not any(0 < count < FEWEST for count in counts):
        assert not held
    if held and shown_ones:
        assert max(held) < min(shown_ones) or max(held) < FEWEST


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4), st.integers(0, 3))
def test_who_knows_the_rule_and_one_of_the_shown_numbers_learns_no_hidden_one(
    counts: list[int], at: int
) -> None:
    shown = told(counts)
    hidden = [place for place, number in enumerate(shown.counts) if number is None]
    assume(hidden)
    ranges = [range(1, 14) if one is None else (one,) for one in shown.counts]
    tables = [table for table in product(*ranges) if told(table) == shown]
    assert tuple(counts) in tables
    for place in hidden:
        assert len({table[place] for table in tables}) > 1
    smallest = {min(table[place] for place in hidden) for table in tables}
    assert min(smallest) < FEWEST


# Pages of lists ----------------------------------------------------------------------------------


@given(st.integers(0, 6 * PAGE))
def test_the_pages_of_a_list_are_the_list(total: int) -> None:
    rows = list(range(total))
    number, seen = 1, []
    while number:
        page = part(rows, number)
        assert page.number == number
        assert page.total == total
        assert len(page.rows) <= PAGE
        assert (page.first, page.last) == (
            (page.rows[0] + 1, page.rows[-1] + 1) if page.rows else (0, 0)
        )
        seen.append(page)
        number = page.after
    assert [row for page in seen for row in page.rows] == rows
    assert seen[0].before == 0
    assert all(after.before == before.number for before, after in pairwise(seen))
    assert len(seen) == max(1, -(-total // PAGE))


@given(st.integers(0, 90), st.integers(1, LAST))
def test_a_page_past_the_end_is_the_last(total: int, number: int) -> None:
    page = part(list(range(total)), number)
    assert page.number <= number
    assert bool(page.rows) == bool(total)
    if number > page.number:
        assert page.after == 0
        assert page.last == total


@given(st.text(max_size=12) | st.integers().map(str))
def test_any_page_that_is_asked_for_is_a_page(asked: str) -> None:
    query = QueryDict(mutable=True)
    query["page"] = asked
    request = RequestFactory().get("/", QUERY_STRING=query.urlencode())
    number = asked_page(request)
    assert 1 <= number <= LAST
    if asked.isascii() and asked.isdecimal() and 1 <= int(asked) <= LAST and len(asked) <= 7:
        assert number == int(asked)


# Addresses that are masked -----------------------------------------------------------------------

names = st.text(alphabet="abcXYZ019._+-é", min_size=1, max_size=20)
hosts = st.sampled_from(["example.org", "x.test", "mail.example.org"])


@given(names, names, hosts)
def test_people_whose_names_begin_alike_look_alike(one: str, other: str, host: str) -> None:
    assume(len(one) > 1 and len(other) > 1)
    alike = masked(f"{one}@{host}") == masked(f"{other}@{host}")
    assert alike == (one[0] == other[0])


@given(names, hosts)
def test_a_mask_shows_the_server_and_one_letter_at_most(name: str, host: str) -> None:
    shown, _, behind = masked(f"{name}@{host}").partition("…")
    assert behind == f"@{host}"
    assert shown == (name[0] if len(name) > 1 else "")


@given(st.text(max_size=20).filter(lambda told: "@" not in told))
def test_what_is_no_address_is_not_shown_at_all(told_as: str) -> None:
    assert masked(told_as) == ""


@given(names, names)
def test_a_name_that_holds_the_sign_itself_shows_no_more(first: str, second: str) -> None:
    shown = masked(f"{first}@{second}@example.org")
    assert shown == f"{first[0]}…@example.org"


# Sessions ----------------------------------------------------------------------------------------


@given(st.text(max_size=200), st.ip_addresses().map(str))
def test_of_a_session_the_kind_of_browser_is_kept_however_often_it_is_kept(
    agent: str, address: str
) -> None:
    session = UserSession(user_agent=agent, ip=address)
    keep_little(UserSession, session)
    kept = session.user_agent
    assert session.ip == NO_ADDRESS
    assert kept == kind_of_browser(agent) or kept == agent
    assert len(kept) <= len("Chrome on iPhone or iPad")
    session.ip = address
    keep_little(UserSession, session)
    assert (session.user_agent, session.ip) == (kept, NO_ADDRESS)


# Notes sent along --------------------------------------------------------------------------------


def posted(*notes: dict[str, str]) -> dict[str, str]:
    """The fields of a form with these notes."""
    return {f"note-{n}-{key}": told for n, one in enumerate(notes) for key, told in one.items()}


def one_note(**changed: str) -> dict[str, str]:
    """A note that is sent."""
    return {"text": "Mine?", "quote": "ECOG", "passage": "an ECOG status", "send": "1", **changed}


def refusal(*notes: dict[str, str]) -> str:
    """What is said of notes that cannot be sent; empty if they can."""
    try:
        chosen(rows_posted(posted(*notes)))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("number", "length", "words"),
    [
        (sent_notes.MOST_NOTES, 5, ""),
        (sent_notes.MOST_NOTES + 1, 5, "These are 31 notes; send up to 30 of them."),
        (1, sent_notes.LONGEST_NOTE, ""),
        (1, sent_notes.LONGEST_NOTE + 1, "Note 1 of those you send is"),
        (12, 4986, ""),
        (12, 4987, "Your notes are too long together."),
    ],
)
def test_notes_up_to_a_bound_are_sent_and_none_beyond(number: int, length: int, words: str) -> None:
    said = refusal(*[one_note(text="x" * length)] * number)
    if words.startswith("Note 1"):
        words = f"Note 1 is {length} characters long"
    assert said.startswith(words)
    assert bool(said) == bool(words)


def test_as_many_notes_as_are_sent_are_read_again() -> None:
    notes = chosen(rows_posted(posted(*[one_note(text='é"\\\n' * 400)] * sent_notes.MOST_NOTES)))
    assert read(written(notes)) == notes
    assert len(written(notes)) <= sent_notes.LONGEST_WRITTEN


@given(st.lists(st.booleans(), max_size=8))
def test_a_note_is_sent_when_it_is_ticked_and_only_then(ticks: list[bool]) -> None:
    rows = rows_posted(
        posted(*[one_note(text=f"n{n}", send="1" if on else "") for n, on in enumerate(ticks)])
    )
    assert [row.sent for row in rows] == ticks
    assert [one.note for one in chosen(rows)] == [f"n{n}" for n, on in enumerate(ticks) if on]


@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["eligibility", "Eligibility", "a" * 31, "<b>", ""]),
)
def test_a_kept_note_holds_its_quote_in_its_passage_and_a_section_that_can_be(
    quote: str, passage: str, note: str, section: str
) -> None:
    (row,) = rows_posted(posted(one_note(quote=quote, passage=passage, text=note, section=section)))
    kept = row.note
    before, after = kept.around
    assert f"{before}{kept.quote}{after}" == kept.passage
    assert kept.section in ("", "eligibility")
    assert not [sign for sign in kept.note if ord(sign) < 32 and sign not in "\t\n"]
    assert read(written([kept])) == (kept,)


@pytest.mark.parametrize(
    "damaged", ["{", "[1]", "[{}]", "null", '[{"quote":1,"passage":"","note":""}]', "[" * 9000]
)
def test_damaged_notes_are_said_to_be_and_carried_nowhere(damaged: str) -> None:
    with pytest.raises(Unreadable, match="notes cannot be read"):
        read(damaged)
    assert sent_notes.rows_carried(damaged) == ()


def test_no_note_is_no_text() -> None:
    assert written([]) == ""
    assert read("") == ()
    many = [SentNote(quote="q", passage="q", note=f"{n}") for n in range(40)]
    assert len(read(written(many))) == sent_notes.MOST_NOTES


# A reviewer's draft ------------------------------------------------------------------------------

ids = st.lists(st.sampled_from([f"I{n}" for n in range(1, 7)]), unique=True, max_size=6)


def study_of(names: list[str]) -> StudyCriteria:
    """Criteria of these names."""
    made = (Criterion(id=one, side=Side.INCLUSION, node=FEMALE) for one in names)
    return StudyCriteria(study="NCT00000001", criteria=tuple(made))


@settings(max_examples=50)
@given(ids, ids, ids, ids)
def test_what_was_thought_of_a_criterion_holds_until_it_is_touched_or_gone(
    there: list[str], accepted: list[str], unfinished: list[str], touched: list[str]
) -> None:
    assume(there)
    text = write_criteria(study_of(["I1"]))
    draft = Draft(
        document=text,
        begun_with=text,
        version=3,
        edition=2,
        accepted=tuple(accepted),
        unfinished={one: typed(FEMALE) for one in unfinished},
        stamp="s",
    )
    after = draft.with_criteria(study_of(there), undecided=touched)
    left = [one for one in there if one not in touched]
    assert after.accepted == tuple(one for one in accepted if one in left)
    assert list(after.unfinished) == [one for one in unfinished if one in left]
    assert [one.id for one in after.criteria.criteria] == there
    assert (after.begun_with, after.version, after.edition, after.stamp) == (text, 3, 2, "s")
    again = after.deciding(there).deciding(there)
    assert sorted(again.accepted) == sorted(there)


# What the database counts and keeps --------------------------------------------------------------


class InTheDatabase(TestCase):
    """Limits and memory that hold in every process."""

    @settings(max_examples=25)
    @given(st.lists(st.integers(0, 40), max_size=25), st.integers(1, 4))
    def test_in_no_window_is_more_done_than_the_limit(self, pauses: list[int], limit: int) -> None:
        per, at, done = timedelta(seconds=60), NOON, []
        for pause in pauses:
            at += timedelta(seconds=pause)
            try:
                check_rate(scope="tries", who="somebody", limit=limit, per=per, at=at)
                done.append(at)
            except TooMany:
                assert len(done) >= limit
            check_rate(scope="tries", who=f"other {at}", limit=99, per=per, at=at)
        begins: list[datetime] = []
        for one in done:
            if not begins or one >= begins[-1] + per:
                begins.append(one)
        for begin in begins:
            assert len([one for one in done if begin <= one < begin + per]) <= limit

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["set", "add", "delete", "get"]),
                st.sampled_from(["a", "b"]),
                st.one_of(st.integers(), st.text(max_size=5), st.lists(st.floats(0, 9))),
                st.booleans(),
            ),
            max_size=20,
        )
    )
    def test_two_processes_remember_one_thing(
        self, steps: list[tuple[str, str, Any, bool]]
    ) -> None:
        processes = [SharedMemory("", {}), SharedMemory("", {})]
        processes[0].clear()
        known: dict[str, Any] = {}
        for what, key, value, which in steps:
            memory = processes[which]
            if what == "set":
                memory.set(key, value, timeout=60)
                known[key] = value
            elif what == "add":
                assert memory.add(key, value, timeout=60) == (key not in known)
                known.setdefault(key, value)
            elif what == "delete":
                assert memory.delete(key) == (key in known)
                known.pop(key, None)
            for one in processes:
                assert {at: one.get(at, "none") for at in "ab"} == {
                    at: known.get(at, "none") for at in "ab"
                }

    def test_a_thing_kept_for_no_time_is_not_there(self) -> None:
        memory = SharedMemory("", {})
        memory.set("a", 1, timeout=0)
        memory.set("b", 1, timeout=-5)
        assert (memory.get("a"), memory.get("b")) == (None, None)
        assert memory.add("a", 2, timeout=5)
        assert memory.get("a", version=2) is None

    @settings(max_examples=25)
    @given(st.sampled_from(Kept), st.integers(1, 2000), st.integers(1, 2000))
    def test_a_kept_page_is_named_anew_whenever_a_period_in_force_changes(
        self, what: Kept, one: int, other: int
    ) -> None:
        named = []
        for days in (one, other):
            Period.objects.update_or_create(what=what, defaults={"days": days, "set_at": NOON})
            named.append(edition(RequestFactory().get("/")))
        low, high = BOUNDS[what].shortest_days, BOUNDS[what].longest_days
        same = min(max(one, low), high) == min(max(other, low), high)
        assert (named[0] == named[1]) == same
        assert json.dumps(named).count("closed") == 2

    def test_one_day_more_is_another_name(self) -> None:
        named = set()
        for days in range(1, 31):
            told_as = {"days": days, "set_at": NOON}
            Period.objects.update_or_create(what=Kept.SHARES, defaults=told_as)
            named.add(edition(RequestFactory().get("/")))
        assert len(named) == 30
