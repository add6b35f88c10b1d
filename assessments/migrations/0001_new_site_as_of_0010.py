"""The tables of a new site in one step; a site that has taken some of the steps goes on with them."""

import courses.blocks
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('assessments', '0001_initial'),
        ('assessments', '0002_question_kinds_order_match_short'),
        ('assessments', '0003_question_kinds_that_count_in_part'),
        ('assessments', '0004_item_tallies'),
        ('assessments', '0005_checks_before_and_after_a_course'),
        ('assessments', '0006_attempts_are_graded_anew'),
        ('assessments', '0007_refreshers'),
        ('assessments', '0008_places_to_find_on_a_picture'),
        ('assessments', '0009_explanations_may_open_on_a_day'),
        ('assessments', '0010_practice_questions_may_need_their_lesson'),
    ]

    initial = True

    dependencies = [
        ('courses', '0013_completions_are_found'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=100, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
            ],
            options={
                'verbose_name': 'question pool',
                'verbose_name_plural': 'question pools',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('activity_key', models.UUIDField()),
                ('course_key', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('pass_mark', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('drawn', models.JSONField()),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('marks', models.JSONField(blank=True, default=dict)),
                ('begun_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('answers_until', models.DateField(blank=True, null=True)),
                ('score', models.FloatField(blank=True, null=True)),
                ('passed', models.BooleanField(blank=True, null=True)),
                ('counted_at', models.DateTimeField(blank=True, null=True)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('form', models.CharField(blank=True, choices=[('a', 'A'), ('b', 'B')], max_length=1)),
                ('purpose', models.CharField(choices=[('end_test', 'end test'), ('pre_check', 'check before the course'), ('post_test', 'check after the course')], default='end_test', max_length=10)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'attempt',
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('submitted_at__isnull', True)), fields=('learner', 'activity_key'), name='one_open_attempt_per_learner_and_test'),
                    models.UniqueConstraint(fields=('learner', 'activity_key', 'number'), name='one_attempt_per_number'),
                    models.CheckConstraint(condition=models.Q(('score__isnull', True), models.Q(('score__gte', 0), ('score__lte', 1)), _connector='OR'), name='attempt_score_from_0_to_1'),
                    models.CheckConstraint(condition=models.Q(models.Q(('passed__isnull', True), ('score__isnull', True), ('submitted_at__isnull', True)), models.Q(('score__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='attempt_is_scored_when_finished'),
                    models.CheckConstraint(condition=models.Q(models.Q(('form', ''), ('pass_mark__isnull', False), ('purpose', 'end_test'), models.Q(('submitted_at__isnull', True), ('passed__isnull', False), _connector='OR')), models.Q(('form__in', ['a', 'b']), ('number', 1), ('pass_mark__isnull', True), ('passed__isnull', True), ('purpose__in', ['pre_check', 'post_test'])), _connector='OR'), name='a_check_is_taken_once_and_never_passed'),
                    models.UniqueConstraint(condition=models.Q(('form', ''), _negated=True), fields=('learner', 'course_key', 'form'), name='nobody_meets_a_form_twice'),
                    models.UniqueConstraint(condition=models.Q(('form', ''), _negated=True), fields=('learner', 'course_key', 'purpose'), name='one_check_per_learner_course_and_purpose'),
                ],
                'indexes': [
                    models.Index(fields=['answers_until'], name='attempt_answers_end'),
                    models.Index(condition=models.Q(('counted_at__isnull', True), ('number', 1), ('purpose', 'end_test'), ('submitted_at__isnull', False)), fields=['id'], name='attempt_not_counted'),
                    models.Index(condition=models.Q(('purpose', 'pre_check'), ('submitted_at__isnull', False)), fields=['course_key', 'learner'], name='attempt_before_a_course'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ItemTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_key', models.UUIDField()),
                ('version', models.PositiveIntegerField()),
                ('language', models.CharField(blank=True, max_length=12)),
                ('people', models.PositiveIntegerField(default=0)),
                ('item', models.FloatField(default=0)),
                ('rest', models.FloatField(default=0)),
                ('item_squares', models.FloatField(default=0)),
                ('rest_squares', models.FloatField(default=0)),
                ('products', models.FloatField(default=0)),
                ('bands', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question_key', 'version', 'language'), name='one_tally_per_question_version_and_language')],
            },
        ),
        migrations.CreateModel(
            name='EndTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pass_mark', models.PositiveSmallIntegerField(default=75, verbose_name='pass mark, percent')),
                ('blueprint', models.JSONField(default=list, help_text='How many questions to draw per learning objective and difficulty.', verbose_name='blueprint')),
                ('explanations_from', models.DateField(blank=True, help_text='Leave it empty, and answers are explained at once. With a day: until it comes, learners see their score and whether they passed, and nothing of which answers were right. No certificate waits for it.', null=True, verbose_name='explanations from')),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end_test', to='courses.activity', verbose_name='activity')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='end_tests', to='assessments.pool', verbose_name='pool')),
            ],
            options={
                'verbose_name': 'end test',
                'verbose_name_plural': 'end tests',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pass_mark__gte', 1), ('pass_mark__lte', 100)), name='pass_mark_is_a_percentage'),
                ],
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_key', models.UUIDField()),
                ('language', models.CharField(max_length=12)),
                ('number', models.PositiveIntegerField()),
                ('source_number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('content_hash', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question_key', 'language', 'number'), name='one_version_per_question_language_and_number')],
            },
        ),
        migrations.CreateModel(
            name='Refresher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('course_key', models.UUIDField()),
                ('module_key', models.UUIDField()),
                ('step', models.PositiveSmallIntegerField(help_text='days after the module was finished')),
                ('drawn', models.JSONField()),
                ('marks', models.JSONField(blank=True, default=dict)),
                ('made_on', models.DateField()),
                ('open_until', models.DateField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('kept_until', models.DateField()),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refreshers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'refresher',
                'constraints': [
                    models.UniqueConstraint(fields=('learner', 'module_key', 'step'), name='one_refresher_per_learner_module_and_step'),
                    models.CheckConstraint(condition=models.Q(('step__in', [2, 7, 21, 60])), name='refresher_comes_on_a_day_that_was_told'),
                    models.CheckConstraint(condition=models.Q(('open_until__gte', models.F('made_on'))), name='refresher_ends_after_it_began'),
                ],
                'indexes': [
                    models.Index(fields=['kept_until'], name='refresher_end'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RefresherPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paused_at', models.DateTimeField()),
                ('learner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='refresher_pause', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pause of refreshers',
            },
        ),
        migrations.CreateModel(
            name='Regrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_key', models.UUIDField()),
                ('version', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('reached', models.PositiveBigIntegerField(default=0)),
                ('met', models.PositiveIntegerField(default=0)),
                ('raised', models.PositiveIntegerField(default=0)),
                ('passed', models.PositiveIntegerField(default=0)),
                ('unfit', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='regrades', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('question_key',), name='one_open_regrade_per_question'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='regrade_has_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RegradedMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark_before', models.FloatField()),
                ('mark_after', models.FloatField()),
                ('score_before', models.FloatField()),
                ('score_after', models.FloatField()),
                ('has_passed_by_it', models.BooleanField(default=False)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regraded_marks', to='assessments.attempt')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regraded_marks', to=settings.AUTH_USER_MODEL)),
                ('regrade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='assessments.regrade')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('regrade', 'attempt'), name='one_regraded_mark_per_regrade_and_attempt'),
                    models.CheckConstraint(condition=models.Q(('mark_after__gt', models.F('mark_before'))), name='a_regrade_lowers_no_mark'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReservedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(choices=[('a', 'A'), ('b', 'B')], max_length=1, verbose_name='form')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='assessments.pool', verbose_name='pool it stands beside')),
            ],
            options={
                'verbose_name': 'reserved form',
                'verbose_name_plural': 'reserved forms',
                'constraints': [
                    models.UniqueConstraint(fields=('pool', 'letter'), name='one_form_per_pool_and_letter'),
                    models.CheckConstraint(condition=models.Q(('letter__in', ['a', 'b'])), name='a_form_is_a_or_b'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Question',
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
                ('code', models.SlugField(max_length=100, verbose_name='code')),
                ('kind', models.CharField(choices=[('single', 'one right answer'), ('multiple', 'several right answers'), ('true_false', 'true or false, with a reason'), ('order', 'steps to put in order'), ('match', 'things to match'), ('groups', 'things to sort into groups'), ('short', 'a short written answer'), ('numeric', 'a number'), ('rating', 'a scale, never scored'), ('error_hunt', 'a text with errors to find'), ('justify', 'one right answer, with its reason'), ('hotspot', 'places to find on a picture')], default='single', max_length=20, verbose_name='type')),
                ('stem', models.TextField(verbose_name='question or statement')),
                ('is_true', models.BooleanField(blank=True, help_text='Only for true or false.', null=True, verbose_name='the statement is true')),
                ('choices', courses.blocks.BodyField([], blank=True, help_text="For true or false: the reasons. For a short written answer: what readers may write, with the mistakes you know; they see none of it before they answer. Never ask for anybody's story.", verbose_name='choices')),
                ('objective', models.SlugField(blank=True, max_length=60, verbose_name='learning objective')),
                ('difficulty', models.CharField(choices=[('easy', 'easy'), ('medium', 'medium'), ('hard', 'hard')], default='medium', max_length=10, verbose_name='difficulty')),
                ('facts', models.JSONField(blank=True, default=list, verbose_name='codes of the facts behind it')),
                ('unit', models.CharField(blank=True, help_text='Only for a number: what it counts, as readers see it behind the field.', max_length=40, verbose_name='unit')),
                ('needs_lesson', models.BooleanField(default=False, help_text='Only for practice: it speaks of a scene in the lesson. Refreshers leave it out.', verbose_name='cannot be understood without its lesson')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='courses.activity', verbose_name='activity in a lesson')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('pool', models.ForeignKey(blank=True, help_text='Leave empty for a practice question inside a lesson.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='assessments.pool', verbose_name='pool')),
                ('form', models.ForeignKey(blank=True, help_text='Only for a question of the check before and after a course; it is then in no pool.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='assessments.reservedform', verbose_name='reserved for')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('code', 'locale'), name='one_question_per_code_and_language'),
                    models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('activity', 'locale'), name='one_question_per_activity_and_language'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rating'), _negated=True), ('pool__isnull', True), _connector='OR'), name='a_scale_is_in_no_pool', violation_error_message='On a scale no answer is right, so it cannot be part of a test. Leave the pool empty.'),
                    models.CheckConstraint(condition=models.Q(('form__isnull', True), models.Q(('activity__isnull', True), ('pool__isnull', True), models.Q(('kind', 'rating'), _negated=True)), _connector='OR'), name='a_reserved_question_is_nowhere_else', violation_error_message='A reserved question belongs to its form alone: to no pool and to no lesson.'),
                    models.CheckConstraint(condition=models.Q(('needs_lesson', False), models.Q(('form__isnull', True), ('pool__isnull', True)), _connector='OR'), name='a_question_of_a_test_stands_alone', violation_error_message='A question of a test or a check is asked without its lesson: it has to stand alone.'),
                ],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
    ]
