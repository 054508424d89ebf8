"""Addresses of the general pages."""

from django.urls import path

from trialhead.portal.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("questions/", views.questions, name="questions"),
    path("help/", views.help_page, name="help"),
    path("glossary/", views.words_explained, name="glossary"),
    path("privacy/", views.privacy, name="privacy"),
]
