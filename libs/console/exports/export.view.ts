export const exportView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The child", href: "/children/" + (ref | urlencode) }) }}</nav>{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error.text, href: "#" + error.field }], disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l">Take out what happened, as a file</h1>
<p class="govuk-body">The file holds what you may see of the child, and says what is withheld. It is information, not a referral.</p>
<p class="govuk-body">Who took it, why and how many lines it holds stands in the ledger. The file is listed there under a number, so that it can be recalled.</p>
<form action="/children/{{ ref | urlencode }}/export" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "purpose", idPrefix: "purpose", items: purposes, fieldset: { legend: { text: "What do you need it for?", classes: "govuk-fieldset__legend--m" } }, errorMessage: errors.purpose }) }}
  {{ govukRadios({ name: "format", idPrefix: "format", items: formats, fieldset: { legend: { text: "As what?", classes: "govuk-fieldset__legend--m" } }, errorMessage: errors.format }) }}
  {{ govukInput({ name: "asKnownOn", id: "asKnownOn", value: given.asKnownOn, label: { text: "As it could be seen on a day (optional)" }, hint: { text: "For example, 2026-03-07. Without it, as it is now" }, classes: "govuk-input--width-10", errorMessage: errors.asKnownOn }) }}
  {{ govukInput({ name: "from", id: "from", value: given.from, label: { text: "What happened from (optional)" }, hint: { text: "For example, 2026-01-01" }, classes: "govuk-input--width-10", errorMessage: errors.from }) }}
  {{ govukInput({ name: "to", id: "to", value: given.to, label: { text: "What happened up to (optional)" }, hint: { text: "For example, 2026-03-31" }, classes: "govuk-input--width-10", errorMessage: errors.to }) }}
  {{ govukButton({ text: "Download the file", preventDoubleClick: false }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();
