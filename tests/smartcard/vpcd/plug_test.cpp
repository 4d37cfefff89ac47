// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/vcard/faulty_card.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/line.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace wb;
using namespace wb::vpcd;
using wb::testing::Gate;
using wb::testing::Pcscd;
using wb::testing::ScriptedEuicc;

namespace {

/// vpcd's end of the connection, played by the test: listens on a free port and speaks octets.
class PlayedReader {
public:
    PlayedReader() : m_listening(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        bind(m_listening, reinterpret_cast<sockaddr *>(&address), size);
        getsockname(m_listening, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        listen(m_listening, 4);
    }

    ~PlayedReader()
    {
        hangUp();
        close(m_listening);
    }

    PlayedReader(const PlayedReader &) = delete;
    PlayedReader &operator=(const PlayedReader &) = delete;

    std::uint16_t port() const { return m_port; }

    bool accept()
    {
        m_socket = ::accept(m_listening, nullptr, nullptr);
        const timeval patience{10, 0};
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        return m_socket >= 0;
    }

    void hangUp()
    {
        if (m_socket >= 0)
            close(m_socket);
        m_socket = -1;
    }

    void write(const char *hex)
    {
        const Bytes bytes = *fromHex(hex);
        QCOMPARE(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL), ssize_t(bytes.size()));
    }

    /// The next message in hexadecimal, with its length.
    std::string read()
    {
        Bytes bytes(2);
        if (::recv(m_socket, bytes.data(), 2, MSG_WAITALL) != 2)
            return "closed";
        const std::size_t size = std::size_t(bytes[0]) << 8 | bytes[1];
        bytes.resize(2 + size);
        if (size > 0 && ::recv(m_socket, bytes.data() + 2, size, MSG_WAITALL) != ssize_t(size))
            return "cut off";
        return toHex(bytes);
    }

private:
    int m_listening;
    int m_socket = -1;
    std::uint16_t m_port = 0;
};

/// Keeps what a plug reports.
class StateLog {
public:
    Plug::Observer observer()
    {
        return [this](const PlugState &state) {
            const std::scoped_lock lock(m_mutex);
            m_all.push_back(state);
        };
    }

    std::optional<PlugState::Kind> last() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all.empty() ? std::nullopt : std::optional<PlugState::Kind>(m_all.back().kind);
    }

    std::optional<Error> lastError() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all.empty() ? std::nullopt : m_all.back().error;
    }

    std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all.size();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<PlugState> m_all;
};

} // namespace

class PlugTest : public QObject {
    Q_OBJECT

    using Kind = PlugState::Kind;
    ScriptedEuicc m_euicc;

private Q_SLOTS:
    void init() { m_euicc.answerWith(ScriptedEuicc::Answer()); }

    void itSpeaksTheProtocol()
    {
        vcard::VirtualCard card(m_euicc);
        PlayedReader reader;
        StateLog log;
        const Plug plug(card, {"127.0.0.1", reader.port()}, log.observer());
        QVERIFY(reader.accept());
        QTRY_VERIFY(log.last() == Kind::waiting);
        reader.write("000104");
        QCOMPARE(reader.read(), "0018" + toHex(card.atr()));
        QVERIFY(log.last() == Kind::connected);
        reader.write("000101"); // power on, no answer
        reader.write("0007 00A4000C023F00");
        QCOMPARE(reader.read(), std::string("00029000"));
        reader.write("0005 0070000001");
        QCOMPARE(reader.read(), std::string("0003019000"));
        reader.write("000102"); // reset
        reader.write("0007 01A4000C023F00");
        QCOMPARE(reader.read(), std::string("00026881"));
        reader.write("0001FF"); // unknown orders are passed over
        reader.write("0000");   // an empty message is no APDU
        QCOMPARE(reader.read(), std::string("00026700"));
        reader.write("000100"); // power off: the card is silent
        reader.write("0007 00A4000C023F00");
        QCOMPARE(reader.read(), std::string("000100")); // which is no answer; nothing at all would stop vpcd
        reader.write("00");                             // a message in pieces
        reader.write("0104");
        QVERIFY(reader.read().ends_with(toHex(card.atr())));
    }

