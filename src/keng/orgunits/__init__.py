"""Units in time: who exists on which day, under which name, parent and manager, and since when."""
