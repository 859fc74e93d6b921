"""How well the ranking keeps its word, on patients simulated from published tables and not from its own matrix.

Run ``python -m dermatomes.calibration``; with ``--write docs`` it renews ``docs/calibration.md`` and its plot.
"""
