/** A page about one child with a form: the way back to the child, then what is wrong with what was sent. */
export const childFormView = `
{% extends "layout" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/error-summary/macro.njk" import govukErrorSummary %}
{% block before %}<nav aria-label="Back">{{ govukBackLink({ text: "The child", href: "/children/" + (ref | urlencode) }) }}</nav>{% endblock %}
{% block content %}
{% if faults.length %}{{ govukErrorSummary({ titleText: "There is a problem", errorList: faults, disableAutoFocus: true }) }}{% endif %}
{% block form %}{% endblock %}
{% endblock %}
`.trimStart();
