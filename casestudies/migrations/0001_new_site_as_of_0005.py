"""The tables of a new site in one step; a site that has taken some of the steps goes on with them."""

import courses.blocks
import courses.pages
import django.db.models.deletion
import uuid
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('casestudies', '0001_initial'),
        ('casestudies', '0002_worksheets_are_written'),
        ('casestudies', '0003_texts_are_written_anew'),
        ('casestudies', '0004_colleagues_discuss'),
        ('casestudies', '0005_cases_stand_in_a_library'),
    ]

    initial = True

    dependencies = [
        ('courses', '0013_completions_are_found'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseLibraryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'case library',
                'verbose_name_plural': 'case libraries',
            },
            bases=(courses.pages.SignedPage, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='CaseStudyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(help_text='It makes a tired colleague want to read on. 170 letters are enough.', max_length=255, verbose_name='one sentence')),
                ('setting', models.TextField(help_text='Where, what kind of place, since when: two sentences.', max_length=900, verbose_name='setting')),
                ('period', models.CharField(help_text='As it is read: “January 2019 to 2021”.', max_length=120, verbose_name='period')),
                ('first_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='last year')),
                ('countries', models.JSONField(default=list, verbose_name='countries')),
                ('topics', models.JSONField(default=list, verbose_name='topics')),
                ('practices', models.JSONField(blank=True, default=list, verbose_name='practices')),
                ('professions', models.JSONField(default=list, help_text='One to three.', verbose_name='whom it serves most')),
                ('content_note', models.CharField(blank=True, help_text='One factual line, no warning theatre.', max_length=255, verbose_name='content note')),
                ('dignity_note', models.TextField(blank=True, help_text='What must not be shown or asked. It stands in the handout.', max_length=900, verbose_name='for whoever teaches with it')),
                ('body', courses.blocks.BodyField([], blank=True, verbose_name='the case')),
                ('steps', courses.blocks.BodyField([], blank=True, verbose_name='steps, in order of time')),
                ('actors', courses.blocks.BodyField([], blank=True, verbose_name='who was there')),
                ('helped', courses.blocks.BodyField([], blank=True, verbose_name='what helped')),
                ('limits', courses.blocks.BodyField([], blank=True, verbose_name='limits')),
                ('dilemmas', courses.blocks.BodyField([], blank=True, verbose_name='dilemmas')),
                ('learning', courses.blocks.BodyField([], blank=True, verbose_name='what each profession can take from it')),
                ('conflicts', courses.blocks.BodyField([], blank=True, verbose_name='sources that disagree')),
                ('compare_with', models.JSONField(blank=True, default=list, help_text='Short names of one or two other case studies, as they stand in their addresses.', verbose_name='worth laying beside it')),
                ('lessons', models.JSONField(blank=True, default=list, help_text='Codes of lessons.', verbose_name='lessons that use it')),
            ],
            options={
                'verbose_name': 'case study',
                'verbose_name_plural': 'case studies',
                'constraints': [models.CheckConstraint(condition=models.Q(('first_year__isnull', True), ('last_year__isnull', True), ('last_year__gte', models.F('first_year')), _connector='OR'), name='study_ends_after_it_began')],
            },
            bases=(courses.pages.SignedPage, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ChoiceTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_key', models.UUIDField()),
                ('choice_key', models.CharField(max_length=40)),
                ('counted', models.PositiveIntegerField(default=0)),
                ('told', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tally of a choice',
                'constraints': [models.UniqueConstraint(fields=('case_key', 'choice_key'), name='one_tally_per_choice'), models.CheckConstraint(condition=models.Q(('told__lte', models.F('counted'))), name='tally_tells_no_more_than_was_counted')],
            },
        ),
        migrations.CreateModel(
            name='CompiledStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('study_key', models.UUIDField()),
                ('language', models.CharField(max_length=12)),
                ('slug', models.SlugField(max_length=255)),
                ('artifact', models.JSONField()),
                ('compiled_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('study_key', 'language'), name='one_compiled_study_per_language'), models.UniqueConstraint(fields=('slug', 'language'), name='one_study_address_per_language')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('code', models.SlugField(help_text='Stays for ever: it is the address.', max_length=100, verbose_name='code')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('opening', models.TextField(help_text='Who the reader is and what has happened. People and places are invented.', verbose_name='opening')),
                ('content_note', models.CharField(blank=True, max_length=200, verbose_name='content note')),
                ('minutes', models.DecimalField(decimal_places=1, default=1, help_text='Reading is counted in words and comes on top.', max_digits=3, verbose_name='minutes for thinking')),
                ('is_sensitive', models.BooleanField(default=False, help_text="Touches security bodies, religion, law or one's own distress: the way is not kept.", verbose_name='sensitive')),
                ('outline', courses.blocks.BodyField([], blank=True, verbose_name='outline')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='courses.activity', verbose_name='activity in a lesson')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('code', 'locale'), name='one_case_per_code_and_language'), models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('activity', 'locale'), name='one_case_per_activity_and_language')],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('course_key', models.UUIDField()),
                ('discussion_key', models.UUIDField(blank=True, null=True)),
                ('pseudonym', models.CharField(max_length=12)),
                ('text', models.TextField(max_length=1500)),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('waiting', 'waiting to be read'), ('shown', 'let through'), ('returned', 'handed back')], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, choices=[('recognised', 'Somebody could be recognised by it.'), ('hurts', 'Some of its words could hurt the people it speaks of.'), ('elsewhere', 'It answers another question than this one.'), ('other', 'The trainer says why below.')], max_length=12)),
                ('note', models.TextField(blank=True, max_length=1500)),
                ('reply', models.TextField(blank=True, max_length=1500)),
                ('is_reported', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField(db_index=True)),
                ('idempotency_key', models.UUIDField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'contribution',
                'indexes': [models.Index(fields=['discussion_key', 'course_key', 'state'], name='contributions_of')],
                'constraints': [models.UniqueConstraint(fields=('author', 'idempotency_key'), name='one_contribution_per_sending'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='contribution_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('reason__gt', ''), ('state', 'returned')), models.Q(models.Q(('state', 'returned'), _negated=True), ('reason', '')), _connector='OR'), name='contribution_comes_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('discussion_key__isnull', False), models.Q(('state', 'shown'), _negated=True), models.Q(('reply', ''), _negated=True), _connector='OR'), name='question_is_closed_by_a_reply')],
            },
        ),
        migrations.CreateModel(
            name='Discussion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('code', models.SlugField(help_text='Stays for ever: it is the address.', max_length=100, verbose_name='code')),
                ('title', models.CharField(help_text='One open question to colleagues. Two honest answers may both stand.', max_length=200, verbose_name='question')),
                ('opening', models.TextField(help_text='What to think of when answering. Ask for a way of working, never for a family’s story.', verbose_name='opening')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='courses.activity', verbose_name='activity in a lesson')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'discussion',
                'verbose_name_plural': 'discussions',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('code', 'locale'), name='one_discussion_per_code_and_language'), models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('activity', 'locale'), name='one_discussion_per_activity_and_language')],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='WordingTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('code', models.SlugField(help_text='Stays for ever: packages know it by this.', max_length=100, verbose_name='code')),
                ('form', models.CharField(choices=[('headline', 'a headline'), ('caption', 'a picture caption'), ('paragraph', 'a paragraph'), ('note', 'a note in a file')], default='headline', max_length=20, verbose_name='what it is')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('opening', models.TextField(blank=True, help_text='Who writes for whom, and what is known. People and places are invented.', verbose_name='opening')),
                ('original', models.TextField(help_text='The text to rewrite, invented. The check must mark something in it.', max_length=1200, verbose_name='original')),
                ('answers', courses.blocks.BodyField([], blank=True, verbose_name='model answers')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='courses.activity', verbose_name='activity in a lesson')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'text to rewrite',
                'verbose_name_plural': 'texts to rewrite',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('code', 'locale'), name='one_wordingtask_per_code_and_language'), models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('activity', 'locale'), name='one_wordingtask_per_activity_and_language')],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Worksheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('code', models.SlugField(help_text='Stays for ever: packages know it by this.', max_length=100, verbose_name='code')),
                ('kind', models.CharField(choices=[('reflection', 'a reflection: something to think about'), ('planner', 'a planner: a page to use at work')], default='reflection', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('opening', models.TextField(blank=True, help_text='What the page is for, in one or two sentences. Never ask for a family’s story.', verbose_name='opening')),
                ('prompts', courses.blocks.BodyField([], blank=True, verbose_name='prompts')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='courses.activity', verbose_name='activity in a lesson')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'worksheet',
                'verbose_name_plural': 'worksheets',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('code', 'locale'), name='one_worksheet_per_code_and_language'), models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('activity', 'locale'), name='one_worksheet_per_activity_and_language')],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
    ]
