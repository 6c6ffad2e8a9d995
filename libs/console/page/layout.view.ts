/** GOV.UK's page without its crown and its font, which belong to GOV.UK alone, and without its inline script. */
export const layout = `
{% from "govuk/components/skip-link/macro.njk" import govukSkipLink %}
{% from "govuk/components/generic-header/macro.njk" import govukGenericHeader %}
<!DOCTYPE html>
<html lang="en" class="govuk-template">
  <head>
    <meta charset="utf-8">
    <title>{% block title %}{{ title }}{% endblock %} – Tributary</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/console.css?{{ stylesVersion }}">
    {% if live %}<script src="/assets/live.js?{{ liveVersion }}" defer></script>{% endif %}
  </head>
  <body class="govuk-template__body">
    {{ govukSkipLink({ href: "#main-content", text: "Skip to main content" }) }}
    <header class="govuk-template__header">
      {{ govukGenericHeader({ logoText: "Tributary", url: "/inbox" }) }}
    </header>
    {% if person %}
    <section class="govuk-service-navigation" aria-label="Pages and you">
      <div class="govuk-width-container"><div class="govuk-service-navigation__container">
        <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
          <ul class="govuk-service-navigation__list">
            {% for entry in menu %}
            <li class="govuk-service-navigation__item{% if here == entry.href %} govuk-service-navigation__item--active{% endif %}">
              <a class="govuk-service-navigation__link" href="{{ entry.href }}"{% if here == entry.href %} aria-current="page"{% endif %}>{{ entry.text }}</a>
            </li>
            {% endfor %}
          </ul>
        </nav>
        <form class="tributary-sign-out" action="/sign-out" method="post" novalidate>
          <input type="hidden" name="form" value="{{ formToken }}">
          <span class="govuk-body-s">{{ person.name }}, {{ person.role }}, {{ person.agency }}{% if person.hats > 1 %} (<a class="govuk-link" href="/role">change role</a>){% endif %}</span>
          <button type="submit" class="tributary-link-button">Sign out</button>
        </form>
      </div></div>
    </section>
    {% endif %}
    <div class="govuk-width-container">
      {% block before %}{% endblock %}
      <main class="govuk-main-wrapper" id="main-content">
        {% if live %}
        <p class="govuk-visually-hidden" aria-live="polite" data-live-said="{{ live }}"></p>
        <p class="govuk-inset-text" data-live-ended hidden>You are signed out, and nothing new is shown here. <a class="govuk-link" href="/sign-in">Sign in again</a></p>
        {% endif %}
        {% block content %}{% endblock %}
      </main>
    </div>
    <footer class="govuk-template__footer govuk-footer">
      <div class="govuk-width-container">
        <p class="govuk-body-s">Tributary shows what agencies have sent. That nothing stands here does not mean that nothing happened.</p>
      </div>
    </footer>
  </body>
</html>
`.trimStart();
