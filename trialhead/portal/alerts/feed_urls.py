"""Addresses of feeds and calendars, in every language: a page's own, with another ending."""

from django.urls import path

from trialhead.portal.alerts import feed_views

app_name = "feeds"
urlpatterns = [
    *(
        path(f"studies.{form}", feed_views.search, {"form": form}, name=f"search-{form}")
        for form in feed_views.FORMS
    ),
    *(
        path(
            f"studies/<slug:registry_id>.{form}",
            feed_views.study,
            {"form": form},
            name=f"study-{form}",
        )
        for form in feed_views.FORMS
    ),
]
