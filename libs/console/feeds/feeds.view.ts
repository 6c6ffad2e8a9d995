export const feedsView = `
{% extends "layout" %}
{% from "table" import table %}
{% block content %}
<h1 class="govuk-heading-l">Feeds</h1>
<div data-live="feeds">
<p class="govuk-body">{% if ofAll %}Every agency’s feeds.{% else %}The feeds of {{ person.agency }}.{% endif %} As at {{ asOf | time }}.</p>
{% if feeds.rows.length %}
{{ table(feeds) }}
<p class="govuk-body-s">Errors: parked records among all that the deliveries of the last seven days stated. Lag: what half of the newest facts stayed within; history is left out.</p>
{% else %}
<p class="govuk-body">The directory names no feed of your agency.</p>
{% endif %}
</div>
{% endblock %}
`.trimStart();
