/** A drawing of `timeline.ts`: a line an agency. Everything on it stands in words beside it or below. */
export const timelineView = `
{% macro timeline(drawing) %}
<div class="tributary-timeline">
  {% for lane in drawing.lanes %}
  <div class="tributary-lane">
    <p class="tributary-lane__name">{{ lane.name }}</p>
    <svg class="tributary-lane__line" width="100%" height="{{ lane.height }}" role="img" aria-label="{{ lane.words }}">
      {% for month in drawing.months %}<line class="tributary-lane__month" x1="{{ month.x }}" x2="{{ month.x }}" y1="0" y2="100%"></line>
      {% endfor %}
      {% if lane.silent %}<rect class="tributary-lane__silent" x="{{ lane.silent.x }}" width="{{ lane.silent.width }}" y="3" height="{{ lane.height - 6 }}"></rect>
      {% endif %}
      {% for mark in lane.marks %}
      {% if mark.shape == "bar" %}<rect class="tributary-mark{% if mark.history %} tributary-mark--history{% endif %}" x="{{ mark.x }}" width="{{ mark.width }}" y="{{ mark.y - 5 }}" height="10" rx="3"></rect>
      {% else %}<circle class="tributary-mark{% if mark.history %} tributary-mark--history{% endif %}" cx="{{ mark.x }}" cy="{{ mark.y }}" r="6"></circle>
      {% endif %}
      {% endfor %}
    </svg>
  </div>
  {% endfor %}
  <div class="tributary-lane tributary-lane--months" aria-hidden="true">
    <p class="tributary-lane__name"></p>
    <svg class="tributary-lane__line" width="100%" height="22">
      {% for month in drawing.months %}<text x="{{ "100%" if month.atEdge else month.x }}" y="16"{% if month.atEdge %} text-anchor="end"{% endif %}>{{ month.label }}</text>
      {% endfor %}
    </svg>
  </div>
  <ul class="tributary-key" aria-label="What the marks mean">
    <li><svg width="14" height="14" aria-hidden="true"><circle class="tributary-mark" cx="7" cy="7" r="6"></circle></svg> a day</li>
    <li><svg width="26" height="14" aria-hidden="true"><rect class="tributary-mark" x="1" y="2" width="24" height="10" rx="3"></rect></svg> a period; to the edge: not known to have ended</li>
    <li><svg width="16" height="16" aria-hidden="true"><circle class="tributary-mark tributary-mark--history" cx="8" cy="8" r="6"></circle></svg> history, from a return</li>
    <li><svg width="26" height="14" aria-hidden="true"><rect class="tributary-lane__silent" x="1" y="1" width="24" height="12"></rect></svg> silent: nothing came, though it should have</li>
  </ul>
</div>
{% endmacro %}
`.trimStart();
