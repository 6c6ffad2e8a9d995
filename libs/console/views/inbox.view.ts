export const inboxView = `
{% extends "layout" %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% block content %}
<h1 class="govuk-heading-l">Your alerts</h1>
<p class="govuk-body">Alerts sent to you as {{ person.role }}. An alert is information, not a referral: nobody has been asked to act because it exists.</p>
{% if alerts.length %}
<ol class="govuk-list tributary-list" aria-label="Alerts, newest first">
  {% for alert in alerts %}
  <li>
    <h2 class="govuk-heading-s"><a class="govuk-link" href="/inbox/{{ alert.id }}">{{ alert.heading }}<span class="govuk-visually-hidden">, raised {{ alert.raisedAt | time }}</span></a></h2>
    <p class="govuk-body">{{ govukTag({ text: alert.state, classes: alert.colour }) }}{% if not alert.owner %} For your information.{% endif %}</p>
    <p class="govuk-body-s">How soon: {{ alert.soon | lower }}. Raised {{ alert.raisedAt | time }}.</p>
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">No alert has been sent to you in this role.</p>
{% endif %}
{% if next %}
<p class="govuk-body"><a class="govuk-link" href="/inbox?cursor={{ next }}">Older alerts</a></p>
{% endif %}
{% endblock %}
`.trimStart();
