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
</TS>
