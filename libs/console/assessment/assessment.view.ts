/** The assessment of a child: where it stands, the elements with what each wrote side by side, the plan, the review. */
export const assessmentView = `
{% extends "child-form" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "phone" import phone %}
{% set base = "/children/" + (ref | urlencode) + "/assessment" %}
{% block form %}
<h1 class="govuk-heading-l govuk-!-margin-bottom-2">{{ heading }}</h1>
<div class="govuk-inset-text">{{ facts.protection }}{% if facts.authority %} {{ facts.authority.name }}: {{ phone(facts.authority.frontDoor) }}, or {{ phone(facts.authority.outOfHours) }} out of hours.{% endif %}</div>
{% if facts.one %}{% set one = facts.one %}
{% include "assessment-open" %}
{% else %}
<p class="govuk-body">No assessment of this child is open{% if not facts.mayStart %} that you may know of{% endif %}, as at {{ facts.asOf | time }}.</p>
{% if facts.mayStart %}
<h2 class="govuk-heading-m" id="start">Begin one</h2>
<p class="govuk-body">You then lead it, until you hand it over. The family is asked next: nobody else is told, and nothing is written, before it agrees.</p>
<form action="{{ base }}" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukTextarea({ name: "reason", id: "reason", rows: 4, value: typed, errorMessage: faultAt["reason"], label: { text: "What leads you to it?", classes: "govuk-label--s" }, hint: { text: "What you have seen, in a sentence or two." } }) }}
  {{ govukButton({ text: "Begin " + facts.labels.anAssessment, preventDoubleClick: false }) }}
</form>
{% endif %}
{% endif %}
{% for other in facts.others %}
{% if loop.first %}<h2 class="govuk-heading-m" id="others">Others of this child</h2><ul class="govuk-list govuk-list--bullet">{% endif %}
<li><a class="govuk-link" href="{{ base }}?id={{ other.id }}">Begun on {{ other.openedAt | time }}</a>{% if other.closedOn %}, closed on {{ other.closedOn | day }}{% else %}, still open{% endif %}, led by {{ other.lead }}</li>
{% if loop.last %}</ul>{% endif %}
{% endfor %}
{% endblock %}
`.trimStart();

