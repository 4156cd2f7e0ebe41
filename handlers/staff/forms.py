"""Forms by chat: staff send a spreadsheet and the files it shows, read what is wrong, try it out, publish it, get it back.

What was compiled waits between the card and its buttons as a form without a name; the card is a `Choice`, so that a button
pressed twice publishes once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from channels.messages import Button, FileRef, Keyboard, Media, MediaKind
from forms.authoring.check import LARGEST
from forms.errors import FormError
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.routes import Routes
from handlers.staff import form_errors, form_files
from handlers.turn import Turn
from services import forms
from services.form_rules import LARGEST_FILE
from services.forms import CARD
from services.orders import (
    ExportFormOrder,
    FormExported,
    FormMediaChecked,
    FormMediaOrder,
    FormRead,
    FormRefused,
    ImportFormOrder,
)
from storage.forms import decisions, drafts, published_forms
from storage.messaging import stored_files
from storage.tables import FormVersion, PendingDecision, Role
from texts.rich import RichText

_SHEETS = (".xlsx", ".xlsm", ".xls")
_LISTED = 20
_BLANK = "\n\n"


def is_sheet(media: Media | None) -> bool:
    """A file that says it is a spreadsheet; whether it is one is checked when it is read."""
    if media is None or media.kind is not MediaKind.DOCUMENT:
        return False
    return media.name.lower().endswith(_SHEETS) or "spreadsheetml" in media.mime


def wanted(turn: Turn, begun: OpenDraft | None) -> bool:
    """True if a file is a form that staff want to publish or one that such a form shows, and no answer to a question."""
    question = begun.question if begun else None
    is_answer = question is not None and question.kind.is_file
    if is_sheet(turn.event.media):
        return begun is None or (Role.STAFF in turn.me.roles and not is_answer)
    if Role.STAFF not in turn.me.roles or is_answer:
        return False
    shown = _shown(turn)
    return shown is not None and (begun is None or shown[1] is not None)


def received(turn: Turn) -> None:
    """A spreadsheet came, or a file that one shows: it is read outside the turn."""
    media = turn.event.media
    assert media is not None
    shown = None if is_sheet(media) else _shown(turn)
    if shown is not None:
        _file_came(turn, media, *shown)
    elif Role.STAFF not in turn.me.roles or not turn.sees_all:
        turn.reply(turn.t("form-staff-only"), menu.home(turn))
    elif media.size > LARGEST:
        _refuse(turn, [FormError("too_large", details={"most": _megabytes()})])
    else:
        turn.order(ImportFormOrder(turn.account_id, media.file_id, turn.me.member_id, media.name))
        turn.reply(turn.t("form-reading"))


def read(turn: Turn, order: ImportFormOrder, result: FormRead | FormRefused | None) -> None:
    """Shows what is wrong with a spreadsheet, or the card that asks what to do.

    Result None: it never could be read.
    """
    held = published_forms.find_form(turn.session, result.held) if isinstance(result, FormRead) else None
    if not _speak_as_staff(turn, order.member):
        if held is not None:
            forms.discard_unclaimed(turn.session, held)
        return
    forms.forget_undecided(turn.session, turn.now)
    if not isinstance(result, FormRead) or held is None:
        _refuse(turn, result.problems if isinstance(result, FormRefused) else (FormError("not_fetched"),))
        return
    facts = {
        "held": result.held,
        "as": result.name,
        "questions": result.questions,
        "missing": result.missing,
        "media": result.media,
        "warnings": [warning.as_order() for warning in result.warnings],
    }
    choice = forms.offer(turn.session, turn.actor, result.held, result.name, result.media, facts, turn.now)
    _show_card(turn, choice, held)


def media_checked(turn: Turn, order: FormMediaOrder, result: FormMediaChecked | None) -> None:
    """Shows the card again, with what is still missing, after a file for it was checked.

    Result None: it never could be fetched.
    """
    if not _speak_as_staff(turn, order.member):
        return
    choice = decisions.choice(turn.session, order.choice, turn.me.member_id)
    held = published_forms.find_form(turn.session, order.held)
    if choice is None or choice.answered_at is not None or held is None:
        turn.reply(turn.t("form-file-late", name=order.shows), menu.home(turn))
        return
    match result.refused if result is not None else "not_fetched":
        case "":
            lead = turn.t("form-file-kept", name=order.shows)
        case "too_large":
            lead = turn.t("form-file-too-large", name=order.shows, most=LARGEST_FILE >> 20)
        case "not_fetched":
            lead = turn.t("form-file-not-fetched", name=order.shows)
        case _:
            lead = turn.t("form-file-not-shown", name=order.shows)
    _show_card(turn, choice, held, lead)


def try_out(turn: Turn, pressed: ButtonData) -> None:
    """Plays the form in the chat, as collaborators will see it; goes on where it was left."""
    open_ = _open(turn, pressed)
    if open_ is None:
        return
    choice, held = open_
    turn.answer_tap()
    for row in drafts.of_member(turn.session, turn.me.member_id):
        if row.form_id == held.id:
            conversation.resume(turn, open_draft.open_row(turn, row), turn.t("fill-resumed"))
            return
    made = open_draft.begin(turn, open_draft.blank(turn, held.id, None), held.id, None)
    made.state.trial = choice.id
    conversation.resume(turn, made, turn.t("form-trying", title=held.title))


def tried(turn: Turn, done: OpenDraft) -> None:
    """The trial is whole: nothing is sent, and the card comes back."""
    turn.answer_tap()
    choice = decisions.choice(turn.session, done.state.trial, turn.me.member_id)
    drafts.remove(turn.session, done.id)
    turn.me.focus_draft_id = None
    assert choice is not None, "publishing or dropping a form takes its trials away"
    turn.replace_or_reply(turn.t("form-tried", title=done.draft.form.title), _buttons(turn, choice))


def publish(turn: Turn, pressed: ButtonData) -> None:
    """Makes the form's next version; what was begun or sent stays on its own."""
    open_ = _open(turn, pressed)
    if open_ is None:
        return
    choice, held = open_
    name = str(_facts(choice)["as"])
    mentioned = _facts(choice).get("media", ())
    _look_away(turn, held)
    made = forms.publish(turn.session, turn.actor, choice, held, name, mentioned, turn.now)
    form = made.form
    turn.answer_tap()
    key = "form-published" if made.is_new else "form-published-same"
    export = Button(turn.t.text("form-button-list"), button_data("forms.list"))
    text = turn.t(key, title=form.title, name=name, version=str(form.version))
    if made.lacking:
        text += "\n" + turn.t("form-published-without", names=form_files.listed(turn.t, made.lacking))
    turn.replace_or_reply(text, ((export,), *menu.home(turn)))


