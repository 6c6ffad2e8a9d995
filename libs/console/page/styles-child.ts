/** The child's page: its drawn lines, the attendance strip and the cards of who is involved. */
export const childStyles = `
.tributary-source{display:block;color:#484949}
.tributary-phone{white-space:nowrap}
.tributary-coverage>li{margin-bottom:10px}
.tributary-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,290px),1fr));gap:15px}
.tributary-cards>li{margin:0;padding:15px;border:1px solid #cecece}
.tributary-timeline{margin:0 0 30px;font-family:arial,sans-serif}
.tributary-lane{display:grid;grid-template-columns:minmax(0,220px) minmax(0,1fr);align-items:center;gap:0 15px;border-top:1px solid #cecece}
.tributary-lane--months{border-top:2px solid #0b0c0c}
.tributary-lane__name{margin:0;font-size:1rem;line-height:1.25;overflow-wrap:anywhere}
.tributary-lane__line{display:block;overflow:visible}
.tributary-lane__line text{font-size:14px;fill:#0b0c0c}
.tributary-lane__month{stroke:#e5e6e7}
.tributary-lane__silent{fill:#fff2d3;stroke:#b58840;stroke-dasharray:4 4}
.tributary-mark{fill:#1d70b8;stroke:#0b0c0c;stroke-width:1}
.tributary-mark--history{fill:#fff;stroke:#1d70b8;stroke-width:2}
.tributary-key{display:flex;flex-wrap:wrap;gap:5px 20px;margin:10px 0;padding:0;list-style:none;font-family:arial,sans-serif;font-size:.875rem;line-height:1.4}
.tributary-key svg{vertical-align:middle}
.tributary-strip table{width:auto;margin-bottom:10px}
.tributary-strip th,.tributary-strip td{padding:3px 12px 3px 0;font-size:1rem;vertical-align:middle}
.tributary-strip td{white-space:nowrap}
.tributary-half{display:inline-flex;align-items:center;justify-content:center;box-sizing:border-box;min-width:24px;height:24px;padding:0 2px;border:1px solid #858686;font-family:arial,sans-serif;font-size:.875rem;font-weight:700;line-height:1;vertical-align:middle}
.tributary-half+.tributary-half{margin-left:2px}
.tributary-half--unauthorised{color:#fff;background:#942514;border-color:#942514}
.tributary-half--authorised{background:#d2e2f1}
.tributary-half--unable{background:#e5e6e7}
.tributary-half--elsewhere{background:#cfe4dc}
.tributary-half--present{background:#fff2d3}
.tributary-half--administrative,.tributary-half--unmapped{background:#f4f4f4}
.tributary-half--closed,.tributary-half--not-come{border-style:dotted;font-weight:400}
.tributary-half--outside{border-color:transparent}
.tributary-contents{margin:0 0 30px;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:5px 20px}
.tributary-months{display:flex;flex-wrap:wrap;gap:10px 30px;margin-bottom:30px;font-family:arial,sans-serif;font-size:1.1875rem}
@media (max-width:40.0525em){
.tributary-lane{grid-template-columns:minmax(0,1fr)}
.tributary-lane__name{padding-top:5px}
.tributary-months{font-size:1rem}
.tributary-strip th,.tributary-strip td{padding-right:5px}
.tributary-strip th{font-size:.875rem;white-space:nowrap}
.tributary-strip td .tributary-half{min-width:20px;padding:0}
.tributary-strip th,.tributary-strip td{padding-right:3px}
}
`;
