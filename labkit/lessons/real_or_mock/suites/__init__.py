"""The lesson's suites: pytest modules that are run as they are, with one line changed."""
