"""The parts of the roadmap document; each turns a reading into a chapter's blocks."""
