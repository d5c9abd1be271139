import pytest

from knowledge_base.language.scripts import guess_language, is_cyrillic


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Müraciətimin nəticəsini bilmək istəyirəm", "az"),
        ("muracietimin neticesini bilmek isteyirem", "az"),
        ("Когда ответят на моё заявление?", "ru"),
        ("Нәзирлијин үнваны һарададыр?", "az"),
        ("Where can I find the address of your ministry?", "en"),
        ("Please nazirliyin ünvanını göndərin", "az"),
        ("", "az"),
        ("12345 !!!", "az"),
    ],
)
def test_the_language_is_guessed_from_script_and_common_words(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_one_cyrillic_schwa_from_a_wrong_keyboard_does_not_make_a_text_russian() -> None:
    assert is_cyrillic("m\u04d9n")
    assert guess_language("m\u04d9n evd\u04d9 yoxam") == "az"
