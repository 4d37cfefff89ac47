# SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
# SPDX-License-Identifier: Apache-2.0
"""A PC/SC client of another make: selects the ISD-R of the card in the reader named on the command line, on a channel of its own, asks for the
EID in two STORE DATA blocks and prints the answer in hexadecimal."""

import sys

from smartcard.System import readers
from smartcard.util import toBytes, toHexString


def send(connection, command):
    data, sw1, sw2 = connection.transmit(command)
    while sw1 == 0x61:
        more, sw1, sw2 = connection.transmit([command[0] & 0x03, 0xC0, 0x00, 0x00, sw2])
        data += more
    if (sw1, sw2) != (0x90, 0x00):
        sys.exit("%s: %02X%02X" % (toHexString(command), sw1, sw2))
    return data


def main():
    reader = [each for each in readers() if str(each) == sys.argv[1]][0]
    connection = reader.createConnection()
    connection.connect()
    channel = send(connection, toBytes("00 70 00 00 01"))[0]
    send(connection, [channel] + toBytes("A4 04 00 10 A0 00 00 05 59 10 10 FF FF FF FF 89 00 00 01 00 00"))
    send(connection, [0x80 | channel] + toBytes("E2 11 00 02 BF 3E"))
    answer = send(connection, [0x80 | channel] + toBytes("E2 91 01 04 03 5C 01 5A"))
    send(connection, toBytes("00 70 80") + [channel])
    print(toHexString(answer).replace(" ", ""))


main()
