"""Letters and readings made to do harm, and where what they carry would have to be seen.

Each is an answer of the repository's own council, so that it goes the whole way through the pipeline. Its
figures are of years of which no other letter tells.
"""

import base64
import hashlib
import json
from pathlib import Path

ELSEWHERE = "evil.example"
SCRIPT = f"<script>fetch('https://{ELSEWHERE}/s')</script>"
IMAGE = f"<img src=https://{ELSEWHERE}/i onerror=alert(1)>"
OVERRIDE, SEPARATOR, ESCAPE = "\u202e", "\u2028", "\x1b"
HIDDEN = (OVERRIDE, SEPARATOR, ESCAPE, "\u202c", "\x85", "\u200b", "\x0c")
MALE, FEMALE, ALL, CRIMINAL = (
    "=cmd|'/c calc'!A0",
    '+SUM(1) "quoted" </title',
    f"@SUM(A1){SEPARATOR}x{OVERRIDE}y",
    "-2+3 &quot; ' onmouseover=alert(1)",
)
LABELS = (MALE, FEMALE, ALL.replace(SEPARATOR, " "), CRIMINAL)  # blanks of a label are joined to one
NOTE = f"{SCRIPT} =cmd| [x](javascript:alert(1))"
QUESTION = f'=HYPERLINK("https://{ELSEWHERE}";"click")'

TEXT = f"""Coventry City Council
Dear applicant

Freedom of Information Act 2000

Subject: {SCRIPT} calls {OVERRIDE}desrever\u202c

1. How many calls {IMAGE} were there, by type?{OVERRIDE}

The numbers are as follows.{ESCAPE}[m

{IMAGE} caption

Type\t2011/12\t2012/13 {SCRIPT}
{MALE}\t5\t7
{FEMALE}>\t8\t9
{ALL}\t13\t16
{CRIMINAL}\t12\t13

2. {QUESTION}

=A+B is what was asked, ]]> --> we had 7 calls in 2012/13. ]( javascript:alert(x) )

3. [x](javascript:alert(x)) ![y](https://{ELSEWHERE}/m)?

We hold nothing of it. \x0c\x85\u200b end
"""

PAGE = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "https://{ELSEWHERE}/dtd">]>
<html><head><title>{SCRIPT}</title><base href="https://{ELSEWHERE}/">
<meta http-equiv="refresh" content="0;url=https://{ELSEWHERE}/refresh">
<link rel="stylesheet" href="https://{ELSEWHERE}/css"><style>@import url(https://{ELSEWHERE}/import);</style>
</head><body onload="alert(1)" background="https://{ELSEWHERE}/background">
<p>Coventry City Council</p><p>Freedom of Information Act 2000</p>
<iframe src="https://{ELSEWHERE}/frame"></iframe>
<object data="https://{ELSEWHERE}/object"></object><embed src="https://{ELSEWHERE}/embed">
<svg><use href="https://{ELSEWHERE}/use#a"/><script>alert(1)</script></svg>
<img srcset="https://{ELSEWHERE}/set 2x" style="background:url(https://{ELSEWHERE}/url)">
<video src="https://{ELSEWHERE}/video" autoplay></video><form action="https://{ELSEWHERE}/form"></form>
<p>1. How many calls &lt;img src=x onerror=alert(1)&gt; were there in 2010/11? &x;</p>
<p onclick="alert(1)">We had 17 calls in 2010/11. <a href="javascript:alert(1)">Here</a></p>
</body></html>
"""


def reading(reference: str, data: bytes, rest: str) -> bytes:
    head = {"letter": reference, "sha256": hashlib.sha256(data).hexdigest(), "date": "2013-05-01"}
    return ("".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items()) + rest).encode()


def put(root: Path) -> None:
    """Put the hostile letters into a copy of what people put in."""
    q = json.dumps  # a string of JSON is one of YAML
    rest = f"""\
subject: {q(f"{SCRIPT}{OVERRIDE}evil")}
answers:
  - {{question: 2, outcome: granted}}
tables:
  - question: 1
    measure: children_at_risk_of_exploitation
    rows:
      {q(MALE)}: {{sex: male}}
      {q(FEMALE)}: {{sex: female}}
      {q(ALL)}: {{sex: _T}}
      {q(CRIMINAL)}: {{sex: _T, exploitation_type: cce}}
    columns:
      2011/12: {{period: 2011/12}}
      {q(f"2012/13 {SCRIPT[:-1]}")}: {{period: 2012/13}}
    note: {q(NOTE)}
figures:
  - quote: we had 7 calls in 2012/13
    figure: 7
    measure: mash_calls
    period: 2012/13
    note: {q(IMAGE)}
context:
  - {{quote: "1)> were there, by type?", figure: "1", why: an argument of a program}}
  - {{quote: "1)> caption", figure: "1", why: {q(IMAGE)}}}
"""
    folder = root / "raw/coventry"
    (folder / "hostile.txt").write_bytes(TEXT.encode())
    (folder / "hostile.yaml").write_bytes(reading(f"../../{SCRIPT}", TEXT.encode(), rest))
    rest = """\
regime: FOIA
figures:
  - quote: We had 17 calls in 2010/11
    figure: 17
    measure: mash_calls
    period: 2010/11
context:
  - {quote: "alert(1)> were there", figure: "1", why: an argument of a program}
"""
    (folder / "page.html").write_bytes(PAGE.encode())
    (folder / "page.yaml").write_bytes(reading("CON", PAGE.encode(), rest))


def mail() -> bytes:
    """A message with a page that fetches, an attachment that is named as a way out, and a body elsewhere."""
    page = base64.b64encode(PAGE.encode()).decode()
    return (
        "From: Ada Example <ada@council.example>\nTo: all@council.example\nMIME-Version: 1.0\n"
        "Date: Thu, 2 May 2013 10:00:00 +0000\nSubject: Answer\n"
        "Content-Type: multipart/mixed; boundary=x\n\n"
        f"--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{page}\n"
        "--x\nContent-Type: text/plain\n"
        f'Content-Disposition: attachment; filename="../../{ESCAPE}[31m.txt"\n\n'
        "We had 3 calls.\n"
        f"--x\nContent-Type: message/external-body; access-type=URL; URL=https://{ELSEWHERE}/body\n\n"
        "Content-Type: text/plain\n\n--x--\n"
    ).encode()
