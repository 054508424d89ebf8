"""Signs of a record in words: "≥ 18" is "at least 18"; the numbers stay as they are."""

import re

_SAME = (
    (re.compile(r"\\(?=[<>=~*_\[\]()-])"), ""),
    (re.compile(r"(?:>\s*/\s*=|=\s*>|>\s*=|> or =|≧|⩾)"), "≥"),
    (re.compile(r"(?:<\s*/\s*=|=\s*<|<\s*=|< or =|≦|⩽)"), "≤"),
)
_WORDS = {"≥": "at least", "≤": "at most", ">": "more than", "<": "less than"}
_SIGN = re.compile(r"\s*(?<![\d≥≤<>=-])(?<!\d )([≥≤<>])\s*(?=\d)")
_ANY = re.compile(r"[≥≤<>]")
_TIMES = re.compile(
    r"(?<=\d)\s*[x×X*]\s*(?=(?:the |institutional |local )*(?:ULN|LLN|upper|lower)\b)"
)


def in_words(text: str) -> str:
    """A text with its signs of limits in words, or as it is where one of them has another use."""
    for form, sign in _SAME:
        text = form.sub(sign, text)
    text = _TIMES.sub(" times ", text)
    if len(_SIGN.findall(text)) != len(_ANY.findall(text)):
        return text
    told = _SIGN.sub(lambda sign: f" {_WORDS[sign[1]]} ", text)
    return re.sub(r"(^|[(\[]) ", r"\1", told)
