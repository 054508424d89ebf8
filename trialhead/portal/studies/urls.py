"""Addresses of search and study pages, in every language."""

from django.urls import path

from trialhead.portal.studies import views

app_name = "studies"
urlpatterns = [
    path("studies/", views.search_page, name="search"),
    path("studies/<str:registry_id>/", views.study, name="study"),
    path("suggest/conditions/", views.suggest_conditions, name="suggest-conditions"),
    path("suggest/places/", views.suggest_places, name="suggest-places"),
]
