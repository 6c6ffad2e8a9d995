import { program } from './program';

const WHO = { as: 'p-ellingham', role: 'data-steward', agency: 'tributary-operator' };
const flags = Object.entries(WHO).flatMap(([name, value]) => [`--${name}`, value]);

describe('tributary match', () => {
  it.each(['fit', 'reconsider'])('leaves to %s who does it, though it asks for such a person itself', async (name) => {
    const command = program.commands.find((one) => one.name() === 'match')?.commands.find((one) => one.name() === name);
    const done = jest.fn();
    command?.action(done);
    await program.parseAsync(['match', name, ...flags, '--reason', 'first look', '--json'], { from: 'user' });
    expect(done).toHaveBeenCalledWith({ ...WHO, reason: 'first look', json: true }, command);
  });
});
