"""The addresses of every page of calls."""

from flask import Blueprint

from callcenter.calls import callback_pages, copy_pages, overview_pages, recording_pages, ring_pages, showing

bp = Blueprint("calls", __name__, template_folder="templates")
bp.add_url_rule("/calls/mine", "mine", ring_pages.mine)
bp.add_url_rule("/calls/mine/now", "now", ring_pages.now)
bp.add_url_rule("/calls", "overview", overview_pages.overview)
bp.add_url_rule("/calls/<int(max=2147483647):call_id>", "show", recording_pages.show)
bp.add_url_rule("/calls/<int(max=2147483647):call_id>/sound", "sound", recording_pages.sound)
bp.add_url_rule("/calls/<int(max=2147483647):call_id>/hold", "hold", recording_pages.hold, methods=["POST"])
bp.add_url_rule(
    "/calls/<int(max=2147483647):call_id>/release", "release", recording_pages.release, methods=["POST"]
)
bp.add_url_rule(
    "/calls/<int(max=2147483647):call_id>/copies", "register_copy", copy_pages.register, methods=["POST"]
)
bp.add_url_rule("/calls/copies", "copies", copy_pages.listing)
bp.add_url_rule("/calls/copies/<number>/give", "give_copy", copy_pages.give, methods=["POST"])
bp.add_url_rule("/calls/copies/<number>/refuse", "refuse_copy", copy_pages.refuse, methods=["POST"])
bp.add_url_rule("/callbacks", "callbacks", callback_pages.queue)
bp.add_url_rule("/callbacks", "order", callback_pages.order, methods=["POST"])
bp.add_url_rule(
    "/callbacks/<int(max=2147483647):callback_id>/take", "take", callback_pages.take, methods=["POST"]
)
bp.add_url_rule(
    "/callbacks/<int(max=2147483647):callback_id>/let-go", "let_go", callback_pages.let_go, methods=["POST"]
)
bp.add_url_rule(
    "/callbacks/<int(max=2147483647):callback_id>/result", "result", callback_pages.result, methods=["POST"]
)
for name, shown in (
    ("at_hand", ring_pages.at_hand),
    ("callbacks_waiting", ring_pages.callbacks_waiting),
    ("calls_of", ring_pages.calls_of),
    ("copies_to_give", copy_pages.waiting),
):
    bp.add_app_template_global(shown, name)
for name, written in (("clock_time", showing.clock), ("length_of", showing.length)):
    bp.add_app_template_filter(written, name)
bp.add_app_template_global(showing.number, "phone_number")
bp.add_app_template_global(showing.masked, "masked_number")