    void itComesBackAfterAHangUp()
    {
        vcard::VirtualCard card(m_euicc);
        PlayedReader reader;
        StateLog log;
        const Plug plug(card, {"localhost", reader.port()}, log.observer());
        for (int round = 0; round < 3; ++round) {
            QVERIFY(reader.accept());
            reader.write("000104");
            QVERIFY(reader.read().size() > 4);
            reader.write("000100");
            reader.hangUp();
        }
        QVERIFY(reader.accept());
        QTRY_VERIFY(log.last() == Kind::waiting);
        QVERIFY(!card.process(*fromHex("00A4000C023F00")).empty()); // it has power again
    }

    void nobodyListening()
    {
        vcard::VirtualCard card(m_euicc);
        std::uint16_t port = 0;
        {
            const PlayedReader reader;
            port = reader.port();
        }
        StateLog log;
        const Plug plug(card, {"127.0.0.1", port}, log.observer());
        QTRY_VERIFY(log.last() == Kind::refused);
        QCOMPARE(log.lastError()->kind, ErrorKind::unreachable);
        QCOMPARE(log.size(), std::size_t(1)); // said once, not at each try

        StateLog other;
        const Plug named(card, {"reader.example.com", port}, other.observer());
        QTRY_VERIFY(other.last() == Kind::refused);
        QCOMPARE(other.lastError()->kind, ErrorKind::invalid);
    }

    void itIsPulledInMidCommandWithoutAnAnswer()
    {
        vcard::VirtualCard card(m_euicc);
        PlayedReader reader;
        const auto gate = std::make_shared<Gate>(); // the card may stand in it longer than the test
        m_euicc.answerWith([gate](ByteView, const std::stop_token &stop) -> Result<Bytes> {
            gate->pass(stop);
            return Bytes{0x01};
        });
        card.process(*fromHex("00A4040010A0000005591010FFFFFFFF8900000100"));
        auto plug = std::make_unique<Plug>(card, PlugAddress{"127.0.0.1", reader.port()});
        QVERIFY(reader.accept());
        reader.write("0008 80E2910003BF2E00");
        QTRY_VERIFY(gate->somebodyWaits());
        plug.reset();
        QCOMPARE(reader.read(), std::string("closed"));
    }

    void aCardThatGoesAwayByItselfIsPluggedAgainWhenItIsBack()
    {
        vcard::VirtualCard healthy(m_euicc);
        vcard::FaultyCard card(
            healthy, {{.kind = euicc::Fault::Kind::pulled, .command = 2, .backAfter = std::chrono::milliseconds(100)}});
        PlayedReader reader;
        const Plug plug(card, {"127.0.0.1", reader.port()});
        for (int round = 0; round < 2; ++round) {
            QVERIFY(reader.accept());
            reader.write("000101");
            reader.write("0007 00A4000C023F00");
            QCOMPARE(reader.read(), std::string("00029000"));
            reader.write("0007 00A4000C023F00");
            QCOMPARE(reader.read(), std::string("closed"));
            reader.hangUp();
        }
        QCOMPARE(int(card.pulls()), 2);
    }

    void pcscdComesAndGoes()
    {
        vcard::VirtualCard card(m_euicc);
        StateLog log;
        const Plug plug(card, {}, log.observer());
        QTRY_VERIFY(log.last() == Kind::refused);
        Pcscd pcscd;
        for (int round = 0; round < 2; ++round) {
            QVERIFY2(pcscd.start(), pcscd.problem());
            QTRY_VERIFY_WITH_TIMEOUT(log.last() == Kind::connected, 10000);
            pcscd.kill();
            QTRY_VERIFY(log.last() == Kind::refused);
        }
    }

    void aSecondCardWaitsForTheSlot()
    {
        Pcscd pcscd;
        QVERIFY2(pcscd.start(), pcscd.problem());
        vcard::VirtualCard card(m_euicc);
        vcard::VirtualCard other(m_euicc);
        StateLog log;
        StateLog otherLog;
        auto plug = std::make_unique<Plug>(card, PlugAddress(), log.observer());
        QTRY_VERIFY(log.last() == Kind::connected);
        const Plug second(other, PlugAddress(), otherLog.observer());
        QTRY_VERIFY(otherLog.last() == Kind::waiting || otherLog.last() == Kind::refused);
        plug.reset();
        QTRY_VERIFY_WITH_TIMEOUT(otherLog.last() == Kind::connected, 10000);
    }
};

WB_TEST(PlugTest);

#include "plug_test.moc"
