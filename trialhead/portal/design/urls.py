"""Addresses of the design feature."""

from django.urls import path

from trialhead.portal.design import views

app_name = "design"
urlpatterns = [path("", views.gallery, name="gallery")]
