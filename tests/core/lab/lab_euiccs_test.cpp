// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/es/es10.h"
#include "core/euicc/open_euicc.h"
#include "core/lab/lab_euiccs.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;

/// Virtual eUICCs that come into a lab and leave it.
class LabEuiccsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;
    std::filesystem::path m_lab;

    euicc::Identity add(const std::string &model, euicc::NewEuicc wishes = {})
    {
        return must(lab::addEuicc(m_lab, must(euicc::findTemplate(model)), std::move(wishes), Clock::system()));
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> list;
        for (const euicc::Identity &each : must(lab::openLab(m_lab)).euiccs)
            list.push_back(each.name);
        return list;
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_lab = m_place.filePath(QString::number(++number)).toStdString();
        WB_VERIFY(lab::createLab(m_lab, Clock::system()));
    }

    void severalComeAndGo()
    {
        const auto first = add("slow-card");
        const auto second = add("slow-card");
        WB_COMPARE(second.name, "Slow card 2");
        WB_COMPARE(second.folder.filename().string(), "slow-card-2");
        WB_COMPARE(second.addresses.rootDsAddress, "testrootsmds.example.com");
        QVERIFY(first.eid != second.eid);
        QVERIFY((names() == std::vector<std::string>{"Lab eUICC A", "Slow card", "Slow card 2"}));

        const lab::Lab opened = must(lab::openLab(m_lab));
        for (const char *which : {"Slow card", "slow-card", first.eid.digits().c_str()})
            QVERIFY(must(lab::findEuicc(opened, which)).eid == first.eid);

        WB_COMPARE(must(lab::removeEuicc(m_lab, "Slow card")).eid.digits(), first.eid.digits());
        QVERIFY(!std::filesystem::exists(first.folder));
        QVERIFY(std::filesystem::exists(second.folder));
        QVERIFY((names() == std::vector<std::string>{"Lab eUICC A", "Slow card 2"}));
        WB_COMPARE(add("slow-card").name, "Slow card"); // the name is free again
    }

    void whatPeopleWroteIntoTheLabStays()
    {
        const std::filesystem::path file = m_lab / "lab.toml";
        std::string text = must(readFile(file));
        const std::size_t at = text.find("euiccs = [");
        text = "# Ours: \xC3\xA4\n" + text.substr(0, at)
               + "euiccs = [ # which there are\n    \"euicc-a\", # the first\n]\n# end\n";
        WB_VERIFY(writeFile(file, text));
        add("consumer-2.6");
        const std::string after = must(readFile(file));
        QVERIFY2(after.starts_with("# Ours: \xC3\xA4\n"), after.c_str());
        QVERIFY2(after.ends_with("euiccs = ['euicc-a', 'consumer-2-6']\n# end\n"), after.c_str());
        WB_VERIFY(lab::removeEuicc(m_lab, "euicc-a"));
        QVERIFY((names() == std::vector<std::string>{"Consumer 2.6"}));
    }

    void namesAndEidsAreTakenOnce()
    {
        const auto model = must(euicc::findTemplate("consumer-2.5"));
        const auto name = lab::addEuicc(m_lab, model, {"Lab eUICC A", {}, {}}, Clock::system());
        QVERIFY(!name);
        QCOMPARE(name.error().kind, ErrorKind::conflict);
        const auto eid = lab::addEuicc(m_lab, model, {{}, must(lab::openLab(m_lab)).euiccs.front().eid, {}},
                                       Clock::system());
        QVERIFY(!eid);
        QCOMPARE(eid.error().kind, ErrorKind::conflict);
        QCOMPARE(names().size(), std::size_t(1));
    }

    void whatCannotBeMadeLeavesNothing()
    {
        auto model = must(euicc::findTemplate("consumer-2.5"));
        model.cis = {"no-such.pem"};
        QVERIFY(!lab::addEuicc(m_lab, model, {}, Clock::system()));
        QVERIFY(!std::filesystem::exists(m_lab / "consumer-2-5"));
        QVERIFY(!std::filesystem::exists(m_lab / "consumer-2-5.unfinished"));
        QCOMPARE(names().size(), std::size_t(1));
    }

    void theOnlyOneStaysAndSoDoesOneInUse()
    {
        const auto only = lab::removeEuicc(m_lab, "Lab eUICC A");
        QVERIFY(!only);
        QCOMPARE(only.error().kind, ErrorKind::conflict);
        const auto missing = lab::removeEuicc(m_lab, "nobody");
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::notFound);
        QVERIFY(missing.error().reason.find("Lab eUICC A") != std::string::npos);

        const auto added = add("consumer-2.5");
        {
            const auto euicc = must(euicc::openEuicc(added));
            QCOMPARE(must(es::setNickname(*euicc, {*added.profiles.front().iccid, "X"}, {})),
                     rsp::SetNicknameResult::ok);
            const auto used = lab::removeEuicc(m_lab, added.name);
            QVERIFY(!used);
            QCOMPARE(used.error().kind, ErrorKind::busy);
        }
        WB_VERIFY(lab::removeEuicc(m_lab, added.name));
    }
};

WB_TEST(LabEuiccsTest);

#include "lab_euiccs_test.moc"
