/** A number that a telephone rings at a tap. */
export const phoneView = `
{% macro phone(number) %}<a class="govuk-link govuk-link--no-visited-state tributary-phone" href="tel:{{ number | replace(" ", "") }}">{{ number }}</a>{% endmacro %}
`.trim();
