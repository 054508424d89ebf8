"""Parses tokens into clauses by the grammar in ``statement.lark``."""

from functools import cache
from importlib.resources import files
from typing import Any as Whatever

from lark import Lark, Transformer, Tree
from lark import Token as LarkToken
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

from trialhead.criteria.statement import Clause, Names, Statement
from trialhead.criteria.tokens import Token


class _Fed(Lexer):
    """Hands ready tokens to the parser."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, tokens: list[Token]) -> Whatever:  # type: ignore[override]
        return (LarkToken(token.kind, token) for token in tokens)


class _Clauses(Transformer[LarkToken, Statement]):
    def start(self, parts: list[Whatever]) -> Statement:
        return Statement(parts[0], parts[1] if len(parts) > 1 else [])

    def clauses(self, parts: list[Whatever]) -> list[Clause]:
        joint = ""
        for part in parts:
            if isinstance(part, str):
                joint = part
            else:
                part.joint = joint
        return [part for part in parts if isinstance(part, Clause)]

    def sep(self, parts: list[LarkToken]) -> str:
        return parts[0].type

    def bare(self, parts: list[Whatever]) -> Clause:
        leads = [part for part in parts if isinstance(part, Token)]
        posts = [part.value for part in parts if isinstance(part, LarkToken)]
        return Clause(leads=leads, posts=posts)

    def stated(self, parts: list[Whatever]) -> Clause:
        at = next(number for number, part in enumerate(parts) if isinstance(part, Clause))
        core = parts[at]
        posts = [token for post in parts[at + 1 :] for token in post]
        return Clause(leads=parts[:at], core=core.core, items=core.items, posts=posts)

    def lead(self, parts: list[Whatever]) -> Token:
        token: Token = parts[0].value if isinstance(parts[0], LarkToken) else parts[0]
        return token

    def age(self, parts: list[LarkToken]) -> Token:
        tokens: list[Token] = [part.value for part in parts]
        bound = next(token for token in tokens if token.kind in ("TBOUND", "BOUND", "TIME"))
        named = len(tokens) > 1
        return Token("AGES" if named else "LENGTH", bound.value, tokens[0].start, tokens[-1].end)

    def names(self, parts: list[Whatever]) -> Names:
        found = [token for part in parts if isinstance(part, list) for token in part]
        return Names(
            tokens=[token for token in found if token.kind == "ANALYTE"],
            joints=[part for part in parts if isinstance(part, str)],
            specimens=[token for token in found if token.kind == "SPECIMEN"],
        )

    def name(self, parts: list[LarkToken]) -> list[Token]:
        return [part.value for part in parts]

    nsep = sep

    def result(self, parts: list[LarkToken]) -> Token:
        token: Token = parts[0].value
        return token

    def bracketed(self, parts: list[LarkToken]) -> Token:
        token: Token = parts[1].value
        return token

    def post(self, parts: list[LarkToken]) -> list[Token]:
        return [part.value for part in parts]

    def except_(self, parts: list[Whatever]) -> list[Clause]:
        return next(part for part in parts if isinstance(part, list))

    def __default__(self, data: Whatever, children: list[Whatever], meta: object) -> Whatever:
        """Every other rule is a core: its name and its tokens."""
        if str(data).startswith("_"):  # what the parser makes of a repetition
            return Tree(data, children)
        if data == "except":
            return self.except_(children)
        items = [part.value if isinstance(part, LarkToken) else part for part in children]
        return Clause(core=str(data), items=items)


@cache
def _parser() -> Lark:
    grammar = files("trialhead.criteria").joinpath("statement.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=_Fed, transformer=_Clauses())


def parse(tokens: list[Token]) -> Statement | None:
    """The statement the tokens make; None if they make none. Linear in the number of tokens."""
    try:
        return _parser().parse(tokens)  # type: ignore[return-value]
    except UnexpectedInput:
        return None
