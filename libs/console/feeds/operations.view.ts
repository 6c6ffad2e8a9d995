export const operationsView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "table" import table %}
{% block content %}
{% if done %}
{{ govukNotificationBanner({ text: done, titleText: "Done", role: "region" }) }}
{% endif %}
<h1 class="govuk-heading-l">Operations</h1>
<p class="govuk-body">What stands aside and needs a hand. Feeds have <a class="govuk-link" href="/feeds">pages of their own</a>.</p>

<h2 class="govuk-heading-m">Parked events</h2>
{% if consumers.length %}
<p class="govuk-body">Events that a read model or the rules could not take. The rest goes on; a child’s page or alert may lack them. Mend the cause, then give them again.</p>
{% for consumer in consumers %}
{{ table(consumer.table) }}
<form action="/operations/redrive" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  <input type="hidden" name="consumer" value="{{ consumer.name }}">
  {{ govukButton({ text: "Give " + consumer.name + " its events again", classes: "govuk-button--secondary" }) }}
</form>
{% endfor %}
{% else %}
<p class="govuk-body">No event is parked.</p>
{% endif %}

<h2 class="govuk-heading-m">Feeds that cannot be fetched</h2>
{% if pulls.length %}
<p class="govuk-body">Their sources keep what they have; each is tried again by itself and goes on where it was.</p>
<ul class="govuk-list tributary-list">
  {% for pull in pulls %}
  <li>
    <h3 class="govuk-heading-s"><a class="govuk-link" href="/feeds/{{ pull.feed }}">{{ pull.feed }}</a></h3>
    <p class="govuk-body"><strong>Failing since {{ pull.since | time }}.</strong> {{ pull.why }} Next attempt on {{ pull.next | time }}.</p>
  </li>
  {% endfor %}
</ul>
{% else %}
<p class="govuk-body">No feed fails to be fetched.</p>
{% endif %}

<h2 class="govuk-heading-m">Mail that told nobody</h2>
{% if letters.length %}
<p class="govuk-body">The alert stands in the person’s inbox all the same, and goes to the next person if nobody acknowledges it.</p>
<ol class="govuk-list tributary-list">
  {% for letter in letters %}
  <li>
    <h3 class="govuk-heading-s">{{ letter.to }}</h3>
    <p class="govuk-body">{{ letter.why }} News of {{ letter.since | time }}, after {{ letter.tries }}.</p>
    <form action="/operations/mail" method="post" novalidate>
      <input type="hidden" name="form" value="{{ formToken }}">
      <input type="hidden" name="letter" value="{{ letter.id }}">
      {{ govukButton({ html: 'Send again<span class="govuk-visually-hidden"> to ' + (letter.to | escape) + ', news of ' + (letter.since | time) + '</span>', classes: "govuk-button--secondary" }) }}
    </form>
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">No mail has failed.</p>
{% endif %}

<h2 class="govuk-heading-m">Systems that are called</h2>
{% if endpoints.length %}
<p class="govuk-body">Notices to agencies’ own systems. They can be asked for as well, so none is lost; people have their alerts all the same.</p>
<ol class="govuk-list tributary-list">
  {% for endpoint in endpoints %}
  <li>
    <h3 class="govuk-heading-s">{{ endpoint.name }}</h3>
    <p class="govuk-body">
      {% if endpoint.offSince %}<strong>Not called since {{ endpoint.offSince | time }}:</strong> it said that it is gone.{% elif endpoint.failingSince %}<strong>Failing since {{ endpoint.failingSince | time }}.</strong> {{ endpoint.answer }}{% else %}{{ endpoint.answer }}{% endif %}
      {{ endpoint.waiting }} waiting, {{ endpoint.failed }} given up.
    </p>
    {% if endpoint.refused %}
    <p class="govuk-body">What it said back on its topic was refused {{ endpoint.refused.often }}, last on {{ endpoint.refused.last | time }}: <code>{{ endpoint.refused.code }}</code>.</p>
    {% endif %}
    {% if endpoint.mayCall %}
    <form action="/operations/calls" method="post" novalidate>
      <input type="hidden" name="form" value="{{ formToken }}">
      <input type="hidden" name="agency" value="{{ endpoint.id }}">
      {{ govukButton({ html: 'Call again<span class="govuk-visually-hidden">: ' + (endpoint.name | escape) + '</span>', classes: "govuk-button--secondary" }) }}
    </form>
    {% endif %}
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">No agency’s system is called.</p>
{% endif %}
{% endblock %}
`.trimStart();
