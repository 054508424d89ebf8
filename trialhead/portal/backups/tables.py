"""Every table of the portal as rows of JSON values, whichever database holds it.

Django's registry of models says which tables there are, so a model added later is kept without a
word here. What is sealed stays sealed: such a column is read and written past its field.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from django.apps import apps
from django.db import connection
from django.db.models import Field, JSONField, Model, TextField
from django.db.models.functions import Cast

from trialhead.portal.privacy.sealing import SealedTextField

#: Tables whose rows are left out: a session's key opens an account to whoever reads it.
LEFT_OUT = {
    "sessions.session": "who is signed in",
    "usersessions.usersession": "who is signed in, and from where",
    "notifications.heartbeat": "which workers are at work just now",
}
#: Tables that Django fills itself when it makes them: a new portal holds these rows already.
MADE_WITH_TABLES = ("auth.permission", "contenttypes.contenttype")
#: Rows that a portal makes before anybody has done anything in it, once a worker is at work.
OF_THE_WORKER = ("notifications.heartbeat",)
#: So many rows are read at once.
CHUNK = 200

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a cell of it is a JSON value that any database's column can be made from."""

    field: "Field[Any, Any]"

    @property
    def name(self) -> str:
        """The column's name in the database."""
        return str(self.field.column)

    @property
    def as_stored(self) -> bool:
        """Whether its text is taken as the database has it, not as the model's attribute."""
        return isinstance(self.field, SealedTextField | JSONField)

    def cell(self, value: Any) -> Any:
        """What stands in the file for a value that was read."""
        if value is None or isinstance(value, bool | int | float | str):
            return value
        row = SimpleNamespace(**{self.field.attname: value})
        return self.field.value_to_string(cast(Model, row))

    def value(self, cell: Any) -> Any:
        """What the database is given for a cell."""
        if cell is None or isinstance(self.field, SealedTextField):
            return cell
        if isinstance(self.field, JSONField):
            return self.field.get_db_prep_value(json.loads(cell), connection)
        return self.field.get_db_prep_save(self.field.to_python(cell), connection)


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one model."""

    model: type[Model]

    @property
    def label(self) -> str:
        """The model's name: feature and class."""
        return self.model._meta.label_lower

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in the model's order."""
        return tuple(Column(field) for field in self.model._meta.local_concrete_fields)

    def rows(self) -> Iterator[Row]:
        """Every row in the order of its key, streamed."""
        columns = self.columns
        stored = {
            f"stored_{column.name}": Cast(column.field.name, TextField())
            for column in columns
            if column.as_stored
        }
        read = [f"stored_{c.name}" if c.as_stored else c.field.attname for c in columns]
        rows = self.model._base_manager.order_by("pk").annotate(**stored).values_list(*read)
        for row in rows.iterator(chunk_size=CHUNK):
            yield [column.cell(value) for column, value in zip(columns, row, strict=True)]


def every_table() -> tuple[Table, ...]:
    """Every table of every feature and library, those between two models included."""
    return tuple(
        Table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )


def kept_tables() -> tuple[Table, ...]:
    """What a backup holds: each table after those its rows point to."""
    placed: dict[type[Model], Table] = {}
    for table in every_table():
        _place(table.model, placed, on_the_way=set())
    return tuple(table for table in placed.values() if table.label not in LEFT_OUT)


def _place(model: type[Model], placed: dict[type[Model], Table], on_the_way: set[Any]) -> None:
    """Tables that point to each other in a ring are placed as they come: keys are checked last."""
    if model in placed or model in on_the_way:
        return
    on_the_way.add(model)
    for field in model._meta.local_concrete_fields:
        related = field.related_model
        if isinstance(related, type):
            _place(related._meta.concrete_model or related, placed, on_the_way)
    placed[model] = Table(model)


def holding() -> list[str]:
    """The tables that hold rows, beyond what a new portal holds; also of an older database."""
    there = set(connection.introspection.table_names())
    return [
        table.label
        for table in every_table()
        if table.model._meta.db_table in there
        and table.label not in (*MADE_WITH_TABLES, *OF_THE_WORKER)
        and table.model._base_manager.exists()
    ]
