"""Address of the glossary; a term has the code behind the #."""

from django.urls import path

from courses.views import glossary

urlpatterns = [path("", glossary.glossary, name="glossary")]
