/** A request and what was said to it. */
export const requestSaidView = `
{% macro requestSaid(said) %}
<ol class="govuk-list tributary-list">
  {% for one in said %}
  <li><p class="govuk-body-s govuk-!-margin-bottom-1"><strong>{{ one.what }}</strong>: {{ one.who }}</p><p class="govuk-body tributary-words">{{ one.words }}</p></li>
  {% endfor %}
</ol>
{% endmacro %}
`.trimStart();

/** What waits for the reader's agency, and what the reader asked. */
export const requestsView = `
{% extends "layout" %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% macro line(one, who) %}
<li>
  <h3 class="govuk-heading-s"><a class="govuk-link" href="/requests/{{ one.id }}">{{ one.kind }}</a></h3>
  <p class="govuk-body">{{ govukTag({ text: one.state.text, classes: one.state.classes }) }} {% if one.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }}{% endif %}
    {% if one.isWaiting %}{{ one.due }}.{% elif one.until %}Open until {{ one.until }}.{% endif %}</p>
  {% if who %}<p class="govuk-body-s">{{ one.who }}, for {{ one.purpose }}.</p>{% endif %}
</li>
{% endmacro %}
{% block content %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">Requests</h1>
<h2 class="govuk-heading-m">That wait for your answer</h2>
<p class="govuk-body">Somebody may know that your agency has something about a child, and asks you to let them read it. You are asked because you read such things of the child yourself.</p>
{% if waiting.length %}<ul class="govuk-list tributary-list">{% for one in waiting %}{{ line(one, true) }}{% endfor %}</ul>{% else %}<p class="govuk-body">None.</p>{% endif %}
<h2 class="govuk-heading-m">That you made in this role</h2>
{% if mine.length %}<ul class="govuk-list tributary-list">{% for one in mine %}{{ line(one, false) }}{% endfor %}</ul>{% else %}<p class="govuk-body">None. A child’s page says what is not shown to you, and lets you ask for it.</p>{% endif %}
{% endblock %}
`.trimStart();

/** Asking for something of a child. */
export const askView = `
{% extends "child-form" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block form %}
<h1 class="govuk-heading-l">Ask for what is not shown to you</h1>
{% if choices.length %}
<p class="govuk-body">The agency that supplied it decides: it shares named events with your role for a time, refuses and says why, or asks you something. It answers within five working days; within one where you stated a protection ground. If it cannot wait, ring them.</p>
<form action="/children/{{ ref | urlencode }}/requests" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "kind", idPrefix: "kind", items: choices, value: typed.kind, errorMessage: faultAt["kind"], fieldset: { legend: { text: "What do you ask for?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "reason", id: "reason", rows: 4, value: typed.reason, errorMessage: faultAt["reason"], label: { text: "What do you need it for?", classes: "govuk-label--s" }, hint: { text: "They read your words. Write no more of the child than they need to decide." } }) }}
  {{ govukButton({ text: "Ask", preventDoubleClick: false }) }}
</form>
{% else %}
<p class="govuk-body">There is nothing that you may know of and not see. What you may not know of cannot be asked for here: ring the agency that you think of.</p>
{% endif %}
{% endblock %}
`.trimStart();

/** One request: its answerer's form, or its asker's. */
export const requestView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/checkboxes/macro.njk" import govukCheckboxes %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "request-said" import requestSaid %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Requests", href: "/requests" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">{{ request.kind }}</h1>
<p class="govuk-body">{{ govukTag({ text: request.state.text, classes: request.state.classes }) }} {% if request.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }}{% endif %}
  {% if request.isWaiting %}{{ request.due }}.{% elif request.until %}Open until {{ request.until }}.{% endif %}
  Asked for {{ request.purpose }}. <a class="govuk-link" href="/children/{{ request.child }}">The child’s page</a></p>
{{ requestSaid(request.said) }}
{% if boxes %}
<form action="/requests/{{ request.id }}/answer" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "outcome", idPrefix: "outcome", items: outcomes, value: typed.outcome, errorMessage: faultAt["outcome"], fieldset: { legend: { text: "What do you answer?", classes: "govuk-fieldset__legend--m" } } }) }}
  {{ govukCheckboxes({ name: "events", idPrefix: "events", items: boxes, values: ticked, errorMessage: faultAt["events"], classes: "govuk-checkboxes--small", hint: { text: "These alone open, to this role for this purpose." }, fieldset: { legend: { text: "If you share: which?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukRadios({ name: "days", idPrefix: "days", items: days, value: typed.days, errorMessage: faultAt["days"], classes: "govuk-radios--small", fieldset: { legend: { text: "If you share: for how long?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "words", id: "words", rows: 4, value: typed.words, errorMessage: faultAt["words"], label: { text: "In your words", classes: "govuk-label--s" }, hint: { text: "With what you share; the ground on which you refuse; or your question." } }) }}
  {{ govukButton({ text: "Answer", preventDoubleClick: false }) }}
</form>
{% elif request.canReply %}
<form action="/requests/{{ request.id }}/reply" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukTextarea({ name: "words", id: "words", rows: 4, value: typed.words, errorMessage: faultAt["words"], label: { text: "Your answer to their question", classes: "govuk-label--s" } }) }}
  {{ govukButton({ text: "Send", preventDoubleClick: false }) }}
</form>
{% endif %}
{% endblock %}
`.trimStart();
