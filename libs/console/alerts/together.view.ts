/** Alerts about brothers and sisters that came near each other: read together, answered each for itself. */
export const togetherView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/checkboxes/macro.njk" import govukCheckboxes %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Your alerts", href: "/inbox" }) }}</nav>{% endblock %}
{% block content %}
{% if fault %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: fault, href: "#alert" }], disableAutoFocus: true }) }}{% endif %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l govuk-!-margin-bottom-3">{{ together.heading }}</h1>
<p class="govuk-body"><strong class="moj-badge">{{ together.soon }}</strong></p>
<p class="govuk-body">They came near each other, and you are told of each of these children. Each alert has its own time and its own owner, and is answered for itself.</p>
<ol class="govuk-list tributary-list">
  {% for one in together.lines %}
  <li class="tributary-alert tributary-alert--{{ one.severity }}">
    <span class="govuk-caption-m">{{ one.name }}</span>
    <h2 class="govuk-heading-s"><a class="govuk-link" href="/inbox/{{ one.id }}">{{ one.heading }}<span class="govuk-visually-hidden">, {{ one.name }}, raised {{ one.raisedAt | time }}</span></a></h2>
    <p class="govuk-body">{{ govukTag({ text: one.state, classes: one.colour }) }}
      {% if one.overdueSince %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }}{% endif %}
      {{ one.soon }}. {{ one.whose }}.</p>
    {% if one.overdueSince %}<p class="govuk-body-s">Not acknowledged by {{ one.overdueSince | time }}.</p>
    {% elif one.dueAt %}<p class="govuk-body-s"><strong>Acknowledge by {{ one.dueAt | time }}</strong>; else it goes to the next person.</p>{% endif %}
    <p class="govuk-body-s">{{ one.why }} Raised {{ one.raisedAt | time }}.{% if one.child %} <a class="govuk-link" href="/children/{{ one.child }}">What is known of this child<span class="govuk-visually-hidden">, {{ one.name }}</span></a>{% endif %}</p>
  </li>
  {% endfor %}
</ol>
{% if together.open.length %}
<form action="/inbox/{{ id }}/together" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukCheckboxes({ name: "alert", idPrefix: "alert", items: together.open, classes: "govuk-checkboxes--small",
    errorMessage: { text: fault } if fault else undefined,
    fieldset: { legend: { text: "Which of them have you seen?", classes: "govuk-fieldset__legend--m" } },
    hint: { text: "Each that you tick is acknowledged for itself. Those that you leave keep their time." } }) }}
  {{ govukButton({ text: "Acknowledge what I ticked", preventDoubleClick: false }) }}
</form>
{% endif %}
{% endblock %}
`.trimStart();
