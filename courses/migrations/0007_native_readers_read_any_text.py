"""That a native reader has read a text is kept for lessons and for pages of other floors."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_words_of_the_trade")]

    operations = [
        migrations.RemoveConstraint("nativereading", "one_reading_per_lesson_and_language"),
        migrations.RenameField("nativereading", "lesson_key", "text_key"),
        migrations.AlterField("nativereading", "text_key", models.UUIDField(verbose_name="text")),
        migrations.AddConstraint(
            "nativereading",
            models.UniqueConstraint(fields=["text_key", "language"], name="one_reading_per_text_and_language"),
        ),
    ]
