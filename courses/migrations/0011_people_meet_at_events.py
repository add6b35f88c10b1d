import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('courses', '0010_native_readings_know_their_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('workshop', 'Workshop'), ('seminar', 'Seminar'), ('call', 'Call')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('zone', models.CharField(max_length=20, verbose_name='time zone')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='place')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link')),
                ('led_by', models.CharField(blank=True, max_length=80, verbose_name='who leads')),
                ('counts_for', models.JSONField(blank=True, default=list)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('members_then', models.PositiveIntegerField(blank=True, null=True)),
                ('cohort', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='courses.cohort')),
            ],
            options={
                'verbose_name': 'event',
                'indexes': [models.Index(fields=['starts_at'], name='event_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='event_has_a_title'), models.CheckConstraint(condition=models.Q(('kind__in', ('workshop', 'seminar', 'call'))), name='event_kind_is_known'), models.CheckConstraint(condition=models.Q(('zone__in', ('Asia/Almaty', 'Asia/Bishkek', 'Asia/Dushanbe', 'Asia/Tashkent'))), name='event_zone_is_known'), models.CheckConstraint(condition=models.Q(('minutes__gte', 15), ('minutes__lte', 720)), name='event_lasts_a_day_at_most'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='event_link_is_https'), models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), ('closed_at__isnull', True), _connector='OR'), name='event_is_held_or_cancelled'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('closed_at__gte', models.F('starts_at')), _connector='OR'), name='event_list_closes_after_it_began'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('members_then__isnull', True)), models.Q(('closed_at__isnull', False), ('members_then__isnull', False)), _connector='OR'), name='event_counts_members_when_closed')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('code', 'signed in'), ('hand', 'ticked by the coordinator')], max_length=4)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('struck_at', models.DateTimeField(blank=True, null=True)),
                ('struck_by', models.CharField(blank=True, choices=[('learner', 'by the learner'), ('coordinator', 'by the coordinator')], max_length=11)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='courses.event')),
            ],
            options={
                'verbose_name': 'attendance',
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck_at__isnull', True)), fields=('event', 'learner'), name='one_standing_attendance_per_event_and_learner'), models.CheckConstraint(condition=models.Q(('how__in', ('code', 'hand'))), name='attendance_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at__isnull', True), ('struck_by', '')), models.Q(('struck_at__isnull', False), ('struck_by__in', ('learner', 'coordinator'))), _connector='OR'), name='attendance_is_struck_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='EventNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.event')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='event_notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notice of an event',
                'constraints': [models.UniqueConstraint(fields=('event', 'learner'), name='one_notice_per_event_and_learner')],
            },
        ),
    ]
