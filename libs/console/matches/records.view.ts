/** Finding the records of a child by what an agency calls it, and those that a steward wants taken out. */
export const recordsView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Who is who", href: "/matches" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">The records of a child</h1>
<p class="govuk-body">Where an agency says that a record is of somebody else, look at all records of the child, and take that one out. What you open stands in the ledger.</p>
{% if waiting.length %}
<h2 class="govuk-heading-m">That a steward wants taken out</h2>
<ul class="govuk-list tributary-list">
  {% for one in waiting %}
  <li><p class="govuk-body"><a class="govuk-link" href="/records/{{ one.record }}">{{ one.title }}<span class="govuk-visually-hidden">, record {{ loop.index }}</span></a><br>
    {{ govukTag({ text: one.state, classes: "govuk-tag--orange" }) }} since {{ one.since }}{% if not one.mayDecide %}; somebody else decides{% endif %}</p></li>
  {% endfor %}
</ul>
{% endif %}
<form action="/records" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <h2 class="govuk-heading-m">Find them</h2>
  {{ govukSelect({ name: "agency", id: "agency", items: agencies, value: typed.agency, errorMessage: faultAt["agency"], label: { text: "Which agency tells you of the child?", classes: "govuk-label--s" } }) }}
  {{ govukInput({ name: "child", id: "child", value: typed.child, errorMessage: faultAt["child"], spellcheck: false, autocomplete: "off", label: { text: "What it calls the child", classes: "govuk-label--s" }, hint: { text: "Its own reference in Tributary: 32 letters and digits, as its receipts and its page of the child have it." } }) }}
  {{ govukButton({ text: "Find the records", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();

/** All records of a child beside one of them, and the form that takes it out. */
export const recordView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "decision" import decide, saidSoFar %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The records of a child", href: "/records" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">Is this record of this child?</h1>
<p class="govuk-body">{% if record.state %}{{ govukTag({ text: record.state, classes: "govuk-tag--orange" }) }} {% endif %}{{ record.intro }}</p>
{% if record.placeSealed %}{{ govukInsetText({ text: "Where the child lives or goes is protected. It was compared, and is not shown." }) }}{% endif %}
{% for one in record.tables %}{{ table({ caption: one.caption, head: one.head, rows: one.rows, steady: true }) }}{% endfor %}
{% if record.more %}<p class="govuk-body">Of the child’s records {{ record.more }} more {{ "is" if record.more == 1 else "are" }} not shown.</p>{% endif %}
{{ table(record.links) }}
{% if record.alone %}
<p class="govuk-body">It is the only record of its child: there is nothing to take it out of.</p>
{% else %}
<h2 class="govuk-heading-m">What would follow from taking it out</h2>
<ul class="govuk-list govuk-list--bullet">
  {% for line in record.follows %}<li>{{ line }}</li>{% endfor %}
</ul>
{{ saidSoFar(record.opinions) }}
{% if record.mayDecide %}
{% call decide({ action: "/records/" + record.id, token: formToken, seen: record.seen, legend: record.legend, items: record.items, typed: typed, faultAt: faultAt, grave: grave if record.grave, second: not record.grave and not record.opinions.length, button: record.button }) %}{% endcall %}
{% else %}
<p class="govuk-body">{% if record.opinions.length > 1 %}Nothing moves until the senior of both has decided.{% else %}You have said what you think. Another steward decides.{% endif %}</p>
{% endif %}
{% endif %}
{% endblock %}
`.trimStart();
