"""Frozen records: content, answers, roadmap, citations, conversation."""
