"""The static codebook: templates, charts and pages, and what readers download."""
