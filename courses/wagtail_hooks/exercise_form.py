"""The form in which an exercise is written: its fields by name, each problem beside the field it is about."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.activities.runtimes.xblock.advice import Advice, exercise_advice
from courses.activities.runtimes.xblock.filling import Unshaped, filled, read_form
from courses.models import BlockExercise
from courses.wagtail_hooks.exercise_blocks import exercise_blocks
from courses.wagtail_hooks.exercise_widget import ExerciseField


class ExerciseForm(WagtailAdminModelForm):
    """An exercise in the editor. A draft may be unfinished; what is handed in may not."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Imported on use: only who writes an exercise needs XBlock for it.
        from courses.activities.runtimes.xblock.authored import shapes

        self._shapes = shapes()
        self._stored = self.initial.get("tree") or {}
        try:
            self._draw(filled(self._stored, self._shapes))
        except Unshaped:
            self.fields["tree"].help_text = _(
                "These blocks do not fit the form: one of them is not on this site, or was written in "
                "another way. They are shown as they are stored, as JSON."
            )

    def _draw(self, stream: list[dict[str, Any]]) -> None:
        """Put the form of blocks in the place of the column's own field."""
        block = exercise_blocks()
        self.fields["tree"] = ExerciseField(
            block,
            label=self.fields["tree"].label,
            help_text=_("Choose what learners do, and fill it in. The preview shows how it plays."),
        )
        self.initial["tree"] = block.to_python(stream)

    def clean_tree(self) -> Any:
        """Return the blocks as they are stored."""
        written = self.cleaned_data["tree"]
        if not isinstance(self.fields["tree"], ExerciseField):
            return written
        stream = self.fields["tree"].block.get_prep_value(written)
        return read_form(stream, self._shapes, self._stored)

    def clean(self) -> dict:
        """Refuse to hand in what cannot be played."""
        values = super().clean()
        if not self.is_deferred_validation and not self.errors:
            drafted = BlockExercise(tree=values.get("tree"), twin=values.get("twin") or "")
            self._tell(exercise_advice(drafted))
        return values

    def _tell(self, advice: list[Advice]) -> None:
        """Put each sentence beside what it is about, and what belongs to nothing above it all."""
        beside = []
        for sentence in advice:
            column, *way = sentence.at
            if column == "tree" and way and isinstance(self.fields["tree"], ExerciseField):
                beside.append((tuple(way), str(sentence)))
            else:
                self.add_error(column, sentence)
        if beside:
            self.add_error("tree", _nested(beside))


def _nested(flaws: list[tuple[tuple, str]]) -> ValidationError:
    """Return sentences as Wagtail's blocks take them: names lead into fields, numbers into rows."""
    here = [sentence for at, sentence in flaws if not at]
    deeper: dict[Any, list[tuple[tuple, str]]] = defaultdict(list)
    for at, sentence in flaws:
        if at:
            deeper[at[0]].append((at[1:], sentence))
    if not deeper:
        return ValidationError(here)
    inner = {head: _nested(rest) for head, rest in deeper.items()}
    is_rows = all(isinstance(head, int) for head in inner)
    kind = ListBlockValidationError if is_rows else StructBlockValidationError
    return kind(block_errors=inner, non_block_errors=here)
