"""The chart that compare.py draws: how many times as fast as PyTorch each workload runs, as an SVG file."""
import math
from html import escape

import report

BAR, GAP, TITLE, PLOT, NUMBER = 13, 5, 520, 380, 60  # pixels
TOP, BOTTOM = 66, 30
WIDTH = TITLE + PLOT + NUMBER

# Readable on a white page and on a dark one, whichever the reader's system asks for.
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.head { font-size: 15px; font-weight: 600; }
.note, .axis { fill: #59636e; }
.axis { text-anchor: middle; font-size: 11px; }
.title { text-anchor: end; }
.fast { fill: #1a7f64; }
.slow { fill: #c4501b; }
.grid { stroke: #d1d9e0; }
.one { stroke: #59636e; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .note, .axis { fill: #9198a1; }
  .fast { fill: #3fb992; }
  .slow { fill: #ef8354; }
  .grid { stroke: #3d444d; }
  .one { stroke: #9198a1; }
}
"""


def scale(low, high):
    """A function from a ratio to a place on a logarithmic axis, and the ticks: powers of ten, twos and fives."""
    first, last = math.log10(min(low, 1.0)), math.log10(max(high, 2.0))
    ticks = [m * 10.0 ** e for e in range(math.floor(first), math.ceil(last) + 1) for m in (1, 2, 5)]
    ticks = [tick for tick in ticks if first - 1e-9 <= math.log10(tick) <= last + 1e-9]
    return (lambda ratio: TITLE + PLOT * (math.log10(ratio) - first) / (last - first)), ticks


def draw(rows, facts):
    """The chart of the rows that were measured for both.

    Parameters
    ----------
    rows : list of Row
    facts : dict
        As of :func:`report.environment`.

    Returns
    -------
    str
        An SVG document; None if there is nothing to draw.
    """
    bars = [(row.workload.title, ratio) for row in rows if row.workload.counted and (ratio := report.best_ratio(row))]
    if not bars:
        return None
    ratios = [ratio for _, ratio in bars]
    place, ticks = scale(min(ratios), max(ratios))
    end = TOP + len(bars) * (BAR + GAP)
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    versions = f"PyTorch {facts.get('torch')}, the better of its default threads and one; {facts.get('processor')}"
    parts = [f'<text class="head" x="10" y="22">Forward and backward: how many times as fast as PyTorch</text>',
             f'<text class="note" x="10" y="41">{escape(versions)}; geometric mean {mean:.1f}</text>']
    for tick in ticks:
        x = place(tick)
        parts.append(f'<line class="{"one" if tick == 1 else "grid"}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" '
                     f'y2="{end}"/><text class="axis" x="{x:.1f}" y="{TOP - 8}">{tick:g}</text>')
    for k, (title, ratio) in enumerate(bars):
        y, left, right = TOP + k * (BAR + GAP), *sorted((place(1.0), place(ratio)))
        parts.append(f'<text class="title" x="{TITLE - 8}" y="{y + 11}">{escape(title)}</text>'
                     f'<rect class="{"fast" if ratio >= 1 else "slow"}" x="{left:.1f}" y="{y}" '
                     f'width="{max(right - left, 1):.1f}" height="{BAR}"/>'
                     f'<text x="{right + 4:.1f}" y="{y + 11}">{ratio:.{1 if ratio >= 9.95 else 2}f}</text>')
    height = end + BOTTOM
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Speed beside PyTorch, workload by workload">\n'
            f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n")
