"""A picture is called by an id of its own, the same on every site that a package carries it to."""

import uuid

from django.db import migrations, models


def give_ids(apps, schema_editor):
    """Give every stored picture an id; the default would have been one for all of them."""
    pictures = apps.get_model("media", "Picture").objects
    for number in pictures.filter(public_id=None).values_list("pk", flat=True).iterator():
        pictures.filter(pk=number).update(public_id=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("media", "0003_recordings_are_kept")]

    operations = [
        migrations.AddField("picture", "public_id", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            "picture",
            "public_id",
            models.UUIDField(default=uuid.uuid4, unique=True, editable=False),
        ),
    ]
