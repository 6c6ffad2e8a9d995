export const directoryView = `
{% extends "layout" %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "table" import table %}
{% block content %}
<h1 class="govuk-heading-l">Directory</h1>
<p class="govuk-body">Who there is around a child, when they are there, and who stands in for them.</p>
{% for authority in authorities %}
<h2 class="govuk-heading-m">{{ authority.name }}</h2>
{{ govukSummaryList({ rows: authority.rows }) }}
{% for sector in authority.sectors %}
{{ table({ caption: sector.name, head: ["Agency", "Staffed", "Now"], rows: sector.rows, steady: true }) }}
{% endfor %}
{% endfor %}
<p class="govuk-body-s">Version {{ version }} of the directory.</p>
{% endblock %}
`.trimStart();

export const agencyView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Directory", href: "/directory" }) }}</nav>{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">{{ agency.name }}</h1>
{{ govukSummaryList({ rows: agency.rows }) }}
{% if agency.terms.length %}
<details class="govuk-details">
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Terms and inset days</span></summary>
  <div class="govuk-details__text">
    <ul class="govuk-list">{% for term in agency.terms %}<li>{{ term }}</li>{% endfor %}</ul>
  </div>
</details>
{% endif %}
{% if agency.teams.length %}
{{ table({ caption: "Teams", head: ["Team", "Manager", "Phone"], rows: agency.teams }) }}
{% endif %}
{% if agency.people.length %}
{{ table({ caption: "People", head: agency.head, rows: agency.people }) }}
{% else %}
<h2 class="govuk-heading-m">People</h2>
<p class="govuk-body">The directory names nobody here.</p>
{% endif %}
{% if agency.cover.length %}
{{ table({ caption: "Who covers when it is closed", head: ["When", "Who", "Phone"], rows: agency.cover }) }}
{% endif %}
{% endblock %}
`.trimStart();
