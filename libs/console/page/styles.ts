import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { govukFolder, mojFolder } from './render';
import { childStyles } from './styles-child';

/**
 * The components' styles without GDS Transport and the crest: their licence is for GOV.UK's own pages alone, and
 * nothing is then fetched that is not there.
 */
function stylesIn(file: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,', '')
    .replaceAll(/url\(\/assets\/[^)]*\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=[^*]*\*\//g, '');
}

const OWN = `
.govuk-service-navigation__container{gap:0 30px}
.tributary-sign-out{display:flex;align-items:baseline;gap:15px;flex-wrap:wrap;margin:10px 0 10px auto}
.tributary-sign-out .govuk-body-s{margin:0}
.tributary-link-button{padding:0;border:0;background:none;color:#1d70b8;font:inherit;text-decoration:underline;cursor:pointer}
.tributary-link-button:focus{outline:3px solid transparent;color:#0b0c0c;background-color:#fd0;box-shadow:0 -2px #fd0,0 4px #0b0c0c;text-decoration:none}
.tributary-chronology{padding-left:20px;border-left:5px solid #cecece}
.tributary-chronology>li{margin-bottom:30px}
.tributary-list>li{padding:15px 0;border-top:1px solid #cecece}
main .govuk-tag{max-width:none}
.tributary-list p{margin-bottom:5px}
.tributary-alert{padding-left:15px!important;border-left:8px solid #cecece}
.tributary-alert--immediate{border-left-color:#ca3535}
.tributary-alert--today{border-left-color:#f47738}
.tributary-alert--this-week{border-left-color:#1d70b8}
.tributary-bundle{margin:10px 0 0}
.tributary-bundle>li{margin-bottom:15px}
.tributary-progress{display:block;width:100%;max-width:40em;height:20px;margin:0 0 20px;accent-color:#1d70b8}
.tributary-filter{display:flex;flex-wrap:wrap;align-items:flex-end;gap:0 15px}
.tributary-filter .govuk-form-group,.tributary-filter .govuk-button{margin-bottom:20px}
@media (max-width:48.0525em){
.moj-sub-navigation__list{display:flex;flex-wrap:wrap;gap:0 20px}
.moj-sub-navigation .moj-sub-navigation__item{margin:0;border:0}
.moj-sub-navigation .moj-sub-navigation__link{padding:10px 0 7px}
.moj-sub-navigation .moj-sub-navigation__link[aria-current]{border-bottom:5px solid #1d70b8}
.moj-sub-navigation .moj-sub-navigation__link[aria-current]:before{display:none}
.tributary-filter .govuk-button{width:auto}
}
@media (min-width:48.0625em){
.tributary-summary .govuk-summary-list__key{width:9em}
.tributary-beside{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,1fr);grid-template-rows:auto 1fr;gap:0 40px}
.tributary-beside__aside{grid-column:2;grid-row:1/3}
.tributary-beside__rest{grid-column:1}
}
.tributary-people>li{padding:10px 0;border-top:1px solid #cecece}
.tributary-people p{margin-bottom:5px}
.tributary-details{margin:0;font-family:arial,sans-serif;font-size:1rem}
.tributary-details div{display:flex;flex-wrap:wrap;gap:0 10px}
.tributary-details dt{font-weight:700}
.tributary-details dd{margin:0}
.tributary-source{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:1rem}
.tributary-words{white-space:pre-line;overflow-wrap:anywhere}
.tributary-line{display:block}
.tributary-keep{white-space:nowrap}
.tributary-table__label{display:none}
@media (min-width:40.0625em){.tributary-table--steady{table-layout:fixed}}
@media (max-width:40.0525em){
.tributary-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tributary-table tr{display:block;padding:10px 0;border-bottom:1px solid #cecece}
.tributary-table td{display:flex;gap:10px;padding:3px 0;border:0;text-align:left;overflow-wrap:anywhere}
.tributary-table__label{display:block;flex:0 0 8em;font-weight:700;overflow-wrap:normal}
}
.tributary-element{padding:15px 0 5px;border-top:1px solid #cecece}
.tributary-element .tributary-cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18em),1fr));gap:15px}
@media print{.govuk-service-navigation,.govuk-back-link,.govuk-skip-link,.govuk-footer{display:none}}
.tributary-more{display:block;color:#484949;font-size:1rem}
`;

const COMPONENTS = [join(govukFolder, 'govuk/govuk-frontend.min.css'), join(mojFolder, 'moj/moj-frontend.min.css')];
export const styles = `${COMPONENTS.map(stylesIn).join('')}${OWN}${childStyles}`;
export const stylesVersion = createHash('sha256').update(styles).digest('hex').slice(0, 12);

export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#1d70b8"/>' +
  '<path d="M5 6c8 0 11 4 11 10v10M27 6c-8 0-11 4-11 10" fill="none" stroke="#fff" stroke-width="4"/></svg>';
