"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("trialhead.portal.studies.machine_urls")),
    path("", include("trialhead.portal.notifications.urls")),
    path("team/account/", include("allauth.urls")),
    path("team/", include("trialhead.portal.teams.urls")),
    path("team/", include("trialhead.portal.desk.urls")),
    path("team/operations/", include("trialhead.portal.operations.urls")),
    *i18n_patterns(
        path("", include("trialhead.portal.pages.urls")),
        path("", include("trialhead.portal.studies.urls")),
        path("", include("trialhead.portal.prescreen.urls")),
        path("", include("trialhead.portal.contact.urls")),
        path("", include("trialhead.portal.notes.urls")),
        path("", include("trialhead.portal.alerts.feed_urls")),
        path("", include("trialhead.portal.alerts.urls")),
        path("design/", include("trialhead.portal.design.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "trialhead.portal.design.errors.bad_request"
handler403 = "trialhead.portal.design.errors.forbidden"
handler404 = "trialhead.portal.design.errors.not_found"
handler500 = "trialhead.portal.design.errors.broken"
