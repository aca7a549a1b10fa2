"""Who fills in a form is told what to do, not what a type checker thinks."""

from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from segue.kernel.http.field_errors import words_for


def no_blots(text: str) -> str:
    if "blot" in text:
        raise ValueError("Write it without blots.")
    return text


class Letter(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=5), AfterValidator(no_blots)]
    word: Annotated[str, Field(min_length=3)] = "here"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "This is needed."),
        ({"name": ""}, "This can't be empty."),
        ({"name": "longer"}, "Write at most 5 characters."),
        ({"name": "ines", "word": "no"}, "Write at least 3 characters."),
        ({"name": "blot"}, "Write it without blots."),
        ({"name": 3}, "Input should be a valid string"),
    ],
)
def test_each_fault_has_words(body: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Letter.model_validate(body)
    (error,) = caught.value.errors()
    assert words_for(error) == words
