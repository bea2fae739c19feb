"""Servers on 127.0.0.1 that do what a CMP server should not: one answer, whole or not, to every connection."""
import re
import socket
import threading
import urllib.request

CMP = 'application/pkixcmp'


def http(body, status='200 OK', content_type=CMP, *headers):  # pylint: disable=keyword-arg-before-vararg
    """An HTTP answer as bytes."""
    body = body if isinstance(body, bytes) else body.encode()
    lines = (f'HTTP/1.1 {status}', f'Content-Type: {content_type}', f'Content-Length: {len(body)}',
             'Connection: close', *headers)
    return '\r\n'.join(lines).encode() + b'\r\n\r\n' + body


def read_message(connection):
    """Reads a whole HTTP message and returns it as head and body, None where the peer has gone."""
    data = b''
    while b'\r\n\r\n' not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b'\r\n\r\n')
    length = re.search(rb'content-length: *([0-9]+)', head, re.I)
    while length and len(body) < int(length.group(1)):
        more = connection.recv(65536)
        if not more:
            return None
        body += more
    return head, body


class Server:
    """Calls answer (head, body) for each connection and sends what it returns, then closes; a context manager.

    None is the answer of a server that keeps silent until it is ended.
    """

    def __init__(self, answer):
        self.answer = answer
        self.reference, self.code = '4711', 'a code among three'
        self.asked = threading.Event()  # somebody's message is here
        self.n_messages = 0
        self._over = threading.Event()
        self._threads = []
        self._socket = socket.create_server(('127.0.0.1', 0))
        self.url = f'http://127.0.0.1:{self._socket.getsockname()[1]}/pkix/'

    def __enter__(self):
        self._run(self._accept)
        return self

    def __exit__(self, *unused):
        self._over.set()
        # Closing alone does not wake accept ().
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join()

    def _run(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self):
        while not self._over.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._run(self._serve, connection)

    def _serve(self, connection):
        with connection:
            try:
                message = read_message(connection)
                if message is None:
                    return
                self.n_messages += 1
                self.asked.set()
                answer = self.answer(*message)
                if answer is None:
                    self._over.wait()
                else:
                    connection.sendall(answer)
            except OSError:
                return  # The client left in the middle, as it may.


def always(answer):
    """A server with the same answer for everything."""
    return Server(lambda head, body: answer)


def closed_port():
    """An address where nobody listens: a port that was free a moment ago."""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        return f'http://127.0.0.1:{listener.getsockname()[1]}/pkix/'


def forward(url, body):
    """Sends a CMP message to a server and returns its answer's body."""
    request = urllib.request.Request(url, data=body, headers={'Content-Type': CMP})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return answer.read()
