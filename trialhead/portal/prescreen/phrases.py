"""The words of questions: to the person, about a child, about somebody else.

{what} stands for words of the vocabulary or the registry, which stay in English; {time} for a
length of time.
"""

from django.utils.translation import gettext_lazy as _

#: Each question three times: to the person, about their child, about the person they answer for.
QUESTIONS = {
    "age": (_("How old are you?"), _("How old is your child?"), _("How old is the person?")),
    "sex": (
        _("Which sex was recorded when you were born?"),
        _("Which sex was recorded when your child was born?"),
        _("Which sex was recorded when the person was born?"),
    ),
    "result": (
        _("What is your latest result for {what}?"),
        _("What is your child's latest result for {what}?"),
        _("What is the person's latest result for {what}?"),
    ),
    "score": (
        _("What is your latest {what} score or class?"),
        _("What is your child's latest {what} score or class?"),
        _("What is the person's latest {what} score or class?"),
    ),
    "ill now": (
        _("Do you have {what}?"),
        _("Does your child have {what}?"),
        _("Does the person have {what}?"),
    ),
    "ill ever": (
        _("Have you ever had {what}?"),
        _("Has your child ever had {what}?"),
        _("Has the person ever had {what}?"),
    ),
    "ill within": (
        _("Have you had {what} in the last {time}?"),
        _("Has your child had {what} in the last {time}?"),
        _("Has the person had {what} in the last {time}?"),
    ),
    "treated now": (
        _("Are you being treated with {what} now?"),
        _("Is your child being treated with {what} now?"),
        _("Is the person being treated with {what} now?"),
    ),
    "treated ever": (
        _("Have you ever been treated with {what}?"),
        _("Has your child ever been treated with {what}?"),
        _("Has the person ever been treated with {what}?"),
    ),
    "treated within": (
        _("Have you been treated with {what} in the last {time}?"),
        _("Has your child been treated with {what} in the last {time}?"),
        _("Has the person been treated with {what} in the last {time}?"),
    ),
    "needs": (
        _("Do you need {what} now?"),
        _("Does your child need {what} now?"),
        _("Does the person need {what} now?"),
    ),
    "pregnant": (
        _("Are you pregnant?"),
        _("Is your child pregnant?"),
        _("Is the person pregnant?"),
    ),
    "breastfeeding": (
        _("Are you breastfeeding?"),
        _("Is your child breastfeeding?"),
        _("Is the person breastfeeding?"),
    ),
    "childbearing": (
        _("Could you become pregnant?"),
        _("Could your child become pregnant?"),
        _("Could the person become pregnant?"),
    ),
    "contraception": (
        _("Would you use contraception (birth control) during the study?"),
        _("Would your child use contraception (birth control) during the study?"),
        _("Would the person use contraception (birth control) during the study?"),
    ),
    "study now": (
        _("Are you taking part in another study now?"),
        _("Is your child taking part in another study now?"),
        _("Is the person taking part in another study now?"),
    ),
    "study within": (
        _("Have you taken part in another study in the last {time}?"),
        _("Has your child taken part in another study in the last {time}?"),
        _("Has the person taken part in another study in the last {time}?"),
    ),
    "trial now": (
        _("Are you taking part in another study that tests a treatment now?"),
        _("Is your child taking part in another study that tests a treatment now?"),
        _("Is the person taking part in another study that tests a treatment now?"),
    ),
    "trial within": (
        _("Have you taken part in another study that tests a treatment in the last {time}?"),
        _("Has your child taken part in another study that tests a treatment in the last {time}?"),
        _("Has the person taken part in another study that tests a treatment in the last {time}?"),
    ),
    "this": (
        _("Is this so for you?"),
        _("Is this so for your child?"),
        _("Is this so for the person?"),
    ),
    "words": (
        _("Do these words of the registry apply to you?"),
        _("Do these words of the registry apply to your child?"),
        _("Do these words of the registry apply to the person?"),
    ),
}

HINTS = {
    "childbearing": _(
        "Answer no after the menopause, or if the womb, both ovaries or both tubes were removed."
    ),
    "team": _("The study team decides this. Answer only if they or a doctor told you already."),
    "words": _("A machine could not read these words, so please read them yourself."),
    "result": _("The number stands on the report of the laboratory. Give it if you have it."),
    "score": _("A doctor works this out. Give it if you were told."),
    "age": _("Whole years are enough. For a baby or a small child you can use months or weeks."),
    "sex": _("Studies ask this because some medicines act differently, and because of pregnancy."),
}
