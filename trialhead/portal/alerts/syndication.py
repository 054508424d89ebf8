"""A feed written as Atom 1.0 or RSS 2.0."""

import re
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from trialhead.portal.alerts.feeds import Feed

#: What XML 1.0 has no room for, halves of characters among it.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MINUTES_BETWEEN_LOOKS = 60
#: When a feed without entries last changed: the same at every look.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Django would say now."""
        return super().latest_post_date() if self.items else NEVER


class _Rss(Rss201rev2Feed):
    def latest_post_date(self) -> datetime:
        """Django would say now."""
        return super().latest_post_date() if self.items else NEVER


def atom(feed: Feed) -> bytes:
    """The feed as Atom 1.0 (RFC 4287)."""
    return _written(_Atom, feed)


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    return _written(_Rss, feed)


def writable(text: str) -> str:
    """The text with a sign in the place of each character that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _written(kind: type[SyndicationFeed], feed: Feed) -> bytes:
    writer = kind(
        title=writable(feed.title),
        link=feed.link,
        description=writable(feed.about),
        subtitle=writable(feed.about),
        language=feed.language,
        author_name="trialhead",
        feed_url=feed.address,
        feed_guid=feed.id.urn,
        ttl=MINUTES_BETWEEN_LOOKS,
    )
    for entry in feed.entries:
        writer.add_item(
            title=writable(entry.title),
            link=entry.link,
            description=writable(entry.html),
            pubdate=entry.at,
            updateddate=entry.at,
            unique_id=entry.id.urn,
            unique_id_is_permalink=False,
        )
    return writer.writeString("utf-8").encode()
