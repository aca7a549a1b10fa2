"""What moderation keeps."""

from segue.moderation.models.cases import Appeal, Case, Decision, Report

__all__ = ["Appeal", "Case", "Decision", "Report"]
