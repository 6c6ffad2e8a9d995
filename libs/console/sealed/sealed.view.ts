/** The pairs of an agency, by when they were sealed: who they are about stands nowhere. */
export const sealedPairsView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% block content %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">Sealed pairs</h1>
<p class="govuk-body">Before an adoption order takes effect, seal who the child was apart from who they become. From then on nothing and nobody here joins the two, and no other team learns that there is a pair.</p>
<p class="govuk-body">Tributary does not know whom a pair is about: it keeps no name and no number of either. Note in your own file when you sealed it.</p>
{{ govukButton({ text: "Seal a pair", href: "/sealed-pairs/new" }) }}
{% if pairs.length %}
<h2 class="govuk-heading-m">Sealed by your agency</h2>
<ol class="govuk-list tributary-list">
  {% for one in pairs %}
  <li>
    <h3 class="govuk-heading-s"><a class="govuk-link" href="/sealed-pairs/{{ one.id }}">{{ one.title }}<span class="govuk-visually-hidden">, pair {{ loop.index }}</span></a></h3>
    <p class="govuk-body">{% if one.tell %}{{ govukTag({ text: "Tell an agency", classes: "govuk-tag--orange" }) }} {% endif %}{{ one.found }}</p>
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">Your agency has sealed none.</p>
{% endif %}
{% endblock %}
`.trimStart();

/** Sealing a pair. Browsers are asked to remember nothing of it. */
export const sealFormView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-message/macro.njk" import govukErrorMessage %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/warning-text/macro.njk" import govukWarningText %}
{% macro field(name, label, hint, width) %}{{ govukInput({ name: name, id: name, value: typed[name], errorMessage: faultAt[name], spellcheck: false, autocomplete: "off", classes: width, label: { text: label, classes: "govuk-label--s" }, hint: { text: hint } if hint }) }}{% endmacro %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Sealed pairs", href: "/sealed-pairs" }) }}</nav>{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">Seal a pair</h1>
{{ govukWarningText({ text: "Open alerts about the child as they were end, and nobody is reminded of that child again. A worry about the child from now on belongs under who they become.", iconFallbackText: "Warning" }) }}
<p class="govuk-body">What you write here is kept nowhere. Only what can test it stays: a record of the one is linked to the other by no machine and no steward.</p>
<form action="/sealed-pairs/new" method="post" autocomplete="off" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <h2 class="govuk-heading-m">The child as they were</h2>
  {{ field("child", "Your agency’s reference for the child", "32 letters and digits, as a receipt and the address of the child’s page have it.", "govuk-input--width-30") }}
  <div class="govuk-form-group{% if faultAt.becomes %} govuk-form-group--error{% endif %}">
  <fieldset class="govuk-fieldset" id="becomes" aria-describedby="becomes-hint{% if faultAt.becomes %} becomes-error{% endif %}">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m"><h2 class="govuk-fieldset__heading">Who they become</h2></legend>
    <div id="becomes-hint" class="govuk-hint">Only what will be different: a new number, or both names with the birth date. The more you give, the better the two are kept apart.</div>
    {% if faultAt.becomes %}{{ govukErrorMessage({ id: "becomes-error", text: faultAt.becomes.text }) }}{% endif %}
    {{ field("nhsNumber", "New NHS number", "", "govuk-input--width-10") }}
    {{ field("upn", "New pupil number (UPN)", "", "govuk-input--width-20") }}
    {{ field("givenName", "First name", "As it will be, where it stays the same too.", "govuk-input--width-20") }}
    {{ field("familyName", "New surname", "", "govuk-input--width-20") }}
    {{ field("birthDate", "Date of birth", "For example, 4/3/2014", "govuk-input--width-10") }}
  </fieldset>
  </div>
  {{ govukButton({ text: "Seal them apart", preventDoubleClick: false }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();

/** One pair: which agencies should have been told, and taking it back. */
export const sealedPairView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Sealed pairs", href: "/sealed-pairs" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">{{ pair.title }}</h1>
{% if pair.found %}
<p class="govuk-body">By each record below the two could have been taken for one child. They were not, and no other team has seen it.</p>
{% if pair.tell %}<p class="govuk-body">An agency that holds something of both goes on sending it until it is told to keep the two apart itself.</p>{% endif %}
<p class="govuk-body">Of a record that is only alike there is nothing to do. Its agency may not know that the child was anybody else: do not tell it.</p>
{{ table(pair.table) }}
{% else %}
<p class="govuk-body">Nothing would have joined the two.</p>
{% endif %}
<h2 class="govuk-heading-m">If it was sealed by mistake</h2>
<p class="govuk-body">Taking it back lets records of the two be linked again, and starts reminders about the child as they were again.</p>
<form action="/sealed-pairs/{{ pair.id }}/end" method="post" autocomplete="off" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukInput({ name: "child", id: "child", value: typed.child, errorMessage: faultAt["child"], spellcheck: false, autocomplete: "off", classes: "govuk-input--width-30", label: { text: "Your agency’s reference for the child as they were", classes: "govuk-label--s" }, hint: { text: "It shows that you mean this pair: nothing here says whom it is about." } }) }}
  {{ govukButton({ text: "Take it back", classes: "govuk-button--warning", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();
