"""What may be said of a gradient and its terms, in plain sentences."""

from __future__ import annotations

import math

import numpy as np

from engine.bptt.trace import Trace
from engine.chain.scaled import LOG10_2, log10_row_norms
from engine.numbers import MINUS, degrees, power, ten_to, told_from_one
from engine.studies.float32_underflow import Float32Underflow
from engine.studies.gradient_check import GradientCheck, Kink
from engine.studies.gradient_decomposition import CANCELLED, GradientDecomposition
from engine.studies.gradient_report import GradientReport
from engine.studies.truncation import Truncated
from engine.studies.verdict import slopes_underflow
from engine.studies.wording import counted, share

_LITTLE = 1e-3
_MOSTLY, _ALL = 0.5, 0.9995
_STRAIGHT = 1e-9  # cosines that are 0, 1 or −1 but for rounding
_LONG = 4  # steps from which on there is a far past


def running_words(shares: GradientDecomposition, summed: int) -> str:
    """Say in two lines how far the sum has come after `summed` terms."""
    t = len(shares.log10_term)
    terms = counted(t, "term")
    if summed == 0:
        return f"0 of {terms} summed\nthe loss is not reached yet"
    if not shares.sums_known[summed - 1]:
        return f"{summed} of {terms} summed\nnorm not known: factors cancel"
    size, angle = power(shares.running.log10_norm[summed - 1]), shares.running.angle[summed - 1]
    turned = "" if math.isnan(angle) or not shares.is_known else f", {degrees(angle)} off the whole"
    return f"{summed} of {terms} summed\nnorm {size}{turned}"


def first_term_words(trace: Trace) -> str:
    """Say why the term k = 1 is zero when the initial state is; else nothing."""
    if trace.run.s[0].any():
        return ""
    gradients = trace.gradients
    if not trace.known[-2]:  # ∂s_t/∂s_1 cancels, and δ₁ with it
        return "Term k = 1 is zero because s₀ = 0."
    size = float(log10_row_norms(gradients.local[-1:])[0]) + gradients.local_exponent[-1] * LOG10_2
    if size == -math.inf:
        zero = "underflows" if slopes_underflow(trace) else "is zero too"
        return f"Term k = 1 is zero because s₀ = 0; what reaches it {zero}."
    return (
        "Term k = 1 is zero because s₀ = 0, not because it vanished: "
        f"‖σ′(a₁) ⊙ δ₁‖ = {power(size)}."
    )


def cosine_words(shares: GradientDecomposition, i: int) -> str:
    """Say how the term k = t − i stands to the whole; nothing where either is zero or unknown."""
    if -math.inf in (float(shares.log10_term[i]), shares.log10_total):
        return ""
    if not (shares.known[i] and shares.is_known):
        return ""
    return f"cosine {_cosine(float(shares.cosine[i]))}"


def _cosine(cosine: float) -> str:
    """Return a cosine that is 0, 1 or −1 only where rounding alone says otherwise."""
    sign, size = MINUS if cosine < -_STRAIGHT else "", abs(cosine)
    nearest = round(size)
    return f"{sign}{told_from_one(nearest if abs(size - nearest) <= _STRAIGHT else size)}"


def lens_words(shares: GradientDecomposition, lens: Float32Underflow) -> str:
    """Say which terms float32 loses."""
    present = shares.log10_term > -np.inf
    if not lens.finite.all():
        k = len(lens.finite) - int(np.argmin(lens.finite))
        return f"In float32 the term {_k('=', k)} overflows: the gradient is not finite."
    lost, k = lens.zero & present, lens.silent_until
    if lost[::-1][:k].any():
        terms = f"every term with {_k('≤', k)}" if k > 1 else f"the term {_k('=', k)}"
        return f"In float32 {terms} is exactly 0: none of it reaches W."
    if lost.any():
        return f"In float32 {_terms(int(lost.sum()))} exactly 0 that {_are(lost)} not zero here."
    return "In float32 no term is lost: the zero ones are zero here too."


def truncation_words(trace: Trace, tau: int) -> str:
    """Say what truncating at τ does."""
    t = trace.t
    if tau >= t:
        return "Every path counts: this is the full gradient."
    if trace.experiment.summed:
        return f"Every loss is sent back through {counted(tau, 'step')} at most."
    cut = f"the terms {_k('≤', t - tau)} are" if t - tau > 1 else f"the term {_k('=', 1)} is"
    return f"s[{t - tau}] is held constant: {cut} cut off."


