"""Documents: workbooks now, web pages and Word files as they come."""
