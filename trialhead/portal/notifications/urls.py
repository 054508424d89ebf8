"""Addresses of local mail; only of an installation that shows defects (TRIALHEAD_DEBUG)."""

from django.urls import path

from trialhead.portal.notifications import views

app_name = "notifications"
urlpatterns = [path("dev/outbox", views.outbox, name="outbox")]
