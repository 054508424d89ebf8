"""Judges a leaf of any kind."""

from trialhead import criteria
from trialhead.criteria import Leaf
from trialhead.screening.answers import judge_answer, judge_outright
from trialhead.screening.conditions import judge_condition
from trialhead.screening.judged import Judged
from trialhead.screening.measurements import judge_measurement
from trialhead.screening.participation import judge_participation
from trialhead.screening.people import judge_age, judge_sex
from trialhead.screening.procedures import judge_procedure
from trialhead.screening.reproduction import judge_reproduction
from trialhead.screening.scores import judge_classified, judge_score
from trialhead.screening.treatments import judge_treatment
from trialhead.screening.view import View


def judge_leaf(leaf: Leaf, view: View) -> Judged:
    """What the record says about one question, from the direction of ``view``."""
    if view.judged is None:
        return judge_outright(leaf, view) or _judge(leaf, view)
    # By identity: to compare leaves takes longer than to judge some. Each is kept with what it was
    # judged to be, so no other can come to stand in its place.
    key = (id(leaf), view.broad, view.lenient)
    if key not in view.judged:
        view.judged[key] = (leaf, judge_outright(leaf, view) or _judge(leaf, view))
    return view.judged[key][1]


def _judge(leaf: Leaf, view: View) -> Judged:  # noqa: C901 - one line a kind
    match leaf:
        case criteria.Age():
            return judge_age(leaf, view)
        case criteria.Sex():
            return judge_sex(leaf, view)
        case criteria.Condition():
            return judge_condition(leaf, view)
        case criteria.Treatment():
            return judge_treatment(leaf, view)
        case criteria.Measurement():
            return judge_measurement(leaf, view)
        case criteria.Score():
            return judge_score(leaf, view)
        case criteria.Classified():
            return judge_classified(leaf, view)
        case criteria.Procedure():
            return judge_procedure(leaf, view)
        case criteria.Reproduction():
            return judge_reproduction(leaf, view)
        case criteria.Participation():
            return judge_participation(leaf, view)
        case criteria.Judgement() | criteria.Unread():
            return judge_answer(leaf, view)
