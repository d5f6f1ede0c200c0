"""What may be said of a gradient and its terms, in plain sentences."""

from __future__ import annotations

import math

import numpy as np

from engine.analysis.float_lens import FloatLens
from engine.analysis.gradient_check import GradientCheck
from engine.analysis.gradient_shares import Shares
from engine.backprop.scaled import LOG10_2, log10_row_norms
from engine.backprop.trace import Trace
from gui.widgets.numbers import MINUS, power, short

_LITTLE = 1e-3
_MOSTLY, _ALL = 0.5, 0.9995


def percent(share: float) -> str:
    """Return a share of 1: 0.2 %, 34 %, and never 0 or 100 unless it is."""
    if share in (0.0, 1.0):
        return f"{100 * share:.0f} %"
    if share > 0.9995:
        return "over 99.9 %"
    return f"{100 * share:.2g} %" if share >= 1e-3 else f"{power(math.log10(share) + 2)} %"


def degrees(angle: float) -> str:
    """Return an angle given in radians: 12.3°, 0.004°, or a dash for none."""
    if math.isnan(angle):
        return "–"
    size = math.degrees(angle)
    return "0°" if size < 1e-9 else f"{short(size)}°"


def running_words(shares: Shares, summed: int) -> str:
    """Say in two lines how far the sum has come after `summed` terms."""
    t = len(shares.log10_term)
    if summed == 0:
        return f"0 of {t} terms summed\nthe loss is not reached yet"
    size, angle = power(shares.running.log10_norm[summed - 1]), shares.running.angle[summed - 1]
    turned = "" if math.isnan(angle) else f", {degrees(angle)} off the whole"
    return f"{summed} of {t} terms summed\nnorm {size}{turned}"


def first_term_words(trace: Trace) -> str:
    """Say why the term k = 1 is zero when the initial state is; else nothing."""
    if trace.run.s[0].any():
        return ""
    gradients = trace.gradients
    size = float(log10_row_norms(gradients.local[-1:])[0]) + gradients.local_exponent[-1] * LOG10_2
    if size == -math.inf:
        return "Term k = 1 is zero because s₀ = 0; what reaches it is zero too."
    return (
        "Term k = 1 is zero because s₀ = 0, not because it vanished: "
        f"‖σ′(a₁) ⊙ δ₁‖ = {power(size)}."
    )


def cosine_words(shares: Shares, i: int) -> str:
    """Say how the term k = t − i stands to the whole; nothing where either is zero."""
    if -math.inf in (float(shares.log10_term[i]), shares.log10_total):
        return ""
    return f"cosine {shares.cosine[i]:.2f}".replace("-", MINUS)


def lens_words(shares: Shares, lens: FloatLens) -> str:
    """Say which terms float32 loses."""
    present = shares.log10_term > -np.inf
    if not lens.finite.all():
        k = len(lens.finite) - int(np.argmin(lens.finite))
        return f"In float32 the term {_k('=', k)} overflows: the gradient is not a number."
    lost, k = lens.zero & present, lens.silent_until
    if lost[::-1][:k].any():
        return f"In float32 every term with {_k('≤', k)} is exactly 0: none of it reaches W."
    if lost.any():
        return f"In float32 {_terms(int(lost.sum()))} exactly 0 that {_are(lost)} not zero here."
    return "In float32 no term is lost: the zero ones are zero here too."


def truncation_words(trace: Trace, tau: int) -> str:
    """Say what truncating at τ does."""
    t, summed = trace.t, trace.experiment.summed
    if tau >= t:
        return "Every path counts: this is the full gradient."
    back = f"through {tau} step{'s' if tau > 1 else ''} at most"
    if summed:
        return f"Every loss is sent back {back}."
    return f"s[{t - tau}] is held constant: the terms {_k('≤', t - tau)} are cut off."


def check_words(check: GradientCheck) -> str:
    """Say what the difference quotients showed."""
    place = f"W[{check.row + 1}, {check.column + 1}]"
    values = f"{check.quotient:.6g} by differences, {check.formula:.6g} by the formula"
    values = values.replace("-", MINUS)
    many = check.checked < check.entries
    scope = f"{check.checked} of {check.entries} entries, picked at random" if many else (
        f"all {check.entries} entries" if check.entries > 1 else "the one entry"
    )  # fmt: skip
    if check.settled == 0:
        return (
            f"Undecided: no difference quotient settles ({scope}). The gradient, at most "
            f"{_size(check.largest)}, is too small beside the rounding of the loss, or the loss is "
            "too steep."
        )
    verdict = "Agrees" if check.agrees else "Does not agree"
    unsettled = check.checked - check.settled
    rest = f" {unsettled} quotients do not settle and are left out." if unsettled else ""
    return (
        f"{verdict}: largest error {_size(check.error)} at {place}, {_size(check.relative)} of the "
        f"largest entry ({scope}). There: {values}.{rest}"
    )


def meaning(shares: Shares) -> str:
    """Say in a sentence or two which steps make the gradient, and what cancels."""
    t, sizes = len(shares.log10_term), shares.log10_term
    if shares.log10_total == -math.inf:
        if sizes.max() == -math.inf:
            return "Every term is zero: no step moves W."
        return "The terms cancel exactly: no step moves W."
    return f"{_which_steps(shares, t)} {_cancelling(shares)}"


def _which_steps(shares: Shares, t: int) -> str:
    idle = shares.idle_until(_LITTLE)
    if idle > 1:
        return (
            f"All terms with {_k('≤', idle)} together are less than a thousandth of the gradient: "
            "what W does at those steps hardly counts."
        )
    k = t - int(shares.log10_term.argmax())
    if k <= t // 2:
        return f"The largest term is that of {_k('=', k)}, {t - k} steps back: the far past leads."
    return "Early and late terms both count."


def _cancelling(shares: Shares) -> str:
    if len(shares.log10_term) == 1:
        return ""
    kept = percent(shares.kept)
    if shares.kept >= _ALL:
        return "They pull the same way: next to nothing cancels."
    if shares.kept < _MOSTLY:
        return f"Of the sizes of the terms {kept} is left in their sum; the rest cancels."
    return f"They mostly pull the same way: {kept} of their sizes is left in the sum."


def _k(sign: str, k: int) -> str:
    """Return "k = 3" so that no line breaks inside it."""
    return f"k\u00a0{sign}\u00a0{k}"


def _size(value: float) -> str:
    return power(math.log10(value)) if value > 0 else "0"


def _terms(count: int) -> str:
    return "one term is" if count == 1 else f"{count} terms are"


def _are(lost: np.ndarray) -> str:
    return "is" if int(lost.sum()) == 1 else "are"
