export const childView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "attendance" import attendance %}
{% from "phone" import phone %}
{% from "timeline" import timeline %}
{% block content %}{% set ref = child.ref %}
{% if fault %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: fault, href: "#as-known-on" }], disableAutoFocus: true }) }}
{% endif %}
<h1 class="govuk-heading-l govuk-!-margin-bottom-2">{{ child.heading }}</h1>
{% for name in child.otherNames %}<p class="govuk-body">Also known as {{ name }}</p>
{% endfor %}
<p class="govuk-body">As at {{ child.asOf | time }}.{% if child.school %} School last heard from: {{ child.school }}.{% endif %}{% if child.lead %} {{ child.labels.lead }}: {{ child.lead.name }}, {{ child.lead.role | lower }}, {{ child.lead.agency }}{% if child.lead.phone %}, {{ phone(child.lead.phone) }}{% endif %}.{% endif %}</p>
{% for one in child.alerts %}
{% if loop.first %}<p class="govuk-body govuk-!-margin-bottom-1">Your open alerts about this child:</p><ul class="govuk-list govuk-list--bullet">{% endif %}
<li><a class="govuk-link" href="/inbox/{{ one.id }}">{{ one.title }}</a> <strong class="moj-badge">{{ one.soon }}</strong></li>
{% if loop.last %}</ul>{% endif %}
{% endfor %}
{% if child.authority %}
<div class="govuk-inset-text">If you think this child may be at risk of significant harm, ring {{ child.authority.name }}’s front door on {{ phone(child.authority.frontDoor) }}, or {{ phone(child.authority.outOfHours) }} out of hours, now.</div>
{% endif %}

{% if child.locationSealed %}<div class="govuk-inset-text"><strong>Protected address.</strong> Nothing here says where this child can be found: not which school, practice or service. Do not write it down, and do not ask the family where they are before others. For what you must know, ring the front door.</div>{% endif %}

<nav aria-label="On this page">
<ul class="govuk-list tributary-contents">
  <li><a class="govuk-link" href="#status">Status</a></li>
  <li><a class="govuk-link" href="#involved">Who is involved</a></li>
  {% if child.around.length or child.siblings.length or child.named.length %}<li><a class="govuk-link" href="#around">Around the child</a></li>{% endif %}
  <li><a class="govuk-link" href="#chronology">What happened</a></li>
  <li><a class="govuk-link" href="#coverage">{% if child.silent %}Silent now: {{ child.silent }}{% else %}From whom something should come{% endif %}</a></li>
  {% if child.withheld.length %}<li><a class="govuk-link" href="#withheld">Not shown to you: {{ child.withheld.length }}</a></li>{% endif %}
  <li><a class="govuk-link" href="#more">If you must see more</a></li>
</ul>
</nav>

<h2 class="govuk-heading-m" id="status">Status now</h2>
<dl class="govuk-summary-list">
  {% for one in child.status %}
  <div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">{{ one.key }}</dt>
    <dd class="govuk-summary-list__value">
      {{ govukTag({ text: one.tag.text, classes: one.tag.classes }) }}
      {% for account in one.accounts %}<p class="govuk-body govuk-!-margin-top-1 govuk-!-margin-bottom-1">{{ account.text }} <span class="tributary-source">{{ account.source }}</span></p>{% endfor %}
      {% if one.words %}<p class="govuk-body govuk-!-margin-top-1 govuk-!-margin-bottom-1">{{ one.words }}{% if one.heard %} <span class="tributary-source">{{ one.heard }}</span>{% endif %}</p>{% endif %}
    </dd>
  </div>
  {% endfor %}
</dl>

<h2 class="govuk-heading-m" id="involved">Who is involved, and how to reach them</h2>
{% if child.contacts.length %}
<ul class="govuk-list tributary-cards">
  {% for one in child.contacts %}
  <li>
    <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{{ one.name }}</h3>
    {% for person in one.people %}<p class="govuk-body govuk-!-margin-bottom-1">{{ person.name }}, {{ person.role | lower }}: {% if person.phone %}{{ phone(person.phone) }}{% else %}no number in the directory{% endif %}</p>
    {% else %}<p class="govuk-body govuk-!-margin-bottom-1">Nobody to ring in the directory.</p>{% endfor %}
    <p class="govuk-body-s govuk-!-margin-bottom-1">{{ one.hours }}.</p>
    {% for service in one.services %}<p class="govuk-body-s govuk-!-margin-bottom-1">{{ service }}.</p>{% endfor %}
    <p class="govuk-body-s govuk-!-margin-bottom-0">Last heard about this child on {{ one.lastHeard | day }}{% if one.history %}, history only{% endif %}.</p>
  </li>
  {% endfor %}
</ul>
{% else %}
<p class="govuk-body">No agency that you may see.</p>
{% endif %}

{% if child.around.length or child.siblings.length or child.named.length %}
<h2 class="govuk-heading-m" id="around">Around the child</h2>
{% if child.around.length %}
<ul class="govuk-list govuk-list--bullet">
  {% for one in child.around %}<li><strong>{{ one.name }}</strong>: {{ one.words }}. <span class="tributary-source">{{ one.source }}</span></li>
  {% endfor %}
</ul>
{% endif %}
{% if child.siblings.length %}
<p class="govuk-body govuk-!-margin-bottom-1">Brothers and sisters whose pages you may open:</p>
<ul class="govuk-list govuk-list--bullet">
  {% for one in child.siblings %}<li><a class="govuk-link" href="/children/{{ one.ref }}">{{ one.name }}</a>: {{ one.why }}. <span class="tributary-source">{{ one.source }}</span></li>
  {% endfor %}
