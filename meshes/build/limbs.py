"""Femur, patella, tibia and fibula of the atlas, stretched between the joints of a figure (left side)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.build.fit import FigureFit
from meshes.build.pelvis import AtlasBones, rotation_between
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml


@dataclass(frozen=True)
class Stretch:
    """Sends a bone's axis `start`-`end` onto `new_start`-`new_end`, with its own scale along and across.

    Attributes
    ----------
    start, end, new_start, new_end
        (3,) mm.
    girth
        Transverse scale at start and end, eased in between.
    twist
        Turn about the new axis, degrees (positive: counter-clockwise seen from above).
    """

    start: Points
    end: Points
    new_start: Points
    new_end: Points
    girth: tuple[float, float]
    twist: float

    def __call__(self, points: Points) -> Points:
        """Return the points (n, 3) after the stretch."""
        length, new_length = np.linalg.norm(self.end - self.start), np.linalg.norm(self.new_end - self.new_start)
        axis, new_axis = (self.end - self.start) / length, (self.new_end - self.new_start) / new_length
        away = points - self.start
        along = (away @ axis)[:, None]
        part = np.clip(along / length, 0.0, 1.0)
        girth = self.girth[0] + (self.girth[1] - self.girth[0]) * part * part * (3 - 2 * part)
        scaled = along * axis * (new_length / length) + (away - along * axis) * girth
        turn = _turn_about(-new_axis, self.twist) @ rotation_between(axis, new_axis)
        return np.asarray(scaled @ turn.T + self.new_start)


def fit_legs(bones: AtlasBones, fit: FigureFit, hip: Points) -> dict[str, Surface]:
    """Return the left leg bones in the body frame by part id.

    Parameters
    ----------
    bones
        Atlas bones.
    fit
        Joints and girths of the figure.
    hip
        (3,) centre of the hip socket, body frame.
    """
    table, row = read_toml("limbs"), fit.row
    thigh = Stretch(
        bones.femoral_head,
        _condyle_middle(bones.femur.vertices),
        hip,
        fit.knee,
        tuple(row["femur_girth"]),
        table["femur_twist"],
    )
    plateau = fit.knee + [*row["shank_shift"], -table["plateau_drop"]]
    shank = Stretch(
        _plateau(bones.tibia.vertices),
        _ankle(bones),
        plateau,
        fit.ankle,
        tuple(row["shank_girth"]),
        table["shank_twist"],
    )
    return {
        "femur_left": bones.femur.moved(thigh),
        "patella_left": bones.patella.moved(lambda points: thigh(points + table["patella_shift"])),
        "tibia_left": bones.tibia.moved(shank),
        "fibula_left": bones.fibula.moved(shank),
    }


def _condyle_middle(femur: Points) -> Points:
    """Return the middle between the lowest points of the two condyles."""
    low = femur[femur[:, 2] < femur[:, 2].min() + 40]
    is_medial = low[:, 0] < low[:, 0].mean()
    medial, lateral = low[is_medial], low[~is_medial]
    return np.asarray((medial[np.argmin(medial[:, 2])] + lateral[np.argmin(lateral[:, 2])]) / 2)


def _plateau(tibia: Points) -> Points:
    top = tibia[tibia[:, 2] > tibia[:, 2].max() - 14]
    middle = (top[:, :2].min(axis=0) + top[:, :2].max(axis=0)) / 2
    return np.asarray(np.r_[middle, tibia[:, 2].max() - 7.0])


def _ankle(bones: AtlasBones) -> Points:
    tibia, fibula = bones.tibia.vertices, bones.fibula.vertices
    inner = tibia[tibia[:, 2] < tibia[:, 2].min() + 14].mean(axis=0)
    outer = fibula[fibula[:, 2] < fibula[:, 2].min() + 22].mean(axis=0)
    return np.asarray(np.r_[(inner + outer)[:2] / 2, tibia[:, 2].min() + 14])


def _turn_about(axis: Points, degrees: float) -> Points:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    cross = np.array([[0.0, -axis[2], axis[1]], [axis[2], 0.0, -axis[0]], [-axis[1], axis[0], 0.0]])
    return np.asarray(np.eye(3) + s * cross + (1 - c) * cross @ cross)
