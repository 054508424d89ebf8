"""A text that people or models wrote, cut into sentences for the gate."""

import re

from trialhead.overview.sentences import Sentence

_QUOTE = re.compile(r"“.*?”", re.DOTALL)
#: The end of a line inside a quote, which ends no sentence, and what stands for it meanwhile.
_IN_QUOTES = re.compile(r"\r?\n(?=[^“”]*”)")
_LINE = "\0"
#: Words that open a sentence, also behind "U.S." or "p.m.".
_OPENERS = (
    r"(?:The|This|These|Those|You|Your|It|Its|They|We|Our|There|If|In|On|At|For|After|Before|When|While"
    r"|No|Both|All|Each|Some|Most|Many|People|Patients|An?)\b"
)
#: The end of a sentence: a full stop inside "e.g." or "2.5" ends none.
_END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?]”))(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bDr\.)(?<!\b[A-Z]\.[A-Z]\.)"
    r"(?<!\b[ap]\.m\.)\s+(?=[A-Z“])(?<!\betc\. (?=(?:And|Or|But)\b))"
    rf"|(?:(?<=\b[A-Z]\.[A-Z]\.)|(?<=\b[ap]\.m\.))\s+(?={_OPENERS})"
)
#: How overviews begin an item.
_OURS = "– "
_ITEM = re.compile(r"^\s*(?:[-–*•]|\d+[.)])\s+")


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, without support. Items below a line that ends with a colon are one
    sentence with it, and so is every line below it that begins with our own sign of an item; lines
    that begin with # are headings."""
    found: list[str] = []
    in_list = ours = False
    for line in _IN_QUOTES.sub(_LINE, text).splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            in_list, ours = in_list and not bare, False
            continue
        if (in_list and _ITEM.match(line)) or (ours and bare.startswith(_OURS)):
            found[-1] += f"\n– {_ITEM.sub('', line, count=1).strip()}"
            continue
        found += _apart(_ITEM.sub("", bare, count=1))
        in_list, ours = bare.endswith(":"), True
    return tuple(Sentence(text=each.replace(_LINE, "\n")) for each in found)


def _apart(line: str) -> list[str]:
    """The sentences of one line; the record's words in “ ” are never cut."""
    quotes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quotes.append(match.group())
        end = match.group()[-2] if match.group()[-2] in ".!?" else ""
        return f"“{len(quotes) - 1}{end}”"

    parts = _END.split(_QUOTE.sub(keep, line))
    return [
        re.sub(r"“(\d+)[.!?]?”", lambda number: quotes[int(number[1])], part)
        for part in parts
        if part
    ]
