"""What watches over the open office: idleness, the session, the neutral screen and the lock."""
