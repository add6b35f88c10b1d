"""The tables of a new site in one step: each change of pictures would copy their table again.

A site that has taken some of the four steps goes on with them; one that has taken all has taken this.
"""

import django.db.models.deletion
import media.models
import media.models.files
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('media', '0001_initial'),
        ('media', '0002_pictures_say_who_can_be_seen'),
        ('media', '0003_recordings_are_kept'),
        ('media', '0004_pictures_have_a_public_id'),
    ]

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('file', models.FileField(help_text="PDF, DOCX or ODT, without macros. Remove the author's name from a PDF before you upload it.", upload_to=media.models.handout_path, verbose_name='file')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'handout',
                'verbose_name_plural': 'handouts',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('origin', models.CharField(blank=True, max_length=160, verbose_name='who made it')),
                ('licence', models.CharField(blank=True, max_length=80, verbose_name='licence')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ('blurred_at', models.DateTimeField(editable=False, null=True)),
                ('blurred_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consent', models.CharField(choices=[('not_needed', 'Not needed: nobody can be recognised by it'), ('held', 'Given in writing, and the paper is kept'), ('withdrawn', 'Withdrawn: it is taken from every page at once')], default='not_needed', max_length=12, verbose_name='consent')),
                ('consent_place', models.CharField(blank=True, help_text='A place, such as: the locked cabinet of the team in Termez. No file, and no name.', max_length=160, verbose_name='where the signed paper lies')),
                ('kind', models.CharField(choices=[('drawing', 'Drawing'), ('ornament', 'Textile or ornament'), ('photograph', 'Photograph')], default='drawing', help_text='No photograph of a child or of a person who returned can be stored, blurred or not. A drawing can show what a photograph must not.', max_length=12, verbose_name='kind')),
                ('no_child_confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('no_child_confirmed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('people', models.CharField(blank=True, choices=[('nobody', 'Nobody who could be recognised'), ('agreed', 'Public officials or professionals who agreed'), ('bystanders', 'Bystanders: they are blurred here before anybody sees the picture')], max_length=12, verbose_name='who can be seen in the photograph')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True, editable=False)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('consent', 'not_needed'), models.Q(('consent_place', ''), _negated=True), _connector='OR'), name='picture_consent_says_where_the_paper_lies'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'photograph'), _negated=True), models.Q(('no_child_confirmed_at__isnull', False), models.Q(('people', ''), _negated=True), models.Q(('origin', ''), _negated=True), models.Q(('licence', ''), _negated=True)), _connector='OR'), name='picture_photograph_is_confirmed_and_says_who'),
                    models.CheckConstraint(condition=models.Q(('kind', 'photograph'), ('people', ''), _connector='OR'), name='picture_people_are_in_photographs'),
                    models.CheckConstraint(condition=models.Q(models.Q(('people', 'agreed'), _negated=True), models.Q(('consent', 'not_needed'), _negated=True), _connector='OR'), name='picture_people_who_can_be_recognised_agreed'),
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='media.picture')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='one_rendition_per_filter')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(blank=True, max_length=160, verbose_name='who made it')),
                ('licence', models.CharField(blank=True, max_length=80, verbose_name='licence')),
                ('consent', models.CharField(choices=[('not_needed', 'Not needed: nobody can be recognised by it'), ('held', 'Given in writing, and the paper is kept'), ('withdrawn', 'Withdrawn: it is taken from every page at once')], default='not_needed', max_length=12, verbose_name='consent')),
                ('consent_place', models.CharField(blank=True, help_text='A place, such as: the locked cabinet of the team in Termez. No file, and no name.', max_length=160, verbose_name='where the signed paper lies')),
                ('no_child_confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('language', models.CharField(choices=[('en', 'English'), ('ru', 'Русский'), ('kk', 'Қазақша'), ('ky', 'Кыргызча'), ('tg', 'Тоҷикӣ'), ('uz', 'Oʻzbekcha')], max_length=10, verbose_name='language that is spoken')),
                ('file', models.FileField(help_text='MP3, Ogg Opus or M4A; 10 MB and 64 kbit/s at most. Speech is clear at 32 kbit/s, mono.', upload_to=media.models.files.recording_path, verbose_name='file')),
                ('seconds', models.PositiveIntegerField(editable=False)),
                ('file_size', models.PositiveIntegerField(editable=False)),
                ('captions', models.TextField(help_text='Paste them here, or choose their file. They run along below.', verbose_name='captions (WebVTT)')),
                ('transcript', models.TextField(help_text='Every word that is said, and sounds that matter. Needed, like captions.', verbose_name='transcript')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('no_child_confirmed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('consent', 'not_needed'), models.Q(('consent_place', ''), _negated=True), _connector='OR'), name='recording_consent_says_where_the_paper_lies'), models.CheckConstraint(condition=models.Q(models.Q(('captions', ''), _negated=True), models.Q(('transcript', ''), _negated=True)), name='recording_can_be_read_as_well'), models.CheckConstraint(condition=models.Q(('no_child_confirmed_at__isnull', False), models.Q(('origin', ''), _negated=True), models.Q(('licence', ''), _negated=True)), name='recording_is_confirmed_and_says_whose_it_is'), models.CheckConstraint(condition=models.Q(('file_size__gte', 1), ('file_size__lte', 10485760), ('seconds__gte', 1)), name='recording_is_light')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
