export const copyView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The alert", href: "/inbox/" + id }) }}</nav>{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">{{ about }}</span>
<h1 class="govuk-heading-l">Copy to the child’s file</h1>
{% if isOfChild %}
<p class="govuk-body">For the software in which your agency keeps its own file of the child. The copy holds the alert, what you may see of what it rests on, and what was done so far. The child’s name stands nowhere in it: file it under the child yourself.</p>
<p class="govuk-body">That you took it stands in the ledger. It bears a number, its receipt, so that it can be recalled should what it says prove wrong.</p>
<form action="/inbox/{{ id }}/copy" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <div class="govuk-button-group">
  {{ govukButton({ text: "Make a page to copy or print", name: "as", value: "page", preventDoubleClick: false }) }}
  {{ govukButton({ text: "Download a PDF", name: "as", value: "pdf", classes: "govuk-button--secondary", preventDoubleClick: false }) }}
  </div>
</form>
{% else %}
<p class="govuk-body">This alert is about no child: there is no file to copy it to.</p>
{% endif %}
</div></div>
{% endblock %}
`.trimStart();

/** In plain paragraphs, so that what is marked and pasted elsewhere still reads well. */
export const copiedView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The alert", href: "/inbox/" + id }) }}</nav>{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">{{ sheet.title }}</h1>
{{ govukInsetText({ text: "Receipt " + sheet.id + ". This copy is listed in Tributary under that number, so that it can be recalled. It is information, not a referral." }) }}
<p class="govuk-body">Made by {{ sheet.madeBy }}, on {{ sheet.madeAt | time }}. {{ sheet.covers }}. Your agency’s reference in Tributary: {{ sheet.child }}.</p>
{% for section in sheet.sections %}
<h2 class="govuk-heading-m">{{ section.heading }}</h2>
{% for words in section.words %}<p class="govuk-body tributary-words">{{ words }}</p>
{% endfor %}{% endfor %}
<h2 class="govuk-heading-m">What it rests on</h2>
{% for line in sheet.lines %}
<h3 class="govuk-heading-s govuk-!-margin-bottom-1">{{ line.when }}: {{ line.entry.title }}</h3>
<p class="govuk-body">{{ line.agency }}. Known to Tributary from {{ line.entry.knownFrom | time }}{% if line.entry.standing != "current" %}; {{ line.entry.standing }} since{% endif %}.
{% for detail in line.says %}<br>{{ detail.name }}: {{ detail.value }}{% endfor %}</p>
{% else %}<p class="govuk-body">You may open none of the events that it rests on.</p>
{% endfor %}
{% for one in sheet.withheld %}<p class="govuk-body">Not shown to you, from {{ one.agency }} ({{ one.what | lower }}): {{ one.reason }}.</p>
{% endfor %}
{% endblock %}
`.trimStart();
