/** Saying that one is linked to a child's family. */
export const familyLinkView = `
{% extends "child-form" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% block form %}
<h1 class="govuk-heading-l">I am linked to this child’s family</h1>
<p class="govuk-body">Say so where you are related to the family, live with or near them, or know them outside your work so well that you should not read about the child.</p>
<ul class="govuk-list govuk-list--bullet">
  <li>From then on nothing of the child opens to you, in none of your roles, and not in an emergency.</li>
  <li>Your manager is told that you declared a link, so that somebody else takes the work. You need not say what the link is.</li>
  <li>You cannot take it back yourself. Your manager can, with a reason.</li>
</ul>
<form action="/children/{{ ref | urlencode }}/family-link" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukButton({ text: "I am linked to the family", classes: "govuk-button--warning", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();

export const familyLinkDoneView = `
{% extends "layout" %}
{% block content %}
<h1 class="govuk-heading-l">Declared</h1>
<p class="govuk-body">If there is a child of that reference, nothing of it opens to you from now on, and your manager has been told. Ring them if the child needs somebody today.</p>
<p class="govuk-body"><a class="govuk-link" href="/inbox">Your alerts</a></p>
{% endblock %}
`.trimStart();
