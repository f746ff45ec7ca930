"""The responsibility table: who answers for a task, who does it, who is asked before, who is told after."""
