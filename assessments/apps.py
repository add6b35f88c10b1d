"""Wires the assessments floor into Django."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Questions, attempts and scoring."""

    name = "assessments"
    label = "assessments"
    verbose_name = "Questions, attempts and scoring"
