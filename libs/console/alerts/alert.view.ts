export const alertView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/details/macro.njk" import govukDetails %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/inset-text/macro.njk" import govukInsetText %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "phone" import phone %}
{% from "ring" import ring %}
{% from "timeline" import timeline %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "Your alerts", href: "/inbox" }) }}</nav>{% endblock %}
{% block content %}
<div class="tributary-beside">
<div class="tributary-beside__head">
{% if error %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: [{ text: error.text, href: "#" + error.field }], disableAutoFocus: true }) }}
{% endif %}
{% if alert.evidence.name %}<span class="govuk-caption-l">{{ alert.evidence.name }}</span>{% endif %}
<h1 class="govuk-heading-l govuk-!-margin-bottom-3">{{ alert.heading }}</h1>
<p class="govuk-body">{{ govukTag({ text: alert.state, classes: alert.colour }) }}
  {% if alert.isOverdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }}{% endif %}
  <strong class="moj-badge">{{ alert.soon }}</strong></p>
{% if alert.unknown %}<p class="govuk-body">{{ alert.unknown }}</p>{% endif %}
<p class="govuk-body"><strong>Why you:</strong> {{ alert.why }} {{ alert.whose }}.</p>
{% if alert.together %}<p class="govuk-body">It is one of <a class="govuk-link" href="/inbox/{{ alert.id }}/together">{{ alert.together }}</a> that came near each other.</p>{% endif %}
{% if not alert.identityConfirmed %}<p class="govuk-body"><strong>Identity not confirmed:</strong> it is not yet certain that these records are of one child.</p>{% endif %}
{{ govukInsetText({ text: alert.notice }) }}
{% if alert.canAcknowledge %}
<form action="/inbox/{{ alert.id }}/acknowledge" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukButton({ text: "Acknowledge this alert", preventDoubleClick: false }) }}
</form>
{% endif %}
{{ govukSummaryList({ rows: alert.rows, classes: "tributary-summary" }) }}
</div>
{% if alert.ring.length %}
<section class="tributary-beside__aside" aria-labelledby="ring">
<h2 class="govuk-heading-m" id="ring">Whom to ring now</h2>
{{ ring(alert.ring) }}
</section>
{% endif %}
<div class="tributary-beside__rest">
{% if alert.recalls %}
<h2 class="govuk-heading-m">What is taken back</h2>
<p class="govuk-body"><a class="govuk-link" href="/inbox/{{ alert.recalls.id }}">{{ alert.recalls.title }}</a>, which you were told of on {{ alert.recalls.raisedAt }}. It used a record that has been found to be another child’s. Destroy letters, prints and copies that you made of it, or give them back to your data officer, who has the list of what has left.</p>
{% endif %}
{% if alert.other %}
<h2 class="govuk-heading-m">Who works with this child too</h2>
{% if alert.other.contact %}{{ ring([alert.other.contact]) }}{% else %}<p class="govuk-body"><strong>{{ alert.other.name }}</strong>, whom the directory no longer knows.</p>{% endif %}
<p class="govuk-body">{{ alert.other.work }}, since {{ alert.other.since }}. They have had the same notice about you.</p>
{% endif %}
<h2 class="govuk-heading-m">{% if alert.feed or alert.areFeeds %}What it is about{% else %}What it rests on{% endif %}</h2>
{% if alert.feed %}
<p class="govuk-body">The feed <strong>{{ alert.feed.id }}</strong> of {{ alert.feed.agency }}{% if alert.feed.rhythm %}, which should deliver {{ alert.feed.rhythm }}{% endif %}. Nothing came when it should have. No child is concerned; but until it delivers again, silence about the children of that agency says nothing.</p>
{% elif alert.areFeeds %}
<p class="govuk-body">{% if alert.supplier %}Feeds that declare <strong>{{ alert.supplier }}</strong> as their supplier{% else %}Feeds that shared a supplier{% endif %}: nothing came from them when it should have. No child is concerned; but until a feed delivers again, silence about the children of its agency says nothing.</p>
<ul class="govuk-list tributary-people">
  {% for one in alert.holds %}
  <li>
    <p class="govuk-body govuk-!-margin-bottom-1">{{ govukTag({ text: one.state, classes: one.colour }) }}
      <strong>{{ one.feed.id }}</strong> of {{ one.feed.agency }}{% if one.feed.rhythm %}, which should deliver {{ one.feed.rhythm }}{% endif %}</p>
    {% if one.manager %}{{ ring([one.manager]) }}{% else %}<p class="govuk-body-s">The directory names nobody who manages it.</p>{% endif %}
  </li>
  {% endfor %}
