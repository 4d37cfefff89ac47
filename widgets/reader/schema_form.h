// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/compose.h"
#include "widgets/shell/theme.h"

#include <QScrollArea>

class QFormLayout;

namespace wb::reader {

/// A form made from the schema of a data object: one line a field, with the names of its values to choose from.
class SchemaForm : public QScrollArea {
    Q_OBJECT

public:
    explicit SchemaForm(const shell::Theme &theme, QWidget *parent = nullptr);

    /// Null: there is nothing to fill in.
    void setType(const asn1::TypeInfo *type);

    /// The data object as it is filled in. Error: that of asn1::compose(); invalid without a type.
    Result<Bytes> request() const;

    /// Whether anything can be filled in.
    bool isEmpty() const { return m_type == nullptr || m_type->fields.empty(); }

Q_SIGNALS:
    void edited();

private:
    using Collect = std::function<asn1::Draft()>;

    Collect addFields(QFormLayout &form, const asn1::TypeInfo &type);
    Collect addField(QFormLayout &form, const asn1::FieldInfo &field);
    Collect addChoice(QFormLayout &form, const QString &label, const asn1::TypeInfo &type, QWidget *present);
    std::pair<QWidget *, Collect> makeEditor(const asn1::FieldInfo &field);
    std::pair<QWidget *, Collect> makeBits(const asn1::FieldInfo &field);

    const shell::Theme &m_theme;
    const asn1::TypeInfo *m_type = nullptr;
    Collect m_collect;
};

} // namespace wb::reader
