"""For authors: solutions -> exercises, running notebooks, the notebook rules, strict validation."""
