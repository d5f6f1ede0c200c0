"""Actions on the whole of W, with the numbers each asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engine.chain.chain import norm_of
from engine.chain.norms import norm_called
from engine.experiment.edits import scaled_to, with_units
from engine.experiment.experiment import Experiment
from engine.experiment.matrix_edits import (
    orthogonalised,
    symmetrised,
    transposed,
    with_gaussian,
    with_identity,
    with_noise,
    with_spectral_radius,
)
from engine.files.limits import UNITS
from gui.matrix_menu.number_dialog import Field

_SEED = Field("Seed", least=0, whole=True)
_SAME_SEED = "The same seed draws the same numbers."


class MatrixAction(NamedTuple):
    """An action of the Matrix menu.

    Attributes:
        text: the text of the menu entry.
        undo: the text of its undo step; {0} stands for the first number asked for.
        change: called with the experiment and the numbers; raises InputError where it cannot.
        fields: the numbers it asks for.
        values: initial values of the fields; the present d if empty.
        hint: a text beside the fields; {critical} stands for 1/γ, {norm} for the norm chosen.
        is_slow: whether all singular values or eigenvalues are computed.
    """

    text: str
    undo: str
    change: Callable[..., Experiment]
    fields: tuple[Field, ...] = ()
    values: tuple[float, ...] = ()
    hint: str = ""
    is_slow: bool = False


def matrix_actions(norm: Callable[[], str]) -> tuple[tuple[MatrixAction, ...], ...]:
    """Return the actions in groups; `norm` returns the name of the norm chosen."""

    def scaled(experiment: Experiment, wanted: float) -> Experiment:
        lam = norm_of(experiment.network.W, norm_called(norm()))[0]
        return scaled_to(experiment, lam, wanted)

    scale = MatrixAction(
        "S&cale to λ…",
        "scaling of W to λ = {0}",
        scaled,
        (Field("λ = ‖W‖", least=0),),
        (1.0,),
        "λ in the {norm} norm. Its critical value is 1/γ = {critical}: below it every product of "
        "factors must vanish.",
        is_slow=True,
    )
    return _SHAPES, (scale, _SPECTRAL), _DRAWN, (_RESIZE,)


_SHAPES = (
    MatrixAction("&Transpose", "transpose of W", transposed),
    MatrixAction("&Symmetrise, (W + Wᵀ)/2", "symmetric part of W", symmetrised),
    MatrixAction(
        "&Orthogonalise, the nearest orthogonal W",
        "orthogonalisation of W",
        orthogonalised,
        is_slow=True,
    ),
)
_SPECTRAL = MatrixAction(
    "Scale to s&pectral radius ρ…",
    "scaling of W to ρ = {0}",
    with_spectral_radius,
    (Field("ρ, the largest |eigenvalue|", least=0),),
    (1.0,),
    "For a normal W the critical value is 1/γ = {critical}. For any other, ρ is no substitute for "
    "λ: products may grow for a while although ρ is smaller.",
    is_slow=True,
)
_DRAWN = (
    MatrixAction(
        "Add &noise…",
        "noise of {0} on W",
        with_noise,
        (Field("Standard deviation σ", least=0), _SEED),
        (0.1, 0.0),
        f"Adds an independent normal number to each entry of W. {_SAME_SEED}",
    ),
    MatrixAction(
        "Random &Gaussian W…",
        "random W of gain {0}",
        with_gaussian,
        (Field("Gain g", least=0), _SEED),
        (1.0, 0.0),
        "Independent entries of standard deviation g/√d: with many units ρ is near g and ‖W‖₂ near "
        f"2g. 1/γ = {{critical}}. {_SAME_SEED}",
    ),
    MatrixAction(
        "&Identity times c…",
        "setting of W to {0} I",
        with_identity,
        (Field("c",),),
        (1.0,),
        "W = c I. The critical value of c is 1/γ = {critical}.",
    ),
)  # fmt: skip
_RESIZE = MatrixAction(
    "&Resize…",
    "change of units to {0}",
    lambda experiment, d: with_units(experiment, int(d)),
    (Field("Units d", least=1, most=UNITS, whole=True),),
    hint="What fits of every array is kept, the rest is zero. While U is square it stays so.",
)
