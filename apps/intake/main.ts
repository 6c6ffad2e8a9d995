import '../composition/refuse-old-node';
import 'reflect-metadata';
import { intakeModules } from '../composition/modules';
import { start } from '../composition/start';

/** Where agencies deliver. */
start({ app: 'intake', intake: true, modules: (_base, rooms) => intakeModules(rooms) });
