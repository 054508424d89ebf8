"""In which language a letter can be written: the reader's where its texts are translated."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.template import Engine
from django.template.base import Node, NodeList
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation


@cache
def spoken(templates: tuple[str, ...], language: str) -> str:
    """The language asked for if most texts of the templates have a translation, else the portal's
    own. So a letter is not half in one and half in another, and its marks tell the truth."""
    own = settings.LANGUAGE_CODE
    if language == own:
        return language
    texts = {text for name in templates for text in texts_of(name)}
    with translation.override(language):
        translated = sum(translation.gettext(text) != text for text in texts)
    return language if translated * 2 > len(texts) else own


def texts_of(name: str) -> frozenset[str]:
    """Every text of a template that can be translated, with those of the templates it brings."""
    template = Engine.get_default().get_template(name)
    return frozenset(_texts(template.nodelist))


def _texts(nodes: NodeList) -> Iterator[str]:
    for node in nodes.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            # As catalogues have it:
            yield str(node.filter_expression.var.literal).replace("%", "%%")
        elif isinstance(node, BlockTranslateNode):
            yield node.render_token_list(node.singular)[0]
        elif isinstance(node, IncludeNode) and isinstance(node.template.var, str):
            yield from texts_of(node.template.var)
