lock: ## Recompile requirements.txt from requirements.in (needs uv)
	uv pip compile requirements.in -o requirements.txt
