from django.db import migrations, models


def shorten_sessions(apps, _schema_editor):
    """No address is kept of sessions that are open already."""
    apps.get_model("usersessions", "UserSession").objects.update(ip="0.0.0.0", user_agent="")


def mark_key(apps, _schema_editor):
    """The log's key says that it is one; the codes it has made stay right."""
    for head in apps.get_model("accounts", "AuditHead").objects.all():
        head.key = "\0log:" + head.key
        head.save(update_fields=["key"])


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_first"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Remembered",
            fields=[
                ("digest", models.CharField(help_text="Keyed digest of a name.", max_length=64, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(shorten_sessions, migrations.RunPython.noop),
        migrations.RunPython(mark_key),
    ]
