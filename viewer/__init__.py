"""The room with a window: shows the body and the knowledge, and asks.

It joins `meshes` (where things are) and `dermatomes` (what they mean) by ids and chart coordinates. Its pure modules
(`session`, `camera`, `palette`, `picture`, `skin_paint`, `words`) import neither Qt nor VTK.
"""

__version__ = "0.1.0"
