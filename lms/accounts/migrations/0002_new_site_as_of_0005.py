"""The tables of a new site in one step; a site that has taken some of the steps goes on with them."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('accounts', '0002_profile'),
        ('accounts', '0003_coordinators_of_one_cohort'),
        ('accounts', '0004_counted_in_the_region'),
        ('accounts', '0005_self_description'),
    ]

    dependencies = [
        ('accounts', '0001_initial'),
        ('courses', '0013_completions_are_found'),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('display_name', models.CharField(blank=True, max_length=60, verbose_name='what should we call you')),
                ('full_name_sealed', models.BinaryField(blank=True, default=bytes)),
                ('latin_name_sealed', models.BinaryField(blank=True, default=bytes)),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('language', models.CharField(blank=True, max_length=12, verbose_name='language')),
                ('consent_version', models.CharField(blank=True, max_length=20, verbose_name='consent text accepted')),
                ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('is_counted', models.BooleanField(default=True, verbose_name='counted in the numbers of the region')),
                ('profession', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.profession', verbose_name='profession')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.region', verbose_name='region of work')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'profile',
                'verbose_name_plural': 'profiles',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consent_version', ''), ('consented_at__isnull', True)), models.Q(models.Q(('consent_version', ''), _negated=True), ('consented_at__isnull', False)), _connector='OR'), name='consent_has_version_and_time')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('trainer', 'trainer'), ('reviewer', 'reviewer'), ('observer', 'observer'), ('facilitator', 'facilitator'), ('coordinator', 'coordinator'), ('operator', 'operator')], max_length=20, verbose_name='role')),
                ('scope', models.CharField(choices=[('everywhere', 'everywhere'), ('country', 'one country'), ('region', 'one region'), ('course', 'one course'), ('cohort', 'one cohort')], default='everywhere', max_length=20, verbose_name='where')),
                ('scope_value', models.CharField(blank=True, default='', max_length=64, verbose_name='which')),
                ('granted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='granted')),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'constraints': [models.UniqueConstraint(fields=('user', 'role', 'scope', 'scope_value'), name='one_grant_per_person_role_and_place'), models.CheckConstraint(condition=models.Q(models.Q(('scope', 'everywhere'), ('scope_value', '')), models.Q(models.Q(('scope', 'everywhere'), _negated=True), models.Q(('scope_value', ''), _negated=True)), _connector='OR'), name='scope_names_its_place'), models.CheckConstraint(condition=models.Q(('role__in', ['trainer', 'reviewer', 'observer', 'facilitator', 'coordinator', 'operator'])), name='role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SelfDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sex', models.CharField(blank=True, choices=[('woman', 'woman'), ('man', 'man'), ('another', 'another')], max_length=8, verbose_name='sex')),
                ('age_band', models.CharField(blank=True, choices=[('under-25', 'under 25'), ('25-34', '25 to 34'), ('35-44', '35 to 44'), ('45-54', '45 to 54'), ('55-up', '55 and over')], max_length=8, verbose_name='age')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='self_description', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'self-description',
                'constraints': [models.CheckConstraint(condition=models.Q(('sex__in', ['', 'woman', 'man', 'another'])), name='sex_is_known_or_empty'), models.CheckConstraint(condition=models.Q(('age_band__in', ['', 'under-25', '25-34', '35-44', '45-54', '55-up'])), name='age_band_is_known_or_empty'), models.CheckConstraint(condition=models.Q(('age_band', ''), ('sex', ''), _negated=True), name='self_description_says_something')],
            },
        ),
    ]
