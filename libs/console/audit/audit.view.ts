export const auditView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error.text, href: "#" + error.field }], disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l">Replay what was known</h1>
<p class="govuk-body">Sets what was held, available and shown of a child at a moment beside now. That you ask, and why, stands in the ledger, and so does each look at the answer.</p>
<form action="/audit" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukSelect({ name: "agency", id: "agency", items: agencies, label: { text: "Whose reference do you have?" } }) }}
  {{ govukInput({ name: "child", id: "child", value: given.child, label: { text: "Reference of the child" }, hint: { text: "As that agency’s receipts, alerts or case give it" }, autocomplete: "off", spellcheck: false, errorMessage: errors.child }) }}
  {{ govukInput({ name: "day", id: "day", value: given.day, label: { text: "Day" }, hint: { text: "For example, 2026-03-07" }, classes: "govuk-input--width-10", errorMessage: errors.day }) }}
  {{ govukInput({ name: "time", id: "time", value: given.time, label: { text: "Time in London (optional)" }, hint: { text: "For example, 09:30. Without it, the end of the day" }, classes: "govuk-input--width-5", errorMessage: errors.time }) }}
  {{ govukInput({ name: "purpose", id: "purpose", value: given.purpose, label: { text: "Purpose" }, hint: { text: "A code word of your authority, for example practice-review. No name, no number" }, classes: "govuk-input--width-20", errorMessage: errors.purpose }) }}
  {{ govukButton({ text: "Replay", preventDoubleClick: false }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();

export const replayView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Another replay", href: "/audit" }) }}</nav>{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">As known on {{ replay.then | time }}</h1>
<p class="govuk-body">Beside {{ replay.now | time }}, when it was asked for: that is “now” on this page.</p>
{{ table({ caption: "In short", head: ["View", "Then", "Now"], rows: replay.short, steady: true }) }}
{{ govukInsetText({ text: "Held: what an agency had in its own system. Available: what could have been opened in Tributary, by somebody with a ground. Shown: what the ledger and the alerts say was put before somebody. None of them says what anybody knew or should have known." }) }}
{% if replay.events.length %}
{{ table({ caption: "Event by event", head: ["What happened", "Held then", "Available then", "Shown then", "Now", "Difference"], rows: replay.events }) }}
<p class="govuk-body-s">Shown goes by agency and class, as the ledger keeps them: whoever opened events of that agency and class while this one was there is counted.</p>
{% else %}
<h2 class="govuk-heading-m">Event by event</h2>
<p class="govuk-body">Nothing that you may see was held or available then, or is now.</p>
{% endif %}
{{ table({ caption: "Status", head: ["Status", "Then", "Now", "Difference"], rows: replay.status, steady: true }) }}
{% if replay.looks.length %}
{{ table({ caption: "Who opened what", head: ["When", "Who", "What", "Purpose"], rows: replay.looks }) }}
{% else %}
<h2 class="govuk-heading-m">Who opened what</h2>
<p class="govuk-body">Nobody had opened anything by then.</p>
{% endif %}
{% if replay.looksSince %}<p class="govuk-body">{{ replay.looksSince }}</p>{% endif %}
{% if replay.alerts.length %}
{{ table({ caption: "Alerts", head: ["When", "Alert", "What was done", "Who"], rows: replay.alerts }) }}
{% else %}
<h2 class="govuk-heading-m">Alerts</h2>
<p class="govuk-body">No alert that you may see had told anybody by then.</p>
{% endif %}
{% if replay.alertsSince %}<p class="govuk-body">{{ replay.alertsSince }}</p>{% endif %}
<h2 class="govuk-heading-m">Hindsight</h2>
<p class="govuk-body">What came to light only later, and what today’s rules would have found, is no part of the answer above. It stands apart: <a class="govuk-link" href="/audit/replays/{{ replay.id }}/hindsight">Hindsight</a>.</p>
<h2 class="govuk-heading-m">What this rests on</h2>
{{ govukSummaryList({ rows: replay.rows }) }}
<p class="govuk-body"><a class="govuk-link" href="/audit/replays/{{ replay.id }}/replay.json" download>Download this replay as canonical JSON</a></p>
<p class="govuk-body-s">The same bytes as <code>tributary replay</code> and the API give for the same question, position and code.</p>
{% endblock %}
`.trimStart();

export const hindsightView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/warning-text/macro.njk" import govukWarningText %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The replay", href: "/audit/replays/" + id }) }}</nav>{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Hindsight</h1>
{{ govukWarningText({ text: "This page is made with what is known now. It must not be read as what anybody knew on " + whenAsked + ".", iconFallbackText: "Warning" }) }}
{% if later.length %}
{{ table({ caption: "Had happened, and came to Tributary only later", head: ["What happened", "Held by its agency then", "Available since", "Later by"], rows: later }) }}
{% else %}
<h2 class="govuk-heading-m">Had happened, and came to Tributary only later</h2>
<p class="govuk-body">Nothing that you may see.</p>
{% endif %}
{% if rules.length %}
{{ table({ caption: "What today’s rules would have found then", head: ["Rule", "Would have found", "On"], rows: rules }) }}
{% else %}
<h2 class="govuk-heading-m">What today’s rules would have found then</h2>
<p class="govuk-body">Nothing, on what was in Tributary at that moment.</p>
{% endif %}
<p class="govuk-body-s">Today’s rules and directory, over what was in Tributary by then, under the links of that time. That a rule would have found something does not say that it was there, or in force, or right.</p>
{% endblock %}
`.trimStart();
