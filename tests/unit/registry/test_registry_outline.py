"""Outlines of hostile and of odd texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.registry import Item, ItemList, Paragraph, outlined
from trialhead.registry.outline import words_of


def depth(blocks: tuple) -> int:
    """How many lists stand inside each other."""
    lists = [block for block in blocks if isinstance(block, ItemList)]
    return max((1 + depth(item.blocks) for part in lists for item in part.items), default=0)


def test_endless_nesting_ends_and_loses_no_word() -> None:
    blocks = outlined("\n".join(f"{' ' * level}* word{level}" for level in range(2_000)))
    assert list(words_of(blocks)) == [f"word{level}" for level in range(2_000)]
    assert 10 <= depth(blocks) <= 50


def test_a_list_goes_back_out_of_a_depth_it_never_showed() -> None:
    lines = [f"{' ' * level}* in{level}" for level in range(100)]
    (block,) = outlined("\n".join([*lines, "* out"]))
    assert isinstance(block, ItemList)
    assert [item.text for item in block.items] == ["in0", "out"]


def test_a_long_paragraph_is_put_together_at_once() -> None:
    (block,) = outlined("a b\n" * 300_000)
    assert isinstance(block, Paragraph)
    assert len(block.text) == 300_000 * 4 - 1


_TREE = st.recursive(
    st.just(()), lambda below: st.lists(below, min_size=1, max_size=3).map(tuple), max_leaves=12
)
_SIGNS = st.sampled_from([("* ", ""), ("1. ", "1."), ("(2) ", "(2)"), ("a) ", "a)"), ("• ", "")])


def written(tree: tuple, sign: str, indent: str) -> str:
    """The tree as a nested list; an item is named by its way from the root."""

    def lines(level: tuple, way: str) -> list[str]:
        return [
            line
            for place, below in enumerate(level)
            for line in (
                f"{indent * (len(way))}{sign}x{way}{place}",
                *lines(below, f"{way}{place}"),
            )
        ]

    return "\n".join(lines(tree, ""))


def grown(tree: tuple, marker: str, way: str = "") -> tuple:
    """The blocks the tree should have."""
    items = tuple(
        Item(marker, f"x{way}{place}", grown(below, marker, f"{way}{place}"))
        for place, below in enumerate(tree)
    )
    return (ItemList(items),) if items else ()


@given(_TREE, _SIGNS, st.sampled_from([" ", "  ", "    "]))
def test_every_nested_list_is_read_as_it_was_laid_out(
    tree: tuple, sign: tuple[str, str], indent: str
) -> None:
    assert outlined(written(tree, sign[0], indent)) == grown(tree, sign[1])


@pytest.mark.parametrize("text", ["", "\n\n", "   \n "])
def test_an_empty_text_has_no_blocks(text: str) -> None:
    assert outlined(text) == ()


def test_a_number_before_nothing_is_kept() -> None:
    assert list(words_of(outlined("a score of at least\n10."))) == ["a score of at least", "10."]


def test_blocks_keep_their_order_around_a_list() -> None:
    kinds = [type(block) for block in outlined("a\n\n* b\n\nc\n\n1. d")]
    assert kinds == [Paragraph, ItemList, Paragraph, ItemList]
