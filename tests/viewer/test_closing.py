"""A closed window leaves nothing behind: no object of Qt, none of VTK, and no memory that grows with every one."""

import gc
import weakref
from collections import Counter
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF
from PySide6.QtGui import QSurface
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import getAllValidWrappers
from vtkmodules.vtkCommonCore import vtkObjectBase

from dermatomes import parse_finding
from viewer.session import new_session
from viewer.window import MainWindow

WINDOWS = 20
SETTLED = 5
"""Windows after which caches are filled."""
GROWTH_MB = 6
"""Of each window after that, at most; a window that stays takes 75."""
MARK = parse_finding("pain", "left:calf")


def hit_on_a_leg(window):
    size = window.body_view.widget.size()
    row = (window.body_view.hit_at(QPointF(x, size.height() / 2)) for x in range(size.width()))
    return next(filter(None, row))


def use(window, qtbot):
    """Make what a window makes only when it is asked: pages, cards, menus, dialogs, another figure."""
    for audience in ("patient", "student", "clinician"):
        window.store.address(audience)
    window.store.edit("Mark", window.store.session.with_findings((MARK,)))
    window.set_figure("male")
    window.help.show_about()
    window.look("back")
    qtbot.wait(60)
    window.pointing.ask(hit_on_a_leg(window))
    qtbot.wait(20)
    for menu in window.findChildren(QMenu):
        menu.close()


def open_use_and_close(qtbot, atlas):
    """Open a window and close it; give weak references to what must go."""
    window = MainWindow(replace(new_session("female"), audience="clinician"), atlas)
    window.document.may_leave = lambda: True
    with qtbot.waitExposed(window):
        window.show()
    use(window, qtbot)
    canvases = (window.body_view, window.spine_view)
    parts = [window, window.store, window.menus, window.tools, window.looks, window.pointing, window.sidebar]
    parts += [*window.sidebar.pages.values(), *canvases]
    parts += [view.plotter for view in canvases] + [view.scene for view in canvases]
    parts += [view.plotter.render_window for view in canvases] + [view.plotter.renderer for view in canvases]
    references = [(type(part).__name__, weakref.ref(part)) for part in parts]
    window.close()
    return references


def settle():
    """Let go what is to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    gc.collect()


def left(kind):
    """How many objects of a kind there are, by class, once what is to be deleted is deleted."""
    settle()
    return Counter(type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, kind))


def resident_mb():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def test_twenty_windows_leave_no_more_than_one(qtbot, atlas):
    memory = []
    before = vtk = None
    for number in range(WINDOWS):
        parts = open_use_and_close(qtbot, atlas)
        now, vtk_now = left(QObject), left(vtkObjectBase)
        assert [name for name, part in parts if part() is not None] == []
        memory.append(resident_mb())
        if number == 0:
            before, vtk = now, vtk_now
    assert now - before == Counter()
    assert vtk_now - vtk == Counter()
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    assert memory[-1] - memory[SETTLED] < GROWTH_MB * (WINDOWS - SETTLED), memory


def test_no_name_stays_at_the_address_of_a_deleted_surface(window):
    """Python would take whatever Qt puts there next for that surface: a view's width was asked of it."""
    window.close()
    settle()
    assert [thing for thing in getAllValidWrappers() if type(thing) is QSurface] == []


def test_menu_over_the_skin_goes_when_it_is_closed(window, qtbot):
    hit = hit_on_a_leg(window)
    for _ in range(3):
        window.pointing.ask(hit)
        qtbot.wait(10)
        for menu in [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu)]:
            menu.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    offers = [action for menu in window.findChildren(QMenu) for action in menu.actions() if "marked" in action.text()]
    assert offers == []
