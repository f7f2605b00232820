"""Draws the ratios as bars, in SVG."""

from xml.etree import ElementTree

ROW, BAR, LEFT, WIDTH, TOP, RIGHT = 26, 18, 130, 560, 56, 60
SERIES = {"ratio": "#2f6fab", "checked_ratio": "#9dbcd9"}
NAMES = {"ratio": "to C -O3", "checked_ratio": "to C -O3 with checks"}


def write(path, results, means):
    """Draws the ratios of `results`, and their geometric means, into the file `path`."""
    rows = [(result["name"], result) for result in results] + [("geometric mean", means)]
    largest = max(row[key] for _, row in rows for key in SERIES)
    scale = WIDTH / max(2.0, largest)
    height = TOP + ROW * len(rows) + 30
    svg = ElementTree.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "width": str(LEFT + WIDTH + RIGHT),
        "height": str(height), "font-family": "sans-serif", "font-size": "12"})
    add(svg, "rect", width="100%", height="100%", fill="white")
    text(svg, 10, 20, "Time of Myco relative to C (shorter is faster)", font_size="14")
    draw_legend(svg)
    draw_grid(svg, scale, height, largest)
    for index, (name, row) in enumerate(rows):
        draw_row(svg, TOP + ROW * index, name, row, scale)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.indent(svg)
    ElementTree.ElementTree(svg).write(path, encoding="unicode")


def draw_legend(svg):
    """Says what the colours mean."""
    for index, (key, color) in enumerate(SERIES.items()):
        x = LEFT + 170 * index
        add(svg, "rect", x=x, y=32, width=12, height=12, fill=color)
        text(svg, x + 18, 42, NAMES[key])


def draw_grid(svg, scale, height, largest):
    """Draws a line for each half, that of 1 stronger."""
    for half in range(int(2 * max(2.0, largest)) + 1):
        x = LEFT + half / 2 * scale
        color = "#444444" if half == 2 else "#dddddd"
        add(svg, "line", x1=x, x2=x, y1=TOP - 4, y2=height - 24, stroke=color)
        if half % 2 == 0:
            text(svg, x, height - 8, str(half // 2), text_anchor="middle")


def draw_row(svg, y, name, row, scale):
    """Draws the bars of one program."""
    text(svg, LEFT - 8, y + 14, name, text_anchor="end")
    for index, (key, color) in enumerate(SERIES.items()):
        top = y + index * BAR / 2
        add(svg, "rect", x=LEFT, y=top, width=row[key] * scale, height=BAR / 2, fill=color)
    x = LEFT + max(row[key] for key in SERIES) * scale + 5
    text(svg, x, y + 13, f"{row['ratio']:.2f}")


def text(parent, x, y, content, **attributes):
    """Adds a line of text."""
    add(parent, "text", x=x, y=y, **attributes).text = content


def add(parent, tag, **attributes):
    """Adds an element; an underscore in the name of an attribute stands for a hyphen."""
    return ElementTree.SubElement(parent, tag, {
        key.replace("_", "-"): f"{value:.1f}" if isinstance(value, float) else str(value)
        for key, value in attributes.items()})
