"""What stands above a form in the CMS: what to mend, as plain sentences."""

from wagtail.admin.panels import Panel

from assessments.kind import question_advice, test_advice
from assessments.models import Question
from assessments.queries import course_of_test


class AdvicePanel(Panel):
    """Says what to look at again in the question or test that is open."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one question or test."""

        template_name = "assessments/cms/advice.html"

        def is_shown(self) -> bool:
            """Stay away until there is something saved to give advice on."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the sentences."""
            is_question = isinstance(self.instance, Question)
            advice = question_advice(self.instance) if is_question else test_advice(self.instance)
            course = None if is_question else course_of_test(self.instance)
            return {**super().get_context_data(parent_context), "advice": advice, "course": course}
