"""What `manage.py check_deliverability` looks at: records, servers, and whether mail arrives."""