</ul>
{% elif alert.holds.length %}
<ul class="govuk-list tributary-people">
  {% for one in alert.holds %}
  <li>
    <p class="govuk-body govuk-!-margin-bottom-1">{{ govukTag({ text: one.state, classes: one.colour }) }}
      <a class="govuk-link" href="/inbox/{{ one.id }}">{{ one.other.name }} works with a child you work with<span class="govuk-visually-hidden">, {{ loop.index }} of {{ loop.length }}</span></a></p>
    <p class="govuk-body-s">{{ one.other.work }}, since {{ one.other.since }}{% if one.other.contact %}; {{ one.other.contact.agency }}{% endif %}.</p>
  </li>
  {% endfor %}
</ul>
{% elif alert.assessment and alert.evidence %}
<p class="govuk-body">An assessment that is kept here. <a class="govuk-link" href="/children/{{ alert.child }}/assessment">See the assessment</a>, as far as it is open to you, or <a class="govuk-link" href="/children/{{ alert.child }}">what is known of this child</a>.</p>
{% elif alert.evidence %}
{% if alert.evidence.drawing %}{{ timeline(alert.evidence.drawing) }}{% endif %}
<div class="moj-timeline">
  {% for one in alert.evidence.lines %}
  <div class="moj-timeline__item">
    <div class="moj-timeline__header">
      <h3 class="moj-timeline__title">{{ one.title }}</h3>
      <p class="moj-timeline__byline">by {{ one.agency }}</p>
    </div>
    <p class="moj-timeline__date">{{ one.occurred | when }}</p>
    <div class="moj-timeline__description">
      {% if one.isTakenBack %}<p class="govuk-body-s">{{ govukTag({ text: "Taken back since", classes: "govuk-tag--grey" }) }}</p>
      {% elif one.isCorrected %}<p class="govuk-body-s">{{ govukTag({ text: "Corrected since", classes: "govuk-tag--grey" }) }}</p>{% endif %}
      {% if one.details.length %}<dl class="tributary-details">
        {% for detail in one.details %}<div><dt>{{ detail.name }}</dt><dd>{{ detail.value }}</dd></div>
        {% endfor %}
      </dl>{% endif %}
      <p class="govuk-body-s govuk-!-margin-top-2">Known to Tributary from {{ one.knownFrom | time }}{% if one.history %}; history, from a return{% endif %}.</p>
    </div>
  </div>
  {% endfor %}
</div>
{% if not alert.evidence.lines.length %}<p class="govuk-body">You may open none of the events that it rests on. Ring whoever owns it.</p>{% endif %}
{% for one in alert.evidence.withheld %}<p class="govuk-body">Not shown to you, from {{ one.agency }} ({{ one.what }}): {{ one.reason }}.</p>
{% endfor %}
{% if alert.evidence.known.length %}<p class="govuk-body">Known of the child now: {{ alert.evidence.known | join(", ") | lower }}.</p>{% endif %}
{% if alert.evidence.unknown.length %}<p class="govuk-body">Not current, so nobody can say from here: {{ alert.evidence.unknown | join(", ") | lower }}. Ring the front door.</p>{% endif %}
{% for line in alert.evidence.silent %}{% if loop.first %}<p class="govuk-body govuk-!-margin-bottom-1">Silent now, so that nothing from there says nothing:</p><ul class="govuk-list govuk-list--bullet">{% endif %}<li>{{ line }}</li>{% if loop.last %}</ul>{% endif %}{% endfor %}
<p class="govuk-body"><a class="govuk-link" href="/children/{{ alert.child }}">See what is known of this child</a></p>
<p class="govuk-body"><a class="govuk-link" href="/inbox/{{ alert.id }}/copy">Copy to the child’s file</a></p>
{% else %}
<p class="govuk-body">Nothing of this child’s record is open to you in this role. Ring whoever owns the alert, or the front door.</p>
{% endif %}

