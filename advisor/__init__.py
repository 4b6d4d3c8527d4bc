"""Roadmap advisor: cited workshop answers and a rules engine that drafts a digital roadmap."""
