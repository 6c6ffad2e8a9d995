/**
 * A table that becomes a list of cards on a narrow screen. The roles are said outright: a table laid out as blocks is
 * no longer one to some screen readers. A cell: text, href, tag, more; the first one heads its row.
 */
export const tables = `
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% macro said(cell) %}
<span>{% if cell.tag %}{{ govukTag(cell.tag) }} {% endif %}{% if cell.href %}<a class="govuk-link" href="{{ cell.href }}">{{ cell.text }}</a>{% else %}{{ cell.text }}{% endif %}{% if cell.more %}<span class="tributary-more">{{ cell.more }}</span>{% endif %}</span>
{% endmacro %}
{% macro stackTable(table) %}
<table class="govuk-table tributary-stack" role="table">
  <caption class="govuk-table__caption govuk-table__caption--m{% if table.hidden %} govuk-visually-hidden{% endif %}">{{ table.caption }}</caption>
  <thead class="govuk-table__head" role="rowgroup">
    <tr class="govuk-table__row" role="row">
      {% for name in table.head %}<th scope="col" class="govuk-table__header" role="columnheader">{{ name }}</th>
      {% endfor %}
    </tr>
  </thead>
  <tbody class="govuk-table__body" role="rowgroup">
    {% for row in table.rows %}
    <tr class="govuk-table__row" role="row">
      {% for cell in row %}
      {% if loop.first %}<th scope="row" class="govuk-table__header" role="rowheader">{{ said(cell) }}</th>
      {% else %}<td class="govuk-table__cell" role="cell" data-label="{{ table.head[loop.index0] }}">{{ said(cell) }}</td>
      {% endif %}
      {% endfor %}
    </tr>
    {% endfor %}
  </tbody>
</table>
{% endmacro %}
`.trimStart();
