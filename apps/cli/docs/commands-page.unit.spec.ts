import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { program } from '../program';
import { commandsPage } from './commands-page';

const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];

describe('the page of the command line', () => {
  it('stands as the commands are', async () => {
    expect(await readFile('docs/cli.md', 'utf8')).toBe(commandsPage(program));
  });

  it.each(all(program).map((one) => [one.name(), one] as const))('%s says what it is for', (_, command) => {
    expect(command.description()).not.toBe('');
  });
});
