/**
 * What stewards said so far, and the form in which one says it: `action`, `token`, `seen`, `legend`, `items`, `typed`,
 * `faultAt`, `grave` (why two have to agree), `second` (whether a second may be asked) and `button`. What else a form
 * asks stands within the call, above the button.
 */
export const decisionView = `
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/checkboxes/macro.njk" import govukCheckboxes %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% macro saidSoFar(opinions) %}
{% if opinions.length %}
<h2 class="govuk-heading-m">What was said so far</h2>
{% for one in opinions %}
<p class="govuk-body">{{ one.by }}, {{ one.at }}: {{ one.what }}.</p>
<p class="govuk-body tributary-words">{{ one.reason }}</p>
{% endfor %}
{% endif %}
{% endmacro %}
{% macro decide(params) %}
<form action="{{ params.action }}" method="post" novalidate>
  <input type="hidden" name="form" value="{{ params.token }}">
  <input type="hidden" name="seen" value="{{ params.seen }}">
  {% if params.grave %}{{ govukInsetText({ text: params.grave }) }}{% endif %}
  {% if params.items.length > 1 %}{{ govukRadios({ name: "decision", idPrefix: "decision", items: params.items, value: params.typed.decision, errorMessage: params.faultAt["decision"], fieldset: { legend: { text: params.legend, classes: "govuk-fieldset__legend--m" } } }) }}
  {% else %}<h2 class="govuk-heading-m" id="decision">{{ params.legend }}</h2><input type="hidden" name="decision" value="{{ params.items[0].value }}">{% endif %}
  {{ govukTextarea({ name: "reason", id: "reason", rows: 4, value: params.typed.reason, errorMessage: params.faultAt["reason"], label: { text: "Why?", classes: "govuk-label--s" }, hint: { text: "In your own words: what you looked at, and whom you asked." } }) }}
  {{ caller() }}
  {% if params.second %}{{ govukCheckboxes({ name: "second", idPrefix: "second", items: [{ value: "yes", text: "Ask a second steward as well; nothing moves until they have said" }], values: [params.typed.second], classes: "govuk-checkboxes--small" }) }}{% endif %}
  {{ govukButton({ text: params.button, preventDoubleClick: false }) }}
</form>
{% endmacro %}
`.trimStart();