/** The part of the page about one that is there. */
export const assessmentOpenView = `
<p class="govuk-body">{{ govukTag(one.status) }} Begun on {{ one.openedOn | day }}. {{ facts.labels.lead }}: {% if one.lead %}{{ one.lead.text }}{% if one.lead.phone %}, {{ phone(one.lead.phone) }}{% endif %}{% else %}not shown to you{% endif %}.</p>
{% if one.reason %}<p class="govuk-body tributary-words">{{ one.reason }}</p>{% endif %}
{% if one.review %}<p class="govuk-body">{% if one.review.isOverdue %}{{ govukTag({ text: "Review overdue", classes: "govuk-tag--red" }) }} It was{% else %}It is{% endif %} to be looked at again by {{ one.review.by | day }}.</p>{% endif %}
{% if one.agreement %}<p class="govuk-body">{{ one.agreement.words.what }}, on {{ one.agreement.words.on | day }}. Recorded by {{ one.agreement.words.by }}.{% if one.agreement.agencies.length %} It agreed to: {{ one.agreement.agencies | join(", ") }}.{% endif %}{% if one.agreement.excluded.length %} It wants left out: {{ one.agreement.excluded | join(", ") }}.{% endif %}</p>{% endif %}
{% for ask in one.asked %}{% if loop.first %}<p class="govuk-body">Asked: {% endif %}{{ ask.name }} ({{ "has answered" if ask.hasAnswered else "not yet answered" }}){% if loop.last %}.</p>{% else %}, {% endif %}{% endfor %}
{% for step in one.steps %}
{% if loop.first %}<nav aria-label="What you can do next"><ul class="govuk-list govuk-list--bullet">{% endif %}
<li><a class="govuk-link" href="{{ base }}/forms/{{ step.form }}">{{ step.text }}</a></li>
{% if loop.last %}</ul></nav>{% endif %}
{% endfor %}
{% if one.agreement %}<p class="govuk-body"><a class="govuk-link" href="{{ base }}/family">The family’s copy, to print</a></p>{% endif %}
{% if one.closed %}<p class="govuk-body">Closed on {{ one.closed.on | day }} by {{ one.closed.by }}: {{ one.closed.outcome }}.{% if one.closed.note %} {{ one.closed.note }}{% endif %}</p>{% endif %}
{% for each in one.withheld %}
{% if loop.first %}<h2 class="govuk-heading-m" id="withheld">Not shown to you</h2><ul class="govuk-list govuk-list--bullet">{% endif %}
<li>{{ each.agency }} wrote something{% if each.what %} of {{ each.what }}{% endif %}. {{ each.reason }}</li>
{% if loop.last %}</ul>{% endif %}
{% endfor %}
{% for domain in one.domains %}
<h2 class="govuk-heading-m">{{ domain.title }}</h2>
{% for element in domain.elements %}
<section class="tributary-element" aria-labelledby="{{ element.id }}">
<h3 class="govuk-heading-s govuk-!-margin-bottom-1" id="{{ element.id }}">{{ element.title }}</h3>
{% if element.askedOf %}<p class="govuk-body-s govuk-!-margin-bottom-1">Asked of {{ element.askedOf }}{% if element.isAsked %} {{ govukTag({ text: "Your agency is asked", classes: "govuk-tag--blue" }) }}{% endif %}</p>{% endif %}
{% for fact in element.known %}
{% if loop.first %}<p class="govuk-body-s govuk-!-margin-bottom-1">Stated already, so nobody need write it again:</p><ul class="govuk-list govuk-list--bullet govuk-body-s">{% endif %}
<li>{{ fact.occurred | when }}: {{ fact.title }}. {{ fact.agencyName }}, known here from {{ fact.knownFrom | time }}.{% for one in fact.details %} {{ one.name }}: {{ one.value }}.{% endfor %}</li>
{% if loop.last %}{% if element.more %}<li>{{ element.more }} earlier, in <a class="govuk-link" href="/children/{{ ref | urlencode }}#chronology">what happened<span class="govuk-visually-hidden">: {{ element.title }}</span></a></li>{% endif %}</ul>{% endif %}
{% endfor %}
{% if element.contributions.length %}
<ul class="govuk-list tributary-cards">
  {% for each in element.contributions %}
  <li>
    <h4 class="govuk-heading-s govuk-!-margin-bottom-1">{{ each.by }}</h4>
    {% if each.voice %}<p class="govuk-body-s govuk-!-margin-bottom-1">{{ each.voice }}</p>{% endif %}
    {% if each.strengths %}<p class="govuk-body govuk-!-margin-bottom-1 tributary-words"><strong>Goes well:</strong> {{ each.strengths }}</p>{% endif %}
    {% if each.needs %}<p class="govuk-body govuk-!-margin-bottom-1 tributary-words"><strong>Needed:</strong> {{ each.needs }}</p>{% endif %}
    <p class="govuk-body-s govuk-!-margin-bottom-1">{{ each.at | time }}{% if each.forFamily %}. On the family’s copy{% endif %}{% if each.isOwn %}. <a class="govuk-link" href="{{ base }}/forms/contribution?about={{ each.id }}">Put something in its place<span class="govuk-visually-hidden">: {{ element.title }}</span></a>{% endif %}</p>
    {% if each.earlier.length %}<details class="govuk-details govuk-!-margin-bottom-0"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What stood here before</span></summary><div class="govuk-details__text">{% for past in each.earlier %}<p class="govuk-body-s tributary-words">{{ past.at | time }}: {{ past.strengths }} {{ past.needs }}</p>{% endfor %}</div></details>{% endif %}
  </li>
  {% endfor %}
</ul>
{% endif %}
{% if one.mayAdd %}<p class="govuk-body-s"><a class="govuk-link" href="{{ base }}/forms/contribution?about={{ element.id }}">Add what you know<span class="govuk-visually-hidden"> about {{ element.title }}</span></a></p>{% endif %}
</section>
{% endfor %}
{% endfor %}
<h2 class="govuk-heading-m" id="plan">{{ facts.labels.plan }}</h2>
{% for each in one.actions %}
{% if loop.first %}<ul class="govuk-list tributary-list">{% endif %}
<li>
  <p class="govuk-body tributary-words"><strong>{{ each.what }}</strong></p>
  <p class="govuk-body-s tributary-words">Hoped for: {{ each.outcome }}</p>
  <p class="govuk-body-s">{{ each.owner }}, by {{ each.due | day }}.{% if each.state %} {{ govukTag({ text: each.state, classes: "govuk-tag--red" if each.state == "Overdue" else "govuk-tag--grey" }) }}{% endif %}{% if each.ended %} {{ each.ended.on | day }}.{% if each.ended.note %} {{ each.ended.note }}{% endif %}{% endif %}{% if each.mayEnd %} <a class="govuk-link" href="{{ base }}/forms/action-end?about={{ each.id }}">Say what became of it<span class="govuk-visually-hidden">: {{ each.what }}</span></a>{% endif %}</p>
</li>
{% if loop.last %}</ul>{% endif %}
{% else %}<p class="govuk-body">Nothing is planned yet that you may see.</p>{% endfor %}
<h2 class="govuk-heading-m" id="reviews">Reviews</h2>
{% for each in one.reviews %}
<h3 class="govuk-heading-s govuk-!-margin-bottom-1">{{ each.on | day }}</h3>
<p class="govuk-body tributary-words">{{ each.progress }}</p>
{% if each.childView %}<p class="govuk-body tributary-words"><strong>The child:</strong> {{ each.childView }}</p>{% endif %}
{% if each.parentView %}<p class="govuk-body tributary-words"><strong>A parent or carer:</strong> {{ each.parentView }}</p>{% endif %}
{% else %}<p class="govuk-body">None was held yet that you may see.</p>{% endfor %}
`.trimStart();

