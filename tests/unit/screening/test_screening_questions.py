"""What is missing, and what to ask next."""

from tests.factories.people import ON, person
from trialhead.criteria import (
    All,
    Any,
    Criterion,
    Judgement,
    Readings,
    Side,
    StudyCriteria,
    question,
)
from trialhead.patients import Answer
from trialhead.screening import missing_facts, next_question, screen

A, B, C, YES, NO = (Judgement(statement=name) for name in ("a", "b", "c", "yes", "no"))
KNOWN = (Answer(question="yes", holds=True), Answer(question="no", holds=False))


def screened(*nodes, manual=(), facts=KNOWN):
    """Inclusion criteria I0, I1 and so on."""
    criteria = tuple(
        Criterion(id=f"I{at}", side=Side.INCLUSION, node=node, manual=at in manual)
        for at, node in enumerate(nodes)
    )
    return screen(StudyCriteria(study="X", criteria=criteria), person(*facts), on=ON)


def test_nothing_is_asked_when_all_is_known():
    assert next_question(screened(YES, YES)) is None


def test_nothing_is_asked_when_it_is_not_possible_anyway():
    assert next_question(screened(NO, A)) is None


def test_nothing_is_asked_of_a_person_where_only_the_wording_is_open():
    doubt = Readings(ambiguity="A-1", conservative=NO, lenient=YES)
    assert next_question(screened(YES, doubt)) is None
    assert not missing_facts(screened(YES, doubt))


def test_a_question_that_can_decide_comes_first():
    asked = next_question(screened(Any(parts=(A, B)), C))
    assert asked is not None
    assert (asked.leaf, asked.criteria, asked.may_decide) == (C, ("I1",), True)


def test_then_the_one_in_most_open_criteria():
    asked = next_question(screened(Any(parts=(A, B)), Any(parts=(C, B))))
    assert asked is not None
    assert (asked.leaf, asked.criteria, asked.may_decide) == (B, ("I0", "I1"), False)


def test_then_the_one_that_stands_first():
    asked = next_question(screened(Any(parts=(A, B)), Any(parts=(B, A))))
    assert asked is not None
    assert asked.leaf == A


def test_criteria_that_only_humans_judge_come_last():
    asked = next_question(screened(A, Any(parts=(B, C)), manual={0}))
    assert asked is not None
    assert asked.leaf == B
    last = next_question(screened(A, YES, manual={0}))
    assert last is not None
    assert last.leaf == A


def test_the_question_is_worded():
    asked = next_question(screened(A))
    assert asked is not None
    assert asked.text == question(A)


def test_answering_leads_to_the_end():
    facts = KNOWN
    nodes = (All(parts=(A, B)), Any(parts=(B, C)), C)
    for _ in range(3):
        asked = next_question(screened(*nodes, facts=facts))
        if asked is None:
            break
        facts = (*facts, Answer(question=asked.leaf.statement, holds=True))
    assert next_question(screened(*nodes, facts=facts)) is None
    assert screened(*nodes, facts=facts).full.reported == "may fit"


def test_missing_facts_name_the_criteria_that_wait_for_them():
    found = missing_facts(screened(All(parts=(A, B)), B, YES))
    assert [(one.what, one.criteria) for one in found] == [
        ("an answer to: a", ("I0",)),
        ("an answer to: b", ("I0", "I1")),
    ]
