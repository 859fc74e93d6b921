"""Building the assets: from published, openly licensed geometry to the files in ``meshes/data``.

Run ``python -m meshes.build``.  Nothing here is imported when the app runs: only this package may use
scipy, trimesh, libigl or manifold3d.
"""
