"""Age, sex, procedures, studies, children, answers: facts, a leaf, and what it says."""

from datetime import date

import pytest

from tests.factories.people import (
    EDGE,
    EDGE_OPEN,
    FAILS,
    HOLDS,
    UNKNOWN,
    complete,
    day,
    judged,
    person,
    said,
    timing,
    within,
)
from trialhead.criteria import (
    EVER,
    NOW,
    Age,
    Aspect,
    Bounds,
    Judgement,
    Moment,
    Participation,
    Procedure,
    Reproduction,
    Sex,
    Unread,
)
from trialhead.patients import Answer, Birth, Kind, Measurement, SexFact
from trialhead.patients import Condition as Ill
from trialhead.patients import Participation as TookPart
from trialhead.patients import Procedure as Done
from trialhead.patients import Reproduction as Stated
from trialhead.patients import Sex as Person

ADULT = Age(bounds=Bounds(low=18))
AGES = {
    "nothing known": ((), ADULT, UNKNOWN),
    "18 today": ((Birth(on=day("2008-06-15")),), ADULT, HOLDS),
    "18 tomorrow": ((Birth(on=day("2008-06-16")),), ADULT, FAILS),
    "18 this year": ((Birth(on=day("2008")),), ADULT, UNKNOWN),
    "18 this month": ((Birth(on=day("2008-06")),), ADULT, UNKNOWN),
    "a year that decides": ((Birth(on=day("1980")),), ADULT, HOLDS),
    "two births": ((Birth(on=day("1980-01-01")), Birth(on=day("1981-01-01"))), ADULT, UNKNOWN),
    "one birth told twice": (
        (Birth(on=day("1980-01-01"), source="a"), Birth(on=day("1980-01-01"), source="b")),
        ADULT,
        HOLDS,
    ),
    "up to 65, still 65": (
        (Birth(on=day("1960-06-16")),),
        Age(bounds=Bounds(low=18, high=65)),
        HOLDS,
    ),
    "up to 65, 66 today": (
        (Birth(on=day("1960-06-15")),),
        Age(bounds=Bounds(low=18, high=65)),
        FAILS,
    ),
    "six months": (
        (Birth(on=day("2025-12-15")),),
        Age(bounds=Bounds(low=6), unit="month"),
        HOLDS,
    ),
    "not six months": (
        (Birth(on=day("2025-12-16")),),
        Age(bounds=Bounds(low=6), unit="month"),
        FAILS,
    ),
    "two weeks": ((Birth(on=day("2026-06-01")),), Age(bounds=Bounds(low=2), unit="week"), HOLDS),
    "thirteen days": (
        (Birth(on=day("2026-06-02")),),
        Age(bounds=Bounds(low=14), unit="day"),
        FAILS,
    ),
    "older than 18, in the year of 18": (
        (Birth(on=day("2008-01-01")),),
        Age(bounds=Bounds(low=18, low_included=False)),
        EDGE,
    ),
    "older than 18, at 19": (
        (Birth(on=day("2007-06-15")),),
        Age(bounds=Bounds(low=18, low_included=False)),
        HOLDS,
    ),
    "on a day that is not known": (
        (Birth(on=day("1980-01-01")),),
        Age(bounds=Bounds(low=18), event="infusion"),
        UNKNOWN,
    ),
    "female": ((SexFact(sex=Person.FEMALE),), Sex(sex="female"), HOLDS),
    "not male": ((SexFact(sex=Person.FEMALE),), Sex(sex="male"), FAILS),
    "sex not told": ((), Sex(sex="male"), UNKNOWN),
    "two sexes": (
        (SexFact(sex=Person.FEMALE), SexFact(sex=Person.MALE)),
        Sex(sex="male"),
        UNKNOWN,
    ),
}

