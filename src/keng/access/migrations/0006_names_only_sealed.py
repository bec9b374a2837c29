"""What was sealed no longer stands in clear."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_sealed_names'),
    ]

    operations = [
        migrations.RemoveField(model_name='account', name='full_name'),
        migrations.RemoveField(model_name='account', name='email'),
        migrations.RemoveField(model_name='account', name='phone'),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('sealed', ''), models.Q(('key_name', ''), _negated=True), _connector='OR'), name='account_sealed_under_a_key'),
        ),
    ]
