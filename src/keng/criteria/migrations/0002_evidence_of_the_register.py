"""Evidence may be an entry of the register of papers."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that is empty for all evidence that there is."""

    dependencies = [("criteria", "0001_run_of_a_year")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="registered_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
