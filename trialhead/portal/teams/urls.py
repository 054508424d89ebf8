"""Addresses of the team's own pages."""

from django.urls import path

from trialhead.portal.teams import (
    criteria_edition_views,
    criterion_views,
    people,
    review_views,
    views,
    words_edition_views,
    words_views,
)

app_name = "teams"
urlpatterns = [
    path("", views.home, name="home"),
    path("you/", views.account, name="account"),
    path("join/<str:token>/", views.join, name="join"),
    path("members/", people.people, name="people"),
    path("members/end/", people.end, name="end"),
    path("criteria/", review_views.reviews, name="reviews"),
    path("criteria/<str:registry_id>/", review_views.study, name="review"),
    path("criteria/<str:registry_id>/publish/", review_views.publish, name="publish"),
    path(
        "criteria/<str:registry_id>/edition/<int:number>/",
        criteria_edition_views.edition,
        name="edition",
    ),
    path(
        "criteria/<str:registry_id>/criterion/<path:name>/",
        criterion_views.criterion,
        name="criterion",
    ),
    path("words/", words_views.words, name="words"),
    path("words/<str:registry_id>/<str:language>/", words_views.study, name="words-study"),
    path(
        "words/<str:registry_id>/<str:language>/<int:number>/",
        words_edition_views.edition,
        name="words-edition",
    ),
    path(
        "words/<str:registry_id>/<str:language>/<int:number>/publish/",
        words_edition_views.publish,
        name="words-publish",
    ),
    path(
        "words/<str:registry_id>/<str:language>/<int:number>/confirm/",
        words_edition_views.confirm,
        name="words-confirm",
    ),
    path(
        "words/<str:registry_id>/<str:language>/<int:number>/withdraw/",
        words_edition_views.withdraw,
        name="words-withdraw",
    ),
    path("log/", views.log, name="log"),
    path("log/file/", views.log_file, name="log-file"),
]
