"""`trialhead team`: who belongs to study teams. The first operator is invited here."""

from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from trialhead.cli.output import get_ready, print_json
from trialhead.errors import Unreadable
from trialhead.portal.accounts.models import Membership
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.accounts.roles import Role
from trialhead.portal.teams import actions

app = typer.Typer(help="Members of study teams.", no_args_is_help=True)


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="Whom to invite.")],
    role: Annotated[Role, typer.Option(help="What they become.")],
    study: Annotated[str, typer.Option(help="The study's number; none for an operator.")] = "",
    site: Annotated[str, typer.Option(help="The site's key; none for the whole study.")] = "",
) -> None:
    """Invite somebody by mail; the link is printed too. It works once and for 7 days."""
    get_ready()
    if "@" not in email:
        raise Unreadable(f"{email} is no e-mail address.", fix="Write it like team@example.org.")
    invited = actions.Invited(email=email, role=role, scope=Scope(study.strip().upper(), site))
    address = actions.invite(
        invited=invited,
        by=None,
        origin="http://127.0.0.1:8000",
        language=settings.LANGUAGE_CODE,
        at=timezone.now(),
    )
    typer.echo(f"Invited. Their link: {address}")


@app.command("list")
def list_members(
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List members with their roles."""
    get_ready()
    held = Membership.objects.select_related("user").order_by("user__email", "registry_id")
    rows = [
        {
            "email": one.user.email,
            "name": one.user.name,
            "role": one.role,
            "study": one.registry_id,
            "site": one.site_key,
        }
        for one in held
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        typer.echo("  ".join(filter(None, row.values())))
