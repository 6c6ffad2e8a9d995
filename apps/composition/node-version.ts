/** The oldest Node that has all that the hub is built on. */
const OLDEST = 24;
const CODE = 'node-too-old';

/** What is wrong with a Node, as process.versions.node names it; undefined where nothing is. */
export const tooOld = (version: string): string | undefined =>
  Number.parseInt(version, 10) >= OLDEST
    ? undefined
    : `Node is too old: This is Node ${version}; it needs ${OLDEST}. ` +
      `Start it with npm start, or with node_modules/.bin/node (${CODE})\n`;
