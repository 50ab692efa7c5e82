// What tests use of the development tools. Nothing here may read `import.meta`: jest runs it as CommonJS.
export { mongoCommand } from './servers/probe/mongo-command.ts';
export { makeBucket, s3Region } from './servers/probe/s3-request.ts';
