"""Why nothing is legal: what cannot hold together, and the least that would mend it."""
