"""A proxy between a PostgreSQL client and a server that fails when it is told to.

    with FailProxy(port=5432) as proxy, psycopg.connect(proxy.conninfo) as connection:
        proxy.kill(b"COMMIT")
        connection.execute("...")

It reads the messages of the frontend/backend protocol, version 3 (PostgreSQL's documentation, "Message Formats"), and holds
each against the rules: the first that fits a message decides what becomes of it. Connections are not encrypted.
"""

import asyncio
import dataclasses
import re
import socket
import threading

FRONTEND, BACKEND = "frontend", "backend"


@dataclasses.dataclass
class Rule:
    """What is done with a message: kill, swallow or delay."""

    action: str
    pattern: re.Pattern
    side: str
    after: int = 0
    seconds: float = 0.0


class FailProxy:
    """Listens on 127.0.0.1, at a free port, and passes everything on to a server until a rule says otherwise."""

    def __init__(self, host="127.0.0.1", port=5432):
        self.upstream = (host, port)
        self.seen = []  # (side, message) of all that came by, killed and swallowed ones too
        self._rules = []
        self._lock = threading.Lock()

    @property
    def conninfo(self):
        """What a client connects with, in the form of libpq."""
        return f"host=127.0.0.1 port={self.port} sslmode=disable gssencmode=disable"

    def kill(self, pattern, side=FRONTEND, after=0):
        """Cuts the connection, on both sides, at a message that the pattern (bytes) fits; lets `after` of them pass first."""
        self._add(Rule("kill", re.compile(pattern, re.DOTALL), side, after))

    def swallow(self, pattern, side=FRONTEND, after=0):
        """Passes such a message on to nobody, and leaves the connection open: the other side waits."""
        self._add(Rule("swallow", re.compile(pattern, re.DOTALL), side, after))

    def delay(self, pattern, seconds, side=FRONTEND):
        """Holds such a message back for so long."""
        self._add(Rule("delay", re.compile(pattern, re.DOTALL), side, seconds=seconds))

    def allow(self):
        """Forgets all rules."""
        with self._lock:
            self._rules.clear()

    def _add(self, rule):
        with self._lock:
            self._rules.append(rule)

    def _decide(self, side, message):
        with self._lock:
            self.seen.append((side, message))
            for rule in self._rules:
                if rule.side == side and rule.pattern.search(message):
                    if rule.after == 0:
                        return rule
                    rule.after -= 1
        return None

    def __enter__(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(listener,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, listener):
        server = self._loop.run_until_complete(asyncio.start_server(self._connection, sock=listener))
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    @staticmethod
    async def _end():
        connections = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    async def _connection(self, client, to_client):
        server, to_server = await asyncio.open_connection(*self.upstream)
        try:
            pumps = [
                asyncio.create_task(self._pump(FRONTEND, client, to_server)),
                asyncio.create_task(self._pump(BACKEND, server, to_client)),
            ]
            # Where one side ends, or is cut, so does the other.
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
        finally:
            to_client.transport.abort()
            to_server.transport.abort()

    async def _pump(self, side, source, target):
        typed = side == BACKEND  # the first message of a client has no type
        try:
            while True:
                head = await source.readexactly(5 if typed else 4)
                message = head + await source.readexactly(int.from_bytes(head[-4:], "big") - 4)
                typed = True
                rule = self._decide(side, message)
                if rule and rule.action == "kill":
                    return
                if rule and rule.action == "swallow":
                    continue
                if rule:
                    await asyncio.sleep(rule.seconds)
                target.write(message)
                await target.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
