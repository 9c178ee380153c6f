"""How good something is: figures, their intervals, curves, offers. Nothing here knows the detector."""
