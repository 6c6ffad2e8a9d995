/** Pairs that wait, and the form that decides on several of them at once. */
export const matchesView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">Who is who</h1>
<p class="govuk-body">Records that may be of a child who is known already. A newborn who may be a child that was expected stands first, then the most certain, and of those the oldest. Open a pair to see both side by side; what you open stands in the ledger. <a class="govuk-link" href="/records">Look at the records of one child</a>, and take one out.</p>
{% if page.lines.length %}
<form action="/matches" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <ol class="govuk-list tributary-list" id="pairs">
    {% for one in page.lines %}
    <li{% if loop.first %} id="next"{% endif %}>
      <h2 class="govuk-heading-s"><a class="govuk-link" href="/matches/{{ one.id }}"{% if loop.first and done %} autofocus{% endif %}>{{ one.title }}<span class="govuk-visually-hidden">, pair {{ loop.index }}</span></a></h2>
      <p class="govuk-body">{% if one.state %}{{ govukTag({ text: one.state, classes: "govuk-tag--orange" }) }} {% endif %}{{ one.reason }}. Certainty: {{ one.certainty }}. Waits {{ one.age }}.</p>
      {% if one.differ %}<p class="govuk-body-s"><strong>Differs:</strong> {{ one.differ }}.</p>{% endif %}
      {% if one.agree %}<p class="govuk-body-s">The same: {{ one.agree }}.</p>{% endif %}
      {% if one.mayDecide %}
      <input type="hidden" name="seen-{{ one.id }}" value="{{ one.seen }}">
      {{ govukRadios({ name: "decision-" + one.id, idPrefix: "decision-" + one.id, items: decisions, value: typed["decision-" + one.id], classes: "govuk-radios--inline govuk-radios--small", fieldset: { legend: { text: "Pair " + loop.index + ": one child or two?", classes: "govuk-visually-hidden" } } }) }}
      {% endif %}
    </li>
    {% endfor %}
  </ol>
  {% if page.open %}
  {{ govukTextarea({ name: "reason", id: "reason", rows: 3, value: typed.reason, errorMessage: faultAt["reason"], label: { text: "Why, for all that you chose above", classes: "govuk-label--s" }, hint: { text: "In a sentence at least. What you choose nothing for stays as it is; what you leave for later waits a week." } }) }}
  {{ govukButton({ text: "Record what you chose", preventDoubleClick: false }) }}
  {% endif %}
</form>
{% if page.next %}<p class="govuk-body"><a class="govuk-link" href="/matches?after={{ page.next }}">More pairs</a></p>{% endif %}
{% else %}
<p class="govuk-body" id="next">Nothing waits for you.</p>
{% endif %}
{% endblock %}
`.trimStart();

/** Two records side by side, and what is decided on them. */
export const matchView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "decision" import decide, saidSoFar %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Who is who", href: "/matches" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">One child or two?</h1>
<p class="govuk-body">{% if pair.state %}{{ govukTag({ text: pair.state, classes: "govuk-tag--orange" }) }} {% endif %}{{ pair.reason }}. Certainty when it was proposed: {{ pair.certainty }}{% if pair.weights %}, by weights {{ pair.weights }}{% endif %}. Waits {{ pair.age }}.</p>
{% if pair.placeSealed %}{{ govukInsetText({ text: "Where one of them lives or goes is protected. It was compared, and is not shown." }) }}{% endif %}
{% for one in pair.tables %}{{ table({ caption: one.caption, head: one.head, rows: one.rows, steady: true }) }}{% endfor %}
{% if pair.more %}<p class="govuk-body">Of the child’s records {{ pair.more }} more {{ "is" if pair.more == 1 else "are" }} not shown.</p>{% endif %}
{% if pair.alongside %}<p class="govuk-body">The record is now of a child with other records, which would stay: {{ pair.alongside }}.</p>{% endif %}
<p class="govuk-body"><a class="govuk-link" href="/records/{{ pair.recordId }}">All records of the child that it is of now</a><br><a class="govuk-link" href="/records/{{ pair.otherId }}">All records of the child whom it may be of</a></p>
{% if pair.ofItsOwn %}<p class="govuk-body">They are one child here now. “Two children” takes the record out.</p>{% endif %}
<h2 class="govuk-heading-m">What would follow from {{ "taking it out" if pair.ofItsOwn else "a link" }}</h2>
<ul class="govuk-list govuk-list--bullet">
  {% for line in pair.follows %}<li>{{ line }}</li>{% endfor %}
</ul>
{% if pair.followsFromMerge %}
<h2 class="govuk-heading-m">What would follow if all records of both went together</h2>
<ul class="govuk-list govuk-list--bullet">
  {% for line in pair.followsFromMerge %}<li>{{ line }}</li>{% endfor %}
</ul>
{% endif %}
{{ saidSoFar(pair.opinions) }}
{% if pair.mayDecide %}
{% call decide({ action: "/matches/" + pair.id, token: formToken, seen: pair.seen, legend: "What do you decide?", items: decisions, typed: typed, faultAt: faultAt, grave: grave if pair.grave, second: not pair.grave and not pair.opinions.length, button: "Record it" }) %}
  {{ govukRadios({ name: "days", idPrefix: "days", items: days, value: typed.days, errorMessage: faultAt["days"], classes: "govuk-radios--small", fieldset: { legend: { text: "If later: when do you look again?", classes: "govuk-fieldset__legend--s" } } }) }}
{% endcall %}
{% else %}
<p class="govuk-body">{% if pair.opinions.length > 1 %}Nothing moves until the senior of both has decided.{% else %}You have said what you think. Another steward decides.{% endif %}</p>
{% endif %}
{% endblock %}
`.trimStart();
