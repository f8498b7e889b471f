from django.db import migrations, models


class Migration(migrations.Migration):
    """What agreements share with the kinds after them. `manage.py reindex` fills the column."""

    dependencies = [
        ("agreements", "0002_agreement_whole"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedagreement",
            name="owner",
            field=models.SlugField(db_index=False, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="publishedagreement",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=["owner"],
                name="publishedagreement_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unit", ""), _negated=True),
                    models.Q(("source_title", ""), _negated=True),
                ),
                name="agreementoutcome_unit_and_source",
                violation_error_message="An outcome needs its unit and its source: what was counted, and where the claim can be checked.",
            ),
        ),
    ]
