export const receiptView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: feed, href: "/feeds/" + feed }) }}</nav>{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Receipt of {{ receipt.receivedAt | time }}</h1>
{% if receipt.problem %}{{ govukInsetText({ text: receipt.problem }) }}{% endif %}
{{ govukSummaryList({ rows: receipt.rows }) }}
{% if receipt.table.rows.length %}
{{ table(receipt.table) }}
{% else %}
<p class="govuk-body">No record stands in this part of the receipt.</p>
{% endif %}
{% if receipt.next %}<p class="govuk-body"><a class="govuk-link" href="/feeds/{{ feed }}/receipts/{{ receipt.id }}?after={{ receipt.next }}">More records</a></p>{% endif %}
{% endblock %}
`.trimStart();
