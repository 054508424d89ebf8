"""Write the bundled country outlines from the npm package world-atlas (ISC; Natural Earth data).

Run by hand when the outlines change:
    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_outlines.py package/countries-110m.json
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "trialhead/portal/studies/static/studies/world.svg"

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Each arc as longitude and latitude, from the topology's running differences."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def ring(arcs: list[list[Point]], indexes: list[int]) -> list[Point]:
    """One closed line joined from arcs; a negative index means the arc is walked backwards."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def pieces(points: list[Point]) -> list[list[Point]]:
    """A ring cut where it crosses the date line, so that no line runs across the whole map."""
    cut: list[list[Point]] = [[]]
    for point in points:
        if cut[-1] and abs(point[0] - cut[-1][-1][0]) > 180:
            cut.append([])
        cut[-1].append(point)
    return cut


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a country, each a list of rings of arc indexes."""
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def path_of(points: list[Point]) -> str:
    """SVG path data in tenths of a degree, steps only: small, and fine enough for a small map."""
    tenths = [(round(x * 10), round(-y * 10)) for x, y in points]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(tenths)]
    moved = "".join(f"{dx:+d}{dy:+d}" for dx, dy in steps if dx or dy)
    return f"M{tenths[0][0]} {tenths[0][1]}l{moved}z".replace("l+", "l") if moved else ""


def main(source: Path) -> None:
    """Write the SVG."""
    topology = json.loads(source.read_text())
    arcs = arcs_of(topology)
    paths = [
        path_of(piece)
        for country in topology["objects"]["countries"]["geometries"]
        for polygon in polygons(country)
        for indexes in polygon
        for piece in pieces(ring(arcs, indexes))
    ]
    TARGET.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -900 3600 1800">'
        '<path fill="#c9d6d3" stroke="#fff" stroke-width="2" '
        f'fill-rule="evenodd" d="{"".join(paths)}"/></svg>\n'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
