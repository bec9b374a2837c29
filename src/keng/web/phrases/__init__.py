"""What several screens say alike: days, findings, icons, small lines, acts of the journal."""
