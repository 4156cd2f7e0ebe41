#!/usr/bin/env bash
# vl-convert 1.9.0.post1: a chart with Vietnamese numbers and month names.
# Guess: a language that is there for dates is there for numbers too.
# Seen: `time_format_locale` knows vi-VN, `format_locale` refuses it; the chart's own config.locale.number is taken.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vl-convert-python==1.9.0.post1
venv/bin/python - <<'PYTHON'
import vl_convert

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"count": 1234567.8}]},
    "mark": "text",
    "encoding": {"text": {"field": "count", "type": "quantitative", "format": ",.1f"}},
}
months = vl_convert.get_time_format_locale("vi-VN")["months"][:2]
try:
    vl_convert.vegalite_to_svg(CHART, format_locale="vi-VN")
    refused = ""
except ValueError as error:
    refused = str(error).splitlines()[0]
number = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"]}
own = "1.234.567,8" in vl_convert.vegalite_to_svg({**CHART, "config": {"locale": {"number": number}}})
print(months, repr(refused), own)
assert months[0].startswith("Tháng") and "Invalid format_locale name: vi-VN" in refused and own, "changed"
PYTHON
