import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import { dayInWords, timeInWords, whenInWords } from './words';
import { views } from './views';

/** Views are part of the program, so that a built one needs no folder beside it; only the components' are files. */
class OwnViews extends nunjucks.Loader implements nunjucks.ILoader {
  getSource(name: string): nunjucks.LoaderSource {
    const src = Object.hasOwn(views, name) ? views[name] : undefined;
    // Nunjucks asks the next loader where this one answers nothing.
    return (src === undefined ? null : { src, path: name, noCache: false }) as nunjucks.LoaderSource;
  }
}

export const govukFolder = join(dirname(require.resolve('govuk-frontend/package.json')), 'dist');
export const mojFolder = dirname(require.resolve('@ministryofjustice/frontend/package.json'));

const environment = new nunjucks.Environment(
  [new OwnViews(), new nunjucks.FileSystemLoader([govukFolder, mojFolder], { watch: false, noCache: false })],
  { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
);
environment.addFilter('time', timeInWords);
environment.addFilter('day', dayInWords);
environment.addFilter('when', whenInWords);

/** One page as HTML. Everything in `facts` is escaped. */
export const render = (view: string, facts: object): string => environment.render(view, facts);
