// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/doctor.h"

#include "core/base/hex.h"
#include "core/explain/scard_codes.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/pcsc/doctor_rules.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QFile>

#include <set>

using namespace wb;
using namespace wb::pcsc;

namespace {

const std::string reader = "ACS ACR39U 00 00";

/// A machine where pcscd runs and has no reader.
Evidence healthyService()
{
    Evidence evidence;
    evidence.system.socketPath = "/run/pcscd/pcscd.comm";
    evidence.system.socket = SocketState::connectable;
    evidence.system.daemon = 42;
    evidence.system.daemonInstalled = true;
    evidence.system.ccidInstalled = true;
    evidence.system.systemd = true;
    evidence.system.user = "ada";
    evidence.serviceReached = true;
    return evidence;
}

/// A machine where it does not.
Evidence noService()
{
    Evidence evidence = healthyService();
    evidence.system.socket = SocketState::absent;
    evidence.system.daemon.reset();
    evidence.serviceReached = false;
    evidence.calls = {{"SCardEstablishContext", "", 0x8010001D}};
    return evidence;
}

ReaderEvidence emptyReader(const std::string &name = reader)
{
    ReaderEvidence seen;
    seen.state.name = name;
    return seen;
}

ReaderEvidence readerWithCard(const std::string &name = reader)
{
    ReaderEvidence seen = emptyReader(name);
    seen.state.present = true;
    seen.state.atr = *fromHex("3B9F96801FC7");
    return seen;
}

ReaderEvidence readerWithEuicc(std::size_t answering = 0)
{
    ReaderEvidence seen = readerWithCard();
    card::IsdrSearch &search = seen.search.emplace();
    for (std::size_t i = 0; i <= answering; ++i)
        search.tries.push_back({card::isdRAids()[i].aid, i == 0 ? card::AidOrigin::standard : card::AidOrigin::maker,
                                std::string(card::isdRAids()[i].name),
                                std::uint16_t(i == answering ? 0x9000 : 0x6A82)});
    search.found = answering;
    search.channel = 1;
    return seen;
}

Evidence with(ReaderEvidence seen)
{
    Evidence evidence = healthyService();
    evidence.readers.push_back(std::move(seen));
    return evidence;
}

Evidence withCode(std::uint32_t code, std::string call = "SCardTransmit")
{
    Evidence evidence = with(readerWithCard());
    evidence.calls = {{std::move(call), reader, code}};
    return evidence;
}

std::string namesOf(const std::vector<Finding> &findings)
{
    std::string names;
    for (const Finding &finding : findings)
        names += (names.empty() ? "" : " ") + finding.name;
    return names;
}

bool tells(const Finding &finding, std::string_view part)
{
    return std::any_of(finding.evidence.begin(), finding.evidence.end(),
                       [part](const std::string &line) { return line.find(part) != std::string::npos; });
}

struct Case {
    const char *title;
    Evidence evidence;
    const char *findings; ///< their names, in order
    const char *command;  ///< of the first
};

std::vector<Case> cases()
{
    std::vector<Case> all;
    const auto add = [&all](const char *title, Evidence evidence, const char *findings, const char *command) {
        all.push_back({title, std::move(evidence), findings, command});
    };
    Evidence made = noService();
    add("no daemon", made, "pcscd-not-running", "sudo systemctl start pcscd.socket");
    made.system.socketNamed = true;
    add("misnamed", made, "pcscd-socket-misnamed", "unset PCSCLITE_CSOCK_NAME");
    made.system.socketNamed = false;
    made.system.systemd = false;
    add("no daemon, no systemd", made, "pcscd-not-running", "sudo pcscd");
    made.system.daemonInstalled = false;
    add("not installed", made, "pcscd-not-installed", "sudo apt-get install pcscd libccid");
    made.system.container = true;
    add("container", made, "pcscd-not-in-container", "docker run --volume /run/pcscd:/run/pcscd IMAGE");
    made.system.daemon = 7;
    made.system.systemd = true;
    add("socket missing", made, "pcscd-socket-missing", "sudo systemctl restart pcscd.socket pcscd");
    made.system.socket = SocketState::dead;
    add("socket dead", made, "pcscd-socket-dead", "sudo systemctl restart pcscd.socket pcscd");
    made.system.socket = SocketState::forbidden;
    add("socket forbidden", made, "pcscd-socket-forbidden",
        "sudo sh -c 'chmod a+rx /run/pcscd; chmod a+rw /run/pcscd/pcscd.comm'");
    made.system.socket = SocketState::connectable;
    add("does not answer", made, "pcscd-does-not-answer", "sudo systemctl restart pcscd");

    made.system.polkitDaemon = made.system.polkitPolicy = true;
    const char *rule = "printf '%s\\n' 'polkit.addRule(function(action, subject) { if "
                       "(action.id.indexOf(\"org.debian.pcsc-lite.\") == 0 && subject.user == \"ada\") return "
                       "polkit.Result.YES; });' | sudo tee /etc/polkit-1/rules.d/49-pcsc.rules";
    add("polkit, older service", made, "polkit-refuses", rule);
    made.system.root = true;
    add("polkit does not refuse root", made, "pcscd-does-not-answer", "systemctl restart pcscd");
    made = noService();
    made.system.socket = SocketState::connectable;
    made.calls = {{"SCardEstablishContext", "", 0x8010006A}};
    add("polkit", made, "polkit-refuses", rule);

    made = healthyService();
    add("no reader", made, "no-reader", "smds card plug");
    made.system.usbReaders = {{"08e6:3437", "GemPC Twin", "1-2:1.0", ""}};
    add("reader not taken", made, "reader-not-taken", "sudo systemctl restart pcscd");
    made.system.ccidInstalled = false;
    add("driver missing", made, "reader-driver-missing", "sudo apt-get install libccid");
    made.system.ccidInstalled = true;
    made.system.usbReaders[0].driver = "pn533_usb";
    made.system.kernelModules = {"nfc", "pn533", "pn533_usb"};
    add("held by the kernel", made, "reader-held-by-kernel", "sudo modprobe -r pn533_usb pn533 nfc");
    made.readers = {readerWithEuicc()};
    add("held by the kernel beside another", made, "reader-held-by-kernel card-answers",
        "sudo modprobe -r pn533_usb pn533 nfc");

    add("no card", with(emptyReader()), "no-card", "");
    made = with(emptyReader());
    made.readers.push_back(readerWithEuicc());
    add("an empty slot beside a card", made, "card-answers", "smds card info --reader 'ACS ACR39U 00 00'");
    made.readers[0].state.name = made.chosen = "Empty One";
    add("the empty slot was meant", made, "no-card card-answers", "");

    ReaderEvidence seen = readerWithCard();
    seen.state.exclusive = seen.state.inUse = true;
    add("held by nobody one sees", with(seen), "card-held", "sudo systemctl restart pcscd");
    made = with(seen);
    made.system.programs = {{4711, "lpac"}};
    add("held by a program", made, "card-held-by-program", "kill 4711");
    made.system.programs.push_back({4712, "scdaemon"});
    add("held by GnuPG", made, "card-held-by-gnupg", "gpgconf --kill scdaemon");
    made.system.programs = {{1, "a"}, {2, "b"}};
    add("held by one of two", made, "card-held", "sudo systemctl restart pcscd");
    made = withCode(0x8010000B, "SCardConnect");
    made.readers[0].failure = makeError(ErrorKind::busy, Interface::pcsc, "SCardConnect", "held");
    made.readers[0].failure->scard = 0x8010000B;
    add("sharing violation", made, "card-held", "sudo systemctl restart pcscd");
    seen = readerWithCard();
    seen.heldHere = "Discovery";
    add("held by this program", with(seen), "card-held-here", "");

    seen = readerWithCard();
    seen.state.mute = true;
    add("mute", with(seen), "card-mute", "");
    seen = readerWithCard();
    seen.failure = makeError(ErrorKind::io, Interface::pcsc, {}, "the reader brought no answer");
    add("no answer", with(seen), "card-not-opened", "smds card info --reader 'ACS ACR39U 00 00' --trace");

    seen = readerWithEuicc(1);
    add("ISD-R of a maker", with(seen), "isd-r-elsewhere card-answers", "");
    seen.search->found.reset();
    add("no ISD-R", with(seen), "no-isd-r", "smds card doctor --reader 'ACS ACR39U 00 00' --aid AID");
    seen = readerWithEuicc();
    seen.search->channel = 0;
    seen.search->basicChannelReason = makeError(ErrorKind::unsupported, Interface::apdu, "MANAGE CHANNEL open", "no");
    seen.search->basicChannelReason->statusWord = 0x6881;
    add("channel refused", with(seen), "channel-refused card-answers",
        "smds card info --reader 'ACS ACR39U 00 00' --no-logical-channel");
    made = with(readerWithCard());
    made.lastFailure = seen.search->basicChannelReason;
    made.chosen = reader;
    add("channel demanded and refused", made, "channel-refused card-present",
        "smds card info --reader 'ACS ACR39U 00 00' --no-logical-channel");

    add("all well", with(readerWithEuicc()), "card-answers", "smds card info --reader 'ACS ACR39U 00 00'");
    add("not spoken to", with(readerWithCard()), "card-present", "smds card info --reader 'ACS ACR39U 00 00'");

    add("protocol mismatch", withCode(0x8010000F), "protocol-mismatch card-present",
        "smds card info --reader 'ACS ACR39U 00 00'");
    add("reset", withCode(0x80100068), "card-reset card-present",
        "smds card info --reader 'ACS ACR39U 00 00' --exclusive");
    add("removed", withCode(0x80100069), "card-removed card-present", "");
    add("unpowered", withCode(0x80100067), "card-unpowered card-present", "smds card info --reader 'ACS ACR39U 00 00'");
    add("unresponsive", withCode(0x80100066), "card-mute card-present", "");
    add("unsupported", withCode(0x80100065), "card-unsupported card-present", "");
    add("not transacted", withCode(0x80100016), "card-not-reached card-present", "");
    add("no card when it was tried", withCode(0x8010000C), "no-card card-present", "");
    add("reader unavailable", withCode(0x80100017), "reader-gone card-present", "smds card list");
    add("reader not ready", withCode(0x80100010), "reader-in-trouble card-present", "sudo systemctl restart pcscd");
    add("Windows' input/output error", withCode(0x45D), "reader-in-trouble card-present",
        "sudo systemctl restart pcscd");
    add("a code nobody expects", withCode(0x80100027), "other-code card-present", "");
    add("no code of PC/SC", withCode(0xDEADBEEF), "other-code card-present", "");
    made = with(readerWithEuicc());
    made.calls = {{"SCardGetStatusChange", "", 0x8010001E}};
    add("service stopped in between", made, "pcscd-ended card-answers", "sudo systemctl start pcscd.socket");
    made = noService();
    made.calls = {{"SCardListReaders", "", 0x80100001}};
    add("service failed and gone", made, "pcscd-not-running pcscd-in-trouble", "sudo systemctl start pcscd.socket");

    // A card that is built in needs no service, which is told all the same.
    made = noService();
    made.readers = {readerWithEuicc()};
    made.readers[0].builtIn = true;
    add("built in", made, "pcscd-not-running card-answers", "sudo systemctl start pcscd.socket");
    return all;
}

} // namespace

