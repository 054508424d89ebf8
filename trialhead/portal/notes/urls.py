"""Addresses of shared notes; none holds anything of a share."""

from django.urls import path

from trialhead.portal.notes import views

app_name = "notes"
urlpatterns = [
    path("shared-notes/", views.open_page, name="open-page"),
    path("shared-notes/make/", views.make, name="make"),
    path("shared-notes/open/", views.open_share, name="open"),
    path("shared-notes/answer/", views.answer, name="answer"),
    path("shared-notes/state/", views.state, name="state"),
    path("shared-notes/extend/", views.extend, name="extend"),
    path("shared-notes/revoke/", views.revoke, name="revoke"),
]
