import { describeCrashes } from './suite.ts';

describeCrashes({ name: 'PostgreSQL', postgres: true, redis: false });
