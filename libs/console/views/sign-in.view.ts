export const signInView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block title %}{% if error %}Error: {% endif %}Sign in{% endblock %}
{% block content %}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error, href: "#token" }], disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l">Sign in</h1>
<p class="govuk-body">Paste the token that you were given. <code>npx tributary token --user</code> prints one for a person of the directory, in one role of one agency.</p>
<form action="/sign-in" method="post" novalidate>
  {{ govukTextarea({ name: "token", id: "token", rows: 4, spellcheck: false, autocomplete: "off", label: { text: "Token" }, errorMessage: { text: error } if error }) }}
  {{ govukButton({ text: "Sign in" }) }}
</form>
</div></div>
{% endblock %}
`.trimStart();
