/** A strip of `attendance-strip.ts`: letters say what colours say. */
export const attendanceView = `
{% macro attendance(strip) %}
<div class="tributary-strip">
<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--s">{{ strip.school }}: marks other than present, by school week, newest first</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row">
    <th scope="col" class="govuk-table__header">Week of</th>
    {% for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] %}<th scope="col" class="govuk-table__header"><span aria-hidden="true">{{ day[0] }}{{ day[1] }}</span><span class="govuk-visually-hidden">{{ day }}</span></th>{% endfor %}
  </tr></thead>
  <tbody class="govuk-table__body">
  {% for week in strip.weeks %}
  <tr class="govuk-table__row">
    <th scope="row" class="govuk-table__header">{{ week.label }}</th>
    {% for day in week.days %}<td class="govuk-table__cell">{% for cell in day.cells %}<span class="tributary-half tributary-half--{{ cell.kind }}"><span class="govuk-visually-hidden">{{ "morning" if cell.session == "AM" else "afternoon" }}: {{ cell.words }}{{ ", " if loop.first else "" }}</span><span aria-hidden="true">{{ cell.text }}</span></span>{% endfor %}</td>
    {% endfor %}
  </tr>
  {% endfor %}
  </tbody>
</table>
<ul class="tributary-key" aria-label="What the letters mean">
  {% for one in strip.key %}<li><span class="tributary-half tributary-half--{{ one.kind }}">{{ one.text }}</span> {{ one.words }}{% if one.own %}: {{ one.own }}{% endif %} ({{ one.times }})</li>
  {% endfor %}
  <li><span class="tributary-half tributary-half--blank"></span> no mark shown: present, or a mark you may not see</li>
  <li><span class="tributary-half tributary-half--closed">–</span> school closed</li>
  <li><span class="tributary-half tributary-half--not-come">?</span> no register has come</li>
</ul>
<p class="govuk-body-s">In each day the left half is the morning. {% if strip.heardUntil %}A register of this school last came on {{ strip.heardUntil | day }}.{% else %}No register of this school is known to have come.{% endif %}</p>
</div>
{% endmacro %}
`.trimStart();
