// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "core/capture/recorder.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/context_bar.h"
#include "widgets/shell/find.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/inspector.h"
#include "widgets/shell/job_hub.h"
#include "widgets/shell/problems.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/server_colours.h"
#include "widgets/shell/settings.h"
#include "widgets/shell/theme.h"
#include "widgets/shell/times.h"

#include <functional>

namespace wb::shell {

/// Everything a panel may use of the frame. The frame outlives its panels.
struct PanelContext {
    Settings &settings;
    Theme &theme;
    ActionRegistry &actions;
    Focus &focus;
    Secrets &secrets;
    Times &times;
    Problems &problems;
    JobHub &jobs;  ///< watch(your Jobs) and they are shown
    JobPool &pool; ///< for network, files and other waiting
    FindModel &find;
    Inspector &inspector;
    ContextBar &bar;
    ServerColours &servers;
    capture::Recorder &recorder;                         ///< the user's side of everything that crosses a boundary
    std::function<void(const QString &panel)> showPanel; ///< makes it the current one
    std::function<void(const QString &message)> say;     ///< a sentence in the status bar, for some seconds
};

/// A state of a panel that is worth a picture.
struct PanelScene {
    QString id; ///< "profiles": part of the picture's name
    /// Brings the panel into it and then calls `ready`.
    std::function<void(QWidget *panel, std::function<void()> ready)> show;
};

/// One row of the panel table. Docks, menus and shortcuts come from it.
struct PanelSpec {
    QString id;    ///< "reader"
    QString title; ///< "Reader"
    QString tip;   ///< one sentence: what is done there
    QString caption =
        {}; ///< for a room full of people, in the Teaching layout: what one sees, and where it is specified
    Icon icon = Icon::none;
    QKeySequence shortcut = {};
    /// Makes the panel when it is first shown. Its actions are registered with the panel as scope and its id as context.
    std::function<QWidget *(PanelContext &context, QWidget *parent)> make = {};
    /// For screenshots: brings the panel into a state worth a picture and then calls `ready`. May be empty.
    std::function<void(QWidget *panel, std::function<void()> ready)> demonstrate = {};
    std::vector<PanelScene> scenes = {}; ///< further pictures, in this order, after that
};

} // namespace wb::shell
