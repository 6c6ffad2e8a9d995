export const feedView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/checkboxes/macro.njk" import govukCheckboxes %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Feeds", href: "/feeds" }) }}</nav>{% endblock %}
{% block content %}
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error, href: "#parked" }], disableAutoFocus: true }) }}
{% endif %}
{% if done %}
{{ govukNotificationBanner({ text: done, titleText: doneTitle, role: "region" }) }}
{% endif %}
<h1 class="govuk-heading-l">{{ feed.id }}</h1>
<div data-live="feed">
<p class="govuk-body">{{ govukTag({ text: feed.state.text, classes: feed.state.tag }) }}{% if badge %} {{ govukTag({ text: badge.text, classes: badge.tag }) }}{% endif %}</p>
{{ govukSummaryList({ rows: feed.rows }) }}
</div>

{% if redrives.table %}
<h2 class="govuk-heading-m" id="sent-again">Sent again</h2>
<div data-live="redrives">
{% if redrives.open %}
<p class="govuk-body" id="redrive-words">{{ redrives.open.words }}</p>
{% if redrives.open.total %}<progress class="tributary-progress" max="{{ redrives.open.total }}" value="{{ redrives.open.done }}" aria-labelledby="redrive-words">{{ redrives.open.done }} of {{ redrives.open.total }}</progress>{% endif %}
<form action="/feeds/{{ feed.id }}/redrives/{{ redrives.open.id }}/{{ 'stop' if redrives.open.running else 'resume' }}" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukButton({ text: "Stop it" if redrives.open.running else "Go on with it", id: "redrive-button", classes: "govuk-button--secondary" }) }}
</form>
{% endif %}
{{ table(redrives.table) }}
</div>
{% endif %}

<h2 class="govuk-heading-m" id="parked-records">Parked records</h2>
{% if parked.length %}
<p class="govuk-body">A parked record was not taken in; all others of its delivery were. No value of it is shown here. Mend the cause, then send it again: it keeps its place in time.</p>
<form action="/feeds/{{ feed.id }}/redrive" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukCheckboxes({ name: "id", idPrefix: "parked", items: parked, errorMessage: { text: error } if error,
    fieldset: { legend: { text: "Oldest first", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukButton({ text: "Send the chosen ones again", preventDoubleClick: false }) }}
</form>
<form action="/feeds/{{ feed.id }}/redrives" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {% if reasons.length %}
  {{ govukSelect({ id: "code", name: "code", items: [{ value: "", text: "All that is parked" }].concat(reasons),
    label: { text: "Send many again", classes: "govuk-label--s" },
    hint: { text: "It goes on without this page, which shows how far it has come." } }) }}
  {{ govukButton({ text: "Send them again", classes: "govuk-button--secondary" }) }}
  {% else %}
  {{ govukButton({ text: "Send all again", classes: "govuk-button--secondary" }) }}
  {% endif %}
</form>
{% if nextParked %}<p class="govuk-body"><a class="govuk-link" href="/feeds/{{ feed.id }}?parked={{ nextParked }}#parked-records">More parked records</a></p>{% endif %}
{% elif feed.failed %}
<p class="govuk-body">No single record is parked. {{ feed.failed }} whole deliveries failed; what can be tried again is tried again.</p>
<form action="/feeds/{{ feed.id }}/redrives" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukButton({ text: "Try the failed deliveries again" }) }}
</form>
{% else %}
<p class="govuk-body">Nothing is parked.</p>
{% endif %}

<div data-live="deliveries">
{% if deliveries.rows.length %}
{{ table(deliveries) }}
{% if nextDeliveries %}<p class="govuk-body"><a class="govuk-link" href="/feeds/{{ feed.id }}?deliveries={{ nextDeliveries }}">Older deliveries</a></p>{% endif %}
{% else %}
<h2 class="govuk-heading-m">Deliveries</h2>
<p class="govuk-body">Nothing was delivered yet.</p>
{% endif %}
</div>

<h2 class="govuk-heading-m" id="checklist">On the way to live</h2>
{% if checklist.open %}<p class="govuk-body">{{ checklist.open }} of {{ checklist.rows.length }} steps are open. A hub in production lets no feed go live before all are done.</p>{% endif %}
{{ govukSummaryList({ rows: checklist.rows }) }}

<h2 class="govuk-heading-m" id="contract-tests">Contract tests</h2>
<p class="govuk-body">What the hub itself saw of test deliveries in the feed’s sandbox, where no child of the borough is. A changed mapping or declaration asks for them again.</p>
{{ govukSummaryList({ rows: contract }) }}

<h2 class="govuk-heading-m">What it declares</h2>
{{ govukSummaryList({ rows: declared }) }}
{% if mapped %}<p class="govuk-body"><a class="govuk-link" href="/feeds/{{ feed.id }}/mapping">Mapping</a>: how its columns become events</p>{% endif %}
{% if manages %}
<form action="/feeds/{{ feed.id }}/standing" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {% if feed.live %}
  <p class="govuk-body">What it delivers is news: people are alerted. While a system is changed or moved, have it deliver history again.</p>
  {{ govukButton({ text: "Have it deliver history again", name: "live", value: "no", classes: "govuk-button--secondary" }) }}
  {% else %}
  <p class="govuk-body">Declare it live once a day’s deliveries come through without anything parked. It is recorded who did, and when.</p>
  {{ govukButton({ text: "Declare it live", name: "live", value: "yes" }) }}
  {% endif %}
</form>
{% endif %}
{% endblock %}
`.trimStart();
