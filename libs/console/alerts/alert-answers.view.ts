/** The forms of an alert's page: each to one door, with its errors at its fields. */
export const alertAnswersView = `
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% if alert.canAnswer %}
<h2 class="govuk-heading-m">Say what you did</h2>
<form action="/inbox/{{ alert.id }}/act" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "action", idPrefix: "action", items: alert.choices.actions, value: typed.act.action, classes: "govuk-radios--small",
    errorMessage: faultAt["action"], fieldset: { legend: { text: "What did you do?", classes: "govuk-fieldset__legend--s" } } }) }}
  {{ govukTextarea({ name: "note", id: "act-note", rows: 3, value: typed.act.note, errorMessage: faultAt["act-note"],
    label: { text: "Anything to add (optional)" }, hint: { text: "Whom you rang, and when. Those whose alert it is, or was, can read it." } }) }}
  {{ govukButton({ text: "Record it", classes: "govuk-button--secondary" }) }}
</form>
<h2 class="govuk-heading-m">Close it: was it of use?</h2>
<form action="/inbox/{{ alert.id }}/close" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {% if faultAt["outcome-useful"] %}<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{ faultAt["outcome-useful"].text }}</p>{% endif %}
  <p class="govuk-hint" id="close-hint">One tap closes it, for everybody it went to. You or your manager can open it again for some days, with a reason.</p>
  {{ govukTextarea({ name: "note", id: "close-note", rows: 2, value: typed.close.note, errorMessage: faultAt["close-note"], label: { text: "Anything to add before (optional)" } }) }}
  <div class="govuk-button-group">
    {% for one in alert.choices.outcomes %}
    {{ govukButton({ text: one.text, name: "outcome", value: one.value, id: "outcome-" + one.value, classes: "govuk-button--secondary", attributes: { "aria-describedby": "close-hint" } }) }}
    {% endfor %}
  </div>
</form>
<details class="govuk-details"{% if typed.reassign %} open{% endif %}>
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Hand it on to somebody else</span></summary>
  <div class="govuk-details__text">
    <form action="/inbox/{{ alert.id }}/reassign" method="post" novalidate>
      <input type="hidden" name="form" value="{{ formToken }}">
      {{ govukSelect({ name: "to", id: "to", items: [{ value: "", text: "Choose a person" }].concat(alert.choices.people), value: typed.reassign.to,
        label: { text: "Who takes it on?" }, hint: { text: "They own it then, and have to acknowledge it. You still see it." }, errorMessage: faultAt["to"] }) }}
      {{ govukTextarea({ name: "note", id: "reassign-note", rows: 3, value: typed.reassign.note, errorMessage: faultAt["reassign-note"], label: { text: "Why (optional)" } }) }}
      {{ govukButton({ text: "Hand it on", classes: "govuk-button--secondary" }) }}
    </form>
  </div>
</details>
{% endif %}
{% if alert.canChallenge %}
<details class="govuk-details"{% if typed.challenge %} open{% endif %}>
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Say that it is wrong, or should not have come to you</span></summary>
  <div class="govuk-details__text">
    <form action="/inbox/{{ alert.id }}/challenge" method="post" novalidate>
      <input type="hidden" name="form" value="{{ formToken }}">
      {{ govukTextarea({ name: "note", id: "challenge-note", rows: 3, value: typed.challenge.note, errorMessage: faultAt["challenge-note"],
        label: { text: "What is wrong with it?" }, hint: { text: "It stays open for whoever owns it. Your words go to them and to those who keep the rule." } }) }}
      {{ govukButton({ text: "Send", classes: "govuk-button--secondary" }) }}
    </form>
  </div>
</details>
{% else %}
<p class="govuk-body">This alert is done: nothing more can be answered to it here.</p>
{% endif %}
{% if alert.reopenableUntil %}
<details class="govuk-details"{% if typed.reopen %} open{% endif %}>
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Open it again</span></summary>
  <div class="govuk-details__text">
    <form action="/inbox/{{ alert.id }}/reopen" method="post" novalidate>
      <input type="hidden" name="form" value="{{ formToken }}">
      {{ govukTextarea({ name: "note", id: "reopen-note", rows: 3, value: typed.reopen.note, errorMessage: faultAt["reopen-note"],
        label: { text: "Why?" }, hint: { text: "Its last owner has it again and is asked to acknowledge it. Possible until " + alert.reopenableUntil + "." } }) }}
      {{ govukButton({ text: "Open it again", classes: "govuk-button--secondary" }) }}
    </form>
  </div>
</details>
{% endif %}
`.trimStart();