</ul>
{% endif %}
{% if child.named.length %}
<p class="govuk-body govuk-!-margin-bottom-1">Named in a concern as a possible source of harm. It is an allegation: nobody has found that it is so.</p>
<ul class="govuk-list govuk-list--bullet">
  {% for one in child.named %}<li><strong>{{ one.name }}</strong>: {{ one.words }}. <span class="tributary-source">{{ one.source }}</span></li>
  {% endfor %}
</ul>
{% endif %}
{% for one in child.namesakes %}
<div class="govuk-inset-text"><strong>A question to you.</strong> Somebody who works for your agency bears the name of {{ one.name }}{% if one.born %}, born on {{ one.born }}{% endif %}, who is named in a concern: {{ one.staff }}. Tributary does not know whether it is the same person, and nobody is shut out by a name. Find out without telling them of this child. If it is the same person, have your agency’s record name them by their staff number: they are shut out then.</div>
{% endfor %}
{% endif %}

<h2 class="govuk-heading-m" id="chronology">What happened{% if asked %}, as it could be seen on {{ asked | day }}{% endif %}</h2>
<p class="govuk-body govuk-!-font-weight-bold">{{ months.words }}</p>
{% if child.note %}{{ govukInsetText({ text: child.note }) }}{% endif %}
{% if child.drawing.lanes.length %}{{ timeline(child.drawing) }}{% endif %}
{% for strip in child.strips %}
{% if loop.first %}<h3 class="govuk-heading-m">Attendance</h3>{% endif %}
{{ attendance(strip) }}
{% endfor %}
{% if child.months.length %}
{% for month in child.months %}
<section class="tributary-month" aria-labelledby="month-{{ loop.index }}">
<h3 class="govuk-heading-m" id="month-{{ loop.index }}">{{ month.label }}</h3>
{% for line in month.attendance %}<p class="govuk-body-s">{{ line }}</p>{% endfor %}
{% if month.entries.length %}
<ol class="govuk-list tributary-chronology">
  {% for entry in month.entries %}
  <li>
    <h4 class="govuk-heading-s govuk-!-margin-bottom-1">{{ entry.occurred | when }}: {{ entry.title }}</h4>
    <p class="govuk-body-s govuk-!-margin-bottom-1">{{ entry.agency }}. {{ entry.known }}{% if entry.history %} {{ govukTag({ text: "History: from a return", classes: "govuk-tag--grey" }) }}{% endif %}{% if entry.note %} {{ entry.note | capitalize }}.{% endif %}</p>
    {% if entry.details.length %}
    <dl class="tributary-details">
      {% for one in entry.details %}<div><dt>{{ one.name }}</dt><dd>{{ one.value }}</dd></div>
      {% endfor %}
    </dl>
    {% endif %}
  </li>
  {% endfor %}
</ol>
{% endif %}
</section>
{% endfor %}
{% else %}
<p class="govuk-body">Nothing that you may see is known to Tributary of these months. That does not mean that nothing happened.</p>
{% endif %}
{% if child.cutShort %}<p class="govuk-body">There is more in these months than a page holds: what came last is missing here.</p>{% endif %}
<nav class="tributary-months" aria-label="Other months">
  <a class="govuk-link" href="/children/{{ child.ref }}?{{ months.earlier.query }}#chronology">Earlier: {{ months.earlier.text }}</a>
  {% if months.later %}<a class="govuk-link" href="/children/{{ child.ref }}?{{ months.later.query }}#chronology">Later: {{ months.later.text }}</a>{% endif %}
</nav>
<form action="/children/{{ child.ref }}#chronology" method="get" novalidate>
  {{ govukInput({ name: "asKnownOn", id: "as-known-on", label: { text: "See it as it could be seen on a day" }, hint: { text: "For example, 2026-03-07" }, classes: "govuk-input--width-10", value: typed, errorMessage: faultError }) }}
  {{ govukButton({ text: "Show", classes: "govuk-button--secondary" }) }}
</form>

<p class="govuk-body"><a class="govuk-link" href="/children/{{ child.ref }}/assessment">{{ child.labels.assessment }}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/children/{{ child.ref }}/export">Take out what happened, as PDF or for a spreadsheet</a></p>

<h2 class="govuk-heading-m" id="coverage">From whom something should come</h2>
<p class="govuk-body">That nothing stands here from somebody does not mean that nothing happened.</p>
<ul class="govuk-list tributary-coverage">
  {% for one in child.coverage %}
  <li>{{ govukTag(one.tag) }} {{ one.words }}
    {% if one.feeds.length %}<ul class="govuk-list govuk-list--bullet">{% for line in one.feeds %}<li class="govuk-body-s">{{ line }}</li>{% endfor %}</ul>{% endif %}
  </li>
  {% endfor %}
</ul>

{% if child.withheld.length %}
<h2 class="govuk-heading-m" id="withheld">Not shown to you</h2>
<p class="govuk-body">There is something of these kinds. <a class="govuk-link" href="/children/{{ child.ref }}/requests">Ask the agency for it</a> if you need it for your work with the child.</p>
<ul class="govuk-list govuk-list--bullet">
  {% for one in child.withheld %}<li>{{ one.agency }}, {{ one.what }}: {{ one.reason }}</li>
  {% endfor %}
</ul>
{% endif %}

{% include "child-doors" %}
<p class="govuk-body"><a class="govuk-link" href="/children/{{ child.ref }}/location">The address of the child or the household is protected, or not any more</a></p>
{% endblock %}
`.trimStart();
