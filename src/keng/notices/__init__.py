"""Who must know what has happened or is due: notices, mail, calendar feed, chasing."""
