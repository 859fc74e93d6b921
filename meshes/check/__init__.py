"""Measure the released figures with code that shares nothing with the builder; run ``python -m meshes.check``.

For developers: it may import scipy and libigl, which the app does not have, so nothing of the app imports it.
Frames are found on the meshes themselves; published values and limits are rows of ``published.toml``.
"""
