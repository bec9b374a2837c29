"""What stands around every screen: who asks, what is open to whom, refusals, menu, uploads."""
