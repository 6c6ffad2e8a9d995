export const qualityView = `
{% extends "layout" %}
{% from "table" import table %}
{% block content %}
<h1 class="govuk-heading-l">How good the matching is</h1>
<p class="govuk-body">Which records are of one child is decided by a machine where it is sure, and by a person where it is not. No name stands here, and no number of fewer than five.</p>

<h2 class="govuk-heading-m">This hub</h2>
{% if accepted != null %}
<p class="govuk-body">Of a hundred pairs that people decided, <strong>{{ accepted }}</strong> were of one child.</p>
{% endif %}
{% for one in hub %}
{{ table(one) }}
{% else %}
<p class="govuk-body">Nothing was matched yet.</p>
{% endfor %}

<h2 class="govuk-heading-m">Measured beforehand</h2>
<p class="govuk-body">On {{ measuredOn }}, on a made-up borough whose every true pair is known, with as many slips as such records have. Of the pairs that are of one child: how many no machine linked, how many of these are shown to a person, and how many are seen by nobody.</p>
{% for one in measured %}
{{ table(one) }}
{% endfor %}
{% endblock %}
`.trimStart();
