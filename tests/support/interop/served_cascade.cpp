// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/served_cascade.h"

#include "core/base/files.h"
#include "core/es/tls_trust.h"
#include "core/lds/discover.h"
#include "tests/support/core/postgres.h"

#include <QRegularExpression>

#include <csignal>
#include <numeric>

namespace wb::testing {

namespace {

constexpr const char *configurationFile = "smds.toml";

pki::Credential credentialOf(const pki::Authority &authority, pki::Role role, const std::string &name,
                             const pki::Oid &oid)
{
    pki::ServerIdentity identity;
    identity.commonName = name;
    identity.oid = oid;
    identity.dnsNames = {name};
    return *authority.issueServer(role, identity);
}

/// An SM-DS with certificates of its own, in a folder of its own.
smds::Configuration configurationFor(const pki::Authority &authority, const std::filesystem::path &folder,
                                     const std::string &address, const pki::Oid &oid)
{
    smds::Configuration configuration;
    configuration.name = address;
    configuration.database = folder / "smds.sqlite";
    configuration.trustedCis = {folder / "CERT_CI.pem"};
    configuration.authentication = {{folder / "CERT_DSauth.pem", folder / "SK_DSauth.pem"}};
    configuration.addresses = {address};
    configuration.timeoutSeconds = 2;
    configuration.es11.tls = {{folder / "CERT_DS_TLS.pem", folder / "SK_DS_TLS.pem"}};
    configuration.es12.tls = configuration.es11.tls;
    static_cast<void>(pki::saveCredential(credentialOf(authority, pki::Role::dsAuth, address, oid), folder, "DSauth"));
    static_cast<void>(pki::saveCredential(credentialOf(authority, pki::Role::dsTls, address, oid), folder, "DS_TLS"));
    static_cast<void>(authority.save(folder));
    return configuration;
}

std::unique_ptr<euicc::VirtualEuicc> euiccUnder(const pki::Authority &authority, const std::string &rootAddress)
{
    const auto eum = authority.issueEum({});
    const auto credential = authority.issueEuicc(*eum, cascadeEid);
    euicc::Identity identity;
    identity.name = "eUICC of the cascade";
    identity.eid = *rsp::Eid::fromText(cascadeEid);
    identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};
    identity.cis.add(authority.ci());
    identity.verificationKeyIds = {rsp::KeyId{*authority.ci().subjectKeyId()}};
    identity.info = euicc::usualEuiccInfo2();
    identity.addresses.rootDsAddress = rootAddress;
    return std::make_unique<euicc::VirtualEuicc>(std::move(identity));
}

class NobodyWatches final : public lds::Observer {
public:
    void stepStarted(lds::Step) override {}
    void stepFinished(const lds::StepReport &) override {}
};

} // namespace

QByteArray ServedSmds::start()
{
    const auto written = writeFile(m_folder / configurationFile, smds::configurationText(m_configuration, m_folder));
    if (!written)
        return QByteArray::fromStdString(written.error().line());
    m_program = std::make_unique<Program>();
    const QString file = QString::fromStdString((m_folder / configurationFile).string());
    if (!m_program->start(smdsPath(),
                          QStringList{QStringLiteral("serve"), QStringLiteral("--config"), file} + m_arguments))
        return "smds serve cannot be started";
    const QString line = QString::fromUtf8(m_program->waitForLine("ready "));
    static const QRegularExpression form(
        QStringLiteral("^ready es11=\\S+:(\\d+) es12=\\S+:(\\d+)( administration=\\S+)?$"));
    const auto match = form.match(line);
    if (!match.hasMatch()) {
        m_program->send(SIGTERM);
        return QByteArray::fromStdString(m_configuration.name) + " is not ready: " + m_program->finish().all();
    }
    m_configuration.es11.port = match.captured(1).toUShort();
    m_configuration.es12.port = match.captured(2).toUShort();
    return {};
}

void ServedSmds::kill()
{
    m_program->send(SIGKILL);
    m_program->finish();
    m_program.reset();
}

Ended ServedSmds::stop()
{
    m_program->send(SIGTERM);
    Ended ended = m_program->finish();
    m_program.reset();
    return ended;
}

std::vector<smds::EventRecord> ServedSmds::records(const std::optional<std::string> &eventId) const
{
    const auto store = smds::EventStore::open(m_configuration.database.textWithPassword());
    return (*store)->find(*rsp::Eid::fromText(cascadeEid), eventId).value();
}

std::int64_t ServedSmds::outboxSize() const
{
    const auto store = smds::EventStore::open(m_configuration.database.textWithPassword());
    return (*store)->outboxSize().value();
}

