"""An expert would say: nothing here; start with one test."""
