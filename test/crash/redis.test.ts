import { describeCrashes } from './suite.ts';

describeCrashes({ name: 'PostgreSQL and Redis', postgres: true, redis: true });
