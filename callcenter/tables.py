"""Every table of the product, for the migrations and for nothing else."""

from callcenter.appeals import consulting_models as consultations
from callcenter.appeals import delivery_models as deliveries
from callcenter.appeals import forwarding_models as forwardings
from callcenter.appeals import hold_models as holds
from callcenter.appeals import letter_models as letters
from callcenter.appeals import likeness_models as likeness
from callcenter.appeals import models as appeals
from callcenter.appeals import notice_models as notices
from callcenter.appeals import reception_models as receptions
from callcenter.appeals import recheck_models as rechecks
from callcenter.appeals import referral_models as referrals
from callcenter.appeals import resolution_models as resolutions
from callcenter.appeals import satisfaction_models as satisfaction
from callcenter.appeals import template_models as templates
from callcenter.calls import callback_models as callbacks
from callcenter.calls import models as calls
from callcenter.calls import recording_models as recordings
from callcenter.core import job_runs, numbering, outbox, trail
from callcenter.core.db import Base
from callcenter.directory import absence_models as absences
from callcenter.directory import reader_models as readers
from callcenter.law import models as law
from callcenter.sector import models as sector
from knowledge_base import draft_models as statute_drafts
from knowledge_base import wording_models as wordings
from knowledge_base.articles import models as articles
from knowledge_base.editing import models as editing
from knowledge_base.learning import models as learning
from reports import models as reports

# Importing them is what makes their tables known.
MODELS = (
    absences,
    appeals,
    articles,
    consultations,
    callbacks,
    calls,
    deliveries,
    editing,
    holds,
    forwardings,
    job_runs,
    law,
    learning,
    letters,
    likeness,
    notices,
    numbering,
    outbox,
    receptions,
    readers,
    rechecks,
    referrals,
    recordings,
    reports,
    resolutions,
    sector,
    satisfaction,
    statute_drafts,
    templates,
    trail,
    wordings,
)

__all__ = ["MODELS", "Base"]
