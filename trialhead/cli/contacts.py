"""`trialhead contacts`: the addresses of study sites that the operator has confirmed."""

from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from trialhead.cli.output import get_ready, print_json
from trialhead.errors import NotFound, Unreadable
from trialhead.portal.contact import actions
from trialhead.portal.contact.models import CENTRAL, SiteContact
from trialhead.portal.contact.sites import site_choices
from trialhead.portal.studies.models import StudyRecord

app = typer.Typer(help="Where study sites get their enquiries.", no_args_is_help=True)

Study = Annotated[str, typer.Argument(help="The study's number, such as NCT00000000.")]


@app.command("list")
def list_sites(
    registry_id: Study,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List a study's sites with their keys and confirmed addresses."""
    get_ready()
    record = _record(registry_id)
    confirmed = {one.site_key: one for one in SiteContact.objects.filter(record=record)}
    rows = [
        {
            "key": key,
            "site": name,
            "email": confirmed[key].email if key in confirmed else "",
            "second_email": confirmed[key].second_email if key in confirmed else "",
        }
        for key, name in _sites(record).items()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        addresses = ", ".join(filter(None, (row["email"], row["second_email"])))
        typer.echo(f"{row['key']}  {row['site']}  {addresses or '(enquiries go to the operator)'}")


@app.command()
def confirm(
    registry_id: Study,
    site: Annotated[str, typer.Argument(help="The site's key from `contacts list`, or `central`.")],
    email: Annotated[str, typer.Argument(help="Where its enquiries go from now on.")],
    second: Annotated[str, typer.Option(help="Asked when the first does not answer.")] = "",
) -> None:
    """Confirm a site's address: you have made sure that the site wants enquiries there."""
    get_ready()
    record = _record(registry_id)
    if site not in _sites(record):
        raise NotFound(
            f"{record.registry_id} has no site {site}.",
            fix=f"See its sites with: trialhead contacts list {record.registry_id}",
        )
    for address in filter(None, (email, second)):
        _check(address)
    actions.confirm_contact(
        record=record, site_key=site, email=email, second_email=second, at=timezone.now()
    )
    typer.echo(f"Enquiries to {_sites(record)[site]} go to {email}.")


def _record(registry_id: str) -> StudyRecord:
    wanted = registry_id.strip().upper()
    record = StudyRecord.objects.filter(registry_id=wanted).first()
    if record is None:
        raise NotFound(f"No study {wanted} is here.", fix="Look for it with: trialhead search")
    return record


def _sites(record: StudyRecord) -> dict[str, str]:
    """Names by key, the central contact last."""
    choices = site_choices(record, record.study(), near=None, on=timezone.localdate())
    return {**{one.key: one.name for one in choices}, CENTRAL: "the central contact"}


def _check(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Unreadable(
            f"{address} is no e-mail address.", fix="Write it like team@example.org."
        ) from error
