"""The package of an Office document: a zip archive whose parts are XML, opened only when its declared sizes are sane."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from callcenter.core.wording import say
from knowledge_base.statutes.refusals import UnreadableStatute, broken, encrypted, too_heavy

MAX_PARTS = 2000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 200
SMALL_PART = 1024 * 1024
ENCRYPTED_FLAG = 0x1
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DAMAGED = (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error)


class Package:
    """The parts of an Office document, read one at a time and never all at once."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive; refuses broken, encrypted and bloated ones before anything is unpacked."""
        self.name = name
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except DAMAGED as fault:
            raise broken(name) from fault
        self._check(self.archive.infolist())

    def _check(self, parts: list[zipfile.ZipInfo]) -> None:
        if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
            raise encrypted(self.name)
        unpacked = sum(part.file_size for part in parts)
        swollen = any(
            part.file_size > SMALL_PART and part.file_size > MAX_RATIO * max(part.compress_size, 1)
            for part in parts
        )
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or swollen:
            raise too_heavy(self.name)

    def document(self) -> tuple[str, etree._Element]:
        """Return the path and the root of the document that the package is about."""
        for kind, target in self.related(""):
            if kind == "officeDocument":
                root = self.xml(target)
                if root is not None and etree.QName(root).localname == "document":
                    return target, root
        sentence = say(
            "«%(name)s» Word sənədi deyil: arxivin içində sənəd mətni yoxdur. Əsasnaməni .docx faylı kimi verin.",
            name=self.name,
        )
        raise UnreadableStatute("unsupported-format", sentence)

    def related(self, path: str) -> Iterator[tuple[str, str]]:
        """Return the kinds and paths of the parts that a part refers to; the empty path is the package itself."""
        folder, file = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        for one in () if root is None else root.iter(RELATIONSHIPS):
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                yield one.get("Type", "").rpartition("/")[2], target.lstrip("/")

    def xml(self, path: str) -> etree._Element | None:
        """Return the root of a part, None where the package has no such part.

        A part that defines entities is refused: no Office program writes one.
        """
        try:
            data = self.archive.read(path)
        except KeyError:
            return None
        except DAMAGED as fault:
            raise broken(self.name) from fault
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as fault:
            raise (self._unsafe() if b"<!DOCTYPE" in data[:4096] else broken(self.name)) from fault
        if root.getroottree().docinfo.doctype:
            raise self._unsafe()
        return root

    def _unsafe(self) -> UnreadableStatute:
        sentence = say(
            "«%(name)s» faylının quruluşuna kənar təriflər (DTD) qoyulub; təhlükəsizlik üçün oxunmadı.",
            name=self.name,
        )
        return UnreadableStatute("unsafe-statute", sentence)
