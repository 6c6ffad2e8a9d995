export const childView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% block content %}
<h1 class="govuk-heading-l">{{ child.heading }}</h1>
{% for name in child.otherNames %}<p class="govuk-body">Also known as {{ name }}</p>
{% endfor %}
<p class="govuk-body">As at {{ child.asOf | time }}.</p>
<h2 class="govuk-heading-m">Status now</h2>
{{ govukSummaryList({ rows: child.status }) }}
<h2 class="govuk-heading-m">Who is involved</h2>
{% if child.agencies.length %}
<ul class="govuk-list govuk-list--bullet">
  {% for one in child.agencies %}<li>{{ one.name }}: last heard from on {{ one.lastHeard | day }}{% if one.history %} (history only){% endif %}</li>
  {% endfor %}
</ul>
{% else %}
<p class="govuk-body">No agency that you may see.</p>
{% endif %}
<h2 class="govuk-heading-m" id="chronology">Chronology{% if asked %} as it could be seen on {{ asked | day }}{% endif %}</h2>
<form action="/children/{{ child.ref }}#chronology" method="get" novalidate>
  {{ govukInput({ name: "asKnownOn", id: "as-known-on", label: { text: "See it as it could be seen on a day" }, hint: { text: "For example, 2026-03-07" }, classes: "govuk-input--width-10", value: asked }) }}
  {{ govukButton({ text: "Show", classes: "govuk-button--secondary" }) }}
</form>
{% if child.note %}{{ govukInsetText({ text: child.note }) }}{% endif %}
{% if child.entries.length %}
<ol class="govuk-list tributary-chronology">
  {% for entry in child.entries %}
  <li>
    <h3 class="govuk-heading-s">{{ entry.occurred | when }}: {{ entry.title }}</h3>
    <p class="govuk-body-s">{{ entry.agency }}. Known to Tributary from {{ entry.knownFrom | time }}.{% if entry.history %} {{ govukTag({ text: "History: from a return", classes: "govuk-tag--grey" }) }}{% endif %}{% if entry.note %} {{ entry.note | capitalize }}.{% endif %}</p>
    {% if entry.details.length %}
    <dl class="tributary-details">
      {% for one in entry.details %}<div><dt>{{ one.name }}</dt><dd>{{ one.value }}</dd></div>
      {% endfor %}
    </dl>
    {% endif %}
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">Nothing that you may see is known to Tributary. That does not mean that nothing happened.</p>
{% endif %}
{% if child.next %}<p class="govuk-body"><a class="govuk-link" href="/children/{{ child.ref }}?{{ child.next }}#chronology">Later entries</a></p>{% endif %}
{% if child.withheld.length %}
<h2 class="govuk-heading-m">Not shown to you</h2>
<ul class="govuk-list govuk-list--bullet">
  {% for one in child.withheld %}<li>{{ one.agency }}, {{ one.what }}: {{ one.reason }}</li>
  {% endfor %}
</ul>
{% endif %}
{% endblock %}
`.trimStart();
