/**
 * Loads one file of `graphql` in its production form. In its development form every `instanceof` looks for a second copy of the library,
 * which takes a sixth of the time of the suites; the lock file holds one copy.
 */
const environment = process.env.NODE_ENV;
process.env.NODE_ENV = 'production';
await import('graphql/jsutils/instanceOf.js');
process.env.NODE_ENV = environment;

export {};
