import django.db.models.deletion
from django.db import migrations, models

from keng.db.dialects import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("packs", "0001_pack_versions")]

    operations = [
        migrations.CreateModel(
            name="MadeForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("regime", models.CharField(max_length=40)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                (
                    "pack_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="packs.packversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="pack_form_days_order",
                    )
                ],
            },
        ),
        AppendOnly("packs_madeform"),
    ]
