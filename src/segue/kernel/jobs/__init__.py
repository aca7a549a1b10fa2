"""Long work: job and step rows with a lease and a fence; Celery only carries hints."""
