/**
 * `npm start [-- --port N | --reset | --no-demo]`: everything on this machine, until Ctrl-C or SIGTERM.
 * Exit 0 stopped, 1 could not start (one sentence on stderr, nothing left behind).
 */
import { rmSync } from 'node:fs';
import { controlSocket, serveControl } from '../run/control.ts';
import { startOptions } from '../run/options.ts';
import { leaveRunFolder, rememberProcesses, takeRunFolder } from '../run/run-folder.ts';
import { bringUp } from '../run/supergraph.ts';
import { createSupervisor } from '../run/supervisor.ts';
import { Failure, sentenceOf } from '../servers/failure.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const began = Date.now();
  const options = startOptions(process.argv.slice(2), process.env);
  await takeRunFolder(options.dataDir, { reset: options.reset, say });
  const supervisor = createSupervisor({ say, remember: (processes) => rememberProcesses(options.dataDir, processes) });
  let ending: Promise<void> | undefined;
  const end = (code: number): Promise<void> => {
    ending ??= supervisor.stop().then(() => {
      rmSync(controlSocket(options.dataDir), { force: true });
      leaveRunFolder(options.dataDir);
      if (code === 0) say('stopped');
      process.exit(code);
    });
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!ending) say('stopping');
      void end(0);
    });
  }
  try {
    await serveControl(options.dataDir, supervisor);
    const { url } = await bringUp(options, supervisor, process.env, say);
    if (ending) return;
    process.stdout.write(`ready ${url}\n`);
    say(`started in ${((Date.now() - began) / 1000).toFixed(1)} s; data and logs in ${options.dataDir}`);
    say('a token: npm run -s token -- --user dr.osei --role PRESCRIBER --tenant demo');
  } catch (error) {
    if (!ending) say(error instanceof Failure ? error.message : `could not start: ${sentenceOf(error)}`);
    await end(1);
  }
}

main().catch((error: unknown) => {
  say(sentenceOf(error));
  process.exitCode = 1;
});
