/** What a senior has to look at. */
export const reviewsView = `
{% extends "layout" %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "table" import table %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
{% if done %}{{ govukNotificationBanner({ text: done, titleText: "Recorded", role: "region" }) }}{% endif %}
<h1 class="govuk-heading-l">What you have to review</h1>
<h2 class="govuk-heading-m" id="openings">Records opened, and grounds stated</h2>
<p class="govuk-body">Somebody opened a child’s record without a known relationship to the child, or stated that a child must be protected. Review it within one working day; after that it also goes to whoever manages you.</p>
{% if page.waiting.length %}
<ol class="govuk-list tributary-list">
  {% for one in page.waiting %}
  <li>
    <h3 class="govuk-heading-s"><a class="govuk-link" href="/reviews/{{ one.id }}">{{ one.name }}, {{ one.role }}, {{ one.did }}<span class="govuk-visually-hidden">, {{ one.at | time }}</span></a></h3>
    <p class="govuk-body">{% if one.state.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }} {% endif %}{{ one.state.words }}.</p>
    <p class="govuk-body-s">{{ one.agency }}. Opened {{ one.at | time }}, until {{ one.until | time }}.</p>
  </li>
  {% endfor %}
</ol>
{% else %}
<p class="govuk-body">None waits for you.</p>
{% endif %}
{% if page.rates.rows.length %}
{{ table(page.rates) }}
<p class="govuk-body-s">Many openings do not mean many wrongs: where an agency opens records often, Tributary does not know of a relationship that it has.</p>
{% endif %}
<h2 class="govuk-heading-m" id="links">Links to a family that were declared to you</h2>
{% if page.links.length %}
<p class="govuk-body">Each of these people sees nothing of the child. Give the work to somebody else. End a link only where it does not hold, or not any more: what their role may see opens to them again.</p>
<ul class="govuk-list tributary-list">
  {% for one in page.links %}
  <li>
    <h3 class="govuk-heading-s">{{ one.name }}, {{ one.role }}</h3>
    <p class="govuk-body">{{ one.agency }}. Declared {{ one.at | time }}, of <a class="govuk-link" href="/children/{{ one.child }}">this child<span class="govuk-visually-hidden">: link {{ loop.index }}</span></a>.</p>
    <details class="govuk-details"{% if ending == one.id %} open{% endif %}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">End this link<span class="govuk-visually-hidden"> of {{ one.name }}</span></span></summary>
      <div class="govuk-details__text">
        <form action="/reviews/links/{{ one.id }}/end" method="post" novalidate>
          <input type="hidden" name="form" value="{{ formToken }}">
          {{ govukTextarea({ name: "reason", id: "reason-" + one.id, rows: 3, value: typed if ending == one.id, errorMessage: faultAt["reason-" + one.id], label: { text: "Why does it not hold?" } }) }}
          {{ govukButton({ text: "End the link", classes: "govuk-button--secondary", preventDoubleClick: false }) }}
        </form>
      </div>
    </details>
  </li>
  {% endfor %}
</ul>
{% else %}
<p class="govuk-body">None.</p>
{% endif %}
{% endblock %}
`.trimStart();

/** One opening and the form that decides on it. */
export const reviewView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/tag/macro.njk" import govukTag %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "What you have to review", href: "/reviews" }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
<h1 class="govuk-heading-l">{{ opening.name }} {{ opening.did }}</h1>
<p class="govuk-body">{% if opening.state.overdue %}{{ govukTag({ text: "Overdue", classes: "govuk-tag--orange" }) }} {% endif %}{{ opening.state.words }}.{% if opening.escalated %} {{ opening.reviewer }} was to review it.{% endif %}</p>
<p class="govuk-body">{{ opening.name }}, {{ opening.role }}, {{ opening.agency }}. Opened {{ opening.at | time }}, until {{ opening.until | time }}. <a class="govuk-link" href="/children/{{ opening.child }}">The child’s page, as far as it is open to you</a></p>
<h2 class="govuk-heading-m">Why, in their words</h2>
{% if opening.reason %}<p class="govuk-body tributary-words">{{ opening.reason }}</p>{% else %}<p class="govuk-body">Erased.</p>{% endif %}
{% if opening.ground %}<p class="govuk-body">They rested on: {{ opening.ground | lower }}.</p>{% endif %}
{% if opening.basis %}<h2 class="govuk-heading-m">What entitled them, in their words</h2>
<p class="govuk-body tributary-words">{{ opening.basis }}</p>{% endif %}
{% if opening.looks.rows.length %}
{{ table(opening.looks) }}
{% else %}
<h2 class="govuk-heading-m">What was seen under it</h2>
<p class="govuk-body">Nothing that was not open to them anyway.</p>
{% endif %}
<form action="/reviews/{{ opening.id }}" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukRadios({ name: "outcome", idPrefix: "outcome", items: outcomes, value: typed.outcome, errorMessage: faultAt["outcome"], fieldset: { legend: { text: "Was there good reason?", classes: "govuk-fieldset__legend--m" } } }) }}
  {{ govukTextarea({ name: "note", id: "note", rows: 4, value: typed.note, errorMessage: faultAt["note"], label: { text: "What did you find?", classes: "govuk-label--s" }, hint: { text: "Whom you asked, and what follows. It stands beside the opening for good." } }) }}
  {{ govukButton({ text: "Record the review", preventDoubleClick: false }) }}
</form>
{% endblock %}
`.trimStart();
