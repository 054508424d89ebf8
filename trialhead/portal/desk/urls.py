"""Addresses of the desk."""

from django.urls import path

from trialhead.portal.desk import (
    exports,
    handover_views,
    instrument_views,
    numbers_views,
    views,
    worksheet_views,
)

app_name = "desk"
urlpatterns = [
    path("enquiries/", views.inbox, name="inbox"),
    path("enquiries/csv/", exports.csv_file, name="csv"),
    path("enquiries/fhir/", exports.fhir_file, name="fhir"),
    path("enquiries/<uuid:reference>/", views.enquiry, name="enquiry"),
    path("enquiries/<uuid:reference>/contact/", views.show_contact, name="show-contact"),
    path("enquiries/<uuid:reference>/reply/", views.reply, name="reply"),
    path("enquiries/<uuid:reference>/stage/", views.move, name="move"),
    path("enquiries/<uuid:reference>/another-site/", handover_views.propose, name="propose"),
    path(
        "enquiries/<uuid:reference>/another-site/back/",
        handover_views.call_back,
        name="call-back",
    ),
    path("enquiries/<uuid:reference>/comment/", views.comment, name="comment"),
    path("enquiries/<uuid:reference>/worksheet/", worksheet_views.worksheet, name="worksheet"),
    path("enquiries/<uuid:reference>/worksheet/sign/", worksheet_views.sign, name="sign"),
    path("numbers/", numbers_views.dashboard, name="numbers"),
    path("instruments/", instrument_views.instruments, name="instruments"),
    path("instruments/<str:name>/", instrument_views.calculate, name="instrument"),
]
