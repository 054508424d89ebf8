"""Addresses of the operator's pages."""

app_name = "operations"
urlpatterns: list[object] = []
