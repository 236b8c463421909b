"""A logind for one test, on a private bus: run by the system's Python, which has gi."""

import os
import sys

from gi.repository import Gio, GLib

XML = """<node>
<interface name="org.freedesktop.login1.Manager">
 <method name="GetSession">
  <arg direction="in" type="s"/><arg direction="out" type="o"/></method>
 <method name="Inhibit"><arg direction="in" type="s"/><arg direction="in" type="s"/>
  <arg direction="in" type="s"/><arg direction="in" type="s"/>
  <arg direction="out" type="h"/></method>
 <signal name="PrepareForSleep"><arg type="b"/></signal>
</interface>
<interface name="org.freedesktop.login1.Session">
 <property name="Id" type="s" access="read"/>
 <property name="LockedHint" type="b" access="read"/>
 <property name="Active" type="b" access="read"/>
 <property name="IdleHint" type="b" access="read"/>
</interface></node>"""
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "/org/freedesktop/login1/session/_31"
held: list[int] = []
state = {"LockedHint": False, "Active": True, "IdleHint": False}


def called(connection, sender, path, interface, method, arguments, call):
    if method == "GetSession" and arguments.unpack() == ("1",):
        call.return_value(GLib.Variant("(o)", (SESSION,)))
        print("asked", flush=True)
        return
    near, far = os.pipe()
    held.append(near)
    files = Gio.UnixFDList.new()
    call.return_value_with_unix_fd_list(GLib.Variant("(h)", (files.append(far),)), files)
    os.close(far)
    print("inhibit", *arguments.unpack(), flush=True)


def said(source, condition):
    word = sys.stdin.readline().strip()
    if not word:
        loop.quit()
        return False
    if word in {"sleep", "wake"}:
        emit("/org/freedesktop/login1", MANAGER, "PrepareForSleep", "(b)", (word == "sleep",))
    elif word == "lock":
        emit(SESSION, "org.freedesktop.login1.Session", "Lock", None, ())
    else:
        name, value = {
            "hint": ("LockedHint", True),
            "away": ("Active", False),
            "idle": ("IdleHint", True),
            "busy": ("IdleHint", False),
        }[word]
        state[name] = value
        emit(
            SESSION,
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            "(sa{sv}as)",
            ("org.freedesktop.login1.Session", {name: GLib.Variant("b", value)}, []),
        )
    return True


def emit(path, interface, name, kind, values):
    variant = GLib.Variant(kind, values) if kind else None
    bus.emit_signal(None, path, interface, name, variant)


def read(connection, sender, path, interface, name):
    return GLib.Variant("s", "1") if name == "Id" else GLib.Variant("b", state[name])


loop = GLib.MainLoop()
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
node = Gio.DBusNodeInfo.new_for_xml(XML)
bus.register_object("/org/freedesktop/login1", node.interfaces[0], called, None, None)
for path in (SESSION, SESSION.replace("_31", "auto")):
    bus.register_object(path, node.interfaces[1], None, read, None)
Gio.bus_own_name_on_connection(
    bus,
    "org.freedesktop.login1",
    Gio.BusNameOwnerFlags.NONE,
    lambda *_: print("ready", flush=True),
    None,
)
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, said)
loop.run()