export const assessmentFormView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/checkboxes/macro.njk" import govukCheckboxes %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/select/macro.njk" import govukSelect %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The assessment", href: back }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">{{ heading }}</h1>
{% for line in intro %}<p class="govuk-body">{{ line }}</p>{% endfor %}
<form action="{{ action }}" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {% for field in fields %}
  {% set hint = { text: field.hint } if field.hint else undefined %}
  {% if field.kind == "words" %}{{ govukTextarea({ name: field.name, id: field.name, rows: 4, value: field.value, errorMessage: faultAt[field.name], label: { text: field.label, classes: "govuk-label--s" }, hint: hint }) }}
  {% elif field.kind == "day" %}{{ govukInput({ name: field.name, id: field.name, value: field.value, classes: "govuk-input--width-10", errorMessage: faultAt[field.name], label: { text: field.label, classes: "govuk-label--s" }, hint: hint }) }}
  {% elif field.kind == "one" %}{{ govukRadios({ name: field.name, idPrefix: field.name, items: field.items, classes: "govuk-radios--small", errorMessage: faultAt[field.name], fieldset: { legend: { text: field.label, classes: "govuk-fieldset__legend--s" } }, hint: hint }) }}
  {% elif field.kind == "many" %}{{ govukCheckboxes({ name: field.name, idPrefix: field.name, items: field.items, classes: "govuk-checkboxes--small", errorMessage: faultAt[field.name], fieldset: { legend: { text: field.label, classes: "govuk-fieldset__legend--s" } }, hint: hint }) }}
  {% else %}{{ govukSelect({ name: field.name, id: field.name, items: field.chosen, errorMessage: faultAt[field.name], label: { text: field.label, classes: "govuk-label--s" }, hint: hint }) }}
  {% endif %}
  {% endfor %}
  {{ govukButton({ text: button, preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();

/** For the family: in plain words, only what was put there for them. */
export const familyCopyView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "phone" import phone %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The assessment", href: back }) }}</nav>{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">{{ heading }}</h1>
{% if copy %}
<p class="govuk-body">{{ copy.lead.text }} leads this work with you.{% if copy.lead.phone %} You can ring them on {{ phone(copy.lead.phone) }}.{% endif %}</p>
<p class="govuk-body">You agreed that these may take part: {{ copy.agencies | join(", ") }}. You may end your agreement on any day: tell any of them.</p>
{% if copy.reviewBy %}<p class="govuk-body">We look together at how it goes by {{ copy.reviewBy | day }}.</p>{% endif %}
<h2 class="govuk-heading-m">What we know together</h2>
{% for element in copy.elements %}
<h3 class="govuk-heading-s govuk-!-margin-bottom-1">{{ element.title }}</h3>
{% for each in element.contributions %}
{% if each.strengths %}<p class="govuk-body govuk-!-margin-bottom-1 tributary-words"><strong>Goes well:</strong> {{ each.strengths }}</p>{% endif %}
{% if each.needs %}<p class="govuk-body govuk-!-margin-bottom-1 tributary-words"><strong>Needed:</strong> {{ each.needs }}</p>{% endif %}
<p class="govuk-body-s">{{ each.voice or each.by }}</p>
{% endfor %}
{% else %}<p class="govuk-body">Nothing has been written for this page yet.</p>{% endfor %}
<h2 class="govuk-heading-m">What we do</h2>
{% for each in copy.actions %}
{% if loop.first %}<ul class="govuk-list govuk-list--bullet">{% endif %}
<li><span class="tributary-words">{{ each.what }}</span>: {{ each.owner }}, by {{ each.due | day }}{% if each.isOver %} (ended){% endif %}. Hoped for: <span class="tributary-words">{{ each.outcome }}</span></li>
{% if loop.last %}</ul>{% endif %}
{% else %}<p class="govuk-body">Nothing is planned yet.</p>{% endfor %}
{% else %}
<p class="govuk-body">There is nothing to print: no assessment is open that the family agrees to, or it is not shown to you.</p>
{% endif %}
{% endblock %}
`.trimStart();

export const assessmentsView = `
{% extends "layout" %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% block content %}
<h1 class="govuk-heading-l">{{ heading }}</h1>
<p class="govuk-body">Those that you lead, and those that your agency was asked about. What is to be looked at first stands first.</p>
{% for one in rows %}
{% if loop.first %}<ul class="govuk-list tributary-list">{% endif %}
<li>
  <p class="govuk-body"><a class="govuk-link" href="{{ one.href }}">{{ one.name }}</a></p>
  <p class="govuk-body-s">{{ one.part }}.{% if one.reviewBy %} To be looked at again by {{ one.reviewBy | day }}.{% endif %}{% if one.isOverdue %} {{ govukTag({ text: "Review overdue", classes: "govuk-tag--red" }) }}{% endif %}</p>
</li>
{% if loop.last %}</ul>{% endif %}
{% else %}<p class="govuk-body">None is open. You begin one from a child’s page.</p>{% endfor %}
{% endblock %}
`.trimStart();