def drop(turn: Turn, pressed: ButtonData) -> None:
    """The form is not published; the spreadsheet goes, and what was tried out with it."""
    open_ = _open(turn, pressed)
    if open_ is None:
        return
    choice, held = open_
    title = held.title
    _look_away(turn, held)
    forms.drop(turn.session, turn.actor, choice, held, turn.now)
    turn.answer_tap()
    turn.replace_or_reply(turn.t("form-dropped", title=title), menu.home(turn))


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The published forms with their versions, each to be had as a file, and how to add one."""
    turn.answer_tap()
    found = published_forms.published(turn.session)
    lines = [
        turn.t("form-list-line", title=f.title, name=f.name, version=str(f.version), day=_day(turn, f)) for f in found
    ]
    if len(found) > _LISTED:
        lines = [*lines[:_LISTED], turn.t("form-list-more", count=len(found) - _LISTED)]
    buttons = [
        (Button(turn.t.text("form-button-get", title=f.title), button_data("forms.export", f.id)),)
        for f in found[:_LISTED]
    ]
    text = RichText.join(
        _BLANK, [turn.t("form-list"), RichText.join("\n", lines), turn.t("form-how", most=_megabytes())]
    )
    turn.reply(text.truncate(4000), (*buttons, *menu.home(turn)))


def export(turn: Turn, pressed: ButtonData) -> None:
    """Sends a version back as a file: its spreadsheet, or an archive of it and what it shows, made outside the turn."""
    form = published_forms.find_form(turn.session, pressed[0])
    turn.answer_tap()
    if form is None or not form.name:
        turn.reply(turn.t("form-gone"), menu.home(turn))
    elif form.file_id is None or published_forms.form_files(turn.session, pressed[0]):
        turn.order(ExportFormOrder(pressed[0], turn.me.member_id))
    else:
        _give(turn, form, FormExported())


def written(turn: Turn, order: ExportFormOrder, result: FormExported | None) -> None:
    """The file was made (or could not be, however often we tried)."""
    form = published_forms.find_form(turn.session, order.form)
    if _speak_as_staff(turn, order.member) and form is not None:
        _give(turn, form, result or FormExported())


def _speak_as_staff(turn: Turn, member_id: int) -> bool:
    """True if who ordered something is still staff and can be told what came of it; from here on they are."""
    people = turn.waiting(member_id, Role.STAFF)
    if not people:
        return False
    turn.speak_as(people[0])
    return True


def _give(turn: Turn, form: FormVersion, made: FormExported) -> None:
    given = made.archive if made.archive is not None else form.file_id
    file = stored_files.file(turn.session, given) if given is not None else None
    if file is None:
        turn.reply(turn.t("form-not-written"), menu.home(turn))
        return
    name = f"{form.name}-{form.version}.{file.name.rpartition('.')[2].lower()}"
    said = turn.t("form-file", title=form.title, version=str(form.version))
    if made.left_out:
        said += "\n" + turn.t("form-file-alone", name=form.name)
    turn.reply(said, menu.home(turn), file=FileRef(MediaKind.DOCUMENT, file.id, name))


def _refuse(turn: Turn, problems: Sequence[FormError]) -> None:
    several = len(problems) > 1 or problems[0].row is not None
    head = turn.t("form-wrong", count=len(problems)) if several else turn.t("form-not-read")
    text = RichText.join(_BLANK, [head, form_errors.listed(turn.t, problems), turn.t("form-send-again")])
    turn.reply(text.truncate(4000), menu.home(turn))


def _shown(turn: Turn) -> tuple[PendingDecision, str | None] | None:
    """The open card whose form shows a file that came, and its name there: None where the file does not say which it is."""
    media = turn.event.media
    assert media is not None
    open_ = [(decision, _facts(decision)) for decision in decisions.open_choices(turn.session, turn.me.member_id, CARD)]
    lacking = [(decision, form_files.missing(turn, facts["held"], facts.get("media", ()))) for decision, facts in open_]
    for choice, names in (*lacking, *((decision, facts.get("media", ())) for decision, facts in open_)):
        name = form_files.named(names, media.name, turn.event.text)
        if name is not None:
            return choice, name
    return next(((decision, None) for decision, names in lacking if names), None)


def _file_came(turn: Turn, media: Media, choice: PendingDecision, name: str | None) -> None:
    facts = _facts(choice)
    if name is None:
        names = form_files.listed(turn.t, form_files.missing(turn, facts["held"], facts["media"]))
        if media.name and media.kind is not MediaKind.PHOTO:
            turn.reply(turn.t("form-file-unknown", name=media.name, names=names))
        else:
            turn.reply(turn.t("form-file-unnamed", names=names))
    elif media.size > LARGEST_FILE:
        turn.reply(turn.t("form-file-too-large", name=name, most=LARGEST_FILE >> 20))
    else:
        turn.order(
            FormMediaOrder(
                account=turn.account_id,
                file=media.file_id,
                member=turn.me.member_id,
                choice=choice.id,
                held=facts["held"],
                shows=name,
            )
        )


def _show_card(turn: Turn, choice: PendingDecision, held: FormVersion, lead: RichText | None = None) -> None:
    """The card in a new message; the one before loses its buttons."""
    facts = _facts(choice)
    if "card" in facts:
        turn.edit(turn.t("form-card-below", title=held.title), delivery=facts["card"])
    card = _card(turn, held, facts)
    facts["card"] = turn.reply(RichText.join(_BLANK, [lead, card]) if lead else card, _buttons(turn, choice))
    forms.remember_card(turn.session, choice, facts)


def _card(turn: Turn, held: FormVersion, facts: dict[str, Any]) -> RichText:
    name = str(facts["as"])
    newest = published_forms.latest(turn.session, name)
    lines = [turn.t("form-card", title=held.title, name=name, count=int(facts["questions"]))]
    if facts["missing"]:
        lines.append(turn.t("form-card-missing", names=form_errors.figures(turn.t, facts["missing"])))
    if facts.get("warnings"):
        warnings = [FormError.of_order(warning) for warning in facts["warnings"]]
        lines += [turn.t("form-card-warnings"), form_errors.listed(turn.t, warnings)]
    lacking = form_files.missing(turn, facts["held"], facts.get("media", ()))
    if lacking:
        names = form_files.listed(turn.t, lacking)
        lines.append(turn.t("form-card-files", count=len(lacking), names=names))
    if newest is None:
        lines.append(turn.t("form-card-new"))
    else:
        lines.append(turn.t("form-card-replaces", title=newest.title, version=str(newest.version)))
    return RichText.join("\n", lines).truncate(3900)


def _buttons(turn: Turn, choice: PendingDecision) -> Keyboard:
    def button(key: str, verb: str) -> Button:
        return Button(turn.t.text(key), button_data(verb, choice.id))

    return (
        (button("form-button-try", "forms.try"), button("form-button-publish", "forms.publish")),
        (button("form-button-drop", "forms.drop"),),
    )


def _open(turn: Turn, pressed: ButtonData) -> tuple[PendingDecision, FormVersion] | None:
    """The choice behind a button and the form it is about; an old button gets a sentence."""
    choice = decisions.choice(turn.session, pressed[0], turn.me.member_id)
    if choice is None or choice.kind != CARD:
        turn.answer_tap(turn.t.text("press-unknown"))
        return None
    facts = _facts(choice)
    held = published_forms.find_form(turn.session, int(facts["held"]))
    if choice.answered_at is not None or held is None:
        version = facts.get("version")
        said = turn.t.text("form-already", version=str(version)) if version else turn.t.text("form-already-dropped")
        turn.answer_tap(said)
        return None
    return choice, held


def _look_away(turn: Turn, held: FormVersion) -> None:
    """The trial of a form that goes is not what is typed next any more."""
    for row in drafts.of_member(turn.session, turn.me.member_id):
        if row.form_id == held.id and row.id == turn.me.focus_draft_id:
            turn.me.focus_draft_id = None


def _facts(choice: PendingDecision) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(choice.payload)
    return facts


def _day(turn: Turn, form: FormVersion) -> str:
    return f"{form.published_at.astimezone(turn.installation.zone):%d/%m/%Y}"


def _megabytes() -> str:
    return str(LARGEST >> 20)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={
            "forms.list": listed,
            "forms.export": export,
            "forms.try": try_out,
            "forms.publish": publish,
            "forms.drop": drop,
        },
        commands={"/mauphieu": listed},
        labels={"menu-forms": listed, "form-button-list": listed},
    ),
)
