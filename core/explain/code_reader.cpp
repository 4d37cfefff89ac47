// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/android_code.h"
#include "core/explain/asn1_errors.h"
#include "core/explain/explain.h"
#include "core/explain/http_statuses.h"
#include "core/explain/scard_codes.h"
#include "core/explain/status_codes.h"
#include "core/explain/status_words.h"
#include "core/explain/tls_alerts.h"
#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>
#include <regex>

namespace wb::explain {

namespace {

constexpr std::size_t longestCode = 200; ///< nobody types more; std::regex recurses with the length of its text

const auto ignoringCase = std::regex::ECMAScript | std::regex::icase;

std::string trimmed(std::string_view text)
{
    const auto isBlank = [](unsigned char c) { return std::isspace(c) != 0; };
    const auto first = std::find_if_not(text.begin(), text.end(), isBlank);
    const auto last = std::find_if_not(text.rbegin(), std::make_reverse_iterator(first), isBlank).base();
    return {first, last};
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::uint32_t hexNumber(const std::string &digits)
{
    std::uint32_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return number;
}

/// Tries one form of code after the other on a text; each that fits adds its readings.
class CodeReader {
public:
    explicit CodeReader(std::string text) : m_text(std::move(text)) {}

    CodeReadings read()
    {
        readStatusPair();
        readSubject();
        readReason();
        readHttpStatus();
        readStatusWord();
        readStatusWordRange();
        readNumber();
        readScardName();
        readFunctionError();
        readErrorName();
        readAlert();
        return {std::move(m_readings), std::move(m_unread)};
    }

private:
    void add(Explanation explanation)
    {
        if (std::find(m_readings.begin(), m_readings.end(), explanation) == m_readings.end())
            m_readings.push_back(std::move(explanation));
    }

    /// "8.9.5/3.9", "8.9.5 3.9", also within a function's name or a pasted piece of JSON.
    void readStatusPair()
    {
        static const std::regex slashed(R"((?:^|[^\d.])(\d{1,2}(?:\.\d{1,2}){0,2})\s*/\s*(\d\.\d{1,2})(?![\d.]))");
        static const std::regex apart(R"((?:^|[^\d.])(\d{1,2}(?:\.\d{1,2}){1,2})[^\d.]+(\d\.\d{1,2})(?![\d.]))");
        std::smatch match;
        if (!std::regex_search(m_text, match, slashed) && !std::regex_search(m_text, match, apart))
            return;
        const std::string place = placeIn(match.prefix().str() + " " + match.suffix().str());
        for (Explanation &meaning : explainStatusAnywhere(match.str(1), match.str(2), place))
            add(std::move(meaning));
    }

    /// Where a pair was answered, from the words around it: "ES12", "DeleteEvent", "ES12.DeleteEvent". Other words are kept as unread,
    /// unless they are members of a pasted answer.
    std::string placeIn(const std::string &around)
    {
        static const std::regex wordForm(R"([\w+]+)");
        static const std::regex interfaceForm(R"(ES\d+\+?[abc]?)", ignoringCase);
        static const std::regex namesOfCodes("error|code|codes|status|subject|reason|pair", ignoringCase);
        const bool pasted = around.find('"') != std::string::npos;
        std::string interface;
        std::string function;
        for (auto each = std::sregex_iterator(around.begin(), around.end(), wordForm); each != std::sregex_iterator();
             ++each) {
            const std::string word = each->str();
            const bool isInterface = std::regex_match(word, interfaceForm);
            if (isInterface && interface.empty())
                interface = word;
            else if (!isInterface && function.empty() && isPlaceOfStatus(word))
                function = word;
            else if (!pasted && !std::regex_match(word, namesOfCodes))
                m_unread.push_back(word);
        }
        return interface + (interface.empty() || function.empty() ? "" : ".") + function;
    }

    /// "3.9" alone: what went wrong, whatever it is about.
    void readReason()
    {
        static const std::regex form(R"(\d\.\d{1,2})");
        if (std::regex_match(m_text, form) && !reasonName(m_text).empty())
            add(explainReason(m_text));
    }

    /// "8.9.1" alone: what it stands for, and every pair that has it.
    void readSubject()
    {
        static const std::regex form(R"(\d{1,2}(?:\.\d{1,2}){1,2})");
        if (!std::regex_match(m_text, form) || subjectName(m_text).empty())
            return;
        const auto before = m_readings.size();
        for (const StatusMeaning &meaning : statusMeanings()) {
            if (meaning.subject != m_text)
                continue;
            for (Explanation &reading : explainStatusAnywhere(meaning.subject, meaning.reason))
                add(std::move(reading));
        }
        if (m_readings.size() == before)
            add(explainSubject(m_text));
    }

    /// "HTTP 404", "HTTP/1.1 404 Not Found", "http status 503", "503".
    void readHttpStatus()
    {
        static const std::regex form(R"(HTTP(?:/\d(?:\.\d)?)?(?:\s*(?:status|error|code))*[\s:=]*([1-5]\d\d)\b.*)",
                                     ignoringCase);
        std::smatch match;
        if (std::regex_match(m_text, match, form))
            add(explainHttpStatus(std::stoi(match.str(1))));
        static const std::regex alone(
            R"([2-5]\d\d)"); // no function and no alert has a number as high that is a status as well
        const auto isText = [this](const HttpStatusMeaning &known) { return std::to_string(known.status) == m_text; };
        if (std::regex_match(m_text, alone)
            && std::any_of(httpStatusMeanings().begin(), httpStatusMeanings().end(), isText))
            add(explainHttpStatus(std::stoi(m_text)));
    }

    /// "6Cxx", "SW 61 XX": all of a range, as manuals write it.
    void readStatusWordRange()
    {
        static const std::regex form(R"((?:SW[:= ]*)?([69][0-9A-F]) ?XX)", ignoringCase);
        std::smatch match;
        if (std::regex_match(m_text, match, form)) {
            if (auto reading = explainStatusWordRange(static_cast<std::uint8_t>(hexNumber(match.str(1)))))
                add(std::move(*reading));
        }
    }

    /// "6A88", "6A 88", "SW 6881", "SW1SW2=6985".
    void readStatusWord()
    {
        static const std::regex form(R"((SW(?:\s*1\s*-?\s*SW\s*2)?\s*[:=]?\s*)?(?:0x)?([0-9A-F]{2})[ :]?([0-9A-F]{2}))",
                                     ignoringCase);
        std::smatch match;
        if (!std::regex_match(m_text, match, form))
            return;
        const auto word = static_cast<std::uint16_t>(hexNumber(match.str(2) + match.str(3)));
        const unsigned first = word >> 12; // every status word begins with 6 or 9
        if (match[1].matched || isKnownStatusWord(word) || first == 6 || first == 9)
            add(explainStatusWord(word));
    }

    /// A number of 32 bits: "0x8010002E", "8010002E", "-2146435026", "176316472", "0x0A826038".
    void readNumber()
    {
        static const std::regex hexadecimal(R"((?:(?:SCARD|PC/SC|PCSC|error|code)[:= ]*)*(?:0x)?([0-9A-F]{8}))",
                                            ignoringCase);
        static const std::regex decimal(R"((?:(?:SCARD|PC/SC|PCSC|error|code)[:= ]*)*(-?\d{9,10}))", ignoringCase);
        std::smatch match;
        if (std::regex_match(m_text, match, decimal)) {
            const std::string digits = match.str(1);
            std::int64_t number = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
            if (number >= -0x8000'0000LL && number <= 0xFFFF'FFFFLL)
                readPacked(static_cast<std::uint32_t>(number));
        } else if (std::regex_match(m_text, match, hexadecimal)) {
            readPacked(hexNumber(match.str(1)));
        }
    }

    void readPacked(std::uint32_t number)
    {
        if (const auto android = fromAndroidCode(number)) {
            for (Explanation &meaning : explainStatusAnywhere(android->subject, android->reason))
                add(std::move(meaning));
        }
        if (number >> 16 == 0x8010 || (number != 0 && !scardName(number).empty()))
            add(explainScard(number));
    }

    void readScardName()
    {
        if (const auto code = scardCode(m_text))
            add(explainScard(*code));
    }

    /// "ES10b.AuthenticateServer 5", "AuthenticateServer:5", "AuthenticateServer invalidOid", "5" alone for every function.
    void readFunctionError()
    {
        static const std::regex numbered(R"((.*?[A-Za-z])(?:\s+error(?:\s+code)?)?\s*[:#=(/,]?\s*(\d{1,3})\s*\)?)",
                                         ignoringCase);
        static const std::regex named(R"(([\w.+]+)[\s:]+(\w+))");
        static const std::regex alone(R"(\d{1,3})");
        std::smatch match;
        if (std::regex_match(m_text, match, numbered)) {
            const int code = std::stoi(match.str(2));
            for (const std::string_view function : functionsNamed(match.str(1)))
                add(explainFunctionError(function, code));
            static const std::regex anyFunction(R"(ES\d+\+?[abc]?\.\w+)", ignoringCase);
            if (m_readings.empty() && std::regex_match(match.str(1), anyFunction))
                add(explainFunctionError(match.str(1), code));
        } else if (std::regex_match(m_text, match, named)) {
            for (const std::string_view function : functionsNamed(match.str(1))) {
                for (const FunctionErrorMeaning &meaning : functionErrorMeanings()) {
                    if (meaning.function == function && lowered(meaning.name) == lowered(match.str(2)))
                        add(explainFunctionError(function, meaning.code));
                }
            }
        } else if (std::regex_match(m_text, alone)) {
            readAlertNumber(std::stoi(m_text));
            const int code = std::stoi(m_text);
            addInEveryFunction([code](const FunctionErrorMeaning &meaning) { return meaning.code == code; });
        }
    }

    /// A number or name that several functions have: one reading for each, but a single one where many mean the same.
    void addInEveryFunction(const std::function<bool(const FunctionErrorMeaning &)> &isMeant)
    {
        constexpr std::ptrdiff_t mostAlone = 3;
        std::vector<FunctionErrorMeaning> meant;
        for (const FunctionErrorMeaning &meaning : functionErrorMeanings()) {
            if (isMeant(meaning))
                meant.push_back(meaning);
        }
        for (const FunctionErrorMeaning &meaning : meant) {
            const auto isSame = [&meaning](const FunctionErrorMeaning &other) {
                return std::string_view(other.name) == meaning.name && other.code == meaning.code;
            };
            const auto count = std::count_if(meant.begin(), meant.end(), isSame);
            Explanation reading = explainFunctionError(meaning.function, meaning.code);
            if (count > mostAlone) {
                const std::string code = std::to_string(meaning.code) + " " + meaning.name;
                const auto known = std::find_if(m_readings.begin(), m_readings.end(), [&](const Explanation &each) {
                    return each.code == code && each.why == reading.why;
                });
                if (known != m_readings.end()) {
                    known->function += ", " + std::string(meaning.function);
                    continue;
                }
                reading.what = translated(QT_TRANSLATE_NOOP("explain", "Several functions answer %1 (%2)."),
                                          {meaning.name, std::to_string(meaning.code)});
                reading.code = code;
                reading.function = meaning.function;
            }
            add(std::move(reading));
        }
    }

    /// "invalidOid", "undefinedError(127)": the name alone, in every function that has it.
    void readErrorName()
    {
        static const std::regex form(R"(([A-Za-z]\w*)(?:\s*\(?\s*(\d{1,3})\s*\)?)?)");
        std::smatch match;
        if (!std::regex_match(m_text, match, form))
            return;
        const std::string name = lowered(match.str(1));
        addInEveryFunction([&](const FunctionErrorMeaning &meaning) {
            return meaning.code != 0 && lowered(meaning.name) == name
                   && (!match[2].matched || std::stoi(match.str(2)) == meaning.code);
        });
    }

    void readAlertNumber(int number)
    {
        if (!tlsAlertName(number).empty())
            add(explainTlsAlert(number));
    }

    /// "alert 42", "SSL alert number 42", "bad_certificate", "sslv3 alert bad certificate".
    void readAlert()
    {
        static const std::regex numbered(R"((?:.*\b)?alert(?:\s+(?:number|description))?\s*[:=]?\s*(\d{1,3}))",
                                         ignoringCase);
        static const std::regex named(R"((?:.*\balert\s+)?([A-Za-z_ -]+))", ignoringCase);
        std::smatch match;
        if (std::regex_match(m_text, match, numbered))
            add(explainTlsAlert(std::stoi(match.str(1))));
        else if (std::regex_match(m_text, match, named)) {
            if (const auto number = tlsAlertNumber(match.str(1)))
                add(explainTlsAlert(*number));
        }
    }

    std::string m_text;
    std::vector<Explanation> m_readings;
    std::vector<std::string> m_unread;
};

} // namespace

std::vector<Explanation> explainCode(std::string_view text)
{
    return readCode(text).readings;
}

CodeReadings readCode(std::string_view text)
{
    std::string code = trimmed(text);
    if (code.empty() || code.size() > longestCode)
        return {};
    return CodeReader(std::move(code)).read();
}

} // namespace wb::explain
