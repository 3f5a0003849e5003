import { describeCrashes } from './suite.ts';

describeCrashes({ name: 'the embedded engine', postgres: false, redis: false });
