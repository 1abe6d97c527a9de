"""Is the race run on the ground that it shows, and is it fair?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.gradcheck import numeric_gradient
from course.widgets import optimiser_race, stage
from course.widgets.optimiser_race import LANDSCAPES, OPTIMISERS, PRESETS, RATES, arrivals, best_rate, run, starts


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("ground", LANDSCAPES)
def test_slopes_are_those_of_the_loss(ground: str) -> None:
    """Does each gradient agree with differences, at several places at once?"""
    loss, slope, _ = LANDSCAPES[ground]
    places = np.random.default_rng(0).uniform(-1.5, 1.5, (6, 2))
    measured = [numeric_gradient(lambda p: float(loss(p)), place).value for place in places]
    np.testing.assert_allclose(slope(places), measured, rtol=1e-6, atol=1e-8)


def test_turning_turns_the_paths_of_those_that_do_not_look_at_entries() -> None:
    """Do SGD and both kinds of momentum take the same losses in both ravines, and the others not?"""
    place = np.array([-1.0, 0.5])
    for name in OPTIMISERS:
        straight = LANDSCAPES["ravine"][0](run(name, "ravine", 0.005, place, 30))
        turned = LANDSCAPES["turned ravine"][0](run(name, "turned ravine", 0.005, place @ optimiser_race.TURN.T, 30))
        assert np.allclose(straight, turned) == (name in ("SGD", "Momentum", "Nesterov"))


def test_several_starts_go_side_by_side() -> None:
    """Is each walker's path the one that it takes alone?"""
    together = run("Adam", "saddle", 0.1, starts(3), 20)
    for k, start in enumerate(starts(3)):
        np.testing.assert_allclose(together[:, k], run("Adam", "saddle", 0.1, start, 20))


def test_arrival_is_where_a_loss_stays_below() -> None:
    """Does a loss that comes back up count from its last arrival, and one that never comes as one step more?"""
    losses = np.array([[3.0, 0.0, 3.0], [0.0, 0.0, 3.0], [3.0, 0.0, 3.0], [0.0, 0.0, 3.0]])
    assert arrivals(losses, 1.0).tolist() == [3, 0, 4]


@pytest.mark.parametrize("name", OPTIMISERS)
def test_nobody_leaves_the_exact_saddle(name: str) -> None:
    """From the line w₂ = 0, is w₂ exactly 0 for ever, and does a nudge end that?"""
    assert not run(name, "saddle", 0.05, np.array([1.0, 0.0]))[:, 1].any()
    assert abs(run(name, "saddle", 0.05, np.array([1.0, 1e-3]))[-1, 1]) > 0.5


def test_no_other_rate_of_the_list_is_better() -> None:
    """Is the best rate's median arrival the earliest of all, for one optimiser?"""
    loss = LANDSCAPES["ravine"][0]
    medians = {rate: np.median(arrivals(loss(run("Nesterov", "ravine", rate, starts(12))), 1e-3)) for rate in RATES}
    assert medians[best_rate("Nesterov", "ravine")] == min(medians.values())


def test_the_goal_can_be_hit_and_missed() -> None:
    """Do two of six arrive for some factor of the slider, and fewer for the best rates themselves?"""
    def home(factor: float) -> int:
        _, said = optimiser_race.draw("turned ravine", factor, 0.0, 60)
        return int(said.split("Below 0.001: ")[1].split(" of")[0])

    assert home(10**0.2) >= 2 and home(1.0) < 2


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and does nobody arrive from the line to the saddle?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    optimiser_race.lab()
    assert "To hit" in capsys.readouterr().out
    lab = stage.build(optimiser_race.draw, PRESETS, optimiser_race.controls())
    menu, said = lab.children[0], lab.children[-2]
    menu.value = "exactly towards the saddle: nobody leaves"
    assert "Below 0.001: 0 of 6" in said.value
    menu.value = "beside that line by a millionth"
    assert "Below 0.001: 5 of 6" in said.value
