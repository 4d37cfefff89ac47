// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/schema_form.h"

#include "widgets/reader/qt_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::reader {

namespace {

/// What belongs into the field, in a few words.
QString hintFor(const asn1::TypeInfo &type)
{
    if (type.name == "UTF8String")
        return SchemaForm::tr("text");
    if (type.name == "INTEGER")
        return SchemaForm::tr("a number");
    if (type.name == "Iccid")
        return SchemaForm::tr("19 or 20 digits");
    if (type.name == "OBJECT IDENTIFIER")
        return SchemaForm::tr("such as 2.999.10");
    if (type.shape == asn1::TypeInfo::Shape::opaque)
        return SchemaForm::tr("a whole TLV in hexadecimal");
    return SchemaForm::tr("hexadecimal");
}

/// Where one alternative is an ICCID, that is what people have at hand.
int usualAlternative(const asn1::TypeInfo &type)
{
    const auto place = std::find_if(type.fields.begin(), type.fields.end(),
                                    [](const asn1::FieldInfo &field) { return field.name == "iccid"; });
    return place == type.fields.end() ? 0 : static_cast<int>(place - type.fields.begin());
}

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    return form;
}

} // namespace

SchemaForm::SchemaForm(const shell::Theme &theme, QWidget *parent) : QScrollArea(parent), m_theme(theme)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Request"));
    setType(nullptr);
}

void SchemaForm::setType(const asn1::TypeInfo *type)
{
    m_type = type;
    auto *content = new QWidget;
    QFormLayout *form = makeForm(content);
    if (isEmpty()) {
        form->addRow(new QLabel(type == nullptr ? tr("No form is known for this function: enter the whole data object.")
                                                : tr("Nothing is to be filled in."),
                                content));
        m_collect = [] { return asn1::Draft(); };
    } else if (type->shape == asn1::TypeInfo::Shape::choice) {
        m_collect = addChoice(*form, {}, *type, nullptr);
    } else {
        m_collect = addFields(*form, *type);
    }
    setWidget(content); // the old one goes, with its editors
}

Result<Bytes> SchemaForm::request() const
{
    if (m_type == nullptr)
        return fail(ErrorKind::invalid, Interface::none, "request", "no form is known for this function");
    return asn1::compose(*m_type, m_collect());
}

SchemaForm::Collect SchemaForm::addFields(QFormLayout &form, const asn1::TypeInfo &type)
{
    std::vector<Collect> parts;
    for (const asn1::FieldInfo &field : type.fields)
        parts.push_back(addField(form, field));
    return [parts = std::move(parts)] {
        asn1::Draft draft;
        for (const Collect &part : parts)
            draft.parts.push_back(part());
        return draft;
    };
}

SchemaForm::Collect SchemaForm::addField(QFormLayout &form, const asn1::FieldInfo &field)
{
    QString label = qtText(field.name);
    QCheckBox *present = nullptr;
    if (field.optional) {
        present = new QCheckBox(label);
        present->setToolTip(tr("Optional: left out while this is off"));
        connect(present, &QCheckBox::toggled, this, &SchemaForm::edited);
    }
    const auto whenPresent = [present](Collect collect) -> Collect {
        if (present == nullptr)
            return collect;
        return [present, collect = std::move(collect)] {
            asn1::Draft draft = collect();
            draft.present = present->isChecked();
            return draft;
        };
    };
    switch (field.type->shape) {
    case asn1::TypeInfo::Shape::choice: return whenPresent(addChoice(form, label, *field.type, present));
    case asn1::TypeInfo::Shape::sequence: {
        form.addRow(present != nullptr ? static_cast<QWidget *>(present) : new QLabel(label));
        auto *inner = new QWidget;
        QFormLayout *innerForm = makeForm(inner);
        innerForm->setContentsMargins(2 * m_theme.unit(), 0, 0, 0);
        Collect collect = addFields(*innerForm, *field.type);
        form.addRow(inner);
        if (present != nullptr) {
            inner->setEnabled(false);
            connect(present, &QCheckBox::toggled, inner, &QWidget::setEnabled);
        }
        return whenPresent(std::move(collect));
    }
    case asn1::TypeInfo::Shape::list:
        form.addRow(label, new QLabel(tr("left empty; enter the whole data object to fill it")));
        return whenPresent([] { return asn1::Draft(); });
    default: break;
    }
    auto [editor, collect] = makeEditor(field);
    editor->setAccessibleName(label);
    if (present != nullptr) {
        editor->setEnabled(false);
        connect(present, &QCheckBox::toggled, editor, &QWidget::setEnabled);
        form.addRow(present, editor);
    } else {
        form.addRow(label, editor);
    }
    return whenPresent(std::move(collect));
}

