"""A report as a file: Markdown, CSV, JSON, or the dashboard as one HTML page."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from server.dashboard import standalone_html
from server.export.markdown import markdown_report
from server.export.spreadsheet import csv_report
from tools.report.answer import CampaignReport


def json_report(report: CampaignReport) -> str:
    """The structured content, as a program wants it."""
    return json.dumps(report.structured(), ensure_ascii=False, indent=2) + "\n"


def html_report(report: CampaignReport) -> str:
    """The dashboard with the report in it; opens without a network."""
    return standalone_html(report.structured())


FORMATS: Final[Mapping[str, Callable[[CampaignReport], str]]] = {
    "md": markdown_report,
    "csv": csv_report,
    "json": json_report,
    "html": html_report,
}
