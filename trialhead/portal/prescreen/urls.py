"""Addresses of the questions, in every language. Nothing of a person stands in them."""

from django.urls import path

from trialhead.portal.prescreen import form_views, views

app_name = "prescreen"
urlpatterns = [
    path("studies/<str:registry_id>/could-i-take-part/", views.study, name="study"),
    path("studies/<str:registry_id>/questionnaire.json", form_views.form, name="form"),
    path("studies-that-may-fit/", views.studies, name="studies"),
]
