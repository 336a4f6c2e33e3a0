"""A name beside its point covers no other point and no other name, as far as there is room."""

from readiness.drawing.sides import Spot, sides


def _sides(*spots: Spot) -> dict[str, str]:
    return dict(sides(spots, width=400, height=300, letters=10, gap=8))


def test_a_name_stands_right_unless_it_would_be_cut_off() -> None:
    assert _sides(Spot("a", 100, 100, "兵庫県")) == {"a": "right"}
    assert _sides(Spot("a", 390, 100, "北海道")) == {"a": "left"}
    assert _sides(Spot("a", 395, 290, "北海道")) == {"a": "left"}


def test_a_name_keeps_clear_of_points_without_names() -> None:
    around = [Spot("b", 125, 100, ""), Spot("c", 75, 100, ""), Spot("d", 100, 85, "")]
    assert _sides(Spot("a", 100, 100, "兵庫県"), *around) == {"a": "below"}
    assert _sides(Spot("a", 100, 100, "兵庫県"), *around[:2]) == {"a": "above"}


def test_names_keep_clear_of_each_other() -> None:
    assert _sides(Spot("a", 100, 100, "兵庫県"), Spot("b", 140, 100, "東京都")) == {
        "a": "left",
        "b": "right",
    }
    assert _sides(Spot("a", 100, 100, "兵庫県"), Spot("b", 100, 105, "東京都")) == {
        "a": "right",
        "b": "left",
    }
