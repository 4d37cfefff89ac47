// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administration_interface.h"

#include "tests/support/core/administered_smds.h"
#include "tests/support/core/json_schema.h"
#include "tests/support/test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>

using namespace wb;
using namespace wb::testing;

namespace {

QJsonObject objectIn(const http::Response &response)
{
    return QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(response.body.data()),
                                              static_cast<qsizetype>(response.body.size())))
        .object();
}

http::Request requestFor(const char *method, const std::string &target, std::string_view body = {})
{
    http::Request request;
    request.method = method;
    request.target = target;
    if (!body.empty()) {
        request.headers = {{"Content-Type", "application/json"}};
        request.body = copyOf(viewOf(body));
    }
    return request;
}

/// A request, and what must come.
struct Question {
    const char *name;
    http::Request request;
    int status;
    const char *words;
};

} // namespace

/// The administration interface as its description says it is, and what it does with what makes no sense.
class AdministrationInterfaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_smds = std::make_unique<AdministeredSmds>(m_cast);
        smds::Forward forward;
        forward.parent = "Root";
        forward.eventId = "EV2";
        forward.nextTry = m_cast.clock.now();
        forward.problem = "nobody listens";
        m_smds->add(castEid, "EV", "2.999.10", {forward});
        m_smds->add("89049032000000000000000000000000", "wrong check digits");
        const smds::EventRecord deleted = m_smds->add(castEid, "deleted");
        m_client.emplace(m_smds->options(m_smds->operatorCredential));
        WB_COMPARE(ask(requestFor("POST", "/admin/v1/records/" + std::to_string(deleted.id) + "/delete",
                                  "{\"reason\": \"test\"}"))
                               .status
                           == 200
                       ? "ok"
                       : "not",
                   "ok");
        QFile file(QStringLiteral(WB_SOURCE_DIR "/resources/openapi/administration.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_description = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!m_description.isEmpty());
    }

    void theDescriptionHasEveryRouteAndNoOther()
    {
        QSet<QString> described;
        const QJsonObject paths = m_description.value(QStringLiteral("paths")).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QStringList methods = path->toObject().keys();
            for (const QString &method : methods)
                described << method.toUpper() + QStringLiteral(" ") + path.key();
        }
        QSet<QString> served;
        for (const auto &route : smds::AdministrationInterface::routes())
            served << QString::fromLatin1(route.method) + QStringLiteral(" ") + QString::fromLatin1(route.path);
        QCOMPARE(described, served);
    }

    void parametersAndRolesAreDescribed()
    {
        for (const auto &route : smds::AdministrationInterface::routes()) {
            const QJsonObject operation = operationOf(route.path, route.method);
            QSet<QString> described;
            const QJsonArray parameters = operation.value(QStringLiteral("parameters")).toArray();
            for (const QJsonValue &parameter : parameters) {
                if (parameter[QStringLiteral("in")].toString() == QStringLiteral("query"))
                    described << parameter[QStringLiteral("name")].toString();
            }
            QSet<QString> taken;
            for (const std::string &parameter : route.parameters)
                taken << q(parameter);
            QVERIFY2(described == taken, route.path);
            WB_COMPARE(operation.value(QStringLiteral("x-role")).toString().toStdString(),
                       std::string(nameOf(route.role)));
        }
    }

    /// What the server answers has the form it is described with; every GET is asked, and every POST.
    void answersHaveTheirForm()
    {
        for (const auto &route : smds::AdministrationInterface::routes()) {
            const std::string path =
                QString::fromLatin1(route.path).replace(QStringLiteral("{record}"), QStringLiteral("1")).toStdString();
            const bool stream = path.ends_with("/stream");
            if (stream)
                continue; // its events are looked at below
            const bool post = std::string_view(route.method) == "POST";
            const bool last = path.ends_with("/delete"); // the order of the table: retry, withdraw, delete
            const std::string target = post ? path : path + queryFor(route);
            const http::Response response = ask(requestFor(route.method, target, post ? "{\"reason\": \"test\"}" : ""));
            QVERIFY2(response.status == 200, (target + " " + std::to_string(response.status)).c_str());
            const auto type = response.header("Content-Type");
            const QJsonObject content =
                operationOf(route.path, route.method)
                    .value(QStringLiteral("responses"))[QStringLiteral("200")][QStringLiteral("content")]
                    .toObject();
            const QString described = content.keys().value(0);
            QVERIFY2(q(*type).startsWith(described), path.c_str());
            if (described != QStringLiteral("application/json"))
                continue;
            const QStringList wrong = deviations(
                m_description, content.value(described)[QStringLiteral("schema")].toObject(), objectIn(response));
            QVERIFY2(wrong.isEmpty(), (path + ": " + wrong.join(QStringLiteral("; ")).toStdString()).c_str());
            if (last)
                QVERIFY(must(m_smds->server().store().find(must(rsp::Eid::fromText(castEid)), "EV")).empty());
        }
    }

    void theDescriptionIsServed()
    {
        QCOMPARE(objectIn(ask(requestFor("GET", "/admin/v1/openapi.json"))), m_description);
    }

    void problemsHaveTheirForm_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(questions().size()); ++row)
            QTest::newRow(questions()[static_cast<std::size_t>(row)].name) << row;
    }

    void problemsHaveTheirForm()
    {
        QFETCH(int, row);
        const Question question = questions()[static_cast<std::size_t>(row)];
        const http::Response response = ask(question.request);
        QCOMPARE(response.status, question.status);
        WB_COMPARE(*response.header("Content-Type"), "application/problem+json");
        const QJsonObject problem = objectIn(response);
        const QJsonObject schema{{QStringLiteral("$ref"), QStringLiteral("#/components/schemas/Problem")}};
        QCOMPARE(deviations(m_description, schema, problem), QStringList());
        const QString detail = problem.value(QStringLiteral("detail")).toString();
        QVERIFY2(detail.contains(QLatin1String(question.words)), qPrintable(detail));
    }

    /// The stream as a foreign program sees it, which may be cut off and goes on with Last-Event-ID.
    void curlFollowsTheTrail()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        WB_VERIFY(pki::saveCredential(m_smds->viewerCredential, path, "viewer"));
        WB_VERIFY(m_cast.authority.save(path));
        const QString port = QString::number(m_smds->server().administrationPort());
        QProcess curl;
        curl.start(QStringLiteral("curl"),
                   {QStringLiteral("-sN"), QStringLiteral("-m"), QStringLiteral("3"), QStringLiteral("--cacert"),
                    folder.filePath(QStringLiteral("CERT_CI.pem")), QStringLiteral("--cert"),
                    folder.filePath(QStringLiteral("CERT_viewer.pem")), QStringLiteral("--key"),
                    folder.filePath(QStringLiteral("SK_viewer.pem")), QStringLiteral("-H"),
                    QStringLiteral("Last-Event-ID: 1"), QStringLiteral("--resolve"),
                    QStringLiteral("%1:%2:127.0.0.1").arg(QLatin1String(castAddress), port),
                    QStringLiteral("https://%1:%2/admin/v1/audit/stream").arg(QLatin1String(castAddress), port)});
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT((seen += curl.readAllStandardOutput()).contains("id: 3\nevent: audit\ndata: {"),
                                 10'000);
        m_smds->server().store().note(
            smds::AuditEntry{m_cast.clock.now(), "Test", 0, {}, {}, {}, "Failed", {}, "said now"});
        QTRY_VERIFY_WITH_TIMEOUT((seen += curl.readAllStandardOutput()).contains("said now"), 10'000);
        QVERIFY(seen.startsWith("id: 1\nevent: position\n"));
        curl.kill();
        curl.waitForFinished();
    }

    void metricsAreText()
    {
        const http::Response response = ask(requestFor("GET", "/metrics"));
        const QByteArray text(reinterpret_cast<const char *>(response.body.data()),
                              static_cast<qsizetype>(response.body.size()));
        const QList<QByteArray> lines = text.split('\n');
        QVERIFY(text.endsWith('\n'));
        for (const QByteArray &line : lines) {
            static const QRegularExpression form(QStringLiteral(
                "^(|# (HELP|TYPE) smds_[a-z_]+ .+|smds_[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+\\})? [0-9.]+)$"));
            QVERIFY2(form.match(QString::fromUtf8(line)).hasMatch(), line.constData());
        }
        QVERIFY(text.contains("smds_connections_refused_total{listener=\"es11\",reason=\"rate\"} 0\n"));
        QVERIFY(text.contains("smds_http_answers_total{listener=\"es12\",status=\"2xx\"} 0\n"));
    }

    void cleanupTestCase()
    {
        m_client.reset();
        m_smds.reset();
    }

private:
    static std::vector<Question> questions()
    {
        const auto post = [](std::string_view body) { return requestFor("POST", "/admin/v1/records/1/retry", body); };
        http::Request noJson = post("{}");
        noJson.headers = {{"Content-Type", "text/plain"}};
        return {
            {"nowhere", requestFor("GET", "/admin/v1/nothing"), 404, "there is nothing at /admin/v1/nothing"},
            {"no number", requestFor("GET", "/admin/v1/records/one"), 404, "there is nothing at"},
            {"a number too large", requestFor("GET", "/admin/v1/records/99999999999999999999"), 404,
             "there is nothing at"},
            {"another method", requestFor("DELETE", "/admin/v1/records/1"), 405, "only GET"},
            {"a parameter nobody knows", requestFor("GET", "/admin/v1/records?sort=eid"), 400, "no parameter 'sort'"},
            {"a parameter twice", requestFor("GET", "/admin/v1/records?limit=1&limit=2"), 400, "given twice"},
            {"too many", requestFor("GET", "/admin/v1/records?limit=1001"), 400, "from 1 to 1000"},
            {"no EID", requestFor("GET", "/admin/v1/records?eid=8904"), 400, "eid: "},
            {"no digits", requestFor("GET", "/admin/v1/records?eidEnd=12a"), 400, "must be digits"},
            {"no state", requestFor("GET", "/admin/v1/records?state=lost"), 400, "must be any, live"},
            {"no time", requestFor("GET", "/admin/v1/records?from=yesterday"), 400, "must be a time"},
            {"no flag", requestFor("GET", "/admin/v1/records?count=yes"), 400, "must be true or false"},
            {"no position", requestFor("GET", "/admin/v1/audit?after=x"), 400, "no position"},
            {"no position to follow from", requestFor("GET", "/admin/v1/audit/stream?after=x"), 400, "no position"},
            {"no record", requestFor("GET", "/admin/v1/records/999"), 404, "no Event Record with the number 999"},
            {"no JSON type", noJson, 400, "must be application/json"},
            {"no JSON", post("{"), 400, "must be a JSON object: at octet"},
            {"no object", post("[]"), 400, "must be a JSON object"},
            {"no reason", post("{}"), 400, "a reason must be given"},
            {"a reason that is no text", post("{\"reason\": 1}"), 400, "must be a string"},
            {"a member nobody knows", post("{\"reason\": \"x\", \"force\": true}"), 400, "is no member"},
            {"a reason without end", post("{\"reason\": \"" + std::string(501, 'x') + "\"}"), 400, "longer than 500"},
        };
    }

    /// Parameters that make an answer show all it has.
    static std::string queryFor(const smds::AdministrationInterface::Route &route)
    {
        const std::string_view path = route.path;
        if (path.ends_with("/records"))
            return "?state=any&count=true&limit=2";
        if (path.ends_with("/statistics"))
            return "?records=true";
        return "";
    }

    QJsonObject operationOf(const char *path, const char *method) const
    {
        return m_description.value(QStringLiteral("paths"))[QLatin1String(path)][QString::fromLatin1(method).toLower()]
            .toObject();
    }

    http::Response ask(const http::Request &request)
    {
        return must(m_client->send({castAddress, {}}, request, {}, {}));
    }

    Cast m_cast;
    std::unique_ptr<AdministeredSmds> m_smds;
    std::optional<http::Client> m_client;
    QJsonObject m_description;
};

WB_TEST(AdministrationInterfaceTest);
#include "administration_interface_test.moc"
