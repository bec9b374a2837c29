"""Names, mail addresses and telephones of accounts go under keys of their own."""

from django.db import migrations, models

from keng.access import personkeys


def seal(apps, schema_editor):
    """Seal what stands in clear; the journal is told by `keng migrate`, which knows the moment."""
    account = apps.get_model("access", "Account")
    for row in account.objects.order_by("pk").iterator(chunk_size=500):
        words = {"full_name": row.full_name, "email": row.email, "phone": row.phone}
        if not any(words.values()):
            continue
        key = personkeys.new_key()
        account.objects.filter(pk=row.pk).update(
            key_name=key, sealed=personkeys.sealed_words(key, words), has_email=bool(row.email)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_second_step_and_tokens'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='key_name',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
        migrations.AddField(
            model_name='account',
            name='sealed',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='account',
            name='has_email',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
