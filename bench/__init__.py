"""The measurement of the product against baselines: `make bench`, docs/performance.md."""
