"""What Python's requests makes of a load balancer. Arguments: its URL. Goes on behind "idle" when a line comes."""
import sys

import requests

url = sys.argv[1]
session = requests.Session()


def tell(what, response):
    print(what, response.status_code, response.text, flush=True)


for _ in range(20):
    tell("get", session.get(url + "?a=b c&ü=1", timeout=20))
tell("head", session.head(url, timeout=20))
tell("post", session.post(url, data=b"x" * 100_000, timeout=20))
tell("chunked", session.post(url, data=(b"x" * 1000 for _ in range(50)), timeout=20))
print("idle", flush=True)
sys.stdin.readline()
tell("late", session.get(url, timeout=20))
