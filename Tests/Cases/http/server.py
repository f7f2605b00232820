#!/usr/bin/env python3
"""Runs a command beside two servers on loopback, for the tests of the library http.

    server.py [--trust] COMMAND...

The ports are in $MYCO_TEST_PORT and $MYCO_TEST_TLS_PORT. The second server speaks TLS with a certificate of an
authority of its own, which the command trusts ($SSL_CERT_FILE) with --trust. The status is the command's."""

import http.server
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def echo(self):
        text = {"method": self.command, "path": self.path, "body": self.body.decode(),
                "type": self.headers.get("Content-Type"), "mark": self.headers.get("X-Mark")}
        self.answer(200, json.dumps(text).encode(), Content_Type="application/json")

    def handle_any(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/redirect/"):
            left = int(self.path.rsplit("/", 1)[1])
            target = "/echo" if left == 0 else f"/redirect/{left - 1}"
            self.answer(302, Location=target)
        elif self.path == "/loop":
            self.answer(302, Location="/loop")
        elif self.path == "/file":
            self.answer(302, Location="file:///etc/passwd")
        elif self.path == "/missing":
            self.answer(404, b"nothing here", Content_Type="text/plain")
        elif self.path == "/slow":
            time.sleep(3)
            self.answer(200, b"late")
        elif self.path == "/reset":
            self.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
            self.close_connection = True
        elif self.path == "/large-header":
            self.answer(200, b"x", X_Large="a" * 500000)
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in [b"one ", b"two ", b"three"]:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/bytes":
            self.answer(200, b"a\xffb\x00c")
        else:
            self.echo()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = handle_any


def certificate(folder):
    """Makes an authority, ca.pem, and its certificate for localhost, cert.pem and key.pem."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder)
    key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test authority")
    openssl("req", *key[:3], "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=localhost")
    with open(os.path.join(folder, "names"), "w") as names:
        names.write("subjectAltName=DNS:localhost\n")
    openssl("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "names", "-out", "cert.pem")


def main():
    command = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        certificate(folder)
        plain = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        secure = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        environment = dict(os.environ, MYCO_TEST_PORT=str(plain.server_port),
                           MYCO_TEST_TLS_PORT=str(secure.server_port))
        environment.pop("SSL_CERT_FILE", None)
        if command[0] == "--trust":
            command = command[1:]
            environment.update(SSL_CERT_FILE=os.path.join(folder, "ca.pem"), MYCO_TEST_TRUSTS="1")
        for server in plain, secure:
            server.daemon_threads = True
            server.handle_error = lambda *_: None
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return subprocess.run(command, env=environment).returncode


sys.exit(main())