HSCT, ALLO = (
    "hematopoietic stem cell transplantation",
    "allogeneic stem cell transplantation",
)
RRT = "renal replacement therapy"
ALL_DONE = complete(Kind.PROCEDURES)
LATELY = Procedure(of=(HSCT,), timing=within("3 months"))
PROCEDURES = {
    "nothing known": ((), LATELY, UNKNOWN),
    "in the window": ((Done(name=HSCT, done=True, on=day("2026-05-01")),), LATELY, HOLDS),
    "a kind of it": ((Done(name=ALLO, done=True, on=day("2026-05-01")),), LATELY, HOLDS),
    "something broader may be it": (
        (Done(name=HSCT, done=True, on=day("2026-05-01")), *ALL_DONE),
        Procedure(of=(ALLO,), timing=EVER),
        UNKNOWN,
    ),
    "on the edge": (
        (Done(name=HSCT, done=True, on=day("2026-03-15")), *ALL_DONE),
        LATELY,
        EDGE,
    ),
    "long ago": ((Done(name=HSCT, done=True, on=day("2025-03-15")), *ALL_DONE), LATELY, FAILS),
    "long ago, others unknown": (
        (Done(name=HSCT, done=True, on=day("2025-03-15")),),
        LATELY,
        UNKNOWN,
    ),
    "day not told": ((Done(name=HSCT, done=True), *ALL_DONE), LATELY, UNKNOWN),
    "never": ((Done(name=HSCT, done=False),), LATELY, FAILS),
    "never since": (
        (Done(name=HSCT, done=False, on=day("2026-01-16")),),
        LATELY,
        FAILS,
    ),
    "needed": ((Done(name=RRT, needed=True),), Procedure(of=(RRT,), needed=True), HOLDS),
    "not needed": ((Done(name=RRT, needed=False),), Procedure(of=(RRT,), needed=True), FAILS),
    "whether it is needed, what was done does not tell": (
        (Done(name=RRT, done=False), *ALL_DONE),
        Procedure(of=(RRT,), needed=True),
        UNKNOWN,
    ),
    "that it is needed does not tell that it was done": (
        (Done(name=RRT, needed=True),),
        Procedure(of=(RRT,)),
        UNKNOWN,
    ),
    "planned in the window": (
        (Done(name=HSCT, needed=True, on=day("2026-06-20")),),
        Procedure(of=(HSCT,), timing=timing(Moment.AHEAD, "4 weeks")),
        HOLDS,
    ),
    "a quality": (
        (Done(name=HSCT, done=True, qualities={"autologous": False}), *ALL_DONE),
        Procedure(of=(HSCT,), qualities=("autologous",)),
        FAILS,
    ),
}

STUDY = Participation(timing=within("3 months"))
TRIAL = Participation(timing=within("3 months"), interventional=True)
ALL_STUDIES = complete(Kind.PARTICIPATIONS)
STUDIES = {
    "nothing known": ((), STUDY, UNKNOWN),
    "last month": ((TookPart(took_part=True, last_contact=day("2026-05-20")),), STUDY, HOLDS),
    "on the edge": (
        (TookPart(took_part=True, last_contact=day("2026-03-15")), *ALL_STUDIES),
        STUDY,
        EDGE,
    ),
    "on the edge, others unknown": (
        (TookPart(took_part=True, last_contact=day("2026-03-15")),),
        STUDY,
        EDGE_OPEN,
    ),
    "never": ((TookPart(took_part=False),), STUDY, FAILS),
    "when is not told": ((TookPart(took_part=True), *ALL_STUDIES), STUDY, UNKNOWN),
    "only observed": (
        (
            TookPart(took_part=True, last_contact=day("2026-05-20"), interventional=False),
            *ALL_STUDIES,
        ),
        TRIAL,
        FAILS,
    ),
    "whether it tested a treatment is not told": (
        (TookPart(took_part=True, last_contact=day("2026-05-20")),),
        TRIAL,
        UNKNOWN,
    ),
    "whether it goes on is not told": (
        (TookPart(took_part=True, last_contact=day("2026-05-20")), *ALL_STUDIES),
        Participation(timing=NOW),
        UNKNOWN,
    ),
}

WOMAN, MAN = SexFact(sex=Person.FEMALE), SexFact(sex=Person.MALE)
POTENTIAL = Reproduction(aspect=Aspect.CHILDBEARING_POTENTIAL)
PREGNANT = Reproduction(aspect=Aspect.PREGNANT)
TESTED = Reproduction(aspect=Aspect.TEST_NEGATIVE, timing=within("7 days"))
BLOOD = Reproduction(aspect=Aspect.TEST_POSITIVE, specimen="blood")
BREASTFEEDING = Reproduction(aspect=Aspect.BREASTFEEDING)
CONTRACEPTION = Reproduction(aspect=Aspect.CONTRACEPTION, until="one year")


def pregnancy_test(result: str, on: str = "2026-06-14", specimen: str = "blood") -> Measurement:
    """A pregnancy test."""
    return Measurement(analyte="hCG", result=result, on=day(on), specimen=specimen)


