import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Option } from 'commander';

const HEAD = `# The command line

Written by \`npm run docs\` from the commands themselves. \`npx tributary <command> --help\` tells the same.

Answers go to standard output, what went wrong and progress to standard error. With \`--json\` the answer is one JSON
document. The exit code is 0 when it is done, 1 when something parked or was found wrong, 2 when it could not run; a
refusal names its code, which [problems.md](problems.md) explains.

Commands that open the databases themselves take the same [variables](configuration.md) as the hub; beside a running hub
with an embedded database they join it.
`;

/** The page of all commands, as `docs/cli.md`. */
export function commandsPage(program: Command): string {
  return [HEAD, ...leavesOf(program).map(sectionOf)].join('\n');
}

export async function writeCommandsPage(directory: string, program: Command): Promise<void> {
  await writeFile(join(directory, 'cli.md'), commandsPage(program));
}

type Leaf = Readonly<{ path: string; command: Command }>;

/** The commands that do something, each with the words that call it. */
function leavesOf(command: Command, before = ''): readonly Leaf[] {
  const path = `${before}${command.name()}`;
  const own = command.registeredArguments.length > 0 || command.options.length > 0 || command.commands.length === 0;
  const below = command.commands.flatMap((one) => leavesOf(one, `${path} `));
  return own ? [{ path, command }, ...below] : below;
}

function sectionOf({ path, command }: Leaf): string {
  const words = command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`));
  const rows = command.options.map(rowOf);
  const table = rows.length > 0 ? ['', '| option | what it is |', '|---|---|', ...rows] : [];
  return [`## ${[path, ...words].join(' ')}`, '', `${sentence(command.description())}`, ...table, ''].join('\n');
}

function rowOf(option: Option): string {
  const told = [option.description];
  if (option.mandatory) told.push('required');
  if (option.defaultValue !== undefined) told.push(`default \`${String(option.defaultValue)}\``);
  return `| \`${option.flags}\` | ${told.join('; ')} |`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
