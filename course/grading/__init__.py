"""How an answer is judged: the same code behind the visible check and the grader's judge."""
