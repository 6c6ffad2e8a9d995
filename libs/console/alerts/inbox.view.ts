export const inboxView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% macro line(alert, heading, soon) %}
<{{ heading }} class="govuk-heading-s"><a class="govuk-link" href="/inbox/{{ alert.id }}">{{ alert.heading }}<span class="govuk-visually-hidden">, raised {{ alert.raisedAt | time }}</span></a></{{ heading }}>
<p class="govuk-body">{{ govukTag({ text: alert.state, classes: alert.colour }) }}
  {% if alert.overdueSince %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }}{% endif %}
  {% if soon %}{{ soon }}. {% endif %}{{ alert.whose }}.</p>
{% if alert.overdueSince %}<p class="govuk-body-s">Not acknowledged by {{ alert.overdueSince | time }}.</p>
{% elif alert.dueAt %}<p class="govuk-body-s"><strong>Acknowledge by {{ alert.dueAt | time }}</strong>; else it goes to the next person.</p>{% endif %}
<p class="govuk-body-s">{{ alert.why }} Raised {{ alert.raisedAt | time }}.</p>
{% endmacro %}
{% block content %}
<h1 class="govuk-heading-l">Your alerts</h1>
<p class="govuk-body">Sent to you as {{ person.role }}. An alert is information, not a referral: nobody has been asked to act because it exists.</p>
<div data-live="waiting">{% if waiting.length %}
<ul class="govuk-list govuk-inset-text">
  {% for one in waiting %}<li>{% if one.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }} {% endif %}<a class="govuk-link" href="{{ one.href }}">{{ one.text }}</a></li>
  {% endfor %}
</ul>
{% endif %}</div>
<nav class="moj-sub-navigation" aria-label="Which alerts" data-live="tabs">
  <ul class="moj-sub-navigation__list">
    {% for tab in inbox.tabs %}
    <li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link" href="{{ tab.href }}"{% if tab.active %} aria-current="page"{% endif %}>{{ tab.text }} ({{ tab.count }})</a></li>
    {% endfor %}
  </ul>
</nav>
<form class="tributary-filter" action="/inbox" method="get" novalidate>
  {% if inbox.show != "all" %}<input type="hidden" name="show" value="{{ inbox.show }}">{% endif %}
  {{ govukSelect({ name: "soon", id: "soon", items: inbox.soon, label: { text: "How soon" } }) }}
  {{ govukButton({ text: "Show", classes: "govuk-button--secondary" }) }}
</form>
<div data-live="list">
{% for group in inbox.groups %}
<h2 class="govuk-heading-m">{{ group.name }}</h2>
<ol class="govuk-list tributary-list">
  {% for bundle in group.bundles %}
  <li class="tributary-alert tributary-alert--{{ bundle.severity }}">
    {% if bundle.heading %}
    <h3 class="govuk-heading-s"><a class="govuk-link" href="/inbox/{{ bundle.id }}/together">{{ bundle.heading }}</a></h3>
    <ol class="govuk-list tributary-bundle">
      {% for alert in bundle.alerts %}<li class="tributary-alert tributary-alert--{{ alert.severity }}">{{ line(alert, "h4", alert.soon) }}</li>
      {% endfor %}
    </ol>
    {% else %}{{ line(bundle.alerts[0], "h3") }}{% endif %}
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">{% if inbox.isFiltered %}No alert of yours is so.{% elif inbox.show == "done" %}None of your alerts is done.{% elif inbox.show == "all" %}No alert waits for you in this role. That nothing stands here does not mean that nothing happened.{% else %}No alert of yours is so.{% endif %}
{% if inbox.isFiltered %} <a class="govuk-link" href="/inbox">Show all that there is to do</a>{% endif %}</p>
{% endfor %}
{% if inbox.previous or inbox.next %}
<nav aria-label="Pages of the list"><p class="govuk-body">
  {% if inbox.previous %}<a class="govuk-link" rel="prev" href="{{ inbox.previous }}">Previous page</a>{% endif %}
  {% if inbox.next %}<a class="govuk-link" rel="next" href="{{ inbox.next }}">Next page</a>{% endif %}
</p></nav>
{% endif %}
</div>
<p class="govuk-body"><a class="govuk-link" href="/concerns/new">Record a concern about a child</a></p>
<p class="govuk-body"><a class="govuk-link" href="/concerns">What became of concerns that your agency raised</a></p>
{% endblock %}
`.trimStart();
