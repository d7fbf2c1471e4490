#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

// What the handlers of block types answer, each in the file of its name. `dispatch`: the last part of the
// address.

/// As LMS: poll_block.py, handle_ajax.
WebReply answerPollQuestion(const Visit& visit, int node, const QString& dispatch);
/// As LMS: word_cloud_block.py, handle_ajax.
WebReply answerWordCloud(const Visit& visit, int node, const QString& dispatch);
/// As LMS: drag_and_drop_v2.py. `handler`: "drop_item", "do_attempt", "reset", "show_answer",
/// "publish_event", "student_view_user_state".
WebReply answerDragAndDrop(const Visit& visit, int node, const QString& handler);
/// As LMS: edx-ora2, xblock/ui_mixins/legacy/handlers_mixin.py; beside it, what the preview's own page asks:
/// "preview_state" for all that it shows, "preview_peer" for one more simulated peer.
WebReply answerOpenAssessment(const Visit& visit, int node, const QString& handler);
/// Of polls and surveys: what is chosen, as JSON, and how all have chosen. As xblock-poll: poll.py, vote and
/// get_results; results are for the course team alone when they are private.
WebReply answerVote(const Visit& visit, int node);
WebReply answerVoteResults(const Visit& visit, int node);
/// {"done": bool}: what the learner says of himself counts a point. As done.py, toggle_button.
WebReply answerDone(const Visit& visit, int node);
/// As LMS: video_handlers.py, transcript. `dispatch`: "translation/en", "available_translations", "download".
WebReply answerTranscript(const Visit& visit, int node, const QString& dispatch);

} // namespace scriptorium::render
