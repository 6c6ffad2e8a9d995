export const concernFormView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/warning-text/macro.njk" import govukWarningText %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Concerns", href: "/concerns" }) }}</nav>{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if errorList.length %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: errorList, disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l">Record a concern about a child</h1>
{{ govukWarningText({ text: "If a child is in danger now, ring 999. This form is read by nobody at once.", iconFallbackText: "Warning" }) }}
<p class="govuk-body">Say who and what kind. What you saw or heard stays in your own notes.</p>
<form action="/concerns/new" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <input type="hidden" name="key" value="{{ given.key }}">
  {{ govukInput({ name: "givenName", id: "givenName", value: given.givenName, label: { text: "Child’s first name" }, classes: "govuk-input--width-20", autocomplete: "off", spellcheck: false, errorMessage: errors.givenName }) }}
  {{ govukInput({ name: "familyName", id: "familyName", value: given.familyName, label: { text: "Child’s last name" }, classes: "govuk-input--width-20", autocomplete: "off", spellcheck: false, errorMessage: errors.familyName }) }}
  {{ govukInput({ name: "birthDate", id: "birthDate", value: given.birthDate, label: { text: "Date of birth, if you know it" }, hint: { text: "For example, 4/3/2014" }, classes: "govuk-input--width-10", autocomplete: "off", errorMessage: errors.birthDate }) }}
  {{ govukInput({ name: "postcode", id: "postcode", value: given.postcode, label: { text: "Postcode of the child’s home, if you know it" }, classes: "govuk-input--width-10", autocomplete: "off", errorMessage: errors.postcode }) }}
  {{ govukRadios({ name: "concern", idPrefix: "concern", items: kinds, classes: "govuk-radios--small", fieldset: { legend: { text: "What is it about?", classes: "govuk-fieldset__legend--m" } }, errorMessage: errors.concern }) }}
  {{ govukInput({ name: "raisedOn", id: "raisedOn", value: given.raisedOn, label: { text: "When did you notice it?" }, hint: { text: "Today, unless you change it" }, classes: "govuk-input--width-10", autocomplete: "off", errorMessage: errors.raisedOn }) }}
  {{ govukButton({ text: "Record the concern", preventDoubleClick: false }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();

export const concernSentView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/panel/macro.njk" import govukPanel %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if number %}
{{ govukPanel({ titleText: "Concern recorded" }) }}
<p class="govuk-body">It is kept. Write down its receipt: <strong>{{ number }}</strong></p>
{% else %}
<h1 class="govuk-heading-l">Concerns are recorded one at a time</h1>
{% endif %}
<p class="govuk-body">It is information, not a referral. If you think that a child is being harmed, ring children’s services as well.</p>
{{ govukButton({ text: "Record another concern", href: "/concerns/new" }) }}
<p class="govuk-body"><a class="govuk-link" href="/concerns">What became of concerns that your agency raised</a></p>
</div></div>
{% endblock %}
`.trimStart();
