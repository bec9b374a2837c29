import django.db.models.deletion
from django.db import migrations, models

from keng.db.dialects import AppendOnly

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgunits", "0001_units"),
        ("reporting", "0004_mutations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", _ID.clone()),
                ("title", models.CharField(max_length=200)),
                ("instruction", models.CharField(blank=True, max_length=500)),
                ("regime", models.CharField(max_length=40)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("levels", models.JSONField()),
                ("units", models.JSONField()),
                ("headings", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("open", "open"), ("dropped", "dropped")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.BigIntegerField(null=True)),
                (
                    "owner_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgunits.unit",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiry",
                        to="reporting.round",
                    ),
                ),
                (
                    "taken_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inquiries.inquiry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="inquiry_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="inquiry_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), _negated=True),
                            models.Q(("due_on__isnull", False), ("round__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_open_has_round",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", _ID.clone()),
                ("n", models.PositiveIntegerField()),
                ("form", models.CharField(max_length=60, unique=True)),
                ("at", models.DateTimeField()),
                ("account_id", models.BigIntegerField(null=True)),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="inquiries.inquiry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("inquiry", "n"), name="inquiry_version_once")
                ],
            },
        ),
        AppendOnly("inquiries_version"),
    ]
