"""What the fields of releases and tracks take, and what they say about what they don't."""

import pytest

from segue.catalog import fields
from segue.catalog.licenses import LICENSES, find_license

GOOD = [
    (fields.product_code, "0 36000 29145 2", "036000291452"),
    (fields.product_code, "4006381333931", "4006381333931"),
    (fields.product_code, "00012345600012", "00012345600012"),
    (fields.product_code, " ", ""),
    (fields.recording_code, "gb-aye-06-01498", "GBAYE0601498"),
    (fields.recording_code, "ISRC: QZ1A22345678", "QZ1A22345678"),
    (fields.language_tag, "PT-br", "pt-BR"),
    (fields.language_tag, "zh-hant-tw", "zh-Hant-TW"),
    (fields.language_tag, "zxx", "zxx"),
    (fields.language_tag, "de-CH-1996", "de-CH-1996".lower().replace("ch", "CH")),
    (fields.partial_date, "1997", "1997"),
    (fields.partial_date, "2024-02", "2024-02"),
    (fields.partial_date, "2024-02-29", "2024-02-29"),
    (fields.musical_key, "f♯ minor", "F#m"),
    (fields.musical_key, "Bb", "Bb"),
    (fields.musical_key, "A major", "A"),
    (fields.license_code, "CC-BY-SA-4.0", "CC-BY-SA-4.0"),
]
BAD = [
    (fields.product_code, "036000291453", "The last digit doesn't fit the others"),
    (fields.product_code, "12345678901", "12, 13 or 14 digits"),
    (fields.product_code, "03600029145A", "12, 13 or 14 digits"),
    (fields.recording_code, "GBAYE060149", "two letters, three letters or digits"),
    (fields.recording_code, "1BAYE0601498", "two letters"),
    (fields.language_tag, "portuguese", "language tag"),
    (fields.language_tag, "e", "language tag"),
    (fields.language_tag, "en_US", "language tag"),
    (fields.partial_date, "2023-02-29", "that there is"),
    (fields.partial_date, "97", "that there is"),
    (fields.partial_date, "0000", "that there is"),
    (fields.musical_key, "H", "Write a key as C, F#m or Bb."),
    (fields.license_code, "WTFPL", "/licenses"),
    (fields.name_of_something, " \u200b ", "This can't be empty."),
]


@pytest.mark.parametrize(("check", "written", "kept"), GOOD)
def test_what_is_right_is_kept_in_one_spelling(check: object, written: str, kept: str) -> None:
    assert callable(check)
    assert check(written) == kept
    assert check(kept) == kept


@pytest.mark.parametrize(("check", "written", "words"), BAD)
def test_what_is_wrong_is_said_in_words(check: object, written: str, words: str) -> None:
    assert callable(check)
    with pytest.raises(ValueError, match=r".") as refused:
        check(written)
    assert words in str(refused.value)


def test_each_wrong_digit_of_a_barcode_is_noticed() -> None:
    code = "4006381333931"
    for place, digit in enumerate(code):
        for wrong in set("0123456789") - {digit}:
            with pytest.raises(ValueError, match="doesn't fit"):
                fields.product_code(code[:place] + wrong + code[place + 1 :])


def test_files_spell_licenses_in_several_ways() -> None:
    assert find_license("http://creativecommons.org/licenses/by-nc-sa/4.0/legalcode") == "CC-BY-NC-SA-4.0"
    assert find_license("https://creativecommons.org/publicdomain/zero/1.0/") == "CC0-1.0"
    assert find_license("cc-by-4.0") == "CC-BY-4.0"
    assert find_license("Somebody's") == ""
    assert {f"CC-{kind}-4.0" for kind in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")} <= set(
        LICENSES
    )