std::int64_t ServedCascade::outboxSize() const
{
    return std::accumulate(m_levels.begin(), m_levels.end(), std::int64_t(0),
                           [](std::int64_t sum, const auto &level) { return sum + level->outboxSize(); });
}

ServedCascade::ServedCascade(std::size_t levels, bool answerAtOnce, bool onPostgres)
    : m_authority(*pki::Authority::create()),
      m_smdp(credentialOf(m_authority, pki::Role::dpTls, cascadeSmdp, "2.999.10")),
      m_euicc(euiccUnder(m_authority, "level1.example.com")),
      m_peer(std::make_unique<SmdpPeer>(m_authority, cascadeSmdp, Clock::system()))
{
    for (std::size_t level = 1; level <= levels; ++level) {
        const std::string number = std::to_string(level);
        const std::filesystem::path folder = m_place.filePath(QStringLiteral("level%1").arg(level)).toStdString();
        auto configuration = configurationFor(m_authority, folder, "level" + number + ".example.com",
                                              "2.999.15." + number);
        configuration.answerAtOnce = answerAtOnce;
        // A request that was cut off is carried out within moments here, unless a parent waits for one of its own.
        configuration.settlingSeconds = levels > 2 ? 45 : 5;
        if (onPostgres)
            configuration.database = *store::DatabaseUrl::parse(sharedPostgres().newDatabase());
        m_levels.push_back(std::make_unique<ServedSmds>(folder, std::move(configuration)));
    }
}

QByteArray ServedCascade::start()
{
    const ServedSmds *parent = nullptr;
    for (const auto &level : m_levels) {
        if (parent != nullptr) {
            smds::ParentConfiguration upward;
            upward.name = parent->address().text();
            upward.address = parent->address();
            upward.folder = "/gsma/rsp2/es15/";
            upward.forwardsAgain = parent != m_levels.front().get();
            upward.connectTo = m_way(*parent, *level);
            level->configuration().parents = {std::move(upward)};
        }
        QByteArray problem = level->start();
        if (!problem.isEmpty())
            return problem;
        parent = level.get();
    }
    return {};
}

http::ClientOptions ServedCascade::smdpOptions() const
{
    http::ClientOptions options;
    pki::TrustAnchors cis;
    cis.add(m_authority.ci());
    options.peerCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls}, pki::TlsEnd::server, Clock::system());
    options.credential = es::tlsCredential(m_smdp.chain, m_smdp.key);
    options.map.set(m_levels.back()->address(), m_levels.back()->es12());
    return options;
}

es::RegisterEventRequest ServedCascade::registration(std::string eventId, bool forward) const
{
    return {{"2.999.10", "call-" + eventId}, cascadeEid, cascadeSmdp, std::move(eventId), forward, {}};
}

es::DeleteEventRequest ServedCascade::deletion(std::string eventId) const
{
    return {{"2.999.10", "delete-" + eventId}, cascadeEid, std::move(eventId)};
}

es::RspClient ServedCascade::lpa() const
{
    http::ClientOptions options;
    pki::TrustAnchors cis;
    cis.add(m_authority.ci());
    options.peerCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls, pki::Role::dpTls}, pki::TlsEnd::server,
                                         Clock::system());
    for (const auto &level : m_levels)
        options.map.set(level->address(), level->es11());
    options.map.set(*http::Address::parse(cascadeSmdp), {"127.0.0.1", m_peer->port()});
    return es::RspClient(std::move(options));
}

lds::DiscoverOptions ServedCascade::question() const
{
    lds::DiscoverOptions question;
    question.cis.add(m_authority.ci());
    question.deviceInfo.tac = *rsp::Tac::fromText("35290611");
    question.deviceInfo.imei = *rsp::Imei::fromText(cascadeImei);
    return question;
}

Result<std::vector<es::EventEntry>> ServedCascade::discover(const std::string &address,
                                                            const std::optional<std::string> &matchingId)
{
    es::RspClient client = lpa();
    lds::DiscoverOptions options = question();
    options.matchingId = matchingId;
    NobodyWatches observer;
    return lds::discover(*m_euicc, client, *http::Address::parse(address), options, observer, Clock::system(), {})
        .map([](lds::Discovery &&found) { return std::move(found.entries); });
}

std::vector<lds::Hop> ServedCascade::follow(const std::vector<es::EventEntry> &entries)
{
    es::RspClient client = lpa();
    lds::FollowOptions options;
    options.discover = question();
    NobodyWatches observer;
    return lds::follow(*m_euicc, client, entries, options, observer, Clock::system(), {}).trails;
}

} // namespace wb::testing
