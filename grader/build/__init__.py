"""From one text source to the lesson that a student opens: read, prove, release, execute, write."""