SchemaForm::Collect SchemaForm::addChoice(QFormLayout &form, const QString &label, const asn1::TypeInfo &type,
                                          QWidget *present)
{
    auto *which = new QComboBox;
    auto *pages = new QStackedWidget;
    std::vector<Collect> parts;
    for (const asn1::FieldInfo &alternative : type.fields) {
        which->addItem(qtText(alternative.name));
        auto *page = new QWidget;
        QFormLayout *inner = makeForm(page);
        parts.push_back(addField(*inner, alternative));
        pages->addWidget(page);
    }
    which->setAccessibleName(label.isEmpty() ? qtText(type.name) : label);
    connect(which, &QComboBox::currentIndexChanged, pages, &QStackedWidget::setCurrentIndex);
    connect(which, &QComboBox::currentIndexChanged, this, &SchemaForm::edited);
    which->setCurrentIndex(usualAlternative(type));
    if (present != nullptr) {
        form.addRow(present, which);
        for (QWidget *widget : {static_cast<QWidget *>(which), static_cast<QWidget *>(pages)}) {
            widget->setEnabled(false);
            connect(qobject_cast<QCheckBox *>(present), &QCheckBox::toggled, widget, &QWidget::setEnabled);
        }
    } else {
        form.addRow(label.isEmpty() ? tr("which") : label, which);
    }
    form.addRow(pages);
    return [which, parts = std::move(parts)] {
        asn1::Draft draft;
        draft.alternative = static_cast<std::size_t>(std::max(0, which->currentIndex()));
        for (const Collect &part : parts)
            draft.parts.push_back(part());
        return draft;
    };
}

std::pair<QWidget *, SchemaForm::Collect> SchemaForm::makeEditor(const asn1::FieldInfo &field)
{
    const asn1::TypeInfo &type = *field.type;
    if (type.name == "BIT STRING" && !type.named.empty())
        return makeBits(field);
    if (type.name == "BOOLEAN" || !type.named.empty()) {
        auto *values = new QComboBox;
        if (type.name == "BOOLEAN")
            values->addItems({QStringLiteral("true"), QStringLiteral("false")});
        for (const asn1::Named &named : type.named)
            values->addItem(QString::fromLatin1(named.name));
        values->setEditable(type.name != "BOOLEAN"); // numbers of later versions can be typed
        connect(values, &QComboBox::currentTextChanged, this, &SchemaForm::edited);
        return {values, [values] {
                    asn1::Draft draft;
                    draft.text = values->currentText().toStdString();
                    return draft;
                }};
    }
    auto *line = new QLineEdit;
    line->setPlaceholderText(hintFor(type));
    line->setFont(m_theme.fixedFont());
    if (field.name == "tagList")
        line->setText(QStringLiteral("5A"));
    connect(line, &QLineEdit::textChanged, this, &SchemaForm::edited);
    return {line, [line] {
                asn1::Draft draft;
                draft.text = line->text().toStdString();
                return draft;
            }};
}

std::pair<QWidget *, SchemaForm::Collect> SchemaForm::makeBits(const asn1::FieldInfo &field)
{
    auto *group = new QWidget;
    auto *layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    std::vector<QCheckBox *> boxes;
    for (const asn1::Named &named : field.type->named) {
        boxes.push_back(new QCheckBox(QString::fromLatin1(named.name), group));
        layout->addWidget(boxes.back());
        connect(boxes.back(), &QCheckBox::toggled, this, &SchemaForm::edited);
    }
    return {group, [boxes = std::move(boxes)] {
                QStringList names;
                for (const QCheckBox *box : boxes) {
                    if (box->isChecked())
                        names << box->text();
                }
                asn1::Draft draft;
                draft.text = names.join(QLatin1Char(',')).toStdString();
                return draft;
            }};
}

} // namespace wb::reader
