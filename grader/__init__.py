"""What an instructor runs: build the lessons, collect, judge, record, report. Nothing imports this package."""
