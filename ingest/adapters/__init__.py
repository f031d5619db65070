"""Ways to run the readers; only `ui/wiring.py` and tests name one."""
