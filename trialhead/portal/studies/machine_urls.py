"""Addresses for machines: they have no language."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from trialhead.portal.studies import machine_views
from trialhead.portal.studies.sitemaps import SITEMAPS

urlpatterns = [
    path("robots.txt", machine_views.robots, name="robots"),
    path("health", machine_views.health, name="health"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
