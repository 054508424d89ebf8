"""Addresses of search and study pages, in every language."""

from django.urls import path

from trialhead.portal.studies import rating_views, views

app_name = "studies"
urlpatterns = [
    path("studies/", views.search_page, name="search"),
    path("studies/<str:registry_id>/", views.study, name="study"),
    path("studies/<str:registry_id>/rating/", rating_views.rating, name="rating"),
    path("studies/<str:registry_id>/rating/thanks/", rating_views.rated, name="rated"),
    path("suggest/conditions/", views.suggest_conditions, name="suggest-conditions"),
    path("suggest/places/", views.suggest_places, name="suggest-places"),
]
