import '../composition/refuse-old-node';
import 'reflect-metadata';
import { readingModules } from '../composition/modules';
import { start } from '../composition/start';

/** Where people read and answer: the API's reads, and the pages. */
start({ app: 'console', modules: (base, rooms) => readingModules(base, rooms) });
