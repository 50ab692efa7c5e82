import { auditCommand } from './audit-command.ts';

process.exitCode = await auditCommand(process.argv.slice(2), { env: process.env, out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) });
