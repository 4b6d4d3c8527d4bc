"""The web pages; they show what the advisor gives them and hold no logic of their own."""
