export const signInView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% block title %}Sign in{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Sign in to Tributary</h1>
<p class="govuk-body">For practitioners of the agencies around a child. What you open is recorded: who looked, in which role, at what and why.</p>
{% if demo %}
<p class="govuk-body">This is a demonstration with a borough that does not exist. On the next page you choose who to be.</p>
{% else %}
<p class="govuk-body">You sign in with your organisation’s account.</p>
{% endif %}
{{ govukButton({ text: "Sign in", href: "/sign-in/start?to=" + to, isStartButton: true }) }}
</div></div>
{% endblock %}
`.trimStart();

export const demoPeopleView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% block title %}{% if error %}Error: {% endif %}Who are you?{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error, href: "#person" }], disableAutoFocus: true }) }}
{% endif %}
<form action="/sign-in/demo/{{ attempt }}" method="post" novalidate>
  {{ govukRadios({ name: "person", idPrefix: "person", items: people, errorMessage: { text: error } if error,
    fieldset: { legend: { text: "Who are you?", isPageHeading: true, classes: "govuk-fieldset__legend--l" } },
    hint: { text: "People of Wexbourne, a borough that does not exist. There is no password here; a real hub signs in with your organisation." } }) }}
  {{ govukButton({ text: "Sign in" }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();

export const roleView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% block title %}{% if error %}Error: {% endif %}Your role{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error, href: "#hat" }], disableAutoFocus: true }) }}
{% endif %}
{% if hats.length %}
<form action="/role" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <input type="hidden" name="to" value="{{ to }}">
  {{ govukRadios({ name: "hat", idPrefix: "hat", items: hats, value: chosen, errorMessage: { text: error } if error,
    fieldset: { legend: { text: "Which role do you act in now?", isPageHeading: true, classes: "govuk-fieldset__legend--l" } },
    hint: { text: "What you may see and do, and what is recorded of it, is that of this role alone." } }) }}
  {{ govukButton({ text: "Continue" }) }}
</form>
{% else %}
<h1 class="govuk-heading-l">You hold no role</h1>
<p class="govuk-body">The directory knows you and gives you no role now. Ask whoever keeps the directory.</p>
{% endif %}
</div></div>
{% endblock %}
`.trimStart();

export const signedOutView = `
{% extends "layout" %}
{% block content %}
<h1 class="govuk-heading-l">You are signed out</h1>
{% if leave %}
<p class="govuk-body">You may still be signed in at your organisation. <a class="govuk-link" href="{{ leave }}">Sign out there too</a> if others use this computer.</p>
{% endif %}
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in again</a></p>
{% endblock %}
`.trimStart();
