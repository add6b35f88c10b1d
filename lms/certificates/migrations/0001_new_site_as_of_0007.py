import django.db.models.deletion
import django.utils.timezone
import lms.certificates.rules
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('certificates', '0001_initial'), ('certificates', '0002_renewal_notices'), ('certificates', '0003_awarded_competencies'), ('certificates', '0004_awards_gain_a_status_place_and_a_short_statement'), ('certificates', '0005_upper_rungs'), ('certificates', '0006_the_issuer_on_paper_and_shared_records'), ('certificates', '0007_awards_are_found')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChecklistVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('competency_code', models.CharField(max_length=60)),
                ('content_hash', models.CharField(max_length=64, unique=True)),
                ('content', models.JSONField()),
            ],
            options={
                'verbose_name': 'list of behaviours',
            },
        ),
        migrations.CreateModel(
            name='RegisterCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'count of the register',
            },
        ),
        migrations.CreateModel(
            name='AwardRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('competency_code', models.CharField(max_length=60)),
                ('rung', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('course_keys', models.JSONField(blank=True, default=list)),
                ('least_percent', models.PositiveSmallIntegerField()),
                ('raters', models.PositiveSmallIntegerField()),
                ('valid_months', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField()),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rule of an award',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('competency_code', 'rung', 'number'), name='one_rule_per_rung_and_number'), models.CheckConstraint(condition=models.Q(('rung__in', [lms.certificates.rules.Rung['KNOWLEDGE'], lms.certificates.rules.Rung['PRACTICE']])), name='rule_is_of_an_upper_rung'), models.CheckConstraint(condition=models.Q(('least_percent__lte', 100)), name='rule_asks_for_100_percent_at_most'), models.CheckConstraint(condition=models.Q(('raters__range', (1, 2))), name='rule_asks_for_one_rater_or_two'), models.CheckConstraint(condition=models.Q(('valid_months__lte', 120)), name='rule_ends_within_years'), models.CheckConstraint(condition=models.Q(('number__gte', 2)), name='rule_numbers_count_from_2')],
            },
        ),
        migrations.CreateModel(
            name='ClosedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status_list', models.PositiveSmallIntegerField()),
                ('status_place', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'closed place',
                'constraints': [models.UniqueConstraint(fields=('status_list', 'status_place'), name='one_closing_per_status_place')],
            },
        ),
        migrations.CreateModel(
            name='IssuerBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('names', models.JSONField(default=dict, verbose_name='name of the issuer')),
                ('signatories', models.JSONField(blank=True, default=dict, verbose_name='who signs')),
                ('posts', models.JSONField(blank=True, default=dict, verbose_name='post of who signs')),
                ('logo', models.BinaryField(blank=True, default=bytes)),
                ('leaves_space_for_stamp', models.BooleanField(default=False)),
                ('shows_academic_hours', models.BooleanField(default=False)),
                ('has_register_number', models.BooleanField(default=False)),
                ('register_prefix', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'verbose_name': 'issuer block',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('names', {}), _negated=True), name='issuer_block_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.UUIDField()),
                ('competency_code', models.CharField(blank=True, default='', max_length=60)),
                ('rung', models.CharField(choices=[('completed', 'completed'), ('knowledge-certified', 'knowledge-certified'), ('practice-observed', 'practice-observed')], default='completed', max_length=20)),
                ('term', models.PositiveSmallIntegerField(default=1)),
                ('edition', models.PositiveIntegerField()),
                ('minutes', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('title_language', models.CharField(max_length=12)),
                ('competencies', models.JSONField(default=list)),
                ('language', models.CharField(max_length=12)),
                ('completed_at', models.DateTimeField()),
                ('awarded_at', models.DateTimeField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(default=lms.certificates.rules.new_code, editable=False, max_length=16, unique=True)),
                ('salt', models.CharField(default=lms.certificates.rules.new_salt, editable=False, max_length=32)),
                ('holder_hashes', models.JSONField(editable=False)),
                ('full_name_sealed', models.BinaryField(default=bytes)),
                ('latin_name_sealed', models.BinaryField(default=bytes)),
                ('show_name', models.BooleanField(default=False, verbose_name='show my name to whoever checks the code')),
                ('may_print', models.BooleanField(default=False, verbose_name="my group's coordinator may print it")),
                ('register_number', models.CharField(blank=True, editable=False, max_length=40)),
                ('is_specimen', models.BooleanField(default=False)),
                ('is_pilot', models.BooleanField(default=False)),
                ('pending_reviews', models.JSONField(blank=True, default=list)),
                ('key_id', models.CharField(editable=False, max_length=40)),
                ('credential', models.TextField(editable=False)),
                ('statement', models.CharField(blank=True, editable=False, max_length=250)),
                ('status_list', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('status_place', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revocation_reason', models.CharField(blank=True, max_length=255, verbose_name='reason for the revocation')),
                ('criteria', models.TextField(blank=True, default='')),
                ('evidence', models.JSONField(blank=True, default=list)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awards', to=settings.AUTH_USER_MODEL)),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='certificates.awardrule')),
                ('issuer_block', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='certificates.issuerblock')),
            ],
            options={
                'verbose_name': 'award',
                'verbose_name_plural': 'awards',
                'ordering': ['-awarded_at'],
                'indexes': [models.Index(fields=['course_key', 'valid_until'], name='award_totals'), models.Index(fields=['awarded_at'], name='award_times'), models.Index(condition=models.Q(('revoked_at__isnull', False)), fields=['status_list'], name='award_withdrawn'), models.Index(fields=['competency_code', 'rung', 'valid_until'], name='award_of_competency')],
                'constraints': [models.UniqueConstraint(fields=('learner', 'course_key', 'rung', 'term'), name='one_award_per_course_rung_and_term'), models.CheckConstraint(condition=models.Q(('rung__in', ['completed', 'knowledge-certified', 'practice-observed'])), name='award_rung_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('competency_code', ''), ('rung', lms.certificates.rules.Rung['COMPLETED'])), models.Q(models.Q(('rung', lms.certificates.rules.Rung['COMPLETED']), _negated=True), models.Q(('competency_code', ''), _negated=True)), _connector='OR'), name='upper_rungs_name_a_competency'), models.CheckConstraint(condition=models.Q(('term__gte', 1)), name='award_terms_count_from_1'), models.CheckConstraint(condition=models.Q(models.Q(('revocation_reason', ''), ('revoked_at__isnull', True)), models.Q(('revoked_at__isnull', False), models.Q(('revocation_reason', ''), _negated=True)), _connector='OR'), name='revocation_has_time_and_reason'), models.CheckConstraint(condition=models.Q(('credential', ''), _negated=True), name='award_is_signed'), models.UniqueConstraint(condition=models.Q(('register_number', ''), _negated=True), fields=('register_number',), name='one_award_per_register_number'), models.UniqueConstraint(fields=('status_list', 'status_place'), name='one_award_per_status_place'), models.CheckConstraint(condition=models.Q(models.Q(('status_list__isnull', True), ('status_place__isnull', True)), models.Q(('status_list__isnull', False), ('status_place__lt', 1048576)), _connector='OR'), name='award_has_a_whole_place_or_none')],
            },
        ),
        migrations.CreateModel(
            name='ObservationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('competency_code', models.CharField(max_length=60)),
                ('raters', models.PositiveSmallIntegerField(default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('last_day', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observation_requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wish to be observed',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('learner', 'competency_code'), name='one_open_wish_per_learner_and_competency'), models.CheckConstraint(condition=models.Q(('raters__range', (1, 2))), name='wish_is_for_one_rater_or_two')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marks', models.JSONField()),
                ('setting', models.CharField(choices=[('role-play', 'a role-play or exercise'), ('real session', 'real work, and everybody present had agreed to it'), ('recording', 'a recording, made with the consent of everybody in it'), ('supervision', 'a case talked through in supervision')], max_length=20)),
                ('seen_on', models.DateField()),
                ('rated_at', models.DateTimeField()),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='certificates.checklistversion')),
                ('observer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='certificates.observationrequest')),
            ],
            options={
                'verbose_name': 'observation',
                'ordering': ['rated_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('request', 'observer'), name='one_observation_per_wish_and_observer'), models.CheckConstraint(condition=models.Q(('setting__in', ['role-play', 'real session', 'recording', 'supervision'])), name='observation_setting_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RecordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('token_hash', models.CharField(editable=False, max_length=64)),
                ('shows_name', models.BooleanField(default=False)),
                ('last_day', models.DateField(verbose_name='last day')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'link to a record of learning',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['last_day'], name='record_link_end')],
                'constraints': [models.UniqueConstraint(fields=('token_hash',), name='one_record_link_per_token')],
            },
        ),
        migrations.CreateModel(
            name='RenewalNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days_before', models.PositiveSmallIntegerField()),
                ('told_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renewal_notices', to='certificates.award')),
            ],
            options={
                'verbose_name': 'renewal notice',
                'constraints': [models.UniqueConstraint(fields=('award', 'days_before'), name='one_notice_per_award_and_step'), models.CheckConstraint(condition=models.Q(('days_before__in', (90, 30, 7))), name='renewal_notice_has_a_known_step')],
            },
        ),
        migrations.CreateModel(
            name='AwardedCompetency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(db_index=False)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awarded_competencies', to='certificates.award')),
            ],
            options={
                'verbose_name': 'awarded competency',
                'indexes': [models.Index(fields=['code', 'award'], name='awarded_competency_totals')],
                'constraints': [models.UniqueConstraint(fields=('award', 'code'), name='one_row_per_award_and_competency'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='awarded_competency_has_a_code')],
            },
        ),
    ]
