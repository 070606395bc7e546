"""A target that tells of each request that http.server understood: python3 telling_target.py PORT LOG

A line of the log is JSON, one byte in each character; the answer says whose request it answers. What http.server leaves to its
users, the body, is read by Content-Length or as chunks.
"""
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ID = r"=(1-[0-9a-f]{8}-[0-9a-f]{24})"


def marks(text):
    return " ".join(dict.fromkeys(re.findall(r"m\d{7}-[0-9a-f]{8}", text)))


def trace_id(value):
    found = re.search("(?:^|;)Self" + ID, value) or re.search("(?:^|;)Root" + ID, value)
    return found[1] if found else ""


class Refused(Exception):
    """A body that cannot be read."""


class Target(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer is sent in one piece.
    wbufsize = -1
    log = None

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def answer(self):
        if self.path == "/healthy" and self.headers.get("User-Agent") == "ELB-HealthChecker/2.0":
            self.respond("")
            return
        try:
            body, is_whole = self.read_body()
        except Refused as error:
            self.close_connection = True
            self.tell({"refused": str(error)})
            return
        body = body.decode("latin-1")
        trace = trace_id(self.headers.get("X-Amzn-Trace-Id", ""))
        seen = marks("\n".join([self.path, *(value for _, value in self.headers.items()), body]))
        self.tell({
            "trace": trace,
            "client": self.headers.get("X-Forwarded-For", ""),
            "method": self.command,
            "target": self.path,
            "length": len(body),
            "seen": seen,
            "whole": is_whole,
        })
        if not is_whole:
            self.close_connection = True
            return
        self.respond(f"{trace} {seen}")

    def respond(self, told):
        body = told.encode()
        self.send_response(200)
        self.send_header("X-Told", told)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def read_body(self):
        """The body, and whether it came to its end."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self.read_chunks()
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch("[0-9]{1,9}", length):
            raise Refused("Content-Length")
        body = self.rfile.read(int(length))
        return body, len(body) == int(length)

    def read_chunks(self):
        body = b""
        while True:
            line = self.rfile.readline(65537)
            if not line.endswith(b"\n"):
                return body, False
            size = re.fullmatch(rb"([0-9A-Fa-f]{1,7})\r\n", line)
            if not size:
                raise Refused("chunk")
            count = int(size[1], 16)
            piece = self.rfile.read(count) if count else b""
            body += piece
            if count == 0:
                while (trailer := self.rfile.readline(65537)) not in (b"\r\n", b""):
                    pass
                return body, trailer == b"\r\n"
            end = self.rfile.read(2)
            if len(piece) < count or len(end) < 2:
                return body, False
            if end != b"\r\n":
                raise Refused("chunk")

    def send_error(self, code, message=None, explain=None):
        self.tell({"refused": f"{int(code)} {message}"})
        super().send_error(code, message, explain)

    def tell(self, line):
        # One call of write for each line, whichever thread it is.
        self.log.write(json.dumps(line).encode("ascii") + b"\n")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 2048
    daemon_threads = True

    def handle_error(self, *_):
        # Whoever asked has gone.
        pass


Target.log = open(sys.argv[2], "ab", buffering=0)
Server(("127.0.0.1", int(sys.argv[1])), Target).serve_forever()