CHILDREN = {
    "nothing known": ((), POTENTIAL, UNKNOWN),
    "a woman of whom nothing else is known": ((WOMAN,), POTENTIAL, UNKNOWN),
    "a man": ((MAN,), POTENTIAL, FAILS),
    "stated": ((WOMAN, Stated(childbearing_potential=True)), POTENTIAL, HOLDS),
    "after hysterectomy": ((WOMAN, Done(name="hysterectomy", done=True)), POTENTIAL, FAILS),
    "after menopause": (
        (WOMAN, Ill(name="Menopause", concepts=("Menopause",))),
        POTENTIAL,
        FAILS,
    ),
    "pregnant, as stated": ((WOMAN, Stated(pregnant=True)), PREGNANT, HOLDS),
    "not pregnant, as stated": ((WOMAN, Stated(pregnant=False)), PREGNANT, FAILS),
    "pregnant, as an illness of the record": (
        (WOMAN, Ill(name="pregnancy", concepts=("Pregnancy",), onset=day("2026-01"))),
        PREGNANT,
        HOLDS,
    ),
    "a pregnancy that is over tells nothing": (
        (WOMAN, Ill(name="pregnancy", concepts=("Pregnancy",), ended=day("2020"))),
        PREGNANT,
        UNKNOWN,
    ),
    "pregnant by a test": ((WOMAN, pregnancy_test("positive")), PREGNANT, HOLDS),
    "no man is pregnant": ((MAN,), PREGNANT, FAILS),
    "the latest counts": (
        (
            WOMAN,
            Stated(pregnant=True, on=day("2025-01-01")),
            Stated(pregnant=False, on=day("2026-05-01")),
        ),
        PREGNANT,
        FAILS,
    ),
    "whether pregnancy is foreseen": (
        (WOMAN, Stated(pregnant=False)),
        Reproduction(aspect=Aspect.PREGNANT, timing=timing(Moment.AHEAD)),
        UNKNOWN,
    ),
    "tested lately": ((WOMAN, pregnancy_test("negative")), TESTED, HOLDS),
    "tested lately, positive": ((WOMAN, pregnancy_test("positive")), TESTED, FAILS),
    "tested too long ago": ((WOMAN, pregnancy_test("negative", "2026-05-01")), TESTED, UNKNOWN),
    "indeterminate": ((WOMAN, pregnancy_test("indeterminate")), TESTED, UNKNOWN),
    "no test": ((WOMAN,), TESTED, UNKNOWN),
    "a man needs no test": ((MAN,), TESTED, HOLDS),
    "no test in a man is positive": ((MAN,), BLOOD, FAILS),
    "blood test": ((WOMAN, pregnancy_test("positive")), BLOOD, HOLDS),
    "a test of urine does not tell": (
        (WOMAN, pregnancy_test("positive", specimen="urine")),
        BLOOD,
        UNKNOWN,
    ),
    "a test without a specimen": (
        (WOMAN, Measurement(analyte="pregnancy test", result="negative", on=day("2026-06-14"))),
        TESTED,
        HOLDS,
    ),
    "breastfeeding": ((WOMAN, Stated(breastfeeding=True)), BREASTFEEDING, HOLDS),
    "a man does not breastfeed": ((MAN,), BREASTFEEDING, FAILS),
    "agreed": ((WOMAN, Stated(contraception_agreed=True)), CONTRACEPTION, HOLDS),
    "not asked": ((WOMAN, Stated(pregnant=False)), CONTRACEPTION, UNKNOWN),
    "men agree too": ((MAN, Stated(contraception_agreed=False)), CONTRACEPTION, FAILS),
}

FIT = Judgement(statement="fit for leukapheresis")
ANSWERS = {
    "not answered": ((), FIT, UNKNOWN),
    "yes": ((Answer(question="Fit for Leukapheresis.", holds=True),), FIT, HOLDS),
    "no": ((Answer(question="fit for leukapheresis", holds=False),), FIT, FAILS),
    "another question": ((Answer(question="fit", holds=True),), FIT, UNKNOWN),
    "two answers": (
        (
            Answer(question="fit for leukapheresis", holds=False),
            Answer(question="fit for leukapheresis", holds=True),
        ),
        FIT,
        UNKNOWN,
    ),
    "unread words": ((), Unread(statement="must be of good cheer"), UNKNOWN),
    "unread words, answered": (
        (Answer(question="must be of good cheer", holds=True),),
        Unread(statement="must be of good cheer"),
        HOLDS,
    ),
}


@pytest.mark.parametrize(
    ("facts", "leaf", "expected"),
    [
        pytest.param(*row, id=f"{room}: {name}")
        for room, table in {
            "age": AGES,
            "procedure": PROCEDURES,
            "study": STUDIES,
            "children": CHILDREN,
            "answer": ANSWERS,
        }.items()
        for name, row in table.items()
    ],
)
def test_a_leaf_is_judged_by_what_is_known(facts, leaf, expected):
    assert said(leaf, person(*facts)) == expected


def test_a_question_that_does_not_apply_says_so():
    found = judged(BLOOD, person(MAN), broad=True)
    assert any("does not apply" in assumption for assumption in found.assumptions)


def test_an_event_of_a_known_day_is_counted_from():
    age = Age(bounds=Bounds(low=18), event="infusion")
    born = person(Birth(on=day("2008-07-01")))
    assert said(age, born, events={"infusion": date(2026, 7, 1)}) == HOLDS
    assert said(age, born, events={"infusion": date(2026, 6, 30)}) == FAILS


def test_an_event_is_known_by_its_name_in_any_spelling():
    age = Age(bounds=Bounds(low=18), event="infusion")
    born = person(Birth(on=day("1980-01-01")))
    assert said(age, born, events={"Infusions": date(2026, 7, 1)}) == HOLDS


def test_screening_itself_may_be_another_day_than_the_one_looked_at():
    born = person(Birth(on=day("2008-07-01")))
    assert said(ADULT, born, events={"screening": date(2026, 7, 1)}) == HOLDS
