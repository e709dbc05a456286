"""Reports: traces, findings and costs as text, JSON, Markdown and SARIF."""
