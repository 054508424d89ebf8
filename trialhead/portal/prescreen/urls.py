"""Addresses of the questions, in every language. Nothing of a person stands in them."""

from django.urls import path

from trialhead.portal.prescreen import views

app_name = "prescreen"
urlpatterns = [
    path("studies/<str:registry_id>/could-i-take-part/", views.study, name="study"),
    path("studies-that-may-fit/", views.studies, name="studies"),
]
