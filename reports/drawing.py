"""The charts of a report, as SVG whose text stays text and takes the colour of the page around it.

matplotlib is imported by the first drawing, not at start-up: it takes a second and 60 MB.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from textwrap import wrap
from typing import Any

# Each has contrast enough against white, against a dark page, and under white letters.
NOW = "#2f6f9f"
BEFORE = "#6b778c"
GOOD = "#2f7d6b"
LATE = "#b9502f"
INK = "#010203"
"""Stands for the colour of the text around the chart, which only the page knows."""

FONT = "DejaVu Sans"
NAME_WIDTH = 34


@dataclass(frozen=True)
class Series:
    """One colour of a chart: what it stands for, and its figures."""

    label: str
    values: Sequence[int]


def by_day(labels: Sequence[str], now: Series, before: Series | None, *, title: str) -> str:
    """Return the chart of what each day received, beside the same day of the period before."""

    def draw(axes: Any) -> None:
        places = list(range(len(labels)))
        if before is not None:
            left = [place - 0.21 for place in places]
            axes.bar(left, before.values, width=0.38, color=BEFORE, alpha=0.75, label=before.label, zorder=2)
        right = places if before is None else [place + 0.19 for place in places]
        bars = axes.bar(right, now.values, width=0.42, color=NOW, label=now.label, zorder=2)
        if len(labels) <= 14:
            axes.bar_label(bars, color=INK, padding=2, fontsize=9)
        step = max(len(labels) // 8, 1)
        axes.set_xticks(places[::step], list(labels)[::step])
        axes.margins(y=0.12)
        _legend(axes)

    return _svg(draw, 4.6, 2.4, title)


def by_period(labels: Sequence[str], series: Series, *, title: str) -> str:
    """Return the chart of the latest periods, the reported one, the last, in the stronger colour."""

    def draw(axes: Any) -> None:
        places = range(len(labels))
        colours = [BEFORE] * (len(labels) - 1) + [NOW]
        bars = axes.bar(places, series.values, width=0.62, color=colours, zorder=2)
        axes.bar_label(bars, color=INK, padding=3, fontsize=9)
        axes.set_xticks(list(places), labels)

    return _svg(draw, 4.6, 2.4, title)


def by_unit(names: Sequence[str], on_time: Series, late: Series, still: Series, *, title: str) -> str:
    """Return the chart of the units, the first one on top: answered on time, late, and still open."""
    lines = ["\n".join(wrap(name, NAME_WIDTH)) for name in names]

    def draw(axes: Any) -> None:
        places = range(len(names))
        left = [0] * len(names)
        for series, colour in ((on_time, GOOD), (late, LATE), (still, BEFORE)):
            bars = axes.barh(
                places, series.values, left=left, height=0.62, color=colour, label=series.label, zorder=2
            )
            widest = max(
                max(sum(row) for row in zip(on_time.values, late.values, still.values, strict=True)), 1
            )
            shown = [str(value) if value * 22 >= widest else "" for value in series.values]
            axes.bar_label(bars, shown, label_type="center", color="#ffffff", fontsize=8.5)
            left = [start + value for start, value in zip(left, series.values, strict=True)]
        axes.set_yticks(list(places), lines)
        axes.invert_yaxis()
        _legend(axes)

    rows = sum(max(line.count("\n") + 1, 1.7) for line in lines)
    return _svg(draw, 8.2, 0.65 + 0.17 * rows, title, upright=False)


def _legend(axes: Any) -> None:
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=3, frameon=False, labelcolor=INK, fontsize=9
    )


def _svg(
    draw: Callable[[Any], None], width: float, height: float, title: str, *, upright: bool = True
) -> str:
    """Return the drawing as an SVG element of that many inches, with a title for those who do not see it."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    style: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "report",
        "text.parse_math": False,
        "font.family": FONT,
        "font.size": 9,
    }
    with rc_context(style):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        axes.grid(visible=True, axis="y" if upright else "x", color=INK, alpha=0.13, lw=0.8)
        axes.set_axisbelow(True)
        draw(axes)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(INK)
        axes.spines["bottom"].set_alpha(0.4)
        axes.tick_params(length=0, labelcolor=INK)
        figures = axes.yaxis if upright else axes.xaxis
        figures.set_major_locator(MaxNLocator(integer=True, nbins=5))
        raw = StringIO()
        figure.savefig(raw, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _for_the_page(raw.getvalue(), title)


def _for_the_page(svg: str, title: str) -> str:
    """Return the bare element: style attributes, which the page's policy forbids, become attributes."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*|<style.*?</style>\s*", "", svg, flags=re.S)
    svg = re.sub(r' style="([^"]*)"', lambda found: _attributes(found[1]), svg)
    # Only what is referred to keeps its name: several charts stand in one page.
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = svg.replace(INK, "currentColor")
    size = re.search(r' width="[^"]*" height="[^"]*"| height="[^"]*" width="[^"]*"', svg[: svg.index(">")])
    if size:
        svg = svg.replace(size[0], "", 1)
    opening = f'<svg class="chart" role="img" aria-label="{escape(title)}" stroke-linejoin="round"'
    return svg.replace("<svg", opening, 1).strip()


def _attributes(style: str) -> str:
    pairs = [pair.partition(":") for pair in style.split(";") if ":" in pair]
    return "".join(_attribute(name.strip(), value.strip()) for name, _, value in pairs)


def _attribute(name: str, value: str) -> str:
    if name != "font":
        return f' {name}="{value}"'
    size = re.search(r"([\d.]+)px", value)
    return f' font-size="{size[1] if size else 10}" font-family="{FONT}"'
