/** Where a child's page, and the page that shows nothing of one, lead on to. `ref` is the reader's own reference. */
export const childDoorsView = `
<h2 class="govuk-heading-m" id="more">If you must see more, or should see nothing</h2>
<ul class="govuk-list govuk-list--bullet">
  <li><a class="govuk-link" href="/children/{{ ref | urlencode }}/break-glass">I must act for this child now and need to see more: open it for some hours</a></li>
  <li><a class="govuk-link" href="/children/{{ ref | urlencode }}/protection-ground">The child must be protected, and I need to know who else knows the child</a></li>
  <li><a class="govuk-link" href="/children/{{ ref | urlencode }}/family-link">I am linked to this child’s family: show me nothing of it</a></li>
</ul>
`.trimStart();

export const childUnknownView = `
{% extends "layout" %}
{% block content %}
<h1 class="govuk-heading-l">No child that you may see</h1>
<p class="govuk-body">Either no child has that reference in your agency, or nothing of the child is open to you in the role you act in. The page is the same for both.</p>
<p class="govuk-body">If you work with the child, ask whoever keeps the directory, or the agency that you worked with, why Tributary does not know of it. If you think a child may be at risk of significant harm, ring the front door now.</p>
{% include "child-doors" %}
{% endblock %}
`.trimStart();
