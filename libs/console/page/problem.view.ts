export const problemView = `
{% extends "layout" %}
{% block content %}
<h1 class="govuk-heading-l">{{ title }}</h1>
<p class="govuk-body">{{ detail }}</p>
<p class="govuk-body"><a class="govuk-link" href="/inbox">Your alerts</a></p>
{% endblock %}
`.trimStart();
