"""The choice of one's own project, before anything of it is planned: team, pupils, terms, measures, sponsor."""
