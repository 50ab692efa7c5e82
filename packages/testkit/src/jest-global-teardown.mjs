/** Lets go of the servers and waits until they are gone. */
export default async function globalTeardown() {
  const keeper = globalThis.draTestServersKeeper;
  if (!keeper || keeper.exitCode !== null) return;
  // Let go of at the start; held again now: a loop that runs empty while this waits would end jest before it says how it went.
  keeper.ref();
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.stdin.end();
  await gone;
}
