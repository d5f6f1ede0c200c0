"""Train the gallery's real network: nn.RNN(1, 16) that predicts next year's sunspots.

    python -m tools.train_sunspots [FOLDER]

needs torch and statsmodels, whose data set `sunspots` is read, and writes into FOLDER
(resources/examples/sunspots unless given) before.safetensors, after.safetensors, sunspots.csv
and README.txt. The same versions write the same files, bit for bit.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

# Read when torch is loaded: one code path on every processor, so that sums round alike.
os.environ |= {
    "ATEN_CPU_CAPABILITY": "default",
    "MKL_CBWR": "COMPATIBLE",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
}

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save
from statsmodels.datasets import sunspots
from torch import Tensor, nn

FOLDER = Path(__file__).parents[1] / "resources" / "examples" / "sunspots"
UNITS, WINDOW, WARM_UP = 16, 60, 10
SEED, EPOCHS, RATE, CLIP = 0, 1000, 3e-3, 1.0
HELD_OUT, ORDER = 60, 9

README = """\
Sunspots: a real recurrent network, before and after training

Source    yearly sunspot numbers 1700-2008, data set "sunspots" of statsmodels, which names
          http://www.ngdc.noaa.gov/stp/solar/solarda3.html and says: "This data is public domain."
Network   torch.nn.RNN(1, {units}), tanh, with a linear read-out; its default start, seed {seed}
Task      from the years so far, predict the next year's number
Training  years 1700-1948 in windows of {window} inputs; mean squared error of all predictions
          after the first {warm_up} of a window; Adam, rate {rate}, {epochs} full-batch steps,
          gradient norm clipped at {clip:g}
Held out  1949-2008, predicted each from the {window} years before it

Numbers are standardised with the mean {mean:.4f} and the standard deviation {std:.4f} of 1700-1948.

                                        before     after
training loss (standardised)           {loss_before:>7.4f}   {loss_after:>7.4f}
error in training years (sunspots)     {train_before:>7.2f}   {train_after:>7.2f}
error in held-out years (sunspots)     {test_before:>7.2f}   {test_after:>7.2f}
  of "next year as this year"                     {naive:>7.2f}
  of a linear autoregression on {order} years         {linear:>7.2f}

Errors are root mean squares; those of the training years are taken at the end of each window.

before.safetensors, after.safetensors   the state dicts: rnn.* and readout.*
sunspots.csv                            1949-2008, one standardised number a line

Both open in BPTT Lab with the sequence sunspots.csv. The loss shown there is the program's own,
half the squared length of the last state, not the loss of the training; the factors and their
product do not depend on the loss.

Made by: python -m tools.train_sunspots (torch {torch}, statsmodels' public data).
"""


class Forecaster(nn.Module):  # type: ignore[misc]  # torch is checked as Any
    """Reads years (n, T, 1) and predicts, at each, the next, (n, T)."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(1, UNITS, batch_first=True)
        self.readout = nn.Linear(UNITS, 1)

    def forward(self, years: Tensor) -> Tensor:
        """Return the predictions."""
        states, _ = self.rnn(years)
        predictions: Tensor = self.readout(states)[..., 0]
        return predictions


@dataclass(frozen=True)
class Data:
    """The series with its windows of inputs and the year after each input."""

    numbers: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """Return the mean of the training years."""
        return float(self.numbers[:-HELD_OUT].mean())

    @property
    def std(self) -> float:
        """Return the standard deviation of the training years."""
        return float(self.numbers[:-HELD_OUT].std())

    @property
    def standardised(self) -> NDArray[np.float64]:
        """Return the whole series by the mean and deviation of the training years."""
        result: NDArray[np.float64] = (self.numbers - self.mean) / self.std
        return result

    @property
    def windows(self) -> Tensor:
        """Return all runs of WINDOW + 1 years, (n, WINDOW + 1); the last HELD_OUT are held out."""
        return torch.tensor(self.standardised, dtype=torch.float32).unfold(0, WINDOW + 1, 1)

    @property
    def naive_error(self) -> float:
        """Return the held-out error of predicting that nothing changes."""
        return _root_mean_square(np.diff(self.numbers)[-HELD_OUT:])

    @property
    def linear_error(self) -> float:
        """Return the held-out error of a least-squares autoregression on ORDER years."""
        runs = np.lib.stride_tricks.sliding_window_view(self.numbers, ORDER + 1)
        past = np.column_stack([runs[:, :-1], np.ones(len(runs))])
        weights = np.linalg.lstsq(past[:-HELD_OUT], runs[:-HELD_OUT, -1])[0]
        return _root_mean_square((past @ weights - runs[:, -1])[-HELD_OUT:])


def _root_mean_square(errors: NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(errors**2)))


def loss(model: Forecaster, windows: Tensor) -> Tensor:
    """Return the mean squared error after the first WARM_UP years."""
    errors = model(windows[:, :-1, None]) - windows[:, 1:]
    return (errors[:, WARM_UP:] ** 2).mean()


def last_error(model: Forecaster, windows: Tensor, std: float) -> float:
    """Return the root mean square error of each window's last prediction, in sunspots."""
    with torch.no_grad():
        errors = model(windows[:, :-1, None])[:, -1] - windows[:, -1]
    return float((errors**2).mean().sqrt()) * std


def train(model: Forecaster, windows: Tensor) -> None:
    """Train the model in place."""
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
    for _ in range(EPOCHS):
        optimiser.zero_grad()
        loss(model, windows).backward()
        nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimiser.step()


def figures(model: Forecaster, data: Data, when: str) -> dict[str, float]:
    """Return loss and errors, named for the README."""
    seen, held_out = data.windows[:-HELD_OUT], data.windows[-HELD_OUT:]
    return {
        f"loss_{when}": loss(model, seen).item(),
        f"train_{when}": last_error(model, seen, data.std),
        f"test_{when}": last_error(model, held_out, data.std),
    }


def readme(data: Data, measured: dict[str, float]) -> str:
    """Return what the folder says of itself."""
    settings = {"units": UNITS, "window": WINDOW, "warm_up": WARM_UP, "seed": SEED}
    training = {"epochs": EPOCHS, "rate": RATE, "clip": CLIP, "torch": torch.__version__}
    numbers = {"mean": data.mean, "std": data.std, "order": ORDER}
    others = {"naive": data.naive_error, "linear": data.linear_error}
    return README.format(**settings, **training, **numbers, **others, **measured)


def main(folder: Path) -> None:
    """Train and write the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    data, model = Data(sunspots.load_pandas().data["SUNACTIVITY"].to_numpy()), Forecaster()
    measured = figures(model, data, "before")
    (folder / "before.safetensors").write_bytes(save(model.state_dict()))
    train(model, data.windows[:-HELD_OUT])
    measured |= figures(model, data, "after")
    (folder / "after.safetensors").write_bytes(save(model.state_dict()))
    rows = "".join(f"{value:.4f}\n" for value in data.standardised[-HELD_OUT:])
    (folder / "sunspots.csv").write_text("sunspots\n" + rows)
    (folder / "README.txt").write_text(readme(data, measured), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
