// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "core/euicc/open_euicc.h"
#include "core/euicc/profile_template.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

/// What fits into a virtual eUICC, what it says of its room, and what it refuses when it is full.
class CapacityTest : public QObject {
    Q_OBJECT

    Cast m_cast;
    const rsp::Iccid m_first{"8900101000000000019"};

    std::shared_ptr<euicc::VirtualEuicc> withRoom(std::uint32_t octets)
    {
        euicc::Identity identity = m_cast.euiccIdentity();
        rsp::ProfileInfo profile;
        profile.profileClass = rsp::ProfileClass::operational;
        profile.state = rsp::ProfileState::disabled;
        profile.isdpAid = euicc::isdpAid(1);
        profile.iccid = m_first;
        identity.profiles = {profile};
        identity.capacity = euicc::Capacity{2, octets, 512, 1000};
        return must(euicc::openEuicc(std::move(identity)));
    }

    static rsp::ExtCardResource room(euicc::VirtualEuicc &euicc)
    {
        return must(es::getEuiccInfo2(euicc, {})).value.extCardResource;
    }

    Bytes revocationList() { return copyOf(must(m_cast.authority.issueRevocationList({}, 1)).der()); }

private Q_SLOTS:
    void itSaysWhatIsFree()
    {
        const auto euicc = withRoom(300000);
        QCOMPARE(*room(*euicc).installedApplications(), std::uint64_t(2));
        QCOMPARE(*room(*euicc).freeNonVolatileMemory(), std::uint64_t(300000));
        QCOMPARE(*room(*euicc).freeVolatileMemory(), std::uint64_t(512));
        QCOMPARE(must(es::setNickname(*euicc, {m_first, "Work"}, {})), rsp::SetNicknameResult::ok);
        QCOMPARE(*room(*euicc).freeNonVolatileMemory(), std::uint64_t(299996));
        QVERIFY(std::holds_alternative<rsp::LoadCrlResponseOk>(must(es::loadCrl(*euicc, revocationList(), {})).value));
        QVERIFY(*room(*euicc).freeNonVolatileMemory() < 299996);
        QCOMPARE(must(es::deleteProfile(*euicc, {m_first}, {})), rsp::DeleteResult::ok);
        QCOMPARE(*room(*euicc).installedApplications(), std::uint64_t(1));
        QVERIFY(*room(*euicc).freeNonVolatileMemory() > 300000);
    }

    void aFullOneRefusesUntilThereIsRoom()
    {
        const auto euicc = withRoom(3);
        QVERIFY(std::get<rsp::LoadCrlResponseError>(must(es::loadCrl(*euicc, revocationList(), {})).value)
                == rsp::LoadCrlResponseError::notEnoughMemorySpace);
        QVERIFY(euicc->memory().revocationLists.empty());
        QCOMPARE(must(es::setNickname(*euicc, {m_first, "Work"}, {})), rsp::SetNicknameResult::undefinedError);
        QVERIFY(!euicc->memory().profiles.front().nickname);
        QCOMPARE(must(es::setNickname(*euicc, {m_first, "abc"}, {})), rsp::SetNicknameResult::ok);
        QCOMPARE(*room(*euicc).freeNonVolatileMemory(), std::uint64_t(0));
        QCOMPARE(must(es::setNickname(*euicc, {m_first, "a"}, {})), rsp::SetNicknameResult::ok); // takes less
        QCOMPARE(must(es::enableProfile(*euicc, {{m_first}, false}, {})), rsp::EnableResult::ok);
        QCOMPARE(must(es::disableProfile(*euicc, {{m_first}, false}, {})), rsp::DisableResult::ok);
        QCOMPARE(must(es::deleteProfile(*euicc, {m_first}, {})), rsp::DeleteResult::ok);
        QVERIFY(std::holds_alternative<rsp::LoadCrlResponseOk>(must(es::loadCrl(*euicc, revocationList(), {})).value));
    }

    void oneThatWasFilledByHandHasNothingFree()
    {
        const euicc::Capacity capacity{0, 100, 512, 1000};
        euicc::Memory first;
        euicc::Memory now;
        now.profiles.resize(2);
        QCOMPARE(capacity.freeIn(now, first), std::int64_t(-1900));
        QCOMPARE(*capacity.resources(now, first).freeNonVolatileMemory(), std::uint64_t(0));
        QCOMPARE(*capacity.resources(now, first).installedApplications(), std::uint64_t(2));
        QCOMPARE(*capacity.resources(first, now).installedApplications(), std::uint64_t(0));
    }
};

WB_TEST(CapacityTest);

#include "capacity_test.moc"
