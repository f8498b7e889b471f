import django.db.models.deletion
from django.db import migrations, models


def drop_index(apps, schema_editor):
    # On SQLite it is a table of its own. It is made after every migrate (register/search/engines).
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS register_search")


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, drop_index),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="register.edition",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("slug", models.SlugField(db_index=False, max_length=120)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("reference", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField()),
                ("tokens", models.TextField()),
                ("is_listed", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["title", "slug"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slug", "number"),
                        name="search_document_once",
                        violation_error_message="That edition is indexed already.",
                    )
                ],
            },
        ),
    ]
