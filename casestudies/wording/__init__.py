"""The wording desk: a headline, caption, paragraph or note to write anew, checked and forgotten."""
