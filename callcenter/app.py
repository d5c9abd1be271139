"""The only assembly: settings in, a Flask application out."""

from pathlib import Path

from flask import Flask
from flask_bootstrap import Bootstrap5

from callcenter.accounts import access, navigation, refusals
from callcenter.accounts.mandate_pages import bp as mandate_pages
from callcenter.accounts.pages import bp as accounts_pages
from callcenter.appeals import intake_sources, other_clocks, personal_file
from callcenter.appeals.api import blp as appeals_api
from callcenter.appeals.notice_pages import bp as notice_pages
from callcenter.appeals.notice_pages import count_for_readers
from callcenter.appeals.pages import bp as appeals_pages
from callcenter.appeals.recount_pages import bp as recount_pages
from callcenter.appeals.unfinished import OfAppeals
from callcenter.audit.pages import bp as audit_pages
from callcenter.calls import sealed
from callcenter.calls.api import blp as calls_api
from callcenter.calls.linking import FromCalls
from callcenter.calls.of_persons import CallsOfPerson
from callcenter.calls.pages import bp as calls_pages
from callcenter.calls.recounting import OfCalls
from callcenter.core.db import Database
from callcenter.core.observability import write_logs
from callcenter.core.sealed_files import Folder
from callcenter.core.sealing import Sealer
from callcenter.directory.absence_pages import bp as absence_pages
from callcenter.directory.actors import lent_to
from callcenter.directory.api import blp as directory_api
from callcenter.directory.pages import bp as directory_pages
from callcenter.directory.reader_pages import bp as reader_pages
from callcenter.law.pages import bp as law_pages
from callcenter.sector.pages import bp as sector_pages
from callcenter.settings import Settings
from callcenter.upkeep.pages import bp as health_pages
from callcenter.web import api, display, faults, locale, security
from knowledge_base import open_work
from knowledge_base.api import blp as knowledge_api
from knowledge_base.articles.api import blp as articles_api
from knowledge_base.articles.finding import ArticleShelf
from knowledge_base.articles.pages import bp as article_pages
from knowledge_base.editing.pages import bp as editing_pages
from knowledge_base.learning.pages import bp as learning_pages
from knowledge_base.pages import bp as knowledge_pages
from knowledge_base.suggesting import Library
from reports.api import blp as reports_api
from reports.pages import bp as reports_pages


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """Return the application for these settings; Misconfigured when a secret is missing."""
    settings.require_secrets()
    write_logs(settings.log_format)
    app = Flask("callcenter", template_folder="web/templates", static_folder="web/static")
    app.extensions["callcenter.database"] = database or Database(settings.database_url)
    app.extensions["callcenter.sealer"] = Sealer(settings.data_key)
    app.extensions["callcenter.library"] = Library(app.extensions["callcenter.database"].engine)
    app.extensions["callcenter.articles"] = ArticleShelf()
    app.extensions[sealed.EXTENSION] = Folder(
        Path(settings.recordings_dir), app.extensions["callcenter.sealer"]
    )
    app.extensions[intake_sources.EXTENSION] = (FromCalls(),)
    app.extensions[other_clocks.EXTENSION] = (OfCalls(),)
    app.extensions[personal_file.EXTENSION] = (CallsOfPerson(),)
    app.extensions[open_work.EXTENSION] = (OfAppeals(),)
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.config["LINKS_ARE_MAILED"] = bool(settings.public_url)
    Bootstrap5(app)
    security.harden(app, settings)
    locale.speak(app)
    display.show(app)
    faults.answer_faults(app)
    navigation.guide(app)
    access.lend(app, lent_to)
    count_for_readers(app)
    refusals.note_refusals(app)
    for pages in (
        accounts_pages,
        mandate_pages,
        appeals_pages,
        calls_pages,
        law_pages,
        recount_pages,
        notice_pages,
        sector_pages,
        directory_pages,
        absence_pages,
        reader_pages,
        knowledge_pages,
        article_pages,
        editing_pages,
        learning_pages,
        reports_pages,
        audit_pages,
        health_pages,
    ):
        app.register_blueprint(pages)
    api.open_api(app, appeals_api, calls_api, directory_api, knowledge_api, articles_api, reports_api)
    return app
