/** Sealing where a child can be found, and lifting it. */
export const locationView = `
{% extends "child-form" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block form %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">Protected address</h1>
<p class="govuk-body">From now on no page, alert or file says where the child can be found, of earlier days neither: not which school, practice, hospital or service, nor who works there. Each agency still sees itself. Roles that an agency’s agreement names for it see where the child is.</p>
<p class="govuk-body">It covers what Tributary knows as this child’s. Seal each brother and sister on their own page.</p>
<form action="/children/{{ ref | urlencode }}/location" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "whose", idPrefix: "whose", items: whose, value: typed.whose, errorMessage: faultAt["whose"], fieldset: { legend: { text: "Whose address is protected?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "reason", id: "reason", rows: 3, value: typed.reason, errorMessage: faultAt["reason"], label: { text: "Why?", classes: "govuk-label--s" }, hint: { text: "Write no place and no name of one." } }) }}
  {{ govukButton({ text: "Seal where the child is", preventDoubleClick: false }) }}
</form>
<details class="govuk-details"{% if lifting %} open{% endif %}>
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Lift what my agency sealed</span></summary>
  <div class="govuk-details__text">
    <form action="/children/{{ ref | urlencode }}/location/lift" method="post" novalidate>
      <input type="hidden" name="form" value="{{ formToken }}">
      {{ govukTextarea({ name: "reason", id: "lift-reason", rows: 3, value: typed.lift, errorMessage: faultAt["lift-reason"], label: { text: "Why is it protected no more?" }, hint: { text: "What another agency or a feed says of a protected address stands beside it." } }) }}
      {{ govukButton({ text: "Lift it", classes: "govuk-button--warning", preventDoubleClick: false }) }}
    </form>
  </div>
</details>
{% endblock %}
`.trimStart();
