"""The routes, one module per thing: scenarios, studies, files, proposals, runs, the page."""
