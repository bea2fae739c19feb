"""CMP messages written byte by byte (RFC 9810 appendix F), by somebody who has no key and no code."""

POLL_REQ, ERROR, CERT_CONF = 25, 23, 24


def der(tag, *contents):
    """One element: tag, length, contents."""
    content = b''.join(contents)
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, 'big')
    return bytes([tag, 128 | len(octets)]) + octets + content


def elements(content):
    """The elements in the contents of a constructed one: (tag, contents) each; tags of one octet only."""
    found = []
    while content:
        tag, length, start = content[0], content[1], 2
        if length & 128:
            start += length & 127
            length = int.from_bytes(content[2:start], 'big')
        found.append((tag, content[start:start + length]))
        content = content[start + length:]
    return found


def parse(message):
    """The number of the body, the transactionID and the senderNonce of a PKIMessage."""
    (_, content), = elements(message)
    (_, header), (body, _) = elements(content)[:2]
    # pvno, sender and recipient come first; both of them may have the tag of the transactionID.
    fields = dict(elements(header)[3:])
    return body & 31, fields.get(0xa4), fields.get(0xa5)


def error(asked, text):
    """An error message without protection, which fits a request that was overheard."""
    _, transaction, nonce = parse(asked)
    nobody = der(0xa4, der(0x30))
    header = der(0x30, der(0x02, b'\x02'), nobody, nobody, der(0xa4, transaction), der(0xa5, der(0x04, b'0' * 16)),
                 der(0xa6, nonce))
    status = der(0x30, der(0x02, b'\x02'), der(0x30, der(0x0c, text.encode())), der(0x03, b'\x05\x20'))
    return der(0x30, header, der(0xa0 | ERROR, der(0x30, status)))
