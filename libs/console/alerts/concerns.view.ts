export const concernsView = `
{% extends "layout" %}
{% from "table" import table %}
{% block content %}
<h1 class="govuk-heading-l">Concerns that your agency raised</h1>
<p class="govuk-body"><a class="govuk-link" href="/concerns/new">Record a concern about a child</a></p>
<p class="govuk-body">An alert rested on each of these, and somebody has seen it. What came of it is theirs to say: ring them if you still worry.</p>
{% if rows.length %}
{{ table({ caption: "Seen", head: ["Seen", "By whom", "Child"], rows: rows }) }}
{% else %}
<p class="govuk-body">No concern that your agency raised has been seen through an alert yet. That does not mean that nobody read it.</p>
{% endif %}
{% endblock %}
`.trimStart();
