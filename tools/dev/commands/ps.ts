/**
 * `npm run -s ps -- [--json]`: what runs, from which process, on which ports; `npm run ps -- restart NAME`.
 * Exit 0, or 1 when nothing runs from this folder or the name is not known.
 */
import { parseArgs } from 'node:util';
import { askControl } from '../run/control.ts';
import { dataDirOf } from '../run/options.ts';
import { sentenceOf } from '../servers/failure.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [verb, name] = positionals;
  if (verb !== undefined && (verb !== 'restart' || !name)) throw new Error('npm run ps -- [--json] | restart NAME');
  const processes = await askControl(dataDirOf(process.env), name ? { op: 'restart', name } : { op: 'list' });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(processes, null, 2)}\n`);
    return;
  }
  for (const one of processes) {
    const ports = Object.entries(one.ports).map(([use, port]) => `${use} ${port}`).join(', ');
    process.stdout.write(`${one.name.padEnd(22)}${one.state.padEnd(12)}${String(one.pid ?? '-').padEnd(9)}${ports.padEnd(28)}restarts ${one.restarts}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
});
