"""Addresses of enquiries."""

from django.urls import path

from trialhead.portal.contact import site_views, status_views, views

app_name = "contact"
urlpatterns = [
    path("studies/<str:registry_id>/contact/", views.choose_site, name="enquire"),
    path("studies/<str:registry_id>/contact/<str:site_key>/", views.write, name="write"),
    path("enquiry/", status_views.absent, name="no-token"),
    path("enquiry/<str:token>/", status_views.status, name="status"),
    path("enquiry/<str:token>/sent/", status_views.sent, name="sent"),
    path("enquiry/<str:token>/export/", status_views.export_json, name="export"),
    path("enquiry/<str:token>/withdraw/", status_views.withdraw, name="withdraw"),
    path("enquiry/<str:token>/consent/", status_views.take_back, name="take-back"),
    path("enquiry/<str:token>/another-site/", status_views.decide, name="decide"),
    path("enquiry/<str:token>/erase/", status_views.erase, name="erase"),
    path("site-answer/", status_views.absent, name="no-site-token"),
    path("site-answer/<str:token>/", site_views.reply, name="reply"),
]
