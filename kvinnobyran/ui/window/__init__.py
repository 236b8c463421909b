"""The frame around every page: sidebar, menus, status bar, search and help."""
