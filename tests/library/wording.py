"""Small lists of words that content may not use, or only in quotation marks."""

import re

# Names that leave the site must not point at the people the work is for.
POINTING = re.compile(
    r"return|repatri|terror|extrem|radical|jihad|isis|daesh|syria|iraq|camp|"
    r"верну|возвращ|репатри|террор|экстрем|радикал|джихад|игил|сири|ирак|лагер",
    re.IGNORECASE,
)
STIGMA = re.compile(
    r"\btime bombs?|sleeper cell|(?:isis|jihadi|terror) (?:brides?|wi(?:fe|ves)|kids|child\w*|famil\w+)|"
    r"(?:children|offspring|sons|daughters) of (?:the )?(?:terrorists?|extremists?|fighters)|"
    r"(?:former|returning|returned) (?:terrorists?|extremists?|jihadists?)|brainwash\w*|future terrorists?|"
    r"lost generation|breeding ground|\bmonsters?\b|\borphans?\b|"
    r"бомб\w+ замедленн\w+|жен\w+ (?:игил|боевик)\w*|"
    r"дет\w+ (?:боевик|террорист)\w*|бывши\w+ экстремист\w*|зомбирован\w*",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|(?<!\w)\'[^\'\n]*\'(?!\w)|‘[^’\n]*’')


def unquoted(text: str) -> str:
    """The text without anything that stands in quotation marks."""
    return QUOTED.sub("", text)


def words(text: str) -> int:
    """How many words a reader meets."""
    return len(re.findall(r"\w[\w’'-]*", text))


def asked(question: dict) -> str:
    """What a question puts to the reader, whatever its type."""
    return question.get("statement") or question["stem"]
