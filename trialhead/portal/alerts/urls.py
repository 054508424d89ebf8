"""Addresses of alerts by mail."""

from django.urls import path

from trialhead.portal.alerts import manage_views, views

app_name = "alerts"
urlpatterns = [
    path("alerts/new/", views.new, name="new"),
    path("alerts/asked/", views.asked, name="asked"),
    path("alerts/confirm/<str:token>/", views.confirm, name="confirm"),
    path("alerts/stop/<str:token>/", manage_views.stop, name="stop"),
    path("alerts/", manage_views.absent, name="no-token"),
    path("alerts/<str:token>/", manage_views.manage, name="manage"),
    path("alerts/<str:token>/change/", manage_views.change, name="change"),
    path("alerts/<str:token>/export/", manage_views.export_json, name="export"),
    path("alerts/<str:token>/erase/", manage_views.erase, name="erase"),
]
