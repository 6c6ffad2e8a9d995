/**
 * A table that fits on a telephone: there each row stands for itself, its cells under one another with their headings.
 * The roles are said again because a browser takes them from a table that is laid out otherwise.
 *
 * `caption`, `head` (texts) and `rows` (a list of cells); a cell has `text`, and `href` or `tag` (a colour's class)
 * where it is a link or a state, `lines` where it has several, or `keep` where it must not break; `more` stands small
 * below. `steady` tables have their columns one under another.
 */
export const tableView = `
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% macro table(params) %}
<table class="govuk-table tributary-table{% if params.steady %} tributary-table--steady{% endif %}" role="table">
  <caption class="govuk-table__caption govuk-table__caption--m">{{ params.caption }}</caption>
  <thead class="govuk-table__head" role="rowgroup">
    <tr class="govuk-table__row" role="row">
      {% for one in params.head %}<th scope="col" class="govuk-table__header" role="columnheader">{{ one }}</th>{% endfor %}
    </tr>
  </thead>
  <tbody class="govuk-table__body" role="rowgroup">
    {% for row in params.rows %}
    <tr class="govuk-table__row" role="row">
      {% for cell in row %}
      <td class="govuk-table__cell" role="cell"><span class="tributary-table__label" aria-hidden="true">{{ params.head[loop.index0] }}</span><span{% if cell.keep %} class="tributary-keep"{% endif %}>
        {% if cell.href %}<a class="govuk-link" href="{{ cell.href }}">{{ cell.text }}</a>
        {% elif cell.tag %}{{ govukTag({ text: cell.text, classes: cell.tag }) }}
        {% elif cell.lines %}{% for line in cell.lines %}<span class="tributary-line">{{ line }}</span>{% endfor %}
        {% else %}{{ cell.text }}{% endif %}
        {% if cell.more %}<span class="tributary-more">{{ cell.more }}</span>{% endif %}
      </span></td>
      {% endfor %}
    </tr>
    {% endfor %}
  </tbody>
</table>
{% endmacro %}
`.trimStart();
