/** Opening a child in an emergency: what opens, what never does, and who looks at it afterwards. */
export const glassView = `
{% extends "child-form" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "govuk/components/warning-text/macro.njk" import govukWarningText %}
{% block form %}
<h1 class="govuk-heading-l">Open a child’s record in an emergency</h1>
{% include "opening-now" %}
<p class="govuk-body">For when you must act for a child now and Tributary does not know that you work with the child. If somebody is in danger, ring 999 or the front door first.</p>
{{ govukWarningText({ text: "Your manager reads your reason and what you opened, within one working day. It is written down for good, and your agency’s openings are counted.", iconFallbackText: "Warning" }) }}
<h2 class="govuk-heading-m">What opens</h2>
<ul class="govuk-list govuk-list--bullet">
  <li>What agencies have said of the child, to you alone and in this role alone, for the hours that you choose.</li>
  <li>Of mental health and substance misuse only that there is something, and whom to ring.</li>
</ul>
{% include "opening-never" %}
<form action="/children/{{ ref | urlencode }}/break-glass" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukTextarea({ name: "reason", id: "reason", rows: 4, value: typed.reason, errorMessage: faultAt["reason"], label: { text: "Why must you see it now?", classes: "govuk-label--s" }, hint: { text: "What you have seen or heard, and what you are about to do." } }) }}
  {{ govukTextarea({ name: "basis", id: "basis", rows: 3, value: typed.basis, errorMessage: faultAt["basis"], label: { text: "What entitles you to?", classes: "govuk-label--s" }, hint: { text: "In your own words: for example, to keep the child safe tonight, and nobody who works with the child can be reached." } }) }}
  {{ govukRadios({ name: "hours", idPrefix: "hours", items: hours, value: typed.hours, errorMessage: faultAt["hours"], classes: "govuk-radios--small", fieldset: { legend: { text: "For how long?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukButton({ text: "Open it, and have it reviewed", classes: "govuk-button--warning", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();
