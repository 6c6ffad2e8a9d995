export const alertView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Your alerts", href: "/inbox" }) }}</nav>{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error.text, href: "#" + error.field }], disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l">{{ alert.heading }}</h1>
{% for line in alert.lines %}<p class="govuk-body">{{ line }}</p>
{% endfor %}
{{ govukInsetText({ text: alert.notice }) }}
{{ govukSummaryList({ rows: alert.rows }) }}
<p class="govuk-body"><a class="govuk-link" href="/children/{{ alert.child }}">See what is known of this child</a></p>
{% if alert.canAcknowledge %}
<form action="/inbox/{{ alert.id }}/acknowledge" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukButton({ text: "Acknowledge this alert", preventDoubleClick: false }) }}
</form>
{% endif %}
{% if alert.canAnswer %}
<h2 class="govuk-heading-m">Say what you did</h2>
<form action="/inbox/{{ alert.id }}/act" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "action", idPrefix: "action", items: actions, errorMessage: actionError,
    fieldset: { legend: { text: "What did you do?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "note", id: "act-note", label: { text: "Anything to add (optional)" }, rows: 3, maxlength: 2000 }) }}
  {{ govukButton({ text: "Record it", classes: "govuk-button--secondary" }) }}
</form>
<h2 class="govuk-heading-m">Close this alert</h2>
<form action="/inbox/{{ alert.id }}/close" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "outcome", idPrefix: "outcome", items: outcomes, errorMessage: outcomeError,
    fieldset: { legend: { text: "Was it of use?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "note", id: "close-note", label: { text: "Anything to add (optional)" }, rows: 3, maxlength: 2000 }) }}
  {{ govukButton({ text: "Close the alert", classes: "govuk-button--secondary" }) }}
</form>
{% endif %}
</div></div>
{% endblock %}
`.trimStart();
