// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/copy_menu.h"

#include "core/report/bytes_text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QSaveFile>

namespace wb::bytes {

CopyMenu::CopyMenu(ByteSelection &selection, QWidget *parent) : QMenu(tr("Copy"), parent), m_selection(selection)
{
    m_refused = addAction(tr("Holds a secret; show secrets to copy it"));
    m_refused->setEnabled(false);
    const struct {
        report::BytesForm form;
        QString text;
        QString name;
    } forms[] = {
        {report::BytesForm::hexStream, tr("Copy as hex stream"), tr("hex stream")},
        {report::BytesForm::spacedHex, tr("Copy as spaced hex"), tr("spaced hex")},
        {report::BytesForm::hexDump, tr("Copy as hex dump"), tr("hex dump")},
        {report::BytesForm::cArray, tr("Copy as C array"), tr("C array")},
        {report::BytesForm::base64, tr("Copy as base64"), tr("base64")},
    };
    for (const auto &entry : forms) {
        QAction *action = addAction(entry.text);
        connect(action, &QAction::triggered, this, [this, form = entry.form, name = entry.name] {
            put(report::bytesText(selected(), form, m_selection.range().offset), name);
        });
        m_forms.push_back(action);
    }
    m_tree = addAction(tr("Copy field as text"));
    connect(m_tree, &QAction::triggered, this, [this] {
        if (m_selection.node() != nullptr)
            put(report::treeText(*m_selection.view(), *m_selection.node()), tr("text"));
    });
    addSeparator();
    QAction *saveAction = addAction(tr("Save octets as file..."));
    connect(saveAction, &QAction::triggered, this, &CopyMenu::save);
    m_forms.push_back(saveAction);
    connect(this, &QMenu::aboutToShow, this, &CopyMenu::refresh);
    refresh();
}

void CopyMenu::refresh()
{
    const bool refused = m_selection.hidesAnyOf(m_selection.range());
    m_refused->setVisible(refused);
    for (QAction *action : m_forms)
        action->setEnabled(!refused && !m_selection.range().isEmpty());
    m_tree->setEnabled(!refused && m_selection.node() != nullptr);
}

Bytes CopyMenu::selected() const
{
    const ByteRange range = m_selection.range();
    if (!m_selection.view() || range.buffer >= m_selection.view()->buffers.size())
        return {};
    return copyOf(ByteView(m_selection.view()->buffers[range.buffer].bytes).subspan(range.offset, range.length));
}

void CopyMenu::copyHexStream()
{
    if (!m_selection.range().isEmpty())
        put(report::bytesText(selected(), report::BytesForm::hexStream), tr("hex stream"));
}

void CopyMenu::put(const QString &text, const QString &form)
{
    if (m_selection.hidesAnyOf(m_selection.range())) {
        Q_EMIT said(m_refused->text());
        return;
    }
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT said(tr("%n octet(s) copied as %1", nullptr, static_cast<int>(m_selection.range().length)).arg(form));
}

void CopyMenu::save()
{
    auto *dialog = new QFileDialog(parentWidget(), tr("Save octets"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("octets.bin"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, octets = selected()](const QString &path) {
        QSaveFile file(path);
        const qint64 size = static_cast<qint64>(octets.size());
        if (file.open(QIODevice::WriteOnly) && file.write(reinterpret_cast<const char *>(octets.data()), size) == size
            && file.commit())
            Q_EMIT said(tr("%n octet(s) saved as %1", nullptr, static_cast<int>(size)).arg(path));
        else
            Q_EMIT said(tr("%1 was not saved: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace wb::bytes
