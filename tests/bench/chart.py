"""The results as a picture: one row a peer, decisions per second on a logarithmic scale.

SPDX-License-Identifier: Apache-2.0
"""
import html
import math
import statistics

THEMES = {
    "light": {"text": "#1f2328", "muted": "#59636e", "grid": "#d1d9e0", "band": "#ddf4ff", "licet": "#0969da",
              "hand": "#1a7f37", "peer": "#6e7781"},
    "dark": {"text": "#f0f6fc", "muted": "#9198a1", "grid": "#3d444d", "band": "#121d2f", "licet": "#4493f8",
             "hand": "#3fb950", "peer": "#9198a1"},
}
WIDTH, ROW, TOP, LABEL, GAP, MARGIN = 900, 28, 92, 206, 40, 24
PANEL = (WIDTH - LABEL - 2 * GAP - MARGIN) / 2
FONT = 'font-family="-apple-system,BlinkMacSystemFont,Segoe UI,Noto Sans,Helvetica,Arial,sans-serif"'


def short(rate):
    """1.2M, 340k, 27."""
    for unit, name in [(1e6, "M"), (1e3, "k")]:
        if rate >= unit:
            return f"{rate / unit:.3g}{name}" if rate < 100 * unit else f"{rate / unit:.0f}{name}"
    return f"{rate:.3g}"


class Panel:
    """A scale from one power of ten to another, beginning at x."""

    def __init__(self, x, low, high):
        self.x, self.low, self.high = x, low, high

    def at(self, rate):
        part = (math.log10(max(rate, 10 ** self.low)) - self.low) / (self.high - self.low)
        return self.x + part * PANEL


class Drawing:
    def __init__(self, theme):
        self.color, self.parts = THEMES[theme], []

    def text(self, x, y, text, size=12, color="text", anchor="start", weight=400):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{self.color[color]}" '
                          f'text-anchor="{anchor}" font-weight="{weight}">{html.escape(text)}</text>')

    def line(self, x1, y1, x2, y2, color="grid", width=1.0, opacity=1.0):
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{self.color[color]}" '
                          f'stroke-width="{width}" stroke-opacity="{opacity}" stroke-linecap="round"/>')

    def dot(self, x, y, color, radius=5.0, hollow=False, opacity=1.0):
        fill = "none" if hollow else self.color[color]
        stroke = f' stroke="{self.color[color]}" stroke-width="2"' if hollow else ""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" '
                          f'fill-opacity="{opacity}"{stroke}/>')

    def axis(self, panel, bottom):
        for power in range(panel.low, panel.high + 1):
            x = panel.at(10 ** power)
            self.line(x, TOP - 8, x, bottom, opacity=0.7)
            self.text(x, bottom + 18, short(10 ** power), 11, "muted", "middle")

    def svg(self, height, title):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
                f'height="{height}" role="img" {FONT}>\n<title>{html.escape(title)}</title>\n'
                + "\n".join(self.parts) + "\n</svg>\n")


def value(peer, mode):
    return statistics.median(peer[mode]["rate"])


def w2_value(peer, size):
    of = peer.get("w2", {}).get(f"w2_{size}")
    return statistics.median(of["rate"]) if of else None


def draw_w1(drawing, panel, y, peer, color):
    json_rate, memory_rate = value(peer, "json"), value(peer, "memory")
    x, other = panel.at(json_rate), panel.at(memory_rate)
    drawing.line(x + 5, y, max(other - 5.5, x + 5), y, color, 2, 0.45)
    drawing.dot(other, y, color, 4.5, hollow=True)
    drawing.dot(x, y, color)
    drawing.text(x - 11, y + 4, short(json_rate), 11, color if color != "peer" else "muted", "end", 600)


def draw_w2(drawing, panel, y, peer, color):
    found = [(size, rate) for size in (100, 1000, 10000) if (rate := w2_value(peer, size)) is not None]
    if not found:
        return drawing.text(panel.x + 4, y + 4, "not counted", 11, "muted")
    xs = [panel.at(rate) for _, rate in found]
    drawing.line(min(xs), y, max(xs), y, color, 2, 0.45)
    for (size, _), x in zip(found, xs):
        drawing.dot(x, y, color, {100: 2.6, 1000: 3.8, 10000: 5.2}[size])
    size, rate = found[-1]
    if size == 10000:
        drawing.text(min(xs) - 11, y + 4, short(rate), 11, color if color != "peer" else "muted", "end", 600)


def legend(drawing, panels):
    left, right = panels
    drawing.text(LABEL, 45, "each line to the right:", 11, "muted", "end")
    drawing.text(LABEL, 60, "ten times as many", 11, "muted", "end")
    drawing.text(left.x, 26, "W1: 26 rules", 14, weight=600)
    drawing.text(left.x, 45, "decisions per second, one thread", 12, "muted")
    drawing.dot(left.x + 5, 62, "peer")
    drawing.text(left.x + 16, 66, "from JSON", 12, "muted")
    drawing.dot(left.x + 95, 62, "peer", 4.5, hollow=True)
    drawing.text(left.x + 106, 66, "facts in memory", 12, "muted")
    drawing.text(right.x, 26, "W2: more and more rules", 14, weight=600)
    drawing.text(right.x, 45, "decisions per second, facts in memory", 12, "muted")
    for x, radius, text in [(5, 2.6, "100"), (50, 3.8, "1,000"), (108, 5.2, "10,000 rules")]:
        drawing.dot(right.x + x, 62, "peer", radius)
        drawing.text(right.x + x + 11, 66, text, 12, "muted")


def chart(results, titles, kinds, theme):
    """Peers whose answers count, the fastest from JSON first."""
    shown = [(name, peer) for name, peer in results["peers"].items() if "failed" not in peer and "json" in peer]
    shown.sort(key=lambda each: -value(each[1], "json"))
    drawing, bottom = Drawing(theme), TOP + ROW * len(shown) + 2
    panels = Panel(LABEL + GAP, 2, 8), Panel(LABEL + 2 * GAP + PANEL, 0, 8)
    legend(drawing, panels)
    for row, (name, _) in enumerate(shown):
        if kinds[name] == "licet":
            drawing.parts.append(f'<rect x="0" y="{TOP + ROW * row}" width="{WIDTH}" height="{ROW}" rx="6" '
                                 f'fill="{drawing.color["band"]}"/>')
    for panel in panels:
        drawing.axis(panel, bottom)
    for row, (name, peer) in enumerate(shown):
        y, color = TOP + ROW * (row + 0.5), kinds[name] if kinds[name] in ("licet", "hand") else "peer"
        drawing.text(LABEL, y + 4, titles[name], 13, "licet" if color == "licet" else "text", "end",
                     700 if color == "licet" else 400)
        draw_w1(drawing, panels[0], y, peer, color)
        draw_w2(drawing, panels[1], y, peer, color)
    return drawing.svg(bottom + 32, "Decisions per second of Licet and other engines")
