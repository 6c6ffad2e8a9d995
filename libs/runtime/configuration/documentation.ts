import type { Variable } from './kinds';
import { variables } from './variables';

/** The table of `docs/configuration.md`, made from the definitions. */
export function configurationTable(): string {
  const rows = Object.entries<Variable<unknown>>(variables).map(
    ([name, { default: given, about }]) => `| \`${name}\` | ${given === undefined ? '' : `\`${given}\``} | ${about} |`,
  );
  return ['| variable | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}