/// What the doctor makes of evidence, of machines that need not be there.
class DoctorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasItsFindings()
    {
        for (const Case &each : cases()) {
            const std::vector<Finding> findings = diagnose(each.evidence);
            QVERIFY2(namesOf(findings) == each.findings, (std::string(each.title) + ": " + namesOf(findings)).c_str());
            WB_COMPARE(findings.front().command, each.command);
            for (const Finding &finding : findings) {
                const std::string what = std::string(each.title) + ": " + reportOf({finding}, {});
                QVERIFY2(!finding.what.empty() && !finding.cause.empty() && !finding.remedy.empty(), what.c_str());
                QVERIFY2(!finding.check.empty() && !finding.evidence.empty(), what.c_str());
                QVERIFY2(what.find('%') == std::string::npos || finding.name == "polkit-refuses", what.c_str());
            }
        }
    }

    /// Each rule is reached by a case above, so none is dead.
    void everyRuleIsReached()
    {
        std::set<std::string> reached;
        for (const Case &each : cases()) {
            for (const Finding &finding : diagnose(each.evidence))
                reached.insert(finding.name);
        }
        for (const Rule &rule : rules())
            QVERIFY2(reached.contains(rule.name), rule.name);
    }

    /// Whatever PC/SC may return, somebody says what it means.
    void everyCodeIsTold()
    {
        for (const explain::ScardMeaning &meaning : explain::scardMeanings()) {
            if (meaning.code == 0)
                continue;
            for (Evidence evidence : {withCode(meaning.code), noService()}) {
                evidence.calls = {{"SCardConnect", evidence.serviceReached ? reader : "", meaning.code}};
                const std::vector<Finding> findings = diagnose(evidence);
                QVERIFY2(!findings.empty(), meaning.name);
                if (evidence.serviceReached && meaning.code != 0x8010001D && meaning.code != 0x8010002E)
                    QVERIFY2(tells(findings.front(), meaning.name), meaning.name);
            }
        }
        for (const Rule &rule : rules()) {
            for (const std::uint32_t code : rule.codes)
                QVERIFY2(!explain::scardName(code).empty(), rule.name);
        }
    }

    void evidenceIsTold()
    {
        Evidence made = noService();
        made.system.remote = true;
        const Finding finding = diagnose(made).front();
        for (const char *line : {"/run/pcscd/pcscd.comm is not there", "no process pcscd is seen", "user ada, SSH",
                                 "SCardEstablishContext returned SCARD_E_NO_SERVICE 0x8010001D"})
            QVERIFY2(tells(finding, line), line);

        made = healthyService();
        made.system.usbReaders = {{"08e6:3437", "GemPC Twin", "1-2:1.0", "usbfs"}};
        QVERIFY(tells(diagnose(made).front(), "USB 1-2:1.0: smart card interface (class 0B), 08e6:3437, GemPC Twin"));

        const Finding search = diagnose(with(readerWithEuicc(2))).front();
        QVERIFY(tells(search, "A0000005591010FFFFFFFF8900000100  standard (ISD-R)  6A82  "));
        QVERIFY(tells(search, "ATR 3B 9F 96 80 1F C7"));
    }

    void whatWorksNowOnlyWarns()
    {
        Evidence made = with(readerWithEuicc());
        made.calls = {{"SCardConnect", reader, 0x8010000F}};
        const std::vector<Finding> findings = diagnose(made);
        QCOMPARE(namesOf(findings), std::string("protocol-mismatch card-answers"));
        QCOMPARE(findings.front().severity, Severity::warns);
        QVERIFY(!somethingBlocks(findings));
        QVERIFY(somethingBlocks(diagnose(withCode(0x8010000F))));
    }

    void noCommandNamesABuiltInCard()
    {
        Evidence made = with(readerWithEuicc());
        QVERIFY(!diagnose(made).back().command.empty());
        made.readers[0].builtIn = true;
        QVERIFY(diagnose(made).back().command.empty());
    }

    /// The name of a reader comes from a device, and a command is pasted into a shell.
    void namesAreQuotedForTheShell()
    {
        QCOMPARE(shellWord("plain-1.2"), std::string("plain-1.2"));
        QCOMPARE(shellWord("with blank"), std::string("'with blank'"));
        QCOMPARE(shellWord("it's; rm -rf $HOME\n"), std::string("'it'\\''s; rm -rf $HOME?'"));
        QCOMPARE(shellWord(""), std::string("''"));
        QCOMPARE(shellWord("--exclusive"), std::string("'--exclusive'"));

        Evidence made = noService();
        made.system.socket = SocketState::connectable;
        made.calls = {{"SCardEstablishContext", "", 0x8010006A}};
        made.system.user = "a\") || true || (\"";
        QVERIFY(diagnose(made).front().command.find("subject.user == \"USER\"") != std::string::npos);
    }

    void theReportHasItAll()
    {
        const Evidence made = with(readerWithEuicc(1));
        const std::string report = reportOf(diagnose(made), made);
        for (const char *part : {"[notes] isd-r-elsewhere: ", "[fine] card-answers: ", "\n  $ smds card info --reader ",
                                 "\nISD-R of ACS ACR39U 00 00\n",
                                 "A0000005591010FFFFFFFF8900050500  maker's (ISD-R of "
                                 "5ber)  9000"})
            QVERIFY2(report.find(part) != std::string::npos, (part + ("\n" + report)).c_str());
    }

    /// Made anew by: smds card doctor --markdown > docs/doctor.md
    void theTableInTheDocumentationIsThis()
    {
        QFile file(QStringLiteral(WB_SOURCE_DIR "/docs/doctor.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        WB_COMPARE(file.readAll().toStdString(), findingTable());
    }
};

WB_TEST(DoctorTest);

#include "doctor_test.moc"
