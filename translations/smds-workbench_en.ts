<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Annotation</name>
    <message numerus="yes">
        <source>%n octet(s)</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>only %n octet(s) follow</source>
        <translation>
            <numerusform>only %n octet follows</numerusform>
            <numerusform>only %n octets follow</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s) follow the data where Le has %1</source>
        <translation>
            <numerusform>%n octet follows the data where Le has %1</numerusform>
            <numerusform>%n octets follow the data where Le has %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>base64 of %n octet(s)</source>
        <translation>
            <numerusform>base64 of %n octet</numerusform>
            <numerusform>base64 of %n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n logical channel(s)</source>
        <translation>
            <numerusform>%n logical channel</numerusform>
            <numerusform>%n logical channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n historical octet(s)</source>
        <translation>
            <numerusform>%n historical octet</numerusform>
            <numerusform>%n historical octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s) are missing</source>
        <translation>
            <numerusform>%n octet is missing</numerusform>
            <numerusform>%n octets are missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message numerus="yes">
        <source>%n octet(s)</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n wait(s) to be sent</source>
        <translation>
            <numerusform>%n waits to be sent</numerusform>
            <numerusform>%n wait to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::bytes::BytesPane</name>
    <message numerus="yes">
        <source>%n octet(s), decoded from base64</source>
        <translation>
            <numerusform>%n octet, decoded from base64</numerusform>
            <numerusform>%n octets, decoded from base64</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s), as they were sent</source>
        <translation>
            <numerusform>%n octet, as they were sent</numerusform>
            <numerusform>%n octets, as they were sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s) from %1   </source>
        <translation>
            <numerusform>%n octet from %1   </numerusform>
            <numerusform>%n octets from %1   </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s)</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::bytes::CopyMenu</name>
    <message numerus="yes">
        <source>%n octet(s) copied as %1</source>
        <translation>
            <numerusform>%n octet copied as %1</numerusform>
            <numerusform>%n octets copied as %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octet(s) saved as %1</source>
        <translation>
            <numerusform>%n octet saved as %1</numerusform>
            <numerusform>%n octets saved as %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::bytes::NodeModel</name>
    <message numerus="yes">
        <source>%1
%n octet(s) from %2</source>
        <translation>
            <numerusform>%1
%n octet from %2</numerusform>
            <numerusform>%1