def check_words(check: GradientCheck) -> str:
    """Say what the difference quotients showed."""
    place = f"W[{check.row + 1}, {check.column + 1}]"
    values = f"{check.quotient:.6g} by differences, {check.formula + 0.0:.6g} by the formula"
    values = values.replace("-", MINUS)
    many = check.checked < check.entries
    scope = f"{check.checked} of {check.entries} entries, picked at random" if many else (
        f"all {check.entries} entries" if check.entries > 1 else "the one entry"
    )  # fmt: skip
    kink = _kink_words(check.kink)
    if check.settled == 0:
        size = f"at most {_size(check.largest)}" if check.largest else "zero or below a double"
        reason = kink or (
            f"The gradient, {size}, is too small beside the rounding of the loss, or the loss is "
            "too steep."
        )
        return f"Undecided: no difference quotient settles ({scope}). {reason}".rstrip()
    verdict = "Agrees" if check.agrees else "Does not agree"
    return (
        f"{verdict}: largest error {_size(check.error)} at {place}, {_size(check.relative)} of the "
        f"largest entry ({scope}). There: {values}. {_left_out_words(check)}{kink}"
    ).rstrip()


def _left_out_words(check: GradientCheck) -> str:
    count = check.checked - check.settled - (check.kink.entries if check.kink else 0)
    if not count:
        return ""
    return "1 quotient does not settle and is left out. " if count == 1 else (
        f"{count} quotients do not settle and are left out. "
    )  # fmt: skip


def _kink_words(kink: Kink | None) -> str:
    """Say which unit stands where its activation has no derivative; nothing if none does."""
    if kink is None:
        return ""
    near = "stands" if kink.exact else "stands, to within the smallest step,"
    entries = "1 entry" if kink.entries == 1 else f"{kink.entries} entries"
    moves = "that moves" if kink.entries == 1 else "that move"
    return (
        f"Unit {kink.unit + 1} at step {kink.step} {near} on {kink.activation}'s kink, where no "
        f"derivative exists: {entries} of W {moves} a unit across a kink cannot be checked."
    )


def meaning(trace: Trace, story: GradientReport) -> str:
    """Say in a sentence or two which paths make the gradient, and what cancels.

    With summed losses a term k adds up paths of many lengths, so what is far back is judged by
    the length of the paths.
    """
    shares, summed = story.shares, trace.experiment.summed
    if shares.log10_term.max() == -math.inf:
        if slopes_underflow(trace):
            return "Every term is zero in double arithmetic, as slopes σ′ are below 10⁻³⁰⁷."
        return "Every term is zero: no step moves W."
    if shares.cancelled:
        least = ten_to(round(math.log10(CANCELLED)))
        return (
            f"The terms cancel: less than {least} of their sizes is left in the sum, and rounding "
            "may have made that."
        )
    if not shares.is_known:
        return "Factors cancel in the products, and what rounding leaves is part of this gradient."
    which = _which_paths(story.truncated) if summed else _which_terms(story.truncated)
    return f"{which} {_cancelling(shares)}".rstrip()


def _which_terms(parts: Truncated) -> str:
    """Say which steps make the gradient of the last loss; the lag i is that of k = t − i."""
    t = len(parts.log10_part)
    if t == 1:
        return "One term is the whole gradient."
    idle, k = t - parts.reach(_LITTLE), t - parts.leading
    if idle > 1:
        return (
            f"All terms with {_k('≤', idle)} together are less than a thousandth of the gradient: "
            "what W does at those steps hardly counts."
        )
    if k <= t // 2 and t >= _LONG:
        return f"The largest term is that of {_k('=', k)}, {t - k} steps back: the far past leads."
    if t < _LONG or parts.recent < _LITTLE:
        return f"The largest term is that of {_k('=', k)}."
    return "Early and late terms both count."


def _which_paths(parts: Truncated) -> str:
    """Say how far back the summed losses reach."""
    t, reach, steps = len(parts.log10_part), parts.reach(_LITTLE), parts.leading + 1
    if t == 1:
        return "One term is the whole gradient."
    if reach < t - 1:
        return (
            f"Each loss counts through {counted(reach, 'step')} back: longer paths together are "
            "less than a thousandth of the gradient."
        )
    if steps > (t + 1) // 2 and t >= _LONG:
        return f"The largest part is that of the paths through {steps} steps: the far past leads."
    if t < _LONG or parts.recent < _LITTLE:
        return f"The largest part is that of the paths through {counted(steps, 'step')}."
    return "Short and long paths both count."


def _cancelling(shares: GradientDecomposition) -> str:
    if int(np.isfinite(shares.log10_term).sum()) == 1:
        return ""
    kept = share(shares.kept)
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
