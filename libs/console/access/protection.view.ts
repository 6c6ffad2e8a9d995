/** Stating a protection ground. */
export const protectionView = `
{% extends "child-form" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "govuk/components/warning-text/macro.njk" import govukWarningText %}
{% block form %}
<h1 class="govuk-heading-l">See who else knows a child that must be protected</h1>
{% include "opening-now" %}
<p class="govuk-body">For a strategy discussion or a section 47 enquiry that is open, or a danger that is immediate. You need nobody’s consent for it.</p>
{{ govukWarningText({ text: "Your manager reads your ground and what you looked at, within one working day. It is written down for good.", iconFallbackText: "Warning" }) }}
<h2 class="govuk-heading-m">What opens</h2>
<ul class="govuk-list govuk-list--bullet">
  <li>Which agencies know the child, the child’s status, and whom to ring there. Ring them.</li>
  <li>Not what they have said. Ask them for it; or, where it cannot wait, <a class="govuk-link" href="/children/{{ ref | urlencode }}/break-glass">open the record for some hours</a>.</li>
</ul>
{% include "opening-never" %}
<form action="/children/{{ ref | urlencode }}/protection-ground" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "ground", idPrefix: "ground", items: grounds, value: typed.ground, errorMessage: faultAt["ground"], hint: { text: "An enquiry or discussion keeps it open for fifteen working days, a danger for one day." }, fieldset: { legend: { text: "What do you rest on?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "reason", id: "reason", rows: 4, value: typed.reason, errorMessage: faultAt["reason"], label: { text: "What is it about?", classes: "govuk-label--s" }, hint: { text: "In your own words: who decided on it and when, or what the danger is." } }) }}
  {{ govukButton({ text: "State it, and have it reviewed", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();

/** What stands open to the reader already. */
export const openingNowView = `
{% if open %}
{% call govukNotificationBanner({ titleText: "Open now", role: "region" }) %}
<p class="govuk-notification-banner__heading">Open to you in this role until {{ open.until | time }}. {{ open.reviewer }} reviews it.</p>
<p class="govuk-body"><a class="govuk-notification-banner__link" href="/children/{{ ref | urlencode }}">See the child’s page</a></p>
{% endcall %}
{% endif %}
`.trimStart();

/** What nobody's own word opens. */
export const openingNeverView = `
<h2 class="govuk-heading-m">What never opens in this way</h2>
<ul class="govuk-list govuk-list--bullet">
  <li>Sexual health, counselling, immigration, adults’ own affairs, adoption, allegations and court papers. Nor do you learn whether there are any.</li>
  <li>What the agency that holds it has not released, such as a strategy discussion.</li>
  <li>Anything at all, where a concern names you or your line, or where you declared a link to the family.</li>
</ul>
`.trimStart();