%n octets from %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::discovery::DiscoveryPanel</name>
    <message numerus="yes">
        <source>%n Event Record(s) at %1, in the order of registration.</source>
        <translation>
            <numerusform>%n Event Record at %1.</numerusform>
            <numerusform>%n Event Records at %1, in the order of registration.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden by the focus.</source>
        <translation>
            <numerusform>%n hidden by the focus.</numerusform>
            <numerusform>%n hidden by the focus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of their trails reached an SM-DP+.</source>
        <translation>
            <numerusform>%n of their trails reached an SM-DP+.</numerusform>
            <numerusform>%n of their trails reached an SM-DP+.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::discovery::HopWords</name>
    <message numerus="yes">
        <source>leads on to %n Event Record(s)</source>
        <translation>
            <numerusform>leads on to %n Event Record</numerusform>
            <numerusform>leads on to %n Event Records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::exchanges::CaptureNotice</name>
    <message numerus="yes">
        <source>%1: %n exchange(s)</source>
        <translation>
            <numerusform>%1: %n exchange</numerusform>
            <numerusform>%1: %n exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Damaged: %1</source>
        <translation>
            <numerusform>Damaged: %1</numerusform>
            <numerusform>Damaged: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, and %n more place(s)</source>
        <translation>
            <numerusform>, and %n more place</numerusform>
            <numerusform>, and %n more places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::exchanges::ExchangeDetail</name>
    <message numerus="yes">
        <source>As sent (%n block(s))</source>
        <translation>
            <numerusform>As sent (%n block)</numerusform>
            <numerusform>As sent (%n blocks)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::exchanges::ExchangePane</name>
    <message numerus="yes">
        <source>, %n failed</source>
        <translation>
            <numerusform>, %n failed</numerusform>
            <numerusform>, %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n exchange(s) has this text in function, from, to or status.</source>
        <translation>
            <numerusform>None of %n exchange has this text in function, from, to or status.</numerusform>
            <numerusform>None of %n exchanges has this text in function, from, to or status.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused, %n new. Show the newest</source>
        <translation>
            <numerusform>Paused, %n new. Show the newest</numerusform>
            <numerusform>Paused, %n new. Show the newest</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n exchange(s) carries it.</source>
        <translation>
            <numerusform>The %n exchange does not carry it.</numerusform>
            <numerusform>None of %n exchanges carries it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n exchange(s) carries it and matches the filter.</source>
        <translation>
            <numerusform>The %n exchange does not carry it and match the filter.</numerusform>
            <numerusform>None of %n exchanges carries it and matches the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::exchanges::ExportDialog</name>
    <message numerus="yes">
        <source>All %n</source>
        <translation>
            <numerusform>All %n</numerusform>
            <numerusform>All %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n that the list shows</source>
        <translation>
            <numerusform>The %n that the list shows</numerusform>
            <numerusform>The %n that the list shows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n that are marked</source>
        <translation>
            <numerusform>The %n that is marked</numerusform>
            <numerusform>The %n that are marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::reader::ComparePage</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::reader::DoctorPage</name>
    <message numerus="yes">
        <source>%n thing(s) in the way</source>
        <translation>
            <numerusform>%n thing is in the way</numerusform>
            <numerusform>%n things are in the way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::reader::IsdrSearchModel</name>
    <message numerus="yes">
        <source>%n application(s): %1</source>
        <translation>
            <numerusform>%n application: %1</numerusform>
            <numerusform>%n applications: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::reader::ReaderPanel</name>
    <message numerus="yes">
        <source>%n other card(s) hidden by the focus</source>
        <translation>
            <numerusform>%n other card hidden by the focus</numerusform>
            <numerusform>%n other cards hidden by the focus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::reader::ScriptPane</name>
    <message numerus="yes">
        <source>Done: %n statement(s).</source>
        <translation>
            <numerusform>Done: %n statement.</numerusform>
            <numerusform>Done: %n statements.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done; %n expectation(s) did not hold.</source>
        <translation>
            <numerusform>Done; %n expectation did not hold.</numerusform>
            <numerusform>Done; %n expectations did not hold.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s)</source>
        <translation>
            <numerusform>%n statement</numerusform>
            <numerusform>%n statements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::shell::FindModel</name>
    <message numerus="yes">
        <source>%n place(s) asked</source>
        <translation>
            <numerusform>%n place asked</numerusform>
            <numerusform>%n places asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n did not answer</source>
        <translation>
            <numerusform>%n did not answer</numerusform>
            <numerusform>%n did not answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not asked</source>
        <translation>
            <numerusform>%n not asked</numerusform>
            <numerusform>%n not asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::shell::JobBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::shell::ProblemButton</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::workbench::CaptureActions</name>
    <message numerus="yes">
        <source>%1 written: %n exchange(s)</source>
        <translation>
            <numerusform>%1 written: %n exchange</numerusform>
            <numerusform>%1 written: %n exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n value(s) replaced</source>
        <translation>
            <numerusform>, %n value replaced</numerusform>
            <numerusform>, %n values replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wb::workbench::Composition</name>
    <message numerus="yes">
        <source>%n exchange(s)</source>
        <translation>
            <numerusform>%n exchange</numerusform>
            <numerusform>%n exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n failed</source>
        <translation>
            <numerusform>%1, %n failed</numerusform>
            <numerusform>%1, %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) running</source>
        <translation>
            <numerusform>%n node running</numerusform>
            <numerusform>%n nodes running</numerusform>
        </translation>
    </message>
</context>
</TS>
