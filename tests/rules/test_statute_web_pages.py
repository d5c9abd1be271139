"""Web pages of law: what people see of the text, line by line."""

import pytest

from knowledge_base.statutes.reading import UnreadableStatute, read_text


def lines(body: str) -> list[str]:
    return read_text(f"<html><body>{body}</body></html>".encode(), "a.html").splitlines()


def test_blocks_breaks_and_cells_end_lines_and_nothing_else_does() -> None:
    body = (
        "<h2>1. Ümumi\n müddəalar</h2><p>1.1. Şöbə <b>yol</b>ları\n   yoxlayır;<br>1.2. hesabat verir.</p>"
        "<table><tr><td>1.3.</td><td>digər iş.</td></tr></table>son"
    )
    assert lines(body) == [
        "1. Ümumi müddəalar",
        "1.1. Şöbə yolları yoxlayır;",
        "1.2. hesabat verir.",
        "1.3.",
        "digər iş.",
        "son",
    ]


def test_menus_scripts_styles_and_hidden_parts_are_left_out() -> None:
    body = (
        "<nav>1.1. menyu</nav><script>1.2. skript</script><style>1.3. {}</style><div hidden>1.4. gizli</div>"
        "<div style='Display: NONE'>1.5. gizli</div><!-- 1.6. şərh --><footer>1.7. alt</footer><p>1.8. mətn</p>"
    )
    assert lines(body) == ["1.8. mətn"]


def test_only_the_article_of_a_page_is_read() -> None:
    assert lines("<div>Saytın adı</div><article><p>1.1. mətn</p></article><p>Xəbərlər</p>") == ["1.1. mətn"]


def test_entities_become_letters() -> None:
    assert lines("<p>1.1.&nbsp;&#399;m&#601;k&shy;daşlıq &laquo;Yol&raquo; &amp; körpü</p>") == [
        "1.1. Əməkdaşlıq «Yol» & körpü"
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("işlər<sup>7</sup>;", "işlər[7];"),
        ("işlər <a href='#n'><sup>[7]</sup></a>;", "işlər [7];"),
        ("2.3<sup>1</sup>. iş;", "2.3-1. iş;"),
        ("100 m<sup>2</sup>", "100 m²"),
        ("10<sup>6</sup>", "10-6"),
    ],
)
def test_raised_figures(written: str, read: str) -> None:
    assert lines(f"<p>{written}</p>") == [read]


def test_lists_keep_the_numbers_that_the_browser_shows() -> None:
    body = "<ol start=3><li>üç<li value=7>yeddi</ol><ol type=I><li>bir</ol><ul><li>maddəsiz</ul>"
    assert lines(body) == ["3. üç", "7. yeddi", "I. bir", "– maddəsiz"]


def test_white_space_counts_inside_pre_only() -> None:
    assert lines("<pre>1.1. bir\n1.2. iki</pre><p>1.3. üç\ndörd</p>") == [
        "1.1. bir",
        "1.2. iki",
        "1.3. üç dörd",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1254", "windows-1251", "utf-16"])
def test_the_named_charset_is_taken(charset: str) -> None:
    text = "1.1. Общее положение" if charset == "windows-1251" else "1.1. çağrı sonrası, ğ ı"
    page = f"<html><head><meta charset={charset}></head><body><p>{text}</p></body></html>"
    assert read_text(page.encode(charset), "a.htm") == text


def test_a_page_with_a_wrong_charset_is_read_all_the_same() -> None:
    page = "<html><head><meta charset=iso-8859-1><meta charset=latin-9></head><body><p>1.1. şöbə</p></body></html>"
    assert "1.1." in read_text(page.encode(), "a.html")


def test_a_page_of_menus_only_is_empty() -> None:
    with pytest.raises(UnreadableStatute) as refused:
        lines("<nav>menyu</nav>")
    assert refused.value.code == "empty-statute"
