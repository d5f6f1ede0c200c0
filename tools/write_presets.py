"""Write the gallery's presets into resources/presets, from formulas, seeds and the manifest.

    python -m tools.write_presets [FOLDER]

Names and descriptions come from resources/gallery.toml, so a text is written once. Running it
again writes the same files, bit for bit.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.experiment.experiment import Experiment
from engine.files.experiment_parts import Parts
from engine.files.save import save
from engine.gallery import entry
from tools.preset_formulas import PRESETS

FOLDER = Path(__file__).parents[1] / "resources" / "presets"


def preset(preset_id: str) -> Experiment:
    """Return the experiment behind a preset, with its name and description."""
    fields = PRESETS[preset_id]()
    arrays: dict[str, Array] = {
        name: np.array(fields[name], dtype=np.float64)
        for name in ("U", "b", "s0", "x", "y")
        if name in fields
    }
    about = entry(preset_id)
    return Parts(
        np.array(fields["W"], dtype=np.float64),
        arrays,
        fields.get("activation", "tanh"),
        steps=fields.get("steps"),
        name=about.name,
        description=about.teaches,
    ).experiment()


def main(folder: Path) -> None:
    """Write every preset."""
    folder.mkdir(parents=True, exist_ok=True)
    for preset_id in PRESETS:
        save(preset(preset_id), folder / f"{preset_id}.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
