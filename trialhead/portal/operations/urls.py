"""Addresses of the operator's pages."""

from django.urls import path

from trialhead.portal.operations import choice_views, mail_views, site_views, views

app_name = "operations"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("sites/", site_views.sites, name="sites"),
    path("sites/<str:registry_id>/", site_views.study, name="study"),
    path("sites/<str:registry_id>/<str:site_key>/", site_views.site, name="site"),
    path("mail/", mail_views.mail, name="mail"),
    path("mail/change/", mail_views.change, name="mail-change"),
    path("quarantine/", views.quarantine, name="quarantine"),
    path("retention/", choice_views.periods, name="retention"),
    path("switches/", choice_views.switches, name="switches"),
]
