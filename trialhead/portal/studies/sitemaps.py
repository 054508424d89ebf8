"""The pages a search engine may list."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from trialhead.portal.studies.models import StudyRecord


class StudySitemap(Sitemap):  # type: ignore[type-arg]
    """Every study page in every language; 5 languages and their links keep a file below 50 MB."""

    i18n = True
    alternates = True
    x_default = True
    limit = 1000

    def items(self) -> QuerySet[StudyRecord]:
        """Studies still in their registry."""
        return StudyRecord.objects.filter(withdrawn_at=None).order_by("pk")

    def lastmod(self, item: StudyRecord) -> datetime:
        """When the page's record last changed."""
        return item.changed_at

    def location(self, item: StudyRecord) -> str:
        """The page's path."""
        return reverse("studies:study", args=[item.registry_id])


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    """The general pages in every language."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[str]:
        """Names of the addresses."""
        return [
            "pages:home",
            "studies:search",
            "pages:questions",
            "pages:help",
            "pages:glossary",
            "pages:privacy",
        ]

    def location(self, item: str) -> str:
        """The page's path."""
        return reverse(item)


SITEMAPS = {"pages": PageSitemap, "studies": StudySitemap}