{% if alert.next.length %}
<h2 class="govuk-heading-m">What you may do next</h2>
{% if not alert.owner %}<p class="govuk-body">You were told for information: whoever owns it answers it.</p>{% endif %}
<ol class="govuk-list govuk-list--number">
  {% for step in alert.next %}<li>{{ step }}</li>
  {% endfor %}
</ol>
{% endif %}

<h2 class="govuk-heading-m">Who else was told, and what they did</h2>
{% if alert.told.length %}
<ul class="govuk-list tributary-people">
  {% for one in alert.told %}
  <li>
    <p class="govuk-body govuk-!-margin-bottom-1"><strong>{{ one.name }}</strong>{% if one.contact %}, {{ one.contact.role | lower }}, {{ one.contact.agency }}{% endif %}
      {% if one.isOwner %}<strong class="moj-badge">Owns it now</strong>{% endif %}</p>
    <p class="govuk-body-s">{% if one.did.length %}{{ one.did | join("; ") }}{% else %}Has not answered here{% endif %}.{% if one.contact.phone %} {{ phone(one.contact.phone) }}. {{ one.contact.hours }}.{% endif %}</p>
  </li>
  {% endfor %}
</ul>
{% else %}
<p class="govuk-body">{% if alert.other %}Nobody but them, by a notice of their own.{% else %}Nobody else.{% endif %}</p>
{% endif %}
<details class="govuk-details">
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">What happened with this alert so far</span></summary>
  <div class="govuk-details__text">
    <ol class="govuk-list">
      {% for step in alert.steps %}
      <li><strong>{{ step.title }}</strong>{% if step.to %} to {{ step.to }}{% endif %}, by {{ step.by }}, on {{ step.at | time }}.{% if step.note %} In their own words: “{{ step.note }}”{% endif %}{% if step.into %} <a class="govuk-link" href="/inbox/{{ step.into }}">See the alert that tells of all of them</a>.{% endif %}</li>
      {% endfor %}
    </ol>
  </div>
</details>

{% include "alert-answers" %}

<h2 class="govuk-heading-m">The rule that found it</h2>
{% if alert.rule.words %}
<p class="govuk-body">{{ alert.rule.words }}</p>
<details class="govuk-details">
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Why there is this rule, and what it never does</span></summary>
  <div class="govuk-details__text">
    <p class="govuk-body">{{ alert.rule.why }}</p>
    {% if alert.rule.exclusions.length %}<p class="govuk-body">It leaves out:</p>
    <ul class="govuk-list govuk-list--bullet">{% for one in alert.rule.exclusions %}<li>{{ one }}</li>{% endfor %}</ul>{% endif %}
    <p class="govuk-body">It never:</p>
    <ul class="govuk-list govuk-list--bullet">{% for one in alert.rule.never %}<li>{{ one }}</li>{% endfor %}</ul>
  </div>
</details>
{% else %}
<p class="govuk-body">This hub does not know the rule any more.</p>
{% endif %}
<p class="govuk-body-s">{{ alert.rule.id }}, version {{ alert.rule.version }}{% if alert.rule.now %}; it has been changed since: the words above are of version {{ alert.rule.now }}{% endif %}.</p>
</div></div>
{% endblock %}
`.trimStart();
