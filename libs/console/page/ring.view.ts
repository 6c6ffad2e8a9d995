/** People and desks to ring, each with when they are there; a number is a link that a telephone dials. */
export const ringView = `
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "phone" import phone %}
{% macro ring(contacts) %}
<ul class="govuk-list tributary-people">
  {% for one in contacts %}
  <li>
    <p class="govuk-body govuk-!-margin-bottom-1"><strong>{{ one.name }}</strong>
      {% if one.phone %}{{ phone(one.phone) }}{% else %}no number in the directory{% endif %}
      {{ govukTag({ text: "Open", classes: "govuk-tag--green" }) if one.isOpen else govukTag({ text: "Closed", classes: "govuk-tag--grey" }) }}</p>
    <p class="govuk-body-s">{{ one.role }}, {{ one.agency }}. {{ one.hours }}.</p>
  </li>
  {% endfor %}
</ul>
{% endmacro %}
`.trimStart();
