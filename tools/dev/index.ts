// What tests use of the development tools. Nothing here may read `import.meta`: jest runs it as CommonJS.
export { mongoCommand } from './servers/probe/mongo-command.ts';
export { makeBucket, s3Region } from './servers/probe/s3-request.ts';
export { askControl } from './run/control.ts';
export type { ProcessRow } from './run/supervisor.ts';
export { devToken } from './run/dev-token.ts';
export { demoPeople } from './run/demo-people.ts';
export { developmentIssuer, secretsOfRun } from './run/secrets-of-run.ts';
