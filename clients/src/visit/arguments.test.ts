import { visitArguments } from './arguments.ts';

const file = __filename;

describe('visitArguments', () => {
  it('has a default for all but the file and the patient', () => {
    expect(visitArguments(['--transcript', file, '--patient', 'DEMO-0001'])).toEqual({
      source: { kind: 'TRANSCRIPT', file },
      mrn: 'DEMO-0001',
      sign: false,
      json: false,
      url: null,
      token: null,
      timeoutSeconds: 600,
      attestation: expect.stringMatching(/\w/),
      acknowledgeUnsupported: false,
      consentBasis: null,
      chunkBytes: 262_144,
      live: null,
    });
    expect(visitArguments(['--help'])).toBeNull();
  });

  it.each([
    [[], /--audio FILE or --transcript FILE/],
    [['--audio', file, '--transcript', file, '--patient', 'A'], /either/],
    [['--audio', file], /--patient/],
    [['--audio', '/nowhere.wav', '--patient', 'A'], /no file/],
    [['--audio', __dirname, '--patient', 'A'], /is no file/],
    [['--audio', file, '--patient', 'A', '--timeout', '0'], /--timeout/],
    [['--audio', file, '--patient', 'A', '--timeout', 'soon'], /--timeout/],
    [['--audio', file, '--patient', 'A', '--consent-basis', 'ASSUMED'], /--consent-basis/],
    [['--audio', file, '--patient', 'A', '--url', 'localhost'], /--url/],
    [['--audio', file, '--patient', 'A', '--confirm-all'], /confirm-all/],
  ])('refuses %j in one sentence', (argv, message) => {
    expect(() => visitArguments(argv)).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(message) as string }));
  });

  it('plays a recording live at the speed of life, or faster', () => {
    const given = (...more: string[]) => visitArguments(['--audio', __filename, '--patient', 'DEMO-0001', ...more])?.live;
    expect(given('--live')).toEqual({ speed: 1, chunkSeconds: 2 });
    expect(given('--live', '--speed', '10', '--chunk-seconds', '5')).toEqual({ speed: 10, chunkSeconds: 5 });
    expect(() => given('--speed', '10')).toThrow('go with --live');
    expect(() => visitArguments(['--transcript', __filename, '--patient', 'DEMO-0001', '--live'])).toThrow('goes with --audio');
  });
});
