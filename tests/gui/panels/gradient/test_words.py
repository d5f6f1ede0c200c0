"""The sentences say what the figures say, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.trace import Trace, trace
from engine.cells.activations import IDENTITY, RELU, TANH
from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import with_summed
from engine.gallery import entry
from engine.studies.float32_underflow import float32_underflow
from engine.studies.gradient_check import GradientCheck, Kink, gradient_check
from engine.studies.gradient_decomposition import GradientDecomposition, gradient_decomposition
from engine.studies.gradient_report import gradient_report
from gui.panels.gradient.words import (
    check_words,
    cosine_words,
    first_term_words,
    lens_words,
    meaning,
    running_words,
    truncation_words,
)
from tests.engine.experiments import of_matrix

FADING = of_matrix([[0.1]], IDENTITY, T=100, x=np.full((100, 1), 0.9), s0=[1.0])


def of(experiment: Experiment) -> tuple[Trace, GradientDecomposition]:
    result = trace(experiment)
    return result, gradient_decomposition(result.gradients)


def told(experiment: Experiment) -> str:
    result = trace(experiment)
    words = meaning(result, gradient_report(result))
    return words.replace("\u00a0", " ")


def lens(experiment: Experiment) -> str:
    return lens_words(of(experiment)[1], float32_underflow(experiment)).replace("\u00a0", " ")


def test_the_running_sum_is_counted_from_the_loss() -> None:
    result, parts = of(entry("opening").load())
    assert running_words(parts, 0) == "0 of 24 terms summed\nthe loss is not reached yet"
    assert running_words(parts, 24).startswith("24 of 24 terms summed\nnorm 2.57")
    assert running_words(parts, 24).endswith("0° off the whole")
    assert result.t == 24


def test_the_first_term_is_zero_because_of_the_initial_state() -> None:
    words = first_term_words(trace(entry("opening").load()))
    assert "because s₀ = 0, not because it vanished" in words
    assert words.endswith("= 0.0750.")


def test_nothing_is_said_of_the_first_term_of_another_initial_state() -> None:
    assert first_term_words(trace(of_matrix([[0.5]], TANH, s0=[0.1]))) == ""


def test_it_is_not_said_to_arrive_when_it_does_not() -> None:
    words = first_term_words(trace(of_matrix([[1.0]], RELU, T=2, x=[[-1.0], [-1.0]], y=[1.0])))
    assert words == "Term k = 1 is zero because s₀ = 0; what reaches it is zero too."


def test_the_lens_names_the_border() -> None:
    assert lens(FADING) == "In float32 every term with k ≤ 54 is exactly 0: none of it reaches W."


def test_the_lens_does_not_count_what_is_zero_anyway() -> None:
    words = "In float32 no term is lost: the zero ones are zero here too."
    assert lens(entry("opening").load()) == words


def test_the_lens_sees_an_overflow() -> None:
    words = lens(of_matrix([[10.0]], IDENTITY, T=60, s0=[1.0]))
    assert words == "In float32 the term k = 60 overflows: the gradient is not finite."


def test_a_term_lost_between_others_is_counted() -> None:
    # saturated at step 2 alone: of the summed losses only the term of that step is lost
    x = [[0.5], [12.0], [0.5]]
    experiment = with_summed(of_matrix([[0.5]], TANH, T=3, x=x, s0=[1.0]), True)
    assert lens(experiment) == "In float32 one term is exactly 0 that is not zero here."


def test_truncation_names_the_state_that_is_held() -> None:
    result = trace(entry("opening").load())
    words = truncation_words(result, 4).replace("\u00a0", " ")
    assert words == "s[20] is held constant: the terms k ≤ 20 are cut off."
    assert "full gradient" in truncation_words(result, 24)
    summed = trace(with_summed(entry("opening").load(), True))
    assert truncation_words(summed, 1) == "Every loss is sent back through 1 step at most."


def test_the_check_names_the_worst_entry() -> None:
    words = check_words(GradientCheck(2e-9, 1, 0, -0.5, -0.500000002, 2.0, 4, 4, 4))
    assert words.startswith("Agrees: largest error 2.0×10⁻⁹ at W[2, 1], 1.0×10⁻⁹ of the largest")
    assert "(all 4 entries)" in words
    assert "−0.5 by the formula" in words


def test_the_check_owns_up_to_what_it_left_out() -> None:
    words = check_words(GradientCheck(0.5, 0, 0, 1.0, 1.5, 2.0, 390, 400, 4096))
    assert words.startswith("Does not agree")
    assert "400 of 4096 entries, picked at random" in words
    assert "10 quotients do not settle" in words


def test_a_vanished_gradient_is_undecided() -> None:
    words = check_words(gradient_check(trace(entry("gaussian-0.5").load())))
    assert words.startswith("Undecided")
    assert "10⁻¹⁸" in words


def test_a_unit_on_a_kink_is_named() -> None:
    experiment = of_matrix([[0, 1], [1, 0]], RELU, T=3, s0=[1, 0], y=[5, 5])
    words = check_words(gradient_check(trace(experiment)))
    assert words.startswith("Agrees")
    assert words.endswith(
        "There: −8 by differences, −8 by the formula. Unit 1 at step 1 stands on relu's kink, "
        "where no derivative exists: 2 entries of W that move a unit across a kink cannot be "
        "checked."
    )


def test_a_kink_is_the_reason_where_nothing_else_is_left() -> None:
    kink = Kink("leaky-relu", 0, 2, False, 1)
    words = check_words(GradientCheck(0.5, 0, 0, 1.0, 0.5, 1.0, 0, 1, 1, kink))
    assert words == (
        "Undecided: no difference quotient settles (the one entry). Unit 1 at step 2 stands, to "
        "within the smallest step, on leaky-relu's kink, where no derivative exists: 1 entry of W "
        "that moves a unit across a kink cannot be checked."
    )


def test_kinks_and_other_entries_left_out_are_counted_apart() -> None:
    kink = Kink("relu", 1, 3, True, 4)
    words = check_words(GradientCheck(1e-9, 0, 0, 1.0, 1.0, 1.0, 11, 16, 16, kink))
    assert "1 quotient does not settle and is left out. Unit 2 at step 3" in words


def test_a_gradient_below_a_double_is_undecided() -> None:
    words = check_words(GradientCheck(0.0, 0, 0, -0.0, 0.0, 0.0, 0, 1, 1))
    assert "The gradient, zero or below a double, is too small beside the rounding" in words


def test_what_cancels_is_told() -> None:
    assert "22 % is left in their sum; the rest cancels" in told(entry("opening").load())


def test_a_fading_gradient_has_idle_steps() -> None:
    assert told(FADING).startswith("All terms with k ≤ 96 together are less than a thousandth")


GROWING = of_matrix([[1.5]], IDENTITY, T=20, x=-0.5 * np.ones((20, 1)), s0=[1.0 + 1e-9], y=[5])


def test_a_growing_gradient_is_led_by_the_past() -> None:
    assert "the far past leads" in told(GROWING)


def forgetting(summed: bool) -> Experiment:
    # W = 0.05 and an input at step 1 alone: every loss but the first two is next to nothing
    x = [[2.0]] + [[0.0]] * 9
    return with_summed(of_matrix([[0.05]], TANH, T=10, x=x), summed)


def test_of_summed_losses_the_length_of_the_paths_counts_not_the_step() -> None:
    # all of ∂L/∂W comes from L_2 by way of the term k = 2: by 60 digits 99.75 % at τ = 1
    words = told(forgetting(True))
    assert words.startswith("Each loss counts through 2 steps back: longer paths together are")
    assert "far past" not in words


def test_the_last_loss_alone_counts_every_term_of_the_same_network() -> None:
    assert "Early and late terms both count" in told(forgetting(False))


def test_summed_losses_have_a_far_past_where_long_paths_lead() -> None:
    late = of_matrix([[1.0]], IDENTITY, T=20, s0=[1.0], y=[0.0])
    assert "Short and long paths both count" in told(with_summed(late, True))


@pytest.mark.parametrize("T", [1, 2, 3])
def test_a_short_chain_has_no_far_past(T: int) -> None:
    chain = of_matrix([[3.0]], IDENTITY, T=T, s0=[1.0])
    for summed in (False, True):
        words = told(with_summed(chain, summed))
        assert "far" not in words
        assert "both" not in words


def test_no_gradient_has_no_meaning() -> None:
    assert told(of_matrix(np.eye(2))) == "Every term is zero: no step moves W."


@pytest.mark.parametrize("turned", [0.0, 0.3])
def test_terms_that_cancel_to_rounding_are_said_to_cancel(turned: float) -> None:
    # the units swap at each step and the two terms are opposite; turned, exactly so no more
    c, s = np.cos(turned), np.sin(turned)
    Q = np.array([[c, -s], [s, c]])
    W, s0, y = Q @ [[0.0, 1.0], [1.0, 0.0]] @ Q.T, Q @ [1.0, -1.0], Q @ [2.0, 0.0]
    words = told(of_matrix(W, IDENTITY, T=2, s0=s0, y=y))
    assert words.startswith("The terms cancel: less than 10⁻¹⁰ of their sizes is left")


def test_there_is_no_cosine_of_nothing() -> None:
    _, parts = of(entry("opening").load())
    assert cosine_words(parts, 23) == ""
    assert cosine_words(parts, 11) == "cosine 0.534"
