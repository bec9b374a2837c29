"""Reading a plan: who does what until when, what is aimed at, what is to be reported. Pure."""
