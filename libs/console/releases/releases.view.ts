/** What a role holds back, and what of it waits. */
export const releasesView = `
{% extends "layout" %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% macro lines(all) %}
<ol class="govuk-list tributary-list">
  {% for one in all %}
  <li>
    <h3 class="govuk-heading-s">{% if one.mayDecide %}<a class="govuk-link" href="/releases/{{ one.event }}">{{ one.title }}<span class="govuk-visually-hidden">, number {{ loop.index }}</span></a>{% else %}{{ one.title }}{% endif %}</h3>
    {% if one.due %}<p class="govuk-body">{% if one.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }} {% endif %}{{ one.due }}.</p>{% endif %}
    {% if one.audience %}<p class="govuk-body">Released to {{ one.audience }}.</p>{% endif %}
    {% if one.kept %}<p class="govuk-body tributary-words">{{ one.kept.reason }}</p><p class="govuk-body-s">{{ one.kept.by }}. Looked at again on {{ one.kept.until }}.</p>{% endif %}
    <p class="govuk-body-s">{% if one.when %}{{ one.when }}. {% endif %}Held back by {{ one.with }}.</p>
  </li>
  {% endfor %}
</ol>
{% endmacro %}
{% block content %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">Held back</h1>
<p class="govuk-body">What could warn whoever must not hear of it is open to nobody outside your agency until your role releases it to agencies by name. Nothing releases itself.</p>
<h2 class="govuk-heading-m" id="waiting">Waits for your decision</h2>
{% if page.waiting.length %}{{ lines(page.waiting) }}{% else %}<p class="govuk-body">Nothing waits for you.</p>{% endif %}
{% if page.late.length %}
<h2 class="govuk-heading-m" id="late">Not decided in time by others</h2>
<p class="govuk-body">You cannot decide on these. See to it that somebody in that role does.</p>
{{ lines(page.late) }}
{% endif %}
{% if page.kept.length %}<h2 class="govuk-heading-m" id="kept">Kept held back for now</h2>{{ lines(page.kept) }}{% endif %}
{% if page.released.length %}<h2 class="govuk-heading-m" id="released">Released</h2>{{ lines(page.released) }}{% endif %}
{% if page.history.length %}<h2 class="govuk-heading-m" id="history">From history and returns</h2>{{ lines(page.history) }}{% endif %}
{% endblock %}
`.trimStart();

/** One thing held back, and the form that decides on it. */
export const releaseView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/checkboxes/macro.njk" import govukCheckboxes %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Held back", href: "/releases" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">{{ one.title }}</h1>
<p class="govuk-body">{% if one.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }} {% endif %}{% if one.due %}{{ one.due }}. {% endif %}<a class="govuk-link" href="/children/{{ one.child }}">The child’s page</a></p>
{% if one.audience %}<p class="govuk-body">Released to {{ one.audience }}.</p>{% endif %}
{% if one.kept %}<p class="govuk-body tributary-words">{{ one.kept.reason }}</p><p class="govuk-body-s">{{ one.kept.by }}. Looked at again on {{ one.kept.until }}.</p>{% endif %}
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">When</dt><dd class="govuk-summary-list__value">{{ one.when }}</dd></div>
  {% for each in one.details %}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{ each.name }}</dt><dd class="govuk-summary-list__value">{{ each.value }}</dd></div>
  {% endfor %}
</dl>
<form action="/releases/{{ one.event }}" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "outcome", idPrefix: "outcome", items: outcomes, value: typed.outcome, errorMessage: faultAt["outcome"], fieldset: { legend: { text: "What do you decide?", classes: "govuk-fieldset__legend--m" } } }) }}
  {% if one.boxes.length %}{{ govukCheckboxes({ name: "audience", idPrefix: "audience", items: one.boxes, values: ticked, errorMessage: faultAt["audience"], classes: "govuk-checkboxes--small", hint: { text: "Agencies that work with the child, as far as you may know of them. A release opens nothing by itself: a ground of their own must." }, fieldset: { legend: { text: "If you release it: to whom?", classes: "govuk-fieldset__legend--s" } } }) }}{% endif %}
  {{ govukSelect({ name: "other", id: "audience" if not one.boxes.length else "other", items: one.others, value: typed.other, errorMessage: faultAt["audience"] if not one.boxes.length, label: { text: "Another agency", classes: "govuk-label--s" } }) }}
  {{ govukTextarea({ name: "reason", id: "reason", rows: 4, value: typed.reason, errorMessage: faultAt["reason"], label: { text: "If you keep it held back: why?", classes: "govuk-label--s" }, hint: { text: "It stands as your ground for not sharing. Where it was released, the release is taken back from everybody." } }) }}
  {{ govukRadios({ name: "days", idPrefix: "days", items: days, value: typed.days, errorMessage: faultAt["days"], classes: "govuk-radios--small", fieldset: { legend: { text: "If you keep it held back: when do you look again?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukButton({ text: "Decide", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();
