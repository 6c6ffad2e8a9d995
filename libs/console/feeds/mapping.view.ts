export const mappingView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/notification-banner/macro.njk" import govukNotificationBanner %}
{% from "govuk/components/summary-list/macro.njk" import govukSummaryList %}
{% from "govuk/components/textarea/macro.njk" import govukTextarea %}
{% from "table" import table %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: feed, href: "/feeds/" + feed }) }}</nav>{% endblock %}
{% block content %}
{% if errors.length %}
{{ govukErrorSummary({ titleText: "There is a problem", errorList: errors, disableAutoFocus: true }) }}
{% endif %}
{% if done %}
{{ govukNotificationBanner({ text: done, titleText: "In force", role: "region" }) }}
{% endif %}
<h1 class="govuk-heading-l">Mapping of {{ feed }}</h1>
{% if preview %}
<h2 class="govuk-heading-m">What it would change</h2>
<p class="govuk-body">Of what was delivered last. Nothing is kept of this look, and nothing has taken effect.</p>
{{ govukSummaryList({ rows: preview.rows }) }}
{% for one in preview.refused %}<p class="govuk-body"><strong>A delivery would be refused.</strong> {{ one }}</p>{% endfor %}
{% if preview.table.rows.length %}{{ table(preview.table) }}{% endif %}
{% if preview.more %}<p class="govuk-body">There is more than is shown here.</p>{% endif %}
{% endif %}

<form action="/feeds/{{ feed }}/mapping" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukTextarea({ name: "text", id: "text", value: text, rows: 24, spellcheck: false, classes: "tributary-source",
    label: { text: "The mapping", classes: "govuk-label--m" },
    hint: { text: "Which column is what, which events a row makes, what its codes mean. docs/feeds.md has every part." },
    errorMessage: { text: "It cannot be used as it is: see above" } if errors.length }) }}
  {{ govukInput({ name: "from", id: "from", value: from, classes: "govuk-input--width-10",
    label: { text: "In force from a later day (optional)" }, hint: { text: "As 2027-01-31. Without it: at once, for what is delivered from then on." } }) }}
  <div class="govuk-button-group">
    {{ govukButton({ text: "Show what it would change", name: "which", value: "preview", preventDoubleClick: false }) }}
    {{ govukButton({ text: "Put it in force", name: "which", value: "put", classes: "govuk-button--secondary" }) }}
  </div>
</form>

{% if versions.rows.length %}
{{ table(versions) }}
{% else %}
<p class="govuk-body">No mapping is in force yet: what is delivered is kept, and refused until one is.</p>
{% endif %}

{% if readBefore %}
<h2 class="govuk-heading-m" id="read-anew">What came before</h2>
<p class="govuk-body">{{ readBefore }} {{ "delivery that is" if readBefore == 1 else "deliveries that are" }} still held {{ "was" if readBefore == 1 else "were" }} read by another version. Read anew by the one in force, what differs becomes corrections: what is the same stays as it is, and what the source has said since is not touched.</p>
<form action="/feeds/{{ feed }}/mapping/read-anew" method="post" novalidate>
  <input type="hidden" name="form" value="{{ formToken }}">
  {{ govukButton({ text: "Read them anew", classes: "govuk-button--secondary" }) }}
</form>
{% endif %}

{% if codes.rows.length %}
{{ table(codes) }}
<p class="govuk-body-s">Each was taken in with its own text. Add it to a table of the mapping; those that came before stay as they are until they are read anew.</p>
{% else %}
<p class="govuk-body">Every code that came is mapped.</p>
{% endif %}
{% endblock %}
`.trimStart();
