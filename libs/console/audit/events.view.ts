export const eventsView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error.text, href: "#" + error.field }], disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l">Events without names</h1>
<p class="govuk-body">Takes out what happened in some months as a table for a spreadsheet: of agencies whose agreement lets it out, without name, number, place, day or free text. What fewer than ten children share is left out.</p>
<p class="govuk-body">That you took it, why and how many lines it holds stands in the ledger. Over a large store it takes some minutes.</p>
<form action="/audit/events" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukInput({ name: "from", id: "from", value: given.from, label: { text: "First month" }, hint: { text: "For example, 2026-01" }, classes: "govuk-input--width-10", errorMessage: errors.from }) }}
  {{ govukInput({ name: "to", id: "to", value: given.to, label: { text: "Last month" }, hint: { text: "A month that is over, for example, 2026-03" }, classes: "govuk-input--width-10", errorMessage: errors.to }) }}
  {{ govukInput({ name: "purpose", id: "purpose", value: given.purpose, label: { text: "Purpose" }, hint: { text: "A code word of your authority, for example partnership-review. No name, no number" }, classes: "govuk-input--width-20", errorMessage: errors.purpose }) }}
  {{ govukRadios({ name: "table", idPrefix: "table", items: tables, fieldset: { legend: { text: "What is the file to hold?", classes: "govuk-fieldset__legend--s" } }, errorMessage: errors.table }) }}
  {{ govukInput({ name: "key", id: "key", value: given.key, label: { text: "Name of a shared key (optional)" }, hint: { text: "Files under one name give a child the same pseudonym: name one only where your purpose needs files to be joined" }, classes: "govuk-input--width-20", spellcheck: false, errorMessage: errors.key }) }}
  {{ govukButton({ text: "Download the file", preventDoubleClick: false }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();
