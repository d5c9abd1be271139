"""Every table of the product, for the migrations and for nothing else."""

from callcenter.appeals import letter_models as letters
from callcenter.appeals import models as appeals
from callcenter.appeals import notice_models as notices
from callcenter.appeals import recheck_models as rechecks
from callcenter.core import job_runs, numbering, outbox, trail
from callcenter.core.db import Base
from callcenter.directory import reader_models as readers
from callcenter.law import models as law
from knowledge_base import draft_models as statute_drafts
from knowledge_base import wording_models as wordings
from knowledge_base.articles import models as articles
from knowledge_base.editing import models as editing
from knowledge_base.learning import models as learning
from reports import models as reports

# Importing them is what makes their tables known.
MODELS = (
    appeals,
    articles,
    editing,
    job_runs,
    law,
    learning,
    letters,
    notices,
    numbering,
    outbox,
    readers,
    rechecks,
    reports,
    statute_drafts,
    trail,
    wordings,
)

__all__ = ["MODELS", "Base"]
