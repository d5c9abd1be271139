"""Elements and attributes of WordprocessingML by their short names, in its transitional and its strict spelling."""

from collections.abc import Iterator

from lxml import etree

NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)


def name_of(element: etree._Element) -> str:
    """Return the short name of an element, with a colon before it when it is not Word's own."""
    if not isinstance(element.tag, str):
        return ":"
    found = etree.QName(element)
    return found.localname if found.namespace in NAMESPACES else f":{found.localname}"


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the children with the name."""
    return (one for one in element if name_of(one) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element along the path of names, None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute's value, empty where there is none."""
    if element is None:
        return ""
    namespace = etree.QName(element).namespace
    return str(element.get(f"{{{namespace}}}{name}", ""))


def number_of(element: etree._Element, name: str) -> int:
    """Return an attribute as a whole number, 0 where it is none."""
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def is_on(element: etree._Element | None) -> bool:
    """True for a switch that is there and not turned off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")
